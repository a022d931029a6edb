"""Slack's side, in a process of its own as in life: sends requests to an app, and answers its Web API.

Reads an order a line and answers each with a line, both as JSON; `tests.bench.slack.side` is the other end.
"""

import asyncio
import json
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import Any

from tests.slack.server.server import SlackServer
from tests.slack.server.slack import Slack
from tests.slack.server.world import Team, User

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Connection(asyncio.Protocol):
    """Sends one request after the other as long as there are any, and notes how long each took."""

    def __init__(self, left: deque[bytes], containing: bytes) -> None:
        self._left, self._containing = left, containing
        self._answer, self._begun = b"", 0.0
        self.seconds: list[float] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, blank, body = self._answer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if blank and length and len(body) == int(length[1]):
            self.seconds.append(time.perf_counter() - self._begun)
            if b" 200 " not in head or self._containing not in body:
                self._fail(f"not the answer that was expected: {self._answer!r}")
            else:
                self.go_on()

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(f"the connection was closed: {error}")

    def go_on(self) -> None:
        """Send the next request, or come to the end."""
        if self._left:
            self._answer, self._begun = b"", time.perf_counter()
            self._transport.write(self._left.popleft())
        elif not self.done.done():
            self.done.set_result(None)

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    def _fail(self, why: str) -> None:
        if not self.done.done():
            self.done.set_exception(AssertionError(why))


async def send(port: int, at_once: int, requests: list[str], containing: str) -> object:
    """Send requests over so many connections; each answer must be 200 and contain a text."""
    left = deque(request.encode() for request in requests)
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Connection(left, containing.encode()), "127.0.0.1", port)
        for _ in range(at_once)
    ]
    connections = [connection for _, connection in made]
    begun = time.perf_counter()
    for each in connections:
        each.go_on()
    async with asyncio.timeout(60):
        await asyncio.gather(*(each.done for each in connections))
    total = time.perf_counter() - begun
    for each in connections:
        each.close()
    return {"total": total, "each": [seconds for one in connections for seconds in one.seconds]}


def settle(slack: Slack, workspace: str, users: dict[str, str]) -> str:
    """Open a workspace with users by their ids, and install the app there; gives its token."""
    team = slack.world.teams[workspace] = Team(workspace, "Bench", "bench")
    for user, name in users.items():
        slack.world.users[user] = User(user, workspace, user.casefold(), name)
    return slack.install(team).token


async def serve() -> None:
    """Carry out orders until there are none."""
    async with SlackServer() as server:

        async def settled(**order: Any) -> object:
            return {"api": server.api_url, "token": settle(server.slack, **order)}

        async def calls() -> object:
            counted = Counter(each.method for each in server.slack.calls.all)
            server.slack.calls.all.clear()
            return counted

        ways: dict[str, Callable[..., Awaitable[object]]]
        ways = {"settle": settled, "send": send, "calls": calls}

        while order := await asyncio.to_thread(sys.stdin.readline):
            name, given = json.loads(order)
            print(json.dumps(await ways[name](**given)), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
