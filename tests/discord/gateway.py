"""The gateway of the local Discord: sessions over WebSockets, as API version 10 has them, and what goes wrong there.

Source: Discord's gateway reference (op codes, close codes, resuming, sharding, intents).
"""

import asyncio
import json
import secrets
from collections.abc import Callable

from aiohttp import WSMsgType, web

from tests.discord import payloads
from tests.discord.crowd import Crowd
from tests.discord.errors import Json
from tests.discord.service import Service
from tests.discord.sessions import (
    ACK,
    HEARTBEAT,
    HELLO,
    IDENTIFY,
    INVALID,
    RECONNECT,
    RESUME,
    Connection,
    Session,
)
from tests.discord.state import CONTENT, GUILD_MEMBERS, PRESENCES, Event

PRIVILEGED = GUILD_MEMBERS | PRESENCES | CONTENT
_ALL_INTENTS = (1 << 26) - 1
_OTHER_OPS = (3, 4, 8, 31)
_GUILDS_OF_A_SHARD = 2500


class Closed(Exception):
    """The connection is to be closed, with one of Discord's codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Gateway:
    """Tells what happens to whoever identified; `granted` are the privileged intents that the bot may have.

    `identified` holds what clients sent to begin, `codes` with what they closed, None where they did not.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._gate = asyncio.Event()
        self._gate.set()
        self._repeated = 0
        self.connections: list[Connection] = []
        self.sessions: dict[str, Session] = {}
        self.heartbeat_interval = 41_250
        self.granted = 0
        self.crowd: Crowd | None = None
        self.identified: list[Json] = []
        self.resumed = 0
        self.heartbeats = 0
        self.codes: list[int | None] = []
        service.world.listeners.append(self.hear)

    # What a test may do

    def hold(self) -> None:
        """Send nothing until `release`."""
        self._gate.clear()

    def release(self) -> None:
        """Send what waited, and all that follows."""
        self._gate.set()

    def repeat(self, events: int = 1) -> None:
        """Tell the next events twice, as happens around a resume."""
        self._repeated += events

    def drop(self) -> None:
        """Let every line break without a word."""
        for each in self.connections:
            each.abort()

    async def close(self, code: int) -> None:
        """Close every connection with one of Discord's codes; a session that timed out (4009) is over."""
        if code in (4007, 4009):
            self.forget()
        for each in list(self.connections):
            await each.close(code)

    def ask_to_reconnect(self) -> None:
        """Ask everybody to connect anew and resume, as Discord does when it moves a client."""
        for each in self.connections:
            each.push(RECONNECT)

    def invalidate(self, *, resumable: bool) -> None:
        """Say that the sessions are invalid; unless they are resumable, what they missed is lost."""
        for each in self.connections:
            each.push(INVALID, resumable)
        if not resumable:
            self.forget()

    def forget(self) -> None:
        """Let all sessions be over: whoever resumes hears that there is none."""
        self.sessions.clear()

    def fall_silent(self) -> None:
        """Make zombies of the connections there are: open, but nothing comes any more."""
        for each in self.connections:
            each.silent = True

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait until something is so."""
        await self._service.traffic.until(met)

    async def until_ready(self, shards: int = 1) -> None:
        """Wait until so many shards have a session and know their servers."""

        def there() -> bool:
            return sum(each.connection is not None for each in self.sessions.values()) >= shards

        await self.until(there)
        for session in list(self.sessions.values()):
            if session.connection:
                await session.connection.sent()

    # What it does by itself

    def hear(self, event: Event) -> None:
        """Tell an event to the sessions that it is for."""
        times = 1
        if self._repeated:
            times, self._repeated = 2, self._repeated - 1
        for session in self.sessions.values():
            if session.hears(event.guild) and (not event.intents or session.intents & event.intents):
                blind = event.blind is not None and not session.intents & CONTENT
                session.tell(event.name, event.blind if blind and event.blind else event.data, times=times)
        self._service.traffic.news.set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse(max_msg_size=4096)
        await socket.prepare(request)
        connection = Connection(socket, request, self._gate)
        self.connections.append(connection)
        connection.push(HELLO, {"heartbeat_interval": self.heartbeat_interval, "_trace": []})
        try:
            if request.query.get("v") != "10" or request.query.get("encoding") != "json":
                raise Closed(4012, "Invalid API version.")
            async for message in socket:
                self._take(connection, _read(message.type, message.data))
        except Closed as closed:
            await connection.close(closed.code, closed.reason)
        finally:
            self._ended(connection, socket.close_code)
            await connection.end()
        return socket

    def _ended(self, connection: Connection, code: int | None) -> None:
        self.connections.remove(connection)
        code = None if connection.closing else code
        self.codes.append(code)
        session = connection.session
        if session and session.connection is connection:
            session.connection = None
            if code in (1000, 1001):  # a client that says goodbye does not come back to its session
                self.sessions.pop(session.id, None)
        self._service.traffic.news.set()

    def _take(self, connection: Connection, sent: Json) -> None:
        if connection.silent:
            return
        data = sent.get("d")
        match sent.get("op"):
            case int(op) if op == HEARTBEAT:
                self.heartbeats += 1
                connection.push(ACK)
            case int(op) if op == IDENTIFY and isinstance(data, dict):
                self._identify(connection, data)
            case int(op) if op == RESUME and isinstance(data, dict):
                self._resume(connection, data)
            case int(op) if op in _OTHER_OPS:
                if not connection.session:
                    raise Closed(4003, "Not authenticated.")
            case _:
                raise Closed(4001, "Unknown opcode.")
        self._service.traffic.news.set()

    def _identify(self, connection: Connection, data: Json) -> None:
        if connection.session:
            raise Closed(4005, "Already authenticated.")
        if data.get("token") != self._service.world.token:
            raise Closed(4004, "Authentication failed.")
        intents, shard = data.get("intents"), data.get("shard", [0, 1])
        if not isinstance(intents, int) or intents & ~_ALL_INTENTS:
            raise Closed(4013, "Invalid intent(s).")
        if intents & PRIVILEGED & ~self.granted:
            raise Closed(4014, "Disallowed intent(s).")
        if not (isinstance(shard, list) and len(shard) == 2 and 0 <= shard[0] < shard[1]):
            raise Closed(4010, "Invalid shard.")
        if self._guilds() > _GUILDS_OF_A_SHARD * shard[1]:
            raise Closed(4011, "Sharding required.")
        self.identified.append(data)
        self._service.identifies += 1
        session = Session(secrets.token_hex(16), (shard[0], shard[1]), intents, connection)
        self.sessions[session.id] = connection.session = session
        self._welcome(session)

    def _guilds(self) -> int:
        there = sum(not each.left for each in self._service.world.guilds.values())
        return there + (len(self.crowd.ids) if self.crowd else 0)

    def _welcome(self, session: Session) -> None:
        world = self._service.world
        there = [each for each in world.guilds.values() if not each.left and session.hears(each)]
        crowd = self.crowd.of(session.shard) if self.crowd else []
        ready = {
            "v": 10,
            "user": payloads.user(world.bot) | {"mfa_enabled": True, "verified": True, "email": None},
            "guilds": [{"id": each, "unavailable": True} for each in (*(e.id for e in there), *crowd)],
            "session_id": session.id,
            "resume_gateway_url": self._service.gateway_url,
            "shard": list(session.shard),
            "application": {"id": world.bot.id, "flags": 0},
            "session_type": "normal",
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
            "_trace": [],
        }
        session.tell("READY", ready)
        for each in there:
            if each.available:
                session.tell("GUILD_CREATE", payloads.guild(each, world.bot))
        for id in crowd:
            assert self.crowd
            session.tell("GUILD_CREATE", self.crowd.guild(id, world.bot), keep=False)

    def _resume(self, connection: Connection, data: Json) -> None:
        if connection.session:
            raise Closed(4005, "Already authenticated.")
        if data.get("token") != self._service.world.token:
            raise Closed(4004, "Authentication failed.")
        session, seq = self.sessions.get(str(data.get("session_id"))), data.get("seq")
        if not session:
            connection.push(INVALID, False)
            return
        if not isinstance(seq, int) or seq > session.seq:
            del self.sessions[session.id]
            raise Closed(4007, "Invalid seq.")
        session.connection, connection.session = connection, session
        self.resumed += 1
        for number, text in session.past:
            if number > seq:
                connection.push_text(text)
        session.tell("RESUMED", {"_trace": []})


def _read(kind: WSMsgType, data: object) -> Json:
    try:
        read = json.loads(data) if kind is WSMsgType.TEXT and isinstance(data, str) else None
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise Closed(4002, "Error while decoding payload.")
    return read
