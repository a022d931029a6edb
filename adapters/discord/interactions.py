"""Interactions: what somebody typed, pressed or filled in goes to the dispatcher, and its reply back to them."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import structlog

from adapters.discord import between, forms, receive
from adapters.discord.answers import Answers, Files, First
from adapters.discord.attached import drawn
from adapters.discord.drafts import Drafts
from adapters.discord.exchange import Exchange
from adapters.discord.forms import Draft, Part, Submitted
from adapters.discord.notices import Notices
from adapters.discord.receive import Incoming, Kind
from adapters.discord.render import render_card, render_problem
from adapters.discord.suggestions import suggestions
from adapters.discord.tree import shortcut
from bot.core.call import BadCall, Call
from bot.core.card import Card
from bot.core.dispatcher import Dispatcher, Reply
from bot.core.errors import Problem, Repeated, StoreBusy, UnknownCommand
from bot.core.form import Form
from bot.core.registry import Registry
from bot.core.within import GROUP
from bot.pictures import Pictures

BUSY = Problem("busy", "The database is busy right now, and nothing was changed. Please try again.")
FAULT = Problem("fault", "Sorry, that went wrong on our side. Please try again.")
EXPIRED = Problem(
    "expired",
    "What was typed there is kept for one day, until it is sent. Please begin again; /help shows all commands.",
)
_log = structlog.get_logger("netlearn.discord")


@dataclass(frozen=True, slots=True)
class Interactions:
    """Answers interactions; `within` are the seconds after which an answer is promised first."""

    registry: Registry
    dispatcher: Dispatcher
    drafts: Drafts
    notices: Notices
    pictures: Pictures
    answers: Answers
    within: float

    async def answer(self, incoming: Incoming) -> None:
        """Answer one; whatever goes wrong is logged without a word of it, and told kindly."""
        if incoming.kind is Kind.AUTOCOMPLETE:
            await self._suggest(incoming)
            return
        exchange = Exchange(incoming, self.answers, self.within)
        try:
            await self._answer(incoming, exchange)
        except StoreBusy:
            await exchange.message(render_problem(BUSY), added=True)
        except Exception as error:
            _log.error("interaction failed", kind=incoming.kind.name, error=type(error).__name__)
            await exchange.message(render_problem(FAULT), added=True)
        finally:
            exchange.end()

    async def _answer(self, incoming: Incoming, exchange: Exchange) -> None:
        caller, data = incoming.caller, incoming.data
        match incoming.kind:
            case Kind.COMMAND if data.get("type", 1) != 1:
                reply = await self._menu(incoming)
            case Kind.COMMAND:
                reply = await self.dispatcher.called(caller, receive.typed(data).call, key=incoming.id)
            case Kind.MODAL:
                await self._submitted(incoming, exchange)
                return
            case _ if part := forms.read_part(data["custom_id"]):
                await self._open(incoming, exchange, part)
                return
            case _:
                reply = await self.dispatcher.pressed(caller, receive.pressed(data), key=incoming.id)
        await self._give(incoming, exchange, reply)

    async def _menu(self, incoming: Incoming) -> Reply:
        name = incoming.data["name"]
        if (command := shortcut(self.registry, name)) and command.shortcut:
            call = command.call(**{command.shortcut.parameter: receive.target(incoming.data)})
            return await self.dispatcher.called(incoming.caller, call, key=incoming.id)
        return Problem("unknown_command", "This is not offered here any more. /help shows what there is.")

    async def _submitted(self, incoming: Incoming, exchange: Exchange) -> None:
        """Take in a modal: a whole form, or one part of a draft."""
        sent = forms.read_modal(incoming.data)
        if sent.part:
            await self._next(incoming, exchange, sent.part, sent.values)
            return
        caller, key = incoming.caller, incoming.id
        reply = await self.dispatcher.submitted(caller, sent.call, sent.values, key=key)
        if isinstance(reply, Problem) and (draft := await self._again(incoming, sent, reply)):
            await self._amend(incoming, exchange, draft, reply)
        else:
            await self._give(incoming, exchange, reply)

    async def _again(self, incoming: Incoming, sent: Submitted, problem: Problem) -> Draft | None:
        """Make the form anew that was sent, with all that was typed; None where it is none of ours any more."""
        if problem.code == Repeated.code:
            return None
        with suppress(BadCall, UnknownCommand):
            if GROUP not in problem.fields:
                return forms.draft_of(self.registry, sent)
            asked = await self.dispatcher.called(incoming.caller, Call.decode(sent.call))
            return Draft(asked, sent.values) if isinstance(asked, Form) else None
        return None

    async def _next(
        self, incoming: Incoming, exchange: Exchange, part: Part, values: Mapping[str, str]
    ) -> None:
        owner = incoming.caller.identity.user
        draft = await self.drafts.find(owner, part.key)
        if draft and (number := forms.next_part(draft := draft.having(values))):
            await self.drafts.keep(owner, draft, part.key)
            await exchange.message(between.go_on(draft.form, number, part.key))
        elif draft and await self.drafts.take(owner, part.key, incoming.id):
            caller, call = incoming.caller, draft.form.call.encode()
            reply = await self.dispatcher.submitted(caller, call, draft.values, key=incoming.id)
            if isinstance(reply, Problem):
                await self._amend(incoming, exchange, draft, reply, part.key)
            else:
                await self._give(incoming, exchange, reply)
        elif await self.drafts.missed(incoming.id):  # or else whoever was told of it first answers
            await exchange.message(render_problem(EXPIRED), added=True)

    async def _amend(
        self, incoming: Incoming, exchange: Exchange, draft: Draft, problem: Problem, key: str = ""
    ) -> None:
        """Say what is wrong, and keep what was typed, to go on from there.

        The part of a draft came from the message that opened it, which has served.
        """
        kept = await self.drafts.keep(incoming.caller.identity.user, draft, key)
        await exchange.message(between.open_again(draft.form, problem, kept), added=not key)

    async def _open(self, incoming: Incoming, exchange: Exchange, part: Part) -> None:
        """Open one part of a draft."""
        draft = await self.drafts.find(incoming.caller.identity.user, part.key)
        if draft is None:
            await exchange.message(render_problem(EXPIRED), added=True)
        else:
            await self._show(incoming, exchange, draft, part)

    async def _give(self, incoming: Incoming, exchange: Exchange, reply: Reply) -> None:
        """Answer with a reply of the dispatcher."""
        match reply:
            case Problem(code=Repeated.code):
                pass  # whoever was told of it first answers
            case Problem():
                await exchange.message(render_problem(reply), added=True)
            case Form():
                draft, part = Draft(reply), Part("", 1)
                if len(forms.parts(reply)) > 1 or incoming.kind is Kind.MODAL:
                    part = Part(await self.drafts.keep(incoming.caller.identity.user, draft), 1)
                await self._show(incoming, exchange, draft, part)
            case Card():
                await self.notices.take(incoming)
                drawn = await self._drawn(reply)
                body = render_card(reply, private=True, pictures=drawn is not None)
                await exchange.message(body, drawn or ())

    async def _show(self, incoming: Incoming, exchange: Exchange, draft: Draft, part: Part) -> None:
        """Open a modal; where that may not be the answer, give a button that opens it."""
        form, server = draft.form, incoming.server
        if incoming.kind is not Kind.MODAL:
            modal = forms.modal(form, part.number, draft.values, key=part.key, server=server)
            if await exchange.modal(modal):
                return
        key = part.key or await self.drafts.keep(incoming.caller.identity.user, draft)
        await exchange.message(between.opener(form, key), added=True)

    async def _drawn(self, card: Card) -> Files | None:
        """Draw the pictures; None where that fails, and their texts must do."""
        try:
            return await drawn(card, self.pictures)
        except Exception as error:
            _log.error("picture not drawn", error=type(error).__name__)
            return None

    async def _suggest(self, incoming: Incoming) -> None:
        """Answer within the deadline or not at all: nothing can be promised here."""
        choices = []
        try:
            async with asyncio.timeout(self.within):
                choices = await suggestions(self.registry, self.dispatcher, incoming)
        except Exception as error:
            _log.info("nothing suggested", error=type(error).__name__)
        await self.answers.first(incoming, First.SUGGESTIONS, {"choices": choices})
