"""One group in both platforms: a stage in Slack and one in Discord, played by `netlearn run`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from aiohttp import ClientSession

from adapters.discord.receive import PLATFORM
from adapters.slack.manifest import manifest
from storage.database import Database
from tests.discord.server import DiscordServer
from tests.discord.spawned import Spawned as InDiscord
from tests.discord.stage import DiscordStage
from tests.e2e.program import Home
from tests.fixtures.gallery import REGISTRY
from tests.slack.server.server import SlackServer
from tests.slack.spawned import Spawned as InSlack
from tests.slack.stage import SlackStage
from tests.slack.town import settle


@dataclass(frozen=True)
class BothHome(Home):
    """A host who has set up both platforms."""

    more: dict[str, str] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, str]:
        return super().settings | self.more


class Beside:
    """The program as Discord's stage sees it when the process that serves Slack serves Discord too."""

    def __init__(self, home: Home, server: DiscordServer) -> None:
        self._home, self._server = home, server

    async def start(self) -> None:
        await self._server.gateway.until_ready(1)

    async def stop(self) -> None:
        """It ends with the other."""

    async def waiting(self) -> bool:
        database = Database.open(self._home.url("netlearn.db"), keys=self._home.keys())
        try:
            return await database.read(lambda store: store.outbox.next_due([PLATFORM])) is not None
        finally:
            await database.close()

    async def advance(self, by: timedelta) -> None:
        raise AssertionError("the time of another process goes as it goes")


@dataclass(frozen=True, slots=True)
class Both:
    """The two stages."""

    slack: SlackStage
    discord: DiscordStage

    async def settle(self) -> None:
        """Wait until everything that was told has arrived on both."""
        await self.slack.settle()
        await self.discord.settle()


@asynccontextmanager
async def both(folder: Path, database_url: str, *, processes: int) -> AsyncIterator[Both]:
    """Put up both stages, served by one process or by one each."""
    async with SlackServer() as slack, DiscordServer() as discord, ClientSession() as session:
        slack.slack.app.configure(manifest(REGISTRY, socket=True, url=None))
        town = settle(slack.slack)
        home = Home(folder, database_url)
        apart = InDiscord(home, discord)
        if processes == 1:
            home = BothHome(folder, database_url, more=_of_discord(discord))
        in_slack = SlackStage(slack, town, InSlack(home, slack, town, "socket"), "socket")
        in_discord = DiscordStage(discord, REGISTRY, session)
        in_discord.program = Beside(home, discord) if processes == 1 else apart
        await apart.command("discord", "sync")
        await in_slack.open()
        try:
            await in_discord.program.start()
            yield Both(in_slack, in_discord)
        finally:
            await in_discord.program.stop()
            await in_slack.close()


def _of_discord(server: DiscordServer) -> dict[str, str]:
    return {
        "NETLEARN_DISCORD_TOKEN": server.world.token,
        "NETLEARN_DISCORD_API_URL": server.api_url,
        "NETLEARN_DISCORD_GATEWAY_URL": server.gateway_url,
    }
