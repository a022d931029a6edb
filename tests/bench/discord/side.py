"""Discord's side, in a process of its own as in life: tells of interactions over the gateway, and takes the answers.

Reads an order a line and answers each with a line, both as JSON; `tests.bench.discord.process` is the other end.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from tests.discord.rule_commands import INTEGER, STRING
from tests.discord.server import DiscordServer
from tests.discord.world import TEXT, Channel, Message, User

PATIENCE = 30.0


def settle(server: DiscordServer, people: list[list[str]]) -> None:
    """Let people and rooms be there: (user, name, server, channel)."""
    world = server.world
    for id, name, guild, channel in people:
        there = world.guilds.get(guild) or world.guild("Bench", id=guild)
        world.users[id] = there.members[id] = User(id, f"user{id}", name)
        if channel not in world.channels:
            world.channels[channel] = there.channels[channel] = Channel(channel, TEXT, "job-seekers", there)


async def send(server: DiscordServer, commands: list[list[str]], at_once: int) -> object:
    """Let so many people at once use `/target add`: (user, channel, company); each answer must name the company."""
    left, seconds = iter(commands), list[float]()

    async def work() -> None:
        for user, channel, company in left:
            begun = time.perf_counter()
            answer = await added(server, user, channel, company)
            seconds.append(time.perf_counter() - begun)
            assert company in f"{answer.content}{answer.components}", answer

    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(work())
    total = time.perf_counter() - begun
    server.service.interactions.clear()
    server.service.tokens.clear()
    server.traffic.log.clear()
    return {"each": seconds, "total": total}


async def added(server: DiscordServer, user: str, channel: str, company: str) -> Message:
    """Use `/target add` once; gives the answer."""
    world = server.world
    options = [
        {"name": "company", "type": STRING, "value": company},
        {"name": "confidence", "type": INTEGER, "value": 4},
        {"name": "why", "type": STRING, "value": "they plan by spreadsheet"},
    ]
    asked = server.people.command(world.users[user], world.channels[channel], ("target", "add"), options)
    await asked.wait(lambda each: each.answered, PATIENCE)
    return asked.said[-1]


async def serve() -> None:
    """Carry out orders until there are none."""
    servers: dict[str, DiscordServer] = {}

    async def opened(name: str, people: list[list[str]]) -> object:
        server = servers[name] = await stack.enter_async_context(DiscordServer(checked=False))
        settle(server, people)
        return {"token": server.world.token, "api_url": server.api_url, "gateway_url": server.gateway_url}

    async def ready(name: str) -> object:
        await servers[name].gateway.until_ready()
        return {}

    async def sent(name: str, **order: Any) -> object:
        return await send(servers[name], **order)

    ways: dict[str, Callable[..., Awaitable[object]]] = {"open": opened, "ready": ready, "send": sent}
    async with AsyncExitStack() as stack:
        while order := await asyncio.to_thread(sys.stdin.readline):
            name, given = json.loads(order)
            print(json.dumps(await ways[name](**given)), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
