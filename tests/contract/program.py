"""The program in this process: a database, a dispatcher, a relay, the tick, and the platform that is put to them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from adapters.web.clock import ShiftedClock
from bot.core.dispatcher import Dispatcher
from bot.core.ports import Platform, Store
from bot.jobs.kinds import HANDLERS
from bot.jobs.relay import Relay
from bot.jobs.tick import Tick
from storage.database import Database
from tests.contract.stage import Setting
from tests.fixtures.databases import KEY

P = TypeVar("P", bound=Platform)
T = TypeVar("T")

START = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
"""A Wednesday morning, so that no story runs over midnight or into another week by itself."""


class StoryClock(ShiftedClock):
    """A clock that begins at START, goes as any clock does, and is put forward as the simulator's is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "clock.json")
        self._late = datetime.now(UTC) - START

    def now(self) -> datetime:
        return super().now() - self._late


@dataclass(frozen=True, slots=True)
class Parts:
    """What a platform is made with."""

    dispatcher: Dispatcher
    database: Database
    clock: StoryClock
    wake: Callable[[], None]
    caught_up: Callable[[], Awaitable[None]]
    """Waits until nothing is due by the clock."""


@asynccontextmanager
async def running(
    setting: Setting,
    clock: StoryClock,
    make: Callable[[Parts], P],
    delivered: Callable[[P, int], None] = lambda platform, row: None,
) -> AsyncIterator[tuple[P, Database]]:
    """Run everything but the platform's own side; `delivered` hears of each row that arrived."""
    database = Database.open(setting.database_url, keys=[KEY])
    dispatcher = Dispatcher(setting.registry, database, clock, wake=lambda: relay.wake())
    async with ticking(database, clock, lambda: relay.wake()) as caught_up:
        platform = make(Parts(dispatcher, database, clock, lambda: relay.wake(), caught_up))
        relay = Relay(database, clock, [platform], after=lambda row: delivered(platform, row))
        relaying = asyncio.create_task(relay.run())
        try:
            yield platform, database
        finally:
            relaying.cancel()
            await asyncio.wait({relaying})
    await database.close()


@asynccontextmanager
async def ticking(
    database: Database, clock: StoryClock, wake: Callable[[], None]
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Do what is due; gives what waits until nothing is, which wakes the tick first."""
    watched = Watched(database)
    tick = Tick(watched, clock, HANDLERS, wake)

    async def caught_up() -> None:
        tick.wake()
        while True:
            watched.turned.clear()
            ahead = await database.read(lambda store: store.due.next_at())
            if ahead is None or ahead > clock.now():
                return
            await watched.turned.wait()

    running = asyncio.create_task(tick.run())
    try:
        yield caught_up
    finally:
        running.cancel()
        await asyncio.wait({running})


class Watched:
    """The tick's unit of work, which tells when a transaction has ended."""

    def __init__(self, database: Database) -> None:
        self.read, self._database, self.turned = database.read, database, asyncio.Event()

    async def write(self, work: Callable[[Store], T]) -> T:
        try:
            return await self._database.write(work)
        finally:
            self.turned.set()
