"""The program in this process: a database, a dispatcher, a relay, and the platform that is put to them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from adapters.web.clock import ShiftedClock
from bot.core.dispatcher import Dispatcher
from bot.core.ports import Platform
from bot.jobs.relay import Relay
from storage.database import Database
from tests.contract.stage import Setting
from tests.fixtures.databases import KEY

P = TypeVar("P", bound=Platform)

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
    platform = make(Parts(dispatcher, database, clock, lambda: relay.wake()))
    relay = Relay(database, clock, [platform], after=lambda row: delivered(platform, row))
    relaying = asyncio.create_task(relay.run())
    try:
        yield platform, database
    finally:
        relaying.cancel()
        await asyncio.wait({relaying})
        await database.close()
