"""Discord as a platform: discord.py's client for the gateway and for messages, everything else by the dispatcher."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from discord import LoginFailure

from adapters.discord.answers import Answers
from adapters.discord.client import Client, Listens, tame_logs
from adapters.discord.config import DiscordConfig
from adapters.discord.drafts import Drafts
from adapters.discord.errors import TOKEN_PAUSE, CannotServe, TokenRefused, in_vain
from adapters.discord.interactions import Interactions
from adapters.discord.messages import Messages
from adapters.discord.notices import Notices
from adapters.discord.receive import PLATFORM, Incoming
from adapters.discord.recent import Recent
from adapters.discord.servers import Servers
from bot.core.card import Card
from bot.core.dispatcher import Dispatcher
from bot.core.errors import RetryLater
from bot.core.events import Hears
from bot.core.outbox import Address
from bot.core.ports import Clock, UnitOfWork
from bot.core.registry import Registry
from bot.pictures import Pictures

Json = dict[str, Any]

_log = structlog.get_logger("netlearn.discord")


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take at most; all in seconds."""

    answer: float = 2.0
    """After so long an answer is promised; Discord takes the first within 3."""
    drain: float = 10.0
    """For so long what is under way may go on at the end."""
    between_identifies: float = 5.0
    """Discord lets one session begin in so long (more for very large bots)."""
    silence: float = 60.0
    """A connection on which nothing came for so long is given up, and its session resumed on another."""
    again: float = 5.0
    """After so long a client that broke is started anew; doubled each time, …"""
    again_at_most: float = 300.0
    """… up to this."""


USUAL = Pace()


class DiscordPlatform:
    """Serves the shards of this process.

    The same token may be served by several processes, each with its own shards.
    """

    name = PLATFORM

    def __init__(
        self,
        config: DiscordConfig,
        registry: Registry,
        dispatcher: Dispatcher,
        work: UnitOfWork,
        clock: Clock,
        pictures: Pictures,
        hears: Hears,
        *,
        ready: Callable[[str], None] = lambda _: None,
        pace: Pace = USUAL,
    ) -> None:
        """Take what it works with; `ready` is called with the bot's name once it is logged in."""
        self._config, self._registry, self._dispatcher = config, registry, dispatcher
        self._work, self._clock, self._pictures, self._hears = work, clock, pictures, hears
        self._notices = Notices(work, clock, hears)
        self._ready, self._pace = ready, pace
        self._messages: Messages | None = None
        self._interactions: Interactions | None = None
        self._refused = asyncio.Event()
        self._sends, self._handlers = set[asyncio.Future[None]](), set[asyncio.Task[None]]()
        self._seen = Recent[str, bool](10_000)  # interactions: a resumed session may tell of one again

    async def send(self, to: Address, card: Card, *, key: str, under: str | None) -> str:
        async with self._sending() as messages:
            return await messages.send(to, card, key=key, under=under)

    async def edit(self, to: Address, message: str, card: Card) -> None:
        async with self._sending() as messages:
            await messages.edit(to, message, card)

    @property
    def answering(self) -> int:
        """How many interactions are being answered now."""
        return len(self._handlers)

    async def run(self) -> None:
        """Serve until cancelled; what is under way may then end. Raises CannotServe where going on is in vain."""
        tame_logs()
        pause = self._pace.again
        while True:
            began = self._now()
            try:
                await self._serve()
            except Exception as error:
                if said := in_vain(error):
                    raise CannotServe(said) from None
                _log.warning("connection broken", error=type(error).__name__)
            if self._now() - began > self._pace.again_at_most:
                pause = self._pace.again
            await asyncio.sleep(pause)
            pause = min(2 * pause, self._pace.again_at_most)

    async def _serve(self) -> None:
        """Serve with one client until it breaks."""
        servers = Servers(self._work, self._clock, self._hears)
        listens = {**servers.listens, "INTERACTION_CREATE": self._came}
        async with (
            self._client(listens) as client,
            aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": client.http.user_agent},
            ) as session,
        ):
            await client.login(self._config.token)
            self._ready(client.user.name if client.user else "")
            self._messages = Messages(client.http, self._pictures)
            self._interactions = self._answering(Answers(session, self._config.api_url))
            jobs = [asyncio.create_task(job) for job in (client.connect(), servers.run(), self._refusal())]
            try:
                ended, _ = await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
                for job in ended:
                    job.result()
            finally:
                await self._drain(client)
                self._messages = self._interactions = None
                for job in jobs:
                    job.cancel()
                await asyncio.wait(jobs)

    def _client(self, listens: Listens) -> Client:
        pace = self._pace
        return Client(self._config, listens, between_identifies=pace.between_identifies, silence=pace.silence)

    def _answering(self, answers: Answers) -> Interactions:
        return Interactions(
            self._registry,
            self._dispatcher,
            Drafts(self._work, self._clock),
            self._notices,
            self._pictures,
            answers,
            self._pace.answer,
        )

    def _came(self, payload: Json) -> None:
        """Let an interaction be answered, once."""
        incoming = Incoming.read(payload, self._now())
        if self._interactions is None or self._seen.keep(incoming.id, True):
            return
        handler = asyncio.create_task(self._interactions.answer(incoming))
        self._handlers.add(handler)
        handler.add_done_callback(self._handlers.discard)

    @asynccontextmanager
    async def _sending(self) -> AsyncIterator[Messages]:
        """Give what messages are sent with, and let the end wait for it."""
        if self._refused.is_set():
            raise TokenRefused("401", TOKEN_PAUSE)
        if self._messages is None:
            raise RetryLater("not connected", 1)
        sending = asyncio.get_running_loop().create_future()
        self._sends.add(sending)
        try:
            yield self._messages
        except TokenRefused:
            self._refused.set()
            raise
        finally:
            self._sends.discard(sending)
            sending.cancel()

    async def _refusal(self) -> None:
        await self._refused.wait()
        raise LoginFailure

    async def _drain(self, client: Client) -> None:
        """Leave the gateway, and let end what is under way."""
        leaving = asyncio.create_task(client.leave_gateway())
        await asyncio.wait({leaving, *self._handlers, *self._sends}, timeout=self._pace.drain)
        late = {leaving, *self._handlers}
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
