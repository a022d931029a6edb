"""The dispatcher: one door through which every call comes, and one transaction for each."""

import secrets
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

import structlog

from bot.core import limits
from bot.core.bind import bind
from bot.core.call import BadCall, Call, Value
from bot.core.card import Card
from bot.core.command import Command
from bot.core.complete import Completion, complete
from bot.core.context import Caller, Context, Visit
from bot.core.errors import BadInput, Problem, Repeated, StoreBusy
from bot.core.find import find_all
from bot.core.form import ChoiceField, FieldOption, Form
from bot.core.ports import Clock, Store, UnitOfWork
from bot.core.registry import Registry
from bot.core.within import GROUP, S, within
from bot.domain.errors import Conflict, NotFound, NotYours, Refusal
from bot.domain.member import Role

Reply = Card | Form | Problem
_log = structlog.get_logger("netlearn.dispatcher")


class _Newcomer(Exception):
    """A command that only reads met somebody new, who must be written down first."""


class _WhichGroup(Exception):
    """A direct message may be meant for several groups."""


class Dispatcher:
    """Answers calls: finds caller and group, checks, runs the handler, commits."""

    def __init__(self, registry: Registry, work: UnitOfWork, clock: Clock, wake: Callable[[], None]) -> None:
        """Take what it works with; `wake` is called after a commit that left something in the outbox."""
        self._registry, self._work, self._clock, self._wake = registry, work, clock, wake

    # A `key` is the platform's own id of a request that it may deliver again: what it asks is then done once, and
    # the answer to every other delivery is a Problem of the code "repeated".

    async def typed(self, caller: Caller, text: str, *, key: str = "") -> Reply:
        """Answer a typed line."""
        return await self._safely(caller, lambda: self._registry.read(text), key, form=True)

    async def called(self, caller: Caller, call: Call, *, key: str = "") -> Reply:
        """Answer a call that the platform took apart itself."""
        return await self._safely(caller, lambda: call, key, form=True)

    async def pressed(self, caller: Caller, encoded: str, *, key: str = "") -> Reply:
        """Answer a pressed button or a chosen option by its encoded call."""
        return await self._safely(caller, lambda: _decoded(encoded), key, form=True)

    async def submitted(
        self, caller: Caller, encoded: str, values: Mapping[str, Value], *, key: str = ""
    ) -> Reply:
        """Answer a submitted form; an empty field stands for a text that was emptied, or for nothing given."""
        return await self._safely(caller, lambda: _decoded(encoded).having(**values), key, form=False)

    async def suggest(self, caller: Caller, line: str, *, group: Value | None = None) -> Sequence[Completion]:
        """Give what a line that is being typed may go on with; nothing where something is wrong.

        `group` is the one that a form's call names, for somebody who is in several.
        """
        try:
            ways = complete(self._registry, line)
            return await self._work.read(lambda store: ways(self._looking(store, caller, group)))
        except (Refusal, StoreBusy):
            return []
        except Exception as error:
            _log.error("suggestions failed", **_where(error))
            return []

    async def _safely(self, caller: Caller, read: Callable[[], Call], key: str, *, form: bool) -> Reply:
        command = "?"
        try:
            call = read()
            found = self._registry.find(call.path)
            command = found.name
            return await self._answer(caller, found, call, key, form=form)
        except Refusal as error:
            return Problem(error.code, error.message, error.fields if isinstance(error, BadInput) else {})
        except (StoreBusy, Conflict) as error:
            _log.warning("store busy", command=command, reason=str(error) or "conflict")
            return Problem(
                "busy", "The database is busy right now, and nothing was changed. Please try again."
            )
        except Exception as error:  # a fault of ours: the member gets a reference, the log no private text
            reference = secrets.token_hex(4)
            _log.error("handler failed", reference=reference, command=command, **_where(error))
            return Problem(
                "fault",
                "Sorry, that went wrong on our side. Nothing was changed. "
                f"If it happens again, tell your host this reference: {reference}.",
            )

    async def _answer(self, caller: Caller, command: Command, call: Call, key: str, *, form: bool) -> Reply:
        args = dict(call.args)
        group = args.pop(GROUP, None)
        if group == "":
            raise BadInput({GROUP: "Which group is this for? Please choose one."})
        values, missing = bind(command, Call(call.path, args), whole=not form)

        def ask(store: Store) -> Form:
            return self._form(self._visit(store, caller, group), command, args)

        def handle(store: Store, *, reading: bool = False) -> tuple[Card | Form, bool]:
            if (
                key
                and not reading
                and not store.inbox.first(caller.identity.platform, key, self._clock.now())
            ):
                raise Repeated
            visit = self._visit(store, caller, group)
            if not command.needs_member:
                return command.handler(visit, **values), visit.told.write(store.outbox, visit.now)
            context = self._enter(visit, command, reading=reading)
            reply = _within(context, command.handler(context, **find_all(command, values, context)))
            return reply, context.told.write(store.outbox, visit.now)

        if missing or (form and command.asks and not values):
            return await self._work.read(ask)
        try:
            if command.reads:
                with suppress(_Newcomer):
                    return (await self._work.read(partial(handle, reading=True)))[0]
            reply, told = await self._work.write(handle)
        except _WhichGroup:
            return await self._work.read(ask)
        if told:
            self._wake()
        return reply

    def _visit(self, store: Store, caller: Caller, group: Value | None) -> Visit:
        visit = Visit(store, caller, self._clock.now(), self._registry)
        if caller.room:
            arrival = store.groups.arrive(caller.identity, caller.room)
            visit.known, visit.membership = arrival.member, arrival.membership
            visit.groups = (arrival.group,) if arrival.group else ()
            return visit
        mine = store.groups.groups_of(caller.identity)
        visit.known = mine[0][1].member if mine else store.members.by_identity(caller.identity)
        mine = [each for each in mine if group is None or str(each[0].id) == str(group)]
        visit.groups = tuple(each[0] for each in mine)
        visit.membership = mine[0][1] if len(mine) == 1 else None
        return visit

    def _looking(self, store: Store, caller: Caller, group: Value | None) -> Visit:
        """Give the visit of one who only types: who left the group sees nothing of it."""
        visit = self._visit(store, caller, group)
        if visit.membership and visit.membership.left:
            visit.groups = ()
        return visit

    def _enter(self, visit: Visit, command: Command, *, reading: bool) -> Context:
        """Check what the caller may do, and make them a member of the room's group if they are not yet."""
        _check(visit, command)
        group = visit.here
        if group is None:
            raise _WhichGroup
        member, role = visit.known, Role.MEMBER
        if member and visit.membership:
            role = visit.membership.role
        elif reading:
            raise _Newcomer
        else:
            member = member or visit.store.members.add(visit.caller.name, visit.caller.identity)
            role = visit.enrol(member, group)
        return visit.entered(member, group, role)

    def _form(self, visit: Visit, command: Command, args: Mapping[str, Value]) -> Form:
        """Make a command's form with what was given; where the group is unclear, the form asks that too."""
        _check(visit, command)
        start = command.start(visit, args) if command.start else {}
        form = self._registry.form(command, args, start)
        if len(visit.groups) < 2:
            return _within(visit, form)
        groups = visit.groups[: limits.CHOICES]
        options = tuple(FieldOption(group.name, str(group.id)) for group in groups)
        which = ChoiceField(GROUP, "Which group is this for?", "You are in several.", True, "", options)
        submit = form.submit if command.parameters else "Go on"
        return replace(form, fields=(which, *form.fields), submit=submit)


