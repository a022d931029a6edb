"""`netlearn run` as a program for the stage: one process or several, with nothing of this one but an environment."""

import asyncio
import re
import signal
import subprocess
from contextlib import suppress
from datetime import timedelta
from itertools import islice

from aiohttp import ClientSession

from adapters.slack.manifest import EVENTS_PATH
from adapters.slack.teams import PLATFORM
from bot.core.ports import Store
from bot.domain.member import Identity
from storage.database import Database
from tests.e2e.program import ROOT, Home, netlearn_midweek
from tests.slack.program import PATIENCE, Way
from tests.slack.server.delivery import Delivery, HttpDelivery, SocketDelivery
from tests.slack.server.server import SlackServer
from tests.slack.town import Town

_LISTENING = re.compile(r"Listening on (?P<address>http://\S+) \(Ctrl\+C stops\)\.")
_MOMENT = 0.05
"""Seconds between two looks at what another process has done, of which there is no other sign."""


class Spawned:
    """So many processes of `netlearn run` on one database."""

    def __init__(self, home: Home, server: SlackServer, town: Town, way: Way, processes: int = 1) -> None:
        self._home, self._server, self._town, self._way = home, server, town, way
        self._many = processes
        self._session: ClientSession | None = None
        self._database: Database | None = None
        self.running: list[asyncio.subprocess.Process] = []

    async def start(self) -> Delivery:
        self._session = ClientSession()
        addresses = []
        for _ in range(self._many):  # one after the other, for the first makes the key
            addresses.append(await self._spawn())
        self._database = Database.open(self._home.url("netlearn.db"), keys=self._home.keys())
        if self._way == "socket":
            return SocketDelivery(self._server.slack, self._server.sockets)
        for address in addresses:
            await self._serving(address)
        return HttpDelivery(self._server.slack, self._session, *addresses)

    async def stop(self) -> None:
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            await self._ended(process)
        self.running.clear()
        if self._database:
            await self._database.close()
        if self._session:
            await self._session.close()

    async def settle(self) -> None:
        assert self._database
        async with asyncio.timeout(PATIENCE):
            while not await self._database.read(self._settled):
                heard = self._server.slack.world.news.listen()
                with suppress(TimeoutError):
                    async with asyncio.timeout(_MOMENT):
                        await heard.wait()

    async def advance(self, by: timedelta) -> None:
        raise AssertionError("the time of another process goes as it goes")

    def _settled(self, store: Store) -> bool:
        """Tell whether everything is told, and everybody's name is known."""
        if store.outbox.next_due([PLATFORM]) is not None:
            return False
        people = self._town.people.values()
        found = ((user, store.members.by_identity(Identity(PLATFORM, user.team, user.id))) for user in people)
        return all(member is None or member.name != user.name for user, member in found)

    async def _spawn(self) -> str:
        """Start a process; gives its address for Slack's requests, "" in Socket Mode."""
        app = self._server.slack.app
        own = (
            {"NETLEARN_SLACK_APP_TOKEN": app.app_token}
            if self._way == "socket"
            else {"NETLEARN_SLACK_SIGNING_SECRET": app.signing_secret, "NETLEARN_HTTP_PORT": "0"}
        )
        process = await asyncio.create_subprocess_exec(
            *netlearn_midweek(), "run", cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={
                **self._home.environment,
                "NETLEARN_SLACK_BOT_TOKEN": self._town.by.token,
                "NETLEARN_SLACK_API_URL": self._server.api_url,
                **own,
            },
        )  # fmt: skip
        self.running.append(process)
        if self._way == "socket":
            connected = asyncio.ensure_future(self._server.sockets.connected(len(self.running), PATIENCE))
            ended = asyncio.ensure_future(process.wait())
            await asyncio.wait({connected, ended}, return_when="FIRST_COMPLETED")
            connected.cancel()
            assert not ended.done(), await process.communicate()
            ended.cancel()
            return ""
        return await self._listening(process) + EVENTS_PATH

    async def _listening(self, process: asyncio.subprocess.Process) -> str:
        assert process.stdout
        async with asyncio.timeout(PATIENCE):
            async for line in process.stdout:
                if ready := _LISTENING.fullmatch(line.decode().strip()):
                    return ready["address"]
        raise AssertionError(await process.communicate())

    async def _serving(self, address: str) -> None:
        """Wait until a process that listens knows who it is: until then it asks Slack to come again."""
        assert self._session
        async with asyncio.timeout(PATIENCE):
            while True:
                async with self._session.post(address) as response:
                    if response.status != 503:
                        return
                await asyncio.sleep(_MOMENT)

    async def _ended(self, process: asyncio.subprocess.Process) -> None:
        async with asyncio.timeout(PATIENCE):
            _, complaints = await process.communicate()
        lines = complaints.decode().splitlines()
        trouble = [each for each in lines if "Traceback" in each or "Warning" in each or "error" in each]
        assert not trouble, "\n".join(islice(lines, 100))
        assert process.returncode == 0
