"""The program in this process, with Discord as its platform, as `netlearn run` puts it together."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

from adapters.discord.config import DiscordConfig
from adapters.discord.platform import DiscordPlatform, Pace
from adapters.discord.sync import sync
from bot.core.dispatcher import Dispatcher
from bot.core.events import Event, Hears, PersonKnown
from bot.jobs.hearing import Hearing, lost
from bot.jobs.relay import Relay
from bot.pictures import Pictures
from storage.database import Database
from tests.contract.program import StoryClock, ticking
from tests.contract.stage import Setting
from tests.discord.server import DiscordServer
from tests.fixtures.databases import KEY

ZONE = "Europe/Athens"
PACE = Pace(between_identifies=0.0)
"""The local gateway lets any number of sessions begin at once."""


def config_of(server: DiscordServer) -> DiscordConfig:
    """Give the configuration by which the adapter finds a local Discord."""
    return DiscordConfig(server.world.token, server.api_url, server.gateway_url)


def settled_people(hears: Hears) -> Hears:
    """Let everybody have told their time zone before: nobody of the stories is asked for it."""

    async def hear(event: Event, *, key: str = "") -> None:
        await hears(replace(event, zone=ZONE) if isinstance(event, PersonKnown) else event, key=key)

    return hear


class InProcess:
    """The program in this process; `delivered` is called after each row that arrived."""

    def __init__(
        self,
        setting: Setting,
        server: DiscordServer,
        *,
        delivered: Callable[[], None] = lambda: None,
        pace: Pace = PACE,
        hears: Callable[[Hears], Hears] = settled_people,
    ) -> None:
        self._setting, self._server, self._pace, self._around = setting, server, pace, hears
        self._delivered = delivered
        self.clock = StoryClock(setting.folder)
        self.wake: Callable[[], None] = lambda: None
        self._stack = AsyncExitStack()
        self.database: Database | None = None
        self._caught_up: Callable[[], Awaitable[None]] | None = None

    async def start(self) -> None:
        """Register the commands, start everything, and wait until the gateway has a session."""
        await sync(config_of(self._server), self._setting.registry)
        pictures = await self._stack.enter_async_context(Pictures())
        self.database = database = Database.open(self._setting.database_url, keys=[KEY])
        self._stack.push_async_callback(database.close)
        dispatcher = Dispatcher(self._setting.registry, database, self.clock, lambda: self.wake())
        hears = self._around(Hearing(database, self.clock, lambda: self.wake()))
        platform = DiscordPlatform(
            config_of(self._server),
            registry=self._setting.registry,
            dispatcher=dispatcher,
            work=database,
            clock=self.clock,
            pictures=pictures,
            hears=hears,
            pace=self._pace,
        )
        relay = Relay(database, self.clock, [platform], after=lambda row: self._delivered(), lost=lost)
        self.wake = relay.wake
        self._caught_up = await self._stack.enter_async_context(ticking(database, self.clock, relay.wake))
        for job in (platform.run(), relay.run()):  # the relay ends first
            self._stack.push_async_callback(_ended, asyncio.create_task(job))
        await self._server.gateway.until_ready()

    async def advance(self, by: timedelta) -> None:
        """Put its clock forward, and look what is due."""
        self.clock.advance(int(by.total_seconds()))
        self.wake()

    async def stop(self) -> None:
        """Let it end."""
        await self._stack.aclose()

    async def waiting(self) -> bool:
        """Tell whether anything in its outbox is not delivered yet."""
        assert self.database
        assert self._caught_up
        await self._caught_up()
        return (
            await self.database.read(lambda store: store.outbox.next_due([DiscordPlatform.name])) is not None
        )


async def _ended(job: "asyncio.Task[None]") -> None:
    job.cancel()
    await asyncio.wait({job})
    if not job.cancelled():
        job.result()
