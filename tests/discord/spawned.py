"""`netlearn run` as a program for the stage: one process or several, with nothing of this one but an environment."""

import asyncio
import signal
import subprocess
from datetime import timedelta

from adapters.discord.receive import PLATFORM
from storage.database import Database
from tests.discord.server import DiscordServer
from tests.discord.stage import PATIENCE
from tests.e2e.program import ROOT, Home, netlearn_midweek


class Spawned:
    """So many processes of `netlearn run` on one database; of several, each has a shard of its own."""

    def __init__(self, home: Home, server: DiscordServer, processes: int = 1) -> None:
        self._home, self._server, self._many = home, server, processes
        self._running: list[asyncio.subprocess.Process] = []
        self._database: Database | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a host has set."""
        return self._home.environment | {
            "NETLEARN_DISCORD_TOKEN": self._server.world.token,
            "NETLEARN_DISCORD_API_URL": self._server.api_url,
            "NETLEARN_DISCORD_GATEWAY_URL": self._server.gateway_url,
        }

    async def command(self, *arguments: str) -> str:
        """Run another command to its end; gives what it said."""
        process = await self._start(*arguments)
        said, complaints = await process.communicate()
        assert process.returncode == 0, complaints.decode()
        return said.decode()

    async def start(self) -> None:
        await self.command("discord", "sync")
        for number in range(self._many):
            shards = {"NETLEARN_DISCORD_SHARDS": f"{number}/{self._many}"} if self._many > 1 else {}
            self._running.append(await self._start("run", **shards))
        await self._server.gateway.until_ready(self._many)
        self._database = Database.open(self._home.url("netlearn.db"), keys=self._home.keys())

    async def stop(self) -> None:
        if self._database:
            await self._database.close()
            self._database = None
        for process in self._running:
            process.send_signal(signal.SIGTERM)
        while self._running:
            await self._ended(self._running.pop())

    async def kill(self) -> None:
        """End every process without a warning."""
        for process in self._running:
            process.kill()
            await process.wait()
        self._running.clear()
        await self.stop()

    async def waiting(self) -> bool:
        assert self._database
        return await self._database.read(lambda store: store.outbox.next_due([PLATFORM])) is not None

    async def advance(self, by: timedelta) -> None:
        raise AssertionError("the time of another process goes as it goes")

    async def _start(self, *arguments: str, **more: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *netlearn_midweek(), *arguments,
            cwd=ROOT, env=self.environment | more, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    async def _ended(self, process: asyncio.subprocess.Process) -> None:
        async with asyncio.timeout(PATIENCE):
            _, complaints = await process.communicate()
        assert b"Traceback" not in complaints, complaints.decode()
        assert b"Warning" not in complaints, complaints.decode()
        assert process.returncode == 0
