"""A command of Discord's over the gateway, committed and answered with its card, and the memory of a large bot.

Beside both a bare client of discord.py, whose command tree only answers.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import text

from adapters.discord.platform import DiscordPlatform, Pace
from bot.core.context import Caller
from bot.jobs.hearing import Hearing
from bot.pictures import Pictures
from tests.bench.conftest import MakeWorld
from tests.bench.discord.bare import served
from tests.bench.discord.process import Command, Discord, discords
from tests.bench.discord.side import added, settle
from tests.bench.measure import Taken, in_turn, share_of, undisturbed
from tests.bench.report import Report, Row
from tests.bench.world import Noon, Place, Size, World, names
from tests.discord.crowd import Crowd
from tests.discord.server import DiscordServer

SIZE = Size(groups=50)
PLACE = Place("discord", "4194304000001", "70000", "80000")
OURS, BARE = "ours", "bare"
AT_ONCE = 16
NETLEARN = str(Path(sys.executable).with_name("netlearn"))


async def test_against_a_bare_command_tree(make_world: MakeWorld, database_name: str, report: Report) -> None:
    world = await make_world(SIZE, PLACE)
    with world.engine.begin() as connection:
        connection.execute(text("UPDATE identities SET workspace = ''"))  # people are not bound to a server
    async with AsyncExitStack() as stack:
        sides = await stack.enter_async_context(discords((OURS, BARE), _people(world)))
        bare = sides[BARE].config
        await stack.enter_async_context(_running(served(bare.api_url, bare.gateway_url, bare.token)))
        await stack.enter_async_context(_netlearn(world, sides[OURS]))
        for each in sides.values():
            await each.ready()
        taken = await _measured(world, sides, rounds=25, runs=96)
    ours, theirs = taken[OURS], taken[BARE]
    what = f"Discord, {AT_ONCE} at once: /target add, against a bare command tree that only answers"
    report.add(Row(what, database_name, _said(ours), _said(theirs), share_of(ours, theirs), "≥ 0.40"))


async def test_the_memory_of_a_bot_on_many_servers(tmp_path: Path, report: Report) -> None:
    async with DiscordServer(checked=False) as server:
        server.gateway.crowd = crowd = Crowd(servers=2_499)
        settle(server, [["70001", "Ana", PLACE.workspace, "80001"]])
        env = os.environ | {
            "NETLEARN_DATA_DIR": str(tmp_path),
            "NETLEARN_DATABASE_URL": "",
            "NETLEARN_DISCORD_TOKEN": server.world.token,
            "NETLEARN_DISCORD_API_URL": server.api_url,
            "NETLEARN_DISCORD_GATEWAY_URL": server.gateway_url,
        }
        address = (server.api_url, server.gateway_url, server.world.token)
        subprocess.run([NETLEARN, "db", "upgrade"], env=env, check=True, capture_output=True)
        ours = await _resident(server, [NETLEARN, "run"], env)
        bare = await _resident(server, [sys.executable, "-m", "tests.bench.discord.bare", *address], env)
    what = (
        f"memory, {crowd.servers + 1:,} servers of {crowd.members} members announced, against a bare client"
    )
    report.add(Row(what, "sqlite", f"{ours:.0f} MB", f"{bare:.0f} MB", ours / bare, "≤ 1.50"))


def _people(world: World) -> Iterator[Caller]:
    return (replace(each, identity=replace(each.identity, workspace="")) for each in world.everybody())


@asynccontextmanager
async def _netlearn(world: World, discord: Discord) -> AsyncIterator[None]:
    """Serve a world as `netlearn run` does."""
    clock, work = Noon(), world.database
    async with Pictures() as pictures:
        platform = DiscordPlatform(
            discord.config,
            registry=world.registry,
            dispatcher=world.dispatcher,
            work=work,
            clock=clock,
            pictures=pictures,
            hears=Hearing(work, clock, wake=lambda: None),
            pace=Pace(between_identifies=0.0),
        )
        async with _running(platform.run()):
            yield


@asynccontextmanager
async def _running(job: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.ensure_future(job)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def _measured(
    world: World, sides: Mapping[str, Discord], *, rounds: int, runs: int
) -> dict[str, Taken]:
    """Let so many commands a round come to each client; beforehand everybody uses one, so that they are known."""
    commands = _commands(world)
    first = list(islice(commands, SIZE.groups * SIZE.members))
    for each in sides.values():
        await each.send(first, at_once=AT_ONCE)
    taken = {name: Taken() for name in sides}
    with undisturbed():
        for turn in range(rounds):
            for name in in_turn(sides, turn):
                sent = await sides[name].send(list(islice(commands, runs)), at_once=AT_ONCE)
                taken[name].rates.append(runs / sent.total)
                taken[name].runs += sent.each
    return taken


def _commands(world: World) -> Iterator[Command]:
    """Give commands, each about a company that nobody has named before."""
    for caller, company in zip(chain(world.everybody(), world.callers()), names(), strict=False):
        assert caller.room
        yield caller.identity.user, caller.room.channel, company


async def _resident(server: DiscordServer, program: list[str], env: dict[str, str]) -> float:
    """Give the MB that a client holds once all servers were announced to it, and an answer came after them."""
    process = await asyncio.create_subprocess_exec(*program, env=env, stdout=subprocess.DEVNULL)
    try:
        await server.gateway.until_ready()
        await added(server, "70001", "80001", "Spoke")  # it comes behind all the servers
        status = Path(f"/proc/{process.pid}/status").read_text("ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024
    finally:
        process.terminate()
        await process.wait()
        await server.gateway.until(lambda: not server.gateway.connections)


def _said(taken: Taken) -> str:
    return f"{taken.rate:,.0f}/s  p50 {taken.within(0.5):.1f} ms  p99 {taken.within(0.99):.1f} ms"