def _check(visit: Visit, command: Command) -> None:
    """Refuse whoever may not use a command here, before they are asked to fill in anything."""
    if not command.needs_member:
        return
    if not visit.groups:
        raise NotFound(
            "No group lives in this channel yet. Type /group setup and a name to start one here."
            if visit.caller.room
            else "You are in no such group, or not any more. Go to its channel and type /group join there."
            if visit.known
            else "You are not in a group yet. Go to your group's channel and type /group join there."
        )
    if visit.here and visit.membership and visit.membership.left:
        raise NotYours(f"You left {visit.here.name}. Type /group join if you would like to come back.")
    role = visit.membership.role if visit.membership else Role.MEMBER
    if visit.here and command.role is Role.FACILITATOR and role is not Role.FACILITATOR:
        raise NotYours("Only a facilitator of the group may do this. /group members shows who is one.")


def _within(visit: Visit, reply: S) -> S:
    """Let what is answered in a direct message say its group, for the next press."""
    return reply if visit.caller.room or visit.here is None else within(reply, visit.here.id)


def _decoded(encoded: str) -> Call:
    try:
        return Call.decode(encoded)
    except BadCall:
        raise NotFound("That button is not one that works here. /help shows what there is.") from None


def _where(error: BaseException) -> dict[str, str]:
    """Say where an error came from without its message, which may hold what a member wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    trail = " < ".join(
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames)
    )
    return {"error": type(error).__name__, "at": trail}
