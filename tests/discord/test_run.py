"""`netlearn run` over the gateway, as a host starts it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

import bot.commands
from bot.core.registry import Registry
from tests.contract import story
from tests.contract.story import gather
from tests.discord.server import DiscordServer
from tests.discord.spawned import Spawned
from tests.discord.stage import DiscordStage
from tests.e2e.program import Home


@asynccontextmanager
async def running(home: Home, processes: int = 1) -> AsyncIterator[tuple[DiscordStage, Spawned]]:
    """Put a stage up on processes of their own."""
    async with DiscordServer() as server, ClientSession() as session:
        stage = DiscordStage(server, Registry.discover(bot.commands), session)
        stage.program = program = Spawned(home, server, processes)
        await program.start()
        try:
            yield stage, program
        finally:
            await program.stop()


async def test_the_story_runs_and_goes_on_after_a_restart_in_the_middle(tmp_path: Path) -> None:
    async with running(Home(tmp_path)) as (stage, program):
        await gather(stage)
        for number, act in enumerate(story.ACTS):
            await act(stage)
            if number == 3:
                await stage.restart()
            if number == 6:
                await program.kill()
                await program.start()
        said = await program.command("discord", "sync")
        assert said == "Discord has the commands as they are; nothing was changed.\n"


@pytest.mark.parametrize("processes", [2])
async def test_two_processes_share_the_shards(tmp_path: Path, processes: int) -> None:
    async with running(Home(tmp_path), processes) as (stage, _):
        await gather(stage)
        await story.ana_posts_three_companies(stage)
        await story.ana_asks_for_an_introduction(stage)
        await story.ben_offers(stage)
        await story.ana_accepts(stage)
        assert {tuple(each["shard"]) for each in stage.server.gateway.identified} == {(0, 2), (1, 2)}
