"""Sessions of the gateway: what a client was told, so that it can be told again, and its connection."""

import asyncio
import json
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import ClientConnectionError, web

from tests.discord.errors import Json
from tests.discord.world import Guild

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
"""Op codes."""


class Connection:
    """One WebSocket: what is pushed is sent in order, as soon as the gate is open, unless it is silent."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, gate: asyncio.Event) -> None:
        self.socket, self._request, self._gate = socket, request, gate
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._pack = _packer(request.query.get("compress", ""))
        self._writing = asyncio.create_task(self._write())
        self.silent = self.closing = False
        self.session: Session | None = None

    def push(self, op: int, data: object = None) -> None:
        """Send something that is no event."""
        self.push_text(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def push_text(self, text: str) -> None:
        """Send something that is written already."""
        self._queue.put_nowait(text)

    def abort(self) -> None:
        """End the connection without a word, as a broken line does."""
        if self._request.transport:
            self._request.transport.abort()

    async def close(self, code: int, reason: str = "") -> None:
        """Send what waits, then close with one of Discord's codes."""
        self.closing = True
        await self.sent()
        await self.socket.close(code=code, message=reason.encode())

    async def sent(self) -> None:
        """Wait until everything pushed so far is sent."""
        await self._queue.join()

    async def end(self) -> None:
        """Stop writing."""
        self._writing.cancel()
        await asyncio.wait({self._writing})

    async def _write(self) -> None:
        while True:
            text = await self._queue.get()
            await self._gate.wait()
            if not self.silent:
                with suppress(ClientConnectionError):
                    await self._pack(self.socket, text)
            self._queue.task_done()


def _packer(kind: str) -> Callable[[web.WebSocketResponse, str], Awaitable[None]]:
    """Give what sends a text: as one stream compressed by zlib, or as it is."""
    if kind != "zlib-stream":
        return lambda socket, text: socket.send_str(text)
    packing = zlib.compressobj()

    def packed(socket: web.WebSocketResponse, text: str) -> Awaitable[None]:
        return socket.send_bytes(packing.compress(text.encode()) + packing.flush(zlib.Z_SYNC_FLUSH))

    return packed


@dataclass(eq=False)
class Session:
    """A session of one shard; it outlives its connection until it is invalidated."""

    id: str
    shard: tuple[int, int]
    intents: int
    connection: Connection | None
    seq: int = 0
    past: list[tuple[int, str]] = field(default_factory=list)

    def hears(self, guild: Guild | None) -> bool:
        """Tell whether this shard is told of a guild, or of what has none."""
        number, of = self.shard
        return (int(guild.id) >> 22) % of == number if guild else number == 0

    def tell(self, name: str, data: Json, *, times: int = 1, keep: bool = True) -> None:
        """Tell an event, now or at the next resume."""
        self.seq += 1
        text = json.dumps({"op": DISPATCH, "t": name, "s": self.seq, "d": data})
        if keep:
            self.past.append((self.seq, text))
        if self.connection:
            for _ in range(times):
                self.connection.push_text(text)
