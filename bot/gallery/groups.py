"""A form as it is asked in a direct message by somebody who is in several groups."""

from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import TypeVar, cast

from bot.core import limits
from bot.core.call import Call
from bot.core.command import Command
from bot.core.context import Caller
from bot.core.dispatcher import Dispatcher
from bot.core.form import Form
from bot.core.ports import Clock, Store
from bot.domain.group import Group
from bot.domain.member import Identity, Membership
from bot.gallery import stages
from bot.gallery.samples import Samples

T = TypeVar("T")
CLOCK = cast(Clock, SimpleNamespace(now=lambda: stages.NOW))


class OnlyGroups:
    """A unit of work on a store that knows the caller's groups, and nothing else."""

    def __init__(self, mine: list[tuple[Group, Membership]]) -> None:
        self._store = cast(Store, SimpleNamespace(groups=SimpleNamespace(groups_of=lambda identity: mine)))

    async def read(self, work: Callable[[Store], T]) -> T:
        """Run work that only reads."""
        return work(self._store)

    async def write(self, work: Callable[[Store], T]) -> T:
        """Run work that comes to ask for the group before it writes."""
        return work(self._store)


def asked_for_group(samples: Samples, command: Command) -> Form:
    """Give the form that asks, with the rest, for which of the groups a command is meant."""
    caller = Caller(Identity("web", "demo", "ana"), samples.name(0), room=None)
    mine = [
        (samples.make(Group, ""), samples.make(Membership, ""))
        for _ in range(limits.CHOICES if samples.flavour.extreme else 2)
    ]
    dispatcher = Dispatcher(samples.registry, OnlyGroups(mine), CLOCK, wake=lambda: None)
    reply = _at_once(dispatcher.called(caller, Call(command.path)))
    if not isinstance(reply, Form):
        raise TypeError(f"{command.slash} does not ask for the group: {reply}")
    return reply


def _at_once(work: Coroutine[object, None, T]) -> T:
    """Run what waits for nothing here, and so needs no event loop."""
    try:
        work.send(None)
    except StopIteration as done:
        value: T = done.value
        return value
    raise RuntimeError("the gallery cannot wait")
