"""A tick on a real database, with handlers that do what a test says, and a clock that is moved by hand."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from bot.core.card import Card
from bot.core.errors import StoreBusy
from bot.core.outbox import Address, Posting
from bot.core.ports import Store, UnitOfWork
from bot.domain.due import Due, Stuck
from bot.domain.group import Room, Settings
from bot.domain.ids import GroupId
from bot.jobs.tick import Tick
from bot.jobs.turn import Turn
from tests.bot.jobs.stage import HandClock

T = TypeVar("T")


class Counting:
    """A unit of work that counts what goes through it, and may be busy."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work, self.reads, self.writes, self.busy = work, 0, 0, False

    async def read(self, work: Callable[[Store], T]) -> T:
        self.reads += 1
        return await self._do(self._work.read, work)

    async def write(self, work: Callable[[Store], T]) -> T:
        self.writes += 1
        return await self._do(self._work.write, work)

    async def _do(self, do: Callable[..., object], work: Callable[[Store], T]) -> T:
        if self.busy:
            raise StoreBusy("database is locked")
        return await do(work)  # type: ignore[misc,no-any-return]


class Bench:
    """Work of the kind "note", which is noted by its key; what is in `faults` raises as often as it says."""

    def __init__(self, work: UnitOfWork, batch: int = 5) -> None:
        self.work, self.clock = Counting(work), HandClock()
        self.batches: list[int] = []
        self.faults: Counter[str] = Counter()
        self.tick = Tick(
            self.work, self.clock, {"first": self.note, "note": self.note}, self.wake, batch=batch
        )
        self.group = GroupId(0)
        self._told = asyncio.Event()

    async def owe(self, *keys: str, kind: str = "note", after: float = 0) -> None:
        """Let work be due, so many seconds from now."""
        at = self.clock.now() + timedelta(seconds=after)

        def write(store: Store) -> None:
            if not self.group:
                self.group = store.groups.add("Tuesday", Settings(), Room("slack", "w", "lobby")).id
            store.due.add([Due(key, kind, self.group, f"about {key}", at) for key in keys])

        await self.work.write(write)

    async def turns(self, most: int = 100) -> float:
        """Take turns until nothing is to be done; gives for how long."""
        for _ in range(most):
            if pause := await self.tick.turn():
                return pause
        raise AssertionError("it never ends")

    async def done(self, *keys: str) -> None:
        """Wait until this work is done by whoever runs."""
        async with asyncio.timeout(60):
            while {each.key for each in await self.waiting()} & {*keys}:
                await self._told.wait()
                self._told.clear()

    async def waiting(self) -> Sequence[Due]:
        return await self.work.read(lambda store: store.due.of(self.group))

    async def noted(self) -> list[str]:
        """Give what was noted for good, in its order."""
        now = self.clock.now()
        rows = await self.work.write(
            lambda store: store.outbox.claim(["paper"], now=now, until=now, most=1000)
        )
        return [row.card.headline for row in sorted(rows, key=lambda row: row.id)]

    async def stuck(self) -> Sequence[Stuck]:
        return await self.work.read(lambda store: store.due.stuck(100))

    def wake(self) -> None:
        """Hear that something was told."""
        self._told.set()

    def note(self, turn: Turn, rows: Sequence[Due]) -> None:
        """Note the keys of what is due, one message each."""
        self.batches.append(len(rows))
        for row in rows:
            if self.faults[row.key]:
                self.faults[row.key] -= 1
                raise KeyError("what a member wrote")
            turn.told.postings.append(Posting(Address("paper", "w", "room", row.key), Card.of(row.key)))
