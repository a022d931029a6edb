"""The program that serves Slack, in this process: by Socket Mode or over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from typing import Literal, Protocol

from aiohttp import ClientSession, web

from adapters.http import listening
from adapters.slack.config import SlackConfig
from adapters.slack.manifest import EVENTS_PATH
from adapters.slack.platform import Pace, SlackPlatform
from bot.jobs.hearing import Hearing
from bot.pictures import Pictures
from storage.database import Database
from tests.contract.program import Parts, StoryClock, running
from tests.contract.stage import Setting
from tests.slack.server.delivery import Delivery, HttpDelivery, SocketDelivery
from tests.slack.server.server import SlackServer
from tests.slack.town import Town

Way = Literal["http", "socket"]

PATIENCE = 120
"""Seconds after which something that never comes is given up; nothing waits for them to pass."""


class Program(Protocol):
    """A running program, in this process or others."""

    async def start(self) -> Delivery:
        """Start it; gives the way to it."""

    async def stop(self) -> None:
        """Let it end."""

    async def settle(self) -> None:
        """Wait until everything is told, and nothing goes on any more."""

    async def advance(self, by: timedelta) -> None:
        """Put its clock forward."""


class InProcess:
    """The program in this process."""

    def __init__(self, setting: Setting, server: SlackServer, town: Town, way: Way) -> None:
        self._setting, self._server, self._town, self._way = setting, server, town, way
        self._clock = StoryClock(setting.folder)
        self._stack = AsyncExitStack()
        self._platform: SlackPlatform | None = None
        self._database: Database | None = None
        self._serving: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._caught_up: Callable[[], Awaitable[None]] | None = None

    async def start(self) -> Delivery:
        pictures = await self._stack.enter_async_context(Pictures())
        around = running(self._setting, self._clock, lambda of: self._made(of, pictures), self._delivered)
        platform, self._database = await self._stack.enter_async_context(around)
        self._platform = platform
        self._stopping, ready = asyncio.Event(), asyncio.Event()
        self._serving = asyncio.create_task(self._serve(platform, ready))
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait(
                {self._serving, asyncio.ensure_future(ready.wait())}, return_when="FIRST_COMPLETED"
            )
        if self._serving.done():
            self._serving.result()
        return await self._way_to(platform)

    async def stop(self) -> None:
        self._stopping.set()
        await self._stack.aclose()
        if self._serving:
            await self._serving

    async def settle(self) -> None:
        assert self._platform
        async with asyncio.timeout(PATIENCE):
            while True:
                heard = self._server.slack.world.news.listen()
                await self._platform.settle()
                if not await self._waiting():
                    return
                with suppress(TimeoutError):  # of a message that is given up there is no news
                    async with asyncio.timeout(1):
                        await heard.wait()

    async def advance(self, by: timedelta) -> None:
        await asyncio.to_thread(self._clock.advance, int(by.total_seconds()))

    async def _waiting(self) -> bool:
        assert self._database
        assert self._caught_up
        await self._caught_up()
        due = await self._database.read(lambda store: store.outbox.next_due([SlackPlatform.name]))
        return due is not None

    async def _serve(self, platform: SlackPlatform, ready: asyncio.Event) -> None:
        async with platform.serving():
            ready.set()
            await self._stopping.wait()

    async def _way_to(self, platform: SlackPlatform) -> Delivery:
        if self._way == "socket":
            await self._server.sockets.connected()
            return SocketDelivery(self._server.slack, self._server.sockets)
        app = web.Application()
        platform.routes(app)
        address = await self._stack.enter_async_context(listening(app, "127.0.0.1", 0))
        session = await self._stack.enter_async_context(ClientSession())
        return HttpDelivery(self._server.slack, session, address + EVENTS_PATH)

    def _made(self, of: Parts, pictures: Pictures) -> SlackPlatform:
        self._caught_up = of.caught_up
        app = self._server.slack.app
        secret = (
            {"app_token": app.app_token} if self._way == "socket" else {"signing_secret": app.signing_secret}
        )
        return SlackPlatform(
            SlackConfig(self._town.by.token, api_url=self._server.api_url, **secret),
            registry=self._setting.registry,
            dispatcher=of.dispatcher,
            work=of.database,
            clock=of.clock,
            pictures=pictures,
            hears=Hearing(of.database, of.clock, of.wake),
            pace=Pace(in_time=PATIENCE, home=0),
        )

    def _delivered(self, platform: SlackPlatform, row: int) -> None:
        self._server.slack.world.news.changed()
