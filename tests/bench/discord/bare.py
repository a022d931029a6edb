"""A bare client of discord.py with a command tree that only answers; keeps as little as ours may.

As a program it serves until it is ended: `python -m tests.bench.discord.bare API GATEWAY TOKEN`.
"""

import asyncio
import sys

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Bare(discord.AutoShardedClient):
    """Answers `/target add`, and nothing else happens."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.0,
        )
        target = app_commands.Group(name="target", description="Targets")
        target.command(name="add", description="Add one")(add)
        app_commands.CommandTree(self).add_command(target)


async def add(asked: discord.Interaction, company: str, confidence: int, why: str) -> None:
    """Answer only."""
    await asked.response.send_message(f"{company} is on your list.", ephemeral=True)


async def served(api: str, gateway: str, token: str) -> None:
    """Serve at an address, to which all of discord.py in this process is pointed."""
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api, yarl.URL(gateway)
    async with Bare() as client:
        await client.start(token)


if __name__ == "__main__":
    asyncio.run(served(*sys.argv[1:]))
