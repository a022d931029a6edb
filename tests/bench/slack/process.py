"""Slack's process, from the side of the app."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.bench.world import World

_LONGEST = 32 * 1024**2


@dataclass(frozen=True)
class Sent:
    """How long it took until each request was answered, and all of them; in seconds."""

    each: list[float]
    total: float


@dataclass(frozen=True)
class Slack:
    """The other process: `api` is the address of its Web API, `token` what the app may use there."""

    process: Process
    api: str
    token: str

    async def send(
        self, address: str, requests: Sequence[str], *, at_once: int, containing: str = ""
    ) -> Sent:
        """Let requests be sent; each must be answered 200, with a text that contains another."""
        port = urlsplit(address).port
        order = {"port": port, "at_once": at_once, "requests": requests, "containing": containing}
        return Sent(**await _order(self.process, "send", **order))

    async def calls(self) -> Mapping[str, int]:
        """Count the calls of the Web API since this was asked last, by method."""
        counted: Mapping[str, int] = await _order(self.process, "calls")
        return counted


@asynccontextmanager
async def slack_of(world: World) -> AsyncIterator[Slack]:
    """Start Slack's process, in which the people of a world have accounts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.slack.sender", stdin=PIPE, stdout=PIPE, limit=_LONGEST
    )
    try:
        users = {each.identity.user: each.name for each in world.everybody()}
        yield Slack(process, **await _order(process, "settle", workspace=world.place.workspace, users=users))
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()


async def _order(process: Process, name: str, **given: object) -> Any:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps([name, given]).encode() + b"\n")
    await process.stdin.drain()
    answer = await process.stdout.readline()
    assert answer, "Slack's process has ended"
    return json.loads(answer)
