"""The bot at a local Discord, for every test."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.discord.running import Bot, set_up
from tests.discord.server import DiscordServer


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """Give a local Discord."""
    async with DiscordServer() as started:
        yield started


@pytest.fixture
def stopped(server: DiscordServer, database_url: str) -> Bot:
    """Give a bot that is not running yet."""
    return set_up(server, database_url)


@pytest.fixture
async def bot(stopped: Bot) -> AsyncIterator[Bot]:
    """Give a running bot, and nobody in any group."""
    async with stopped.running():
        yield stopped


@pytest.fixture
async def group(bot: Bot) -> Bot:
    """Give a running bot with a group of three in its room."""
    await bot.gather()
    return bot
