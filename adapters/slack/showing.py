"""Answers that come after the acknowledgement: by a response_url, in a modal, or opened from the Home tab."""

import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack import forms, render, words
from adapters.slack.again import fresh, refilled
from adapters.slack.client import Client
from adapters.slack.directs import Directs
from adapters.slack.errors import TRIGGER, TROUBLE, code, named
from adapters.slack.pictures import Shelf
from adapters.slack.receive import Asked, Filled, Who
from adapters.slack.render import NO_PICTURES
from adapters.slack.teams import Teams, speaking
from adapters.slack.text import Json
from bot.core.card import Card
from bot.core.dispatcher import Reply
from bot.core.errors import Problem, StoreBusy
from bot.core.form import Form

_log = structlog.get_logger("netlearn.slack")


class Showing:
    """Shows an answer where somebody waits for it; a log says if that could not be done."""

    def __init__(self, client: Client, teams: Teams, shelf: Shelf, directs: Directs) -> None:
        self._client, self._teams, self._shelf, self._directs = client, teams, shelf, directs
        self._api = client.patient

    async def answer(self, asked: Asked, reply: Reply) -> None:
        """Show what came of something that was typed or pressed."""
        try:
            match asked.at.kind:
                case "command" | "message":
                    await self._by_url(asked, reply)
                case "modal":
                    await self._in_modal(asked, reply)
                case "home":
                    await self._from_home(asked, reply)
        except (*TROUBLE, StoreBusy) as error:
            _log.warning("answer lost", surface=asked.at.kind, error=named(error))
            if asked.at.url and isinstance(error, SlackApiError):  # Slack is there, and would not show it
                await self._sorry(asked.at.url)

    async def _sorry(self, url: str) -> None:
        try:
            await self._client.respond(url, render.refusal(words.FAULT))
        except TROUBLE as error:
            _log.warning("answer lost", surface="response_url", error=named(error))

    async def filled(self, filled: Filled, reply: Reply) -> None:
        """Show what came of a form, in the place of the view that was shown meanwhile."""
        team, view, room = filled.who.team, str(filled.view["id"]), filled.who.channel
        try:
            match reply:
                case Card():
                    await self._shelf.put(
                        team, reply, lambda files: self._update(team, view, render.result(reply, room, files))
                    )
                case Form():
                    await self._update(team, view, fresh(forms.modal(reply, room), filled.trigger[-8:]))
                case Problem():
                    await self._update(team, view, refilled(filled.view, reply))
        except (*TROUBLE, StoreBusy) as error:
            _log.warning("answer lost", surface="modal", error=named(error))

    async def _by_url(self, asked: Asked, reply: Reply) -> None:
        who, at = asked.who, asked.at
        match reply:
            case Problem():
                await self._client.respond(at.url, render.refusal(reply))
            case Card():
                await self._shelf.put(
                    who.team,
                    reply,
                    lambda files: self._client.respond(
                        at.url, render.answer(reply, files, replace=at.replaced)
                    ),
                )
            case Form():
                if not await self._opened(who, at.trigger, forms.modal(reply, who.channel)):
                    await self._client.respond(at.url, forms.opener(reply))

    async def _in_modal(self, asked: Asked, reply: Reply) -> None:
        who, view = asked.who, asked.at.view
        match reply:
            case Card():
                before = self._shelf.there(who.team, reply)
                await self._update(who.team, view, render.result(reply, who.channel, before or NO_PICTURES))
                if before is None:
                    await self._picture(who, view, reply)
            case Form():
                await self._update(who.team, view, forms.modal(reply, who.channel))
            case Problem():
                told = render.result(reply, who.channel)
                if not await self._pushed(who, asked.at.trigger, told):
                    await self._update(who.team, view, told)

    async def _from_home(self, asked: Asked, reply: Reply) -> None:
        who, trigger = asked.who, asked.at.trigger
        if isinstance(reply, Form):
            if not await self._opened(who, trigger, forms.modal(reply, None)):
                await self._write(who, forms.opener(reply))
            return
        before = self._shelf.there(who.team, reply) if isinstance(reply, Card) else NO_PICTURES
        view = await self._opened(who, trigger, render.result(reply, None, before or NO_PICTURES))
        if not view:
            await self._write(
                who, render.message(reply) if isinstance(reply, Card) else render.refusal(reply)
            )
        elif isinstance(reply, Card) and before is None:
            await self._picture(who, view, reply)

    async def _picture(self, who: Who, view: str, card: Card) -> None:
        await self._shelf.put(
            who.team,
            card,
            lambda files: self._update(who.team, view, render.result(card, who.channel, files)),
        )

    async def _opened(self, who: Who, trigger: str, view: Json) -> str:
        """Open a view and give its id, "" where the trigger has expired."""
        try:
            answer = await speaking(
                self._teams,
                who.team,
                lambda token: self._api.views_open(trigger_id=trigger, view=view, token=token),
            )
        except TROUBLE as error:
            if code(error) not in TRIGGER:
                raise
            return ""
        return str(answer["view"]["id"])

    async def _update(self, team: str, view: str, shown: Json) -> None:
        await speaking(
            self._teams, team, lambda token: self._api.views_update(view_id=view, view=shown, token=token)
        )

    async def _pushed(self, who: Who, trigger: str, view: Json) -> bool:
        """Lay a view on the open one; False where the trigger has expired, or three lie there already."""
        try:
            await speaking(
                self._teams,
                who.team,
                lambda token: self._api.views_push(trigger_id=trigger, view=view, token=token),
            )
        except SlackApiError:
            return False
        return True

    async def _write(self, who: Who, body: Json) -> None:
        """Write to somebody who can be answered in no other way."""
        channel = await self._directs.channel(who.team, who.user, by=self._api)
        await speaking(
            self._teams,
            who.team,
            lambda token: self._api.chat_postMessage(
                channel=channel, text=body["text"], blocks=body["blocks"], token=token
            ),
        )
