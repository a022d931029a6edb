"""A relay on a real database, with platforms that do what a test says, and nothing that sleeps."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeVar

from bot.core.card import Card
from bot.core.errors import StoreBusy
from bot.core.outbox import Address, Posting, Trouble
from bot.core.ports import Store, UnitOfWork
from bot.jobs.hearing import lost
from bot.jobs.relay import Pace, Relay

T = TypeVar("T")

STILL = Pace(rest=3600)
"""The usual pace, but nothing happens before somebody wakes the relay."""


class Bell:
    """Rung at whatever happens; who waits for something looks again at each ring."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, seen: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(60):
            while True:
                rung = self._rung
                if await seen():
                    return
                await rung.wait()


class HandClock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def forward(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Note:
    """What arrived at a platform."""

    to: str
    text: str
    how: Literal["sent", "edited"]
    key: str


@dataclass
class Notebook:
    """A platform that notes what it is told, unless a fault awaits that text, or a gate is before it."""

    name: str
    bell: Bell
    notes: list[Note] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    faults: defaultdict[str, deque[BaseException]] = field(default_factory=lambda: defaultdict(deque))
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    underway: int = 0
    most_underway: int = 0

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def send(self, to: Address, card: Card, *, key: str, under: str | None) -> str:
        await self._take(Note(to.to, card.headline, "sent", key))
        return f"message of {card.headline}"

    async def edit(self, to: Address, message: str, card: Card) -> None:
        await self._take(Note(to.to, card.headline, "edited", message))

    def fail(self, text: str, *faults: BaseException) -> None:
        """Let the next attempts at a text fail."""
        self.faults[text].extend(faults)

    def block(self, *texts: str) -> asyncio.Event:
        """Let texts wait until the event is set."""
        gate = asyncio.Event()
        self.gates |= dict.fromkeys(texts, gate)
        return gate

    def arrived(self, to: str) -> list[str]:
        return [note.text for note in self.notes if note.to == to]

    async def _take(self, note: Note) -> None:
        self.underway += 1
        self.most_underway = max(self.most_underway, self.underway)
        self.tried.append(note.text)
        self.bell.ring()
        try:
            if gate := self.gates.get(note.text):
                await gate.wait()
            if self.faults[note.text]:
                raise self.faults[note.text].popleft()
            self.notes.append(note)
        finally:
            self.underway -= 1
            self.bell.ring()


class Watched:
    """A unit of work that rings after each transaction, and may be out of reach for a while."""

    def __init__(self, work: UnitOfWork, bell: Bell) -> None:
        self._work, self._bell = work, bell
        self._before: BaseException | None = None
        self._after: BaseException | None = None
        self.begun = self.ended = 0
        self.written: Callable[[], object] = lambda: None

    def refuse(self) -> None:
        """Take no transaction."""
        self._before = StoreBusy("database is locked")

    def lose_answers(self) -> None:
        """Commit, but say that it is unknown."""
        self._after = StoreBusy("the connection broke during the commit")

    def accept(self) -> None:
        """Be there again."""
        self._before = self._after = None

    async def write(self, work: Callable[[Store], T]) -> T:
        self.begun += 1
        try:
            if self._before:
                raise self._before
            result = await self._work.write(work)
            if self._after:
                raise self._after
            self.written()
            return result
        finally:
            self.ended += 1
            self._bell.ring()

    async def read(self, work: Callable[[Store], T]) -> T:
        return await self._work.read(work)


class Stage:
    """A relay with its clock, its store and two platforms: slack and discord."""

    def __init__(self, work: UnitOfWork, pace: Pace = STILL, beside: "Stage | None" = None) -> None:
        """Set up a relay, which may have the clock and the bell of another beside it."""
        self.work = work
        self.clock: HandClock = beside.clock if beside else HandClock()
        self.bell: Bell = beside.bell if beside else Bell()
        self.slack, self.discord = Notebook("slack", self.bell), Notebook("discord", self.bell)
        self.watched = Watched(work, self.bell)
        self.heard: list[int] = []
        self.on_delivered: Callable[[int], None] = lambda row: None
        self.relay = Relay(
            self.watched,
            self.clock,
            [self.slack, self.discord],
            after=self._hear,
            pace=pace,
            lost=lost,
            chance=lambda: 1.0,  # pauses are as long as they may be
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Let the relay run; at the end it is cancelled and has ended."""
        running = asyncio.create_task(self.relay.run())
        try:
            yield
            assert not running.done(), "the relay gave up"
        finally:
            await end(running)

    async def post(self, *texts: str, to: str = "lobby", platform: str = "slack", subject: str = "") -> None:
        """Write messages into the outbox, and wake the relay as a dispatcher does."""
        address = Address(platform, "w", "room", to)
        postings = [Posting(address, Card.of(text), subject) for text in texts]
        await self.work.write(lambda store: store.outbox.add(postings, self.clock.now()))
        self.relay.wake()

    async def revise(self, subject: str, text: str) -> int:
        edited = await self.work.write(
            lambda store: store.outbox.revise(subject, Card.of(text), self.clock.now())
        )
        self.relay.wake()
        return edited

    async def until(self, seen: Callable[[], bool]) -> None:
        """Wait until something has happened."""

        async def look() -> bool:
            return seen()

        await self.bell.until(look)

    async def until_done(self) -> None:
        """Wait until nothing waits in the outbox."""

        async def look() -> bool:
            return await self.next_due() is None

        await self.bell.until(look)

    async def settle(self) -> None:
        """Wait until the relay has looked into the outbox twice: all that may begin now has begun."""
        for _ in range(2):
            turn = self.watched.begun + 1
            self.relay.wake()
            await self.until(lambda turn=turn: self.watched.ended >= turn)  # type: ignore[misc]

    async def later(self, seconds: float) -> None:
        """Put the clock forward and see what comes of it."""
        self.clock.forward(seconds)
        await self.settle()

    async def next_due(self) -> datetime | None:
        return await self.work.read(lambda store: store.outbox.next_due(["slack", "discord"]))

    async def troubles(self) -> list[Trouble]:
        return list(await self.work.read(lambda store: store.outbox.troubles(100)))

    def _hear(self, row: int) -> None:
        self.heard.append(row)
        self.bell.ring()
        self.on_delivered(row)


async def end(task: asyncio.Task[None]) -> None:
    """Cancel a task and wait for its end."""
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled() or not task.exception()
