"""Socket Mode: Slack's requests over a connection that we open, so that no public address is needed.

Slack renews connections every few hours. The next one is open before the last one is closed, and an envelope is
acknowledged on the connection on which it came. What comes while the program stops is not acknowledged, so Slack
delivers it elsewhere. (The SDK's client closes first, waits some seconds after a break, logs whole messages and
starts tasks that nobody can wait for.)
"""

import asyncio
import json
from collections.abc import Callable
from random import SystemRandom

import structlog
from aiohttp import ClientWebSocketResponse, ClientWSTimeout, WSMsgType
from slack_bolt.response import BoltResponse

from adapters.slack.client import Client
from adapters.slack.door import Door
from adapters.slack.errors import TROUBLE, fate, named
from adapters.slack.start import FIRST
from adapters.slack.tasks import Tasks
from adapters.slack.text import Json
from bot.core.errors import CannotServe, Undeliverable

_HEARTBEAT = 10.0  # seconds between pings; without an answer within half of it the connection is dead
_STEADY = 10.0  # seconds after which a connection that ends was a good one
_LONGEST = 30.0  # seconds between attempts to connect
_RENEWALS = ("warning", "refresh_requested")
_RANDOM = SystemRandom()
_log = structlog.get_logger("netlearn.slack")


class Socket:
    """Keeps a connection to Slack open."""

    def __init__(
        self, client: Client, app_token: str, door: Door, tasks: Tasks, *, first: float = FIRST
    ) -> None:
        """Take what it works with; `first` is the pause in seconds after a first failure."""
        self._client, self._token, self._door, self._tasks = client, app_token, door, tasks
        self._first = first
        self._newest: _Connection | None = None
        self._open: dict[_Connection, asyncio.Task[None]] = {}

    async def open(self) -> None:
        """Open the first connection, however long that takes; raises CannotServe where the token is refused."""
        failures = 0
        while self._newest is None:
            try:
                await self._connect()
            except TROUBLE as error:
                if isinstance(fate(error), Undeliverable):
                    raise CannotServe(
                        f"Slack refuses NETLEARN_SLACK_APP_TOKEN ({named(error)}). "
                        "netlearn doctor says what to do about it."
                    ) from None
                failures += 1
                _log.warning("socket not connected", error=named(error))
                await self._rest(failures)

    async def run(self) -> None:
        """Open the next connection whenever one is about to end, or has ended, until cancelled."""
        failures = 0
        try:
            while (last := self._newest) and not self._tasks.closing:
                await last.leaving.wait()
                failures = 0 if last.was_good else failures + 1
                while self._newest is last and not self._tasks.closing:
                    failures = await self._again(failures)
                self._tasks.spare(last.retire(), "old connection")
        finally:
            for each, reading in tuple(self._open.items()):
                await each.close()
                await asyncio.wait({reading})

    async def _again(self, failures: int) -> int:
        """Try to connect, after a while if that failed before; gives how often it has failed now."""
        if failures:
            await self._rest(failures)
        try:
            await self._connect()
        except TROUBLE as error:
            _log.warning("socket not connected", error=named(error))
            return failures + 1
        return failures

    async def _rest(self, failures: int) -> None:
        """Wait after so many failures, not all processes for the same time."""
        longest = min(_LONGEST, self._first * 2.0 ** min(failures - 1, 10))
        await asyncio.sleep(longest * (0.5 + _RANDOM.random() / 2))

    async def _connect(self) -> None:
        answer = await self._client.once.apps_connections_open(app_token=self._token)
        websocket = await self._client.session.ws_connect(
            answer["url"], heartbeat=_HEARTBEAT, timeout=ClientWSTimeout(ws_close=2)
        )
        self._newest = connection = _Connection(websocket, self._take)
        self._open[connection] = reading = asyncio.create_task(connection.read())
        reading.add_done_callback(lambda _: self._open.pop(connection, None))

    def _take(self, connection: "_Connection", envelope: Json) -> None:
        if not self._tasks.closing:
            self._tasks.owe(self._answer(connection, envelope), "envelope")

    async def _answer(self, connection: "_Connection", envelope: Json) -> None:
        payload = envelope.get("payload")
        payload = payload if isinstance(payload, dict) else {}
        with connection.busy():
            answer = await self._door.answer(payload)
            if answer.status == 503:
                return  # not acknowledged, so it comes again
            body = _body(answer) if envelope.get("accepts_response_payload") else None
            there = await connection.acknowledge(envelope, body)
        url = payload.get("response_url")
        if body and not there and isinstance(url, str):
            try:  # another way, for the connection on which it was asked is gone
                await self._client.respond(url, body)
            except TROUBLE as error:
                _log.warning("answer lost", surface="socket", error=named(error))


class _Connection:
    """One connection; `leaving` is set once another one is needed."""

    def __init__(
        self, websocket: ClientWebSocketResponse, take: "Callable[[_Connection, Json], None]"
    ) -> None:
        self._websocket, self._take = websocket, take
        self._since, self._renewed = asyncio.get_running_loop().time(), False
        self._at_work = Tasks()
        self.busy = self._at_work.request
        self.leaving = asyncio.Event()

    @property
    def was_good(self) -> bool:
        """Tell whether it ended as connections do, and not because something is wrong."""
        return self._renewed or asyncio.get_running_loop().time() - self._since > _STEADY

    async def read(self) -> None:
        """Take envelopes until the connection ends."""
        try:
            async for message in self._websocket:
                if message.type is WSMsgType.TEXT:
                    self._heard(_envelope(message.data))
        finally:
            self.leaving.set()

    async def acknowledge(self, envelope: Json, body: Json | None) -> bool:
        """Acknowledge an envelope; False where the connection is gone."""
        answer = {"envelope_id": envelope["envelope_id"]}
        try:
            await self._websocket.send_json({**answer, "payload": body} if body else answer)
        except ConnectionError:
            return False
        return True

    async def retire(self) -> None:
        """Close the connection once what came on it is acknowledged."""
        await self._at_work.settle()
        await self.close()

    async def close(self) -> None:
        """Close the connection."""
        await self._websocket.close()

    def _heard(self, envelope: Json) -> None:
        match envelope:
            case {"type": "disconnect"}:
                self._renewed = envelope.get("reason") in _RENEWALS
                self.leaving.set()
            case {"envelope_id": str()}:
                self._take(self, envelope)
            case _:
                pass  # hello, and what comes some day


def _envelope(text: str) -> Json:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _body(answer: BoltResponse) -> Json | None:
    """Give what goes back with an acknowledgement; of a request that could not be read nothing does."""
    if answer.status != 200 or not answer.body:
        return None
    body: Json = json.loads(answer.body)
    return body
