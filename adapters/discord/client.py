"""discord.py's client, led to any address, with every cache off: the only file that knows its inside.

Discord tells with GUILD_CREATE all of a server's channels, roles and threads, and discord.py keeps an object of each.
Nothing here needs them: an interaction carries who and where. So the table of parsers holds only what is listened to,
and what comes is passed on as Discord wrote it.

What is overridden was checked against discord.py 2.7: `HTTPClient.request`, `.ws_connect`, `.get_bot_gateway`,
`ConnectionState.parsers` and `.parse_ready`, `Client._get_state`.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import structlog
from discord import AllowedMentions, AutoShardedClient, Intents, MemberCacheFlags, VoiceClient
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from discord.state import AutoShardedConnectionState
from yarl import URL

from adapters.discord.config import DiscordConfig

Json = dict[str, Any]
Listens = Mapping[str, Callable[[Json], None]]
"""Who takes the gateway's events, by their names such as INTERACTION_CREATE."""

LONGEST_WAIT = 8.0
"""Seconds for which a request waits for a rate limit; longer ones are left to the outbox."""

_log = structlog.get_logger("netlearn.discord")


class _Http(HTTPClient):
    """Requests to whatever address the configuration names."""

    def __init__(self, config: DiscordConfig) -> None:
        super().__init__(asyncio.get_running_loop())
        self.max_ratelimit_timeout = LONGEST_WAIT  # the constructor allows 30 at least, the relay waits 20
        self._api = config.api_url.rstrip("/")
        self._proxy, self._gateway = URL(config.gateway_url), DiscordWebSocket.DEFAULT_GATEWAY

    async def request(self, route: Route, **given: Any) -> Any:
        route.url = self._api + route.url.removeprefix(Route.BASE)
        return await super().request(route, **given)

    async def get_bot_gateway(self) -> Any:
        shards, url, starts = await super().get_bot_gateway()
        self._gateway = URL(url)
        return shards, url, starts

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        meant = URL(url)
        usual = self._gateway if meant.host == DiscordWebSocket.DEFAULT_GATEWAY.host else meant
        to = (self._proxy or usual).with_query(meant.query)
        return await super().ws_connect(str(to), compress=compress)


class _State(AutoShardedConnectionState["Client"]):
    """Keeps nothing of what the gateway tells."""

    def __init__(self, listens: Listens, **options: Any) -> None:
        super().__init__(**options)
        self._listens = listens
        self.parsers = {"READY": self.parse_ready, "RESUMED": self.parse_resumed} | {
            event: _guarded(event, listen) for event, listen in listens.items() if event != "READY"
        }

    def parse_ready(self, data: Any) -> None:
        without: Any = {**data, "guilds": []}
        super().parse_ready(without)
        if listen := self._listens.get("READY"):
            _guarded("READY", listen)(data)


def _guarded(event: str, listen: Callable[[Json], None]) -> Callable[[Json], None]:
    """Let no payload end the connection: discord.py gives up a shard whose parser raises."""

    def parse(data: Json) -> None:
        try:
            listen(data)
        except Exception as error:
            _log.error("event not understood", event_name=event, error=type(error).__name__)

    return parse


class Client(AutoShardedClient):
    """The client: servers' events without any privileged intent, nothing cached, nobody mentioned."""

    def __init__(
        self,
        config: DiscordConfig,
        listens: Listens,
        *,
        between_identifies: float = 5.0,
        silence: float = 60.0,
    ) -> None:
        """Take where to go and who listens; to be made on a running loop. Times are in seconds.

        Discord lets `max_concurrency` shards identify every 5 seconds ("Gateway", "Rate Limiting"). After
        `silence` a connection is taken for dead.
        """
        self._listens, self._between = listens, between_identifies
        super().__init__(
            intents=Intents(guilds=True),
            max_messages=None,
            member_cache_flags=MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=AllowedMentions.none(),
            guild_ready_timeout=0,  # no server is waited for
            heartbeat_timeout=silence,
        )
        if config.shards:
            self.shard_ids, self.shard_count = list(config.shards.ids), config.shards.count
        self.http = self._connection.http = _Http(config)

    def _get_state(self, **options: Any) -> _State:
        return _State(
            self._listens,
            dispatch=self.dispatch,
            handlers=self._handlers,
            hooks=self._hooks,
            http=self.http,
            **options,
        )

    async def setup_hook(self) -> None:
        """Learn the gateway's address, also where the shards are given and discord.py would not ask."""
        shards, _, starts = await self.http.get_bot_gateway()
        self.shard_count = self.shard_count or shards
        if not starts["remaining"]:
            _log.warning("no session starts left today", seconds=starts["reset_after"] // 1000)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait before every session but the first, as Discord asks."""
        if not initial:
            await asyncio.sleep(self._between)

    async def leave_gateway(self) -> None:
        """End the sessions; requests can still be made."""
        await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()))


@asynccontextmanager
async def logged_in(config: DiscordConfig) -> AsyncIterator[Client]:
    """Give a client for requests, without a gateway; raises LoginFailure and whatever a request does."""
    async with Client(config, {}) as client:
        await client.login(config.token)
        yield client


class _Plain(logging.Handler):
    """discord.py's log without its arguments and tracebacks, which hold addresses with tokens, and payloads."""

    def emit(self, record: logging.LogRecord) -> None:
        error = type(record.exc_info[1]).__name__ if record.exc_info else None
        _log.log(record.levelno, "discord.py", said=str(record.msg), **({"error": error} if error else {}))


def tame_logs() -> None:
    """Let discord.py's warnings go where ours go; nobody speaks here, so it need not warn that it cannot."""
    VoiceClient.warn_nacl = VoiceClient.warn_dave = False
    library = logging.getLogger("discord")
    library.propagate = False
    library.setLevel(logging.WARNING)
    library.handlers = [_Plain()]
