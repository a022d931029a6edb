"""Every request's answer: who may ask, what comes of it, and whether that still fits into the acknowledgement.

Slack waits three seconds. What is ready within two goes with the acknowledgement, as far as that can carry it;
everything else is shown afterwards, by whoever is then owed an answer.
"""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any

from adapters.slack import forms, render, words
from adapters.slack.again import fresh
from adapters.slack.home import HomeTab
from adapters.slack.people import People, told
from adapters.slack.pictures import Shelf
from adapters.slack.receive import Asked, Declined, Filled, Typing, Who
from adapters.slack.showing import Showing
from adapters.slack.tasks import Tasks
from adapters.slack.teams import Teams
from adapters.slack.text import Json
from bot.core.card import Card
from bot.core.complete import Completion
from bot.core.context import Caller
from bot.core.dispatcher import Dispatcher, Reply
from bot.core.errors import Problem
from bot.core.form import Form

IN_TIME = 2.0
"""Seconds after which an answer no longer goes with the acknowledgement."""

MOMENT = 0.5
"""Seconds in which an acknowledgement has arrived, so that what follows it is not overtaken by it."""


class Answers:
    """Answers requests; each method gives the body of the acknowledgement, None where it stays empty."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        teams: Teams,
        people: People,
        shelf: Shelf,
        home: HomeTab,
        showing: Showing,
        tasks: Tasks,
        *,
        may_repeat: bool = False,
        in_time: float = IN_TIME,
        moment: float = MOMENT,
    ) -> None:
        """Take what it works with; times are in seconds.

        Where requests `may_repeat`, each is carried out once: its trigger is its name.
        """
        self._dispatcher, self._teams, self._people, self._shelf = dispatcher, teams, people, shelf
        self._home, self._showing, self._tasks, self._in_time = home, showing, tasks, in_time
        self._may_repeat, self._moment = may_repeat, moment

    async def asked(self, asked: Asked) -> Json | None:
        """Answer a command, a button, a chosen option or a shortcut."""
        if problem := await self._refused(asked.who):
            return self._shown(asked, problem)
        work = asyncio.ensure_future(self._dispatched(asked))
        await asyncio.wait({work}, timeout=self._in_time)
        self._after(asked.who)
        if work.done():
            return self._shown(asked, work.result())
        self._tasks.owe(self._late(asked, work), "late answer")
        return None

    async def filled(self, filled: Filled) -> Json:
        """Answer a submitted form."""
        who = filled.who
        if problem := await self._refused(who):
            return forms.update(render.result(problem, who.channel))
        key = self._key(filled.trigger)
        work = asyncio.ensure_future(
            self._dispatcher.submitted(self._caller(who), filled.call, filled.values, key=key)
        )
        await asyncio.wait({work}, timeout=self._in_time)
        self._after(who)
        if not work.done():
            self._tasks.owe(self._late_form(filled, work), "late answer")
            return forms.update(render.result(words.WAIT, who.channel))
        match reply := work.result():
            case Card():
                files = self._shelf.there(who.team, reply)
                if files is None:
                    self._tasks.owe(self._late_form(filled, work), "picture")
                return forms.update(render.result(reply, who.channel, files or render.NO_PICTURES))
            case Form():
                return forms.update(fresh(forms.modal(reply, who.channel), filled.trigger[-8:]))
            case Problem():
                return forms.errors(reply, filled.view)

    async def typing(self, typing: Typing) -> Json:
        """Answer with what may be meant; after a while with nothing but what was typed."""
        found: list[Completion] = []
        if not await self._refused(typing.who):
            work = self._dispatcher.suggest(self._caller(typing.who), typing.line)
            found = list(await _within(self._in_time, work) or [])
        return forms.options(typing.begun, found)

    def declined(self, declined: Declined) -> Json | None:
        """Answer what leads to no command."""
        if declined.at.kind == "modal" and not declined.at.view:  # a form, which its answer replaces
            return forms.update(render.result(declined.why, None))
        return self._shown(Asked(declined.who, "pressed", "", declined.at), declined.why)

    def _shown(self, asked: Asked, reply: Reply) -> Json | None:
        """Put the answer to a command into the acknowledgement where that can be; show it later otherwise."""
        if asked.at.kind == "command":
            match reply:
                case Problem():
                    return render.refusal(reply)
                case Card():
                    files = self._shelf.there(asked.who.team, reply)
                    if files is not None:
                        return render.answer(reply, files)
                case Form():
                    pass
        self._tasks.owe(self._showing.answer(asked, reply), "answer")
        return None

    async def _late(self, asked: Asked, work: Awaitable[Reply]) -> None:
        await self._showing.answer(asked, await work)

    async def _late_form(self, filled: Filled, work: Awaitable[Reply]) -> None:
        reply, _ = await asyncio.gather(work, asyncio.sleep(self._moment))
        await self._showing.filled(filled, reply)

    async def _dispatched(self, asked: Asked) -> Reply:
        caller, key = self._caller(asked.who), self._key(asked.at.trigger)
        if asked.how == "typed":
            return await self._dispatcher.typed(caller, asked.what, key=key)
        return await self._dispatcher.pressed(caller, asked.what, key=key)

    def _key(self, trigger: str) -> str:
        return f"trigger {trigger}" if self._may_repeat and trigger else ""

    async def _refused(self, who: Who) -> Problem | None:
        """Tell those who cannot take part what they may do, by what is known of them without asking Slack."""
        if who.home and who.home != who.team:
            return words.STRANGER
        if await self._teams.of(who.team) is None:
            return self._teams.elsewhere
        return told(self._people.known(who.team, who.user), who.team)

    def _caller(self, who: Who) -> Caller:
        profile = self._people.known(who.team, who.user)
        return who.caller(profile.name if profile else "")

    def _after(self, who: Who) -> None:
        self._people.meet(who.team, who.user)
        self._home.refresh(who.team, who.user)


async def _within(seconds: float, work: Coroutine[Any, Any, Any]) -> Any:
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        return None
