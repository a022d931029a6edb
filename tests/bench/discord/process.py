"""Discord's process, from the side of the clients; each of them has a Discord of its own there."""

import json
import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.discord.config import DiscordConfig
from bot.core.context import Caller

_LONGEST = 32 * 1024**2
Command = Sequence[str]
"""Who adds which target where: user, channel, company."""


@dataclass(frozen=True)
class Sent:
    """How long it took until each interaction was answered, and all of them; in seconds."""

    each: list[float]
    total: float


@dataclass(frozen=True)
class Discord:
    """One client's Discord; `config` says how it is reached."""

    process: Process
    name: str
    config: DiscordConfig

    async def ready(self) -> None:
        """Wait until the client has a session."""
        await _order(self.process, "ready", name=self.name)

    async def send(self, commands: Sequence[Command], *, at_once: int) -> Sent:
        """Let people use `/target add`, so many at once; each answer must name the company."""
        return Sent(**await _order(self.process, "send", name=self.name, commands=commands, at_once=at_once))


@asynccontextmanager
async def discords(names: Iterable[str], people: Iterable[Caller]) -> AsyncIterator[dict[str, Discord]]:
    """Start Discord's process, with the same people and rooms for each client."""
    process = await create_subprocess_exec(
        sys.executable, "-m", "tests.bench.discord.side", stdin=PIPE, stdout=PIPE, limit=_LONGEST
    )
    there = [
        (each.identity.user, each.name, each.room.workspace, each.room.channel)
        for each in people
        if each.room is not None
    ]
    try:
        yield {
            name: Discord(
                process, name, DiscordConfig(**await _order(process, "open", name=name, people=there))
            )
            for name in names
        }
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()


async def _order(process: Process, order: str, **given: object) -> Any:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps([order, given]).encode() + b"\n")
    await process.stdin.drain()
    answer = await process.stdout.readline()
    assert answer, "Discord's process has ended"
    return json.loads(answer)
