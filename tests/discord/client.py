"""The real discord.py client at the local Discord, for tests of the server itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord.server import DiscordServer


class Listener(discord.AutoShardedClient):
    """A client that keeps whatever it hears: interactions in one queue, the names of events in a list."""

    def __init__(self, **options: Any) -> None:
        settings: dict[str, Any] = {
            "intents": discord.Intents(guilds=True),
            "max_messages": None,
            "guild_ready_timeout": 0.0,
            "member_cache_flags": discord.MemberCacheFlags.none(),
            "chunk_guilds_at_startup": False,
            "allowed_mentions": discord.AllowedMentions.none(),
        }
        super().__init__(**settings | options)
        self.heard: asyncio.Queue[discord.Interaction] = asyncio.Queue()
        self.events: list[str] = []
        self.news = asyncio.Event()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing: the local gateway lets any number identify at once."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Keep an interaction."""
        self.heard.put_nowait(interaction)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Keep the name of an event."""
        super().dispatch(event, *args, **kwargs)
        self.events.append(event)
        self.news.set()

    async def interaction(self) -> discord.Interaction:
        """Give the next interaction."""
        return await asyncio.wait_for(self.heard.get(), 20)

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait until something is so, as events come."""
        async with asyncio.timeout(20):
            while not met():
                self.news.clear()
                await self.news.wait()


def point_to(server: DiscordServer) -> None:
    """Point discord.py, all of it in this process, to a server."""
    Route.BASE = server.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)


@asynccontextmanager
async def connected(server: DiscordServer, *, token: str = "", **options: Any) -> AsyncIterator[Listener]:
    """Connect a client, and wait until it knows its servers; raises what ends it."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    point_to(server)
    async with Listener(**options) as client:
        running = asyncio.create_task(client.start(token or server.world.token))
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=20)
        if running.done():
            ready.cancel()
            running.result()
        try:
            await ready
            yield client
            await client.close()
            await running
        finally:
            await client.close()
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
