"""Socket Mode: connections that the app opens, and envelopes that each go to one of them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from aiohttp import WSMsgType, web

from tests.slack.server.slack import Slack
from tests.slack.server.world import Json

MOST = 10
"""So many connections an app may have at one time."""

Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


class Lost(Exception):
    """A connection ended before it acknowledged an envelope."""


@dataclass(eq=False)
class Connection:
    """One connection, and the envelopes on it that are not acknowledged."""

    number: int
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    waiting: dict[str, "asyncio.Future[Json]"] = field(default_factory=dict)
    sent: int = 0
    warned: bool = False


class Sockets:
    """The app's connections."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._numbers = count(1)
        self._tickets: set[str] = set()
        self._turn = 0
        self.open: list[Connection] = []

    def invite(self) -> str:
        """Give the address of one connection, for one use."""
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        base = self._slack.address.replace("http://", "ws://", 1)
        return f"{base}/link/?ticket={ticket}&app_id={self._slack.app.id}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=408, text="the ticket is used or was never given")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(next(self._numbers), socket, request.transport)
        if len(self.open) >= MOST:
            await self._say(connection, _disconnect("too_many_websockets"))
            await socket.close()
            return socket
        self.open.append(connection)
        await self._say(connection, self._hello())
        self._slack.world.news.changed()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._heard(connection, message.json())
        finally:
            self._gone(connection)
        return socket

    async def send(self, envelope: Json) -> Json:
        """Send an envelope on one connection and wait for its acknowledgement; raises Lost or LookupError."""
        connection = self._next()
        acknowledged: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = acknowledged
        connection.sent += 1
        try:
            await self._say(connection, envelope)
            return await acknowledged
        except ConnectionError:
            raise Lost from None
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def connected(self, many: int = 1, patience: float = 60) -> Sequence[Connection]:
        """Wait until there are so many connections."""
        await self._slack.world.news.until(lambda: len(self.open) >= many or None, patience)
        return tuple(self.open)

    async def disconnect(self, reason: Reason, connection: Connection | None = None) -> None:
        """Ask the app to leave a connection: at once (refresh_requested), or soon (warning)."""
        connection = connection or self.open[0]
        connection.warned = True
        await self._say(connection, _disconnect(reason))

    async def drop(self, connection: Connection | None = None) -> None:
        """Break a connection without a word."""
        connection = connection or self.open[0]
        self._gone(connection)
        if connection.transport:
            connection.transport.abort()

    async def close(self) -> None:
        """Close all connections."""
        for connection in tuple(self.open):
            self._gone(connection)
            await connection.socket.close()

    def _next(self) -> Connection:
        fresh = [each for each in self.open if not each.warned] or self.open
        if not fresh:
            raise LookupError("nobody is connected")
        self._turn += 1
        return fresh[self._turn % len(fresh)]

    def _heard(self, connection: Connection, message: Json) -> None:
        waiting = connection.waiting.get(str(message.get("envelope_id")))
        if waiting and not waiting.done():
            waiting.set_result(message)

    def _gone(self, connection: Connection) -> None:
        if connection in self.open:
            self.open.remove(connection)
            self._slack.world.news.changed()
        for waiting in connection.waiting.values():
            if not waiting.done():
                waiting.set_exception(Lost())

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "connection_info": {"app_id": self._slack.app.id},
            "debug_info": {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060},
        }

    async def _say(self, connection: Connection, message: Json) -> None:
        await connection.socket.send_json(message)


def _disconnect(reason: Reason) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}
