"""The real program, as its users start it: processes of their own, with nothing of this one but an environment."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path

from storage.database import Database
from tests.contract.simulator import undelivered
from tests.contract.windows import PATIENCE

ROOT = Path(__file__).parents[2]
AUDIOOP = "ignore:'audioop' is deprecated:DeprecationWarning"  # on 3.13 discord.py takes audioop-lts instead
PYTHON = [sys.executable, "-W", "error", "-W", AUDIOOP]
NETLEARN = [*PYTHON, str(Path(sys.executable).with_name("netlearn"))]
_OPEN = re.compile(r"Open (?P<address>http://\S+) \(Ctrl\+C stops\)\.")


@cache
def until_midweek() -> int:
    """Return the seconds from now to a noon on a Wednesday, when nothing weekly is about to come; always the same."""
    now = datetime.now(UTC)
    noon = datetime.combine(now, time(12), UTC) + timedelta(days=7 + (2 - now.weekday()) % 7)
    return int((noon - now).total_seconds())


def netlearn_midweek() -> list[str]:
    """Return the start of a command line of `netlearn` for which it is noon on a Wednesday now."""
    return [*PYTHON, "-m", "tests.e2e.ahead", str(until_midweek())]


@dataclass(frozen=True, slots=True)
class Home:
    """Where a user keeps the program's data; without a URL the database is a file there."""

    folder: Path
    database_url: str = ""

    @property
    def settings(self) -> dict[str, str]:
        """What a user has set."""
        url = {"NETLEARN_DATABASE_URL": self.database_url} if self.database_url else {}
        return {"HOME": str(self.folder), "NETLEARN_DATA_DIR": str(self.data), **url}

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a user who has set nothing else."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("NETLEARN_")}
        return inherited | self.settings

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def url(self, file: str = "demo.db") -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data / file}"

    def keys(self) -> list[str]:
        """The keys that the program made for itself."""
        return (self.data / "secret.key").read_text("ascii").split()

    def begin_midweek(self) -> None:
        """Let the simulator's time begin midweek."""
        file = self.data / "demo-clock.json"
        if not file.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps({"ahead_seconds": until_midweek()}))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*NETLEARN, *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip


class Demo:
    """`netlearn demo` on a free port, as a program for a stage."""

    def __init__(self, home: Home, *arguments: str) -> None:
        self._home, self._arguments = home, ["demo", "--port", "0", *arguments]
        self._process: asyncio.subprocess.Process | None = None
        self._database: Database | None = None
        self._killed = False
        self.address = ""
        self.said: list[str] = []

    async def start(self) -> str:
        self._killed = False
        self._home.begin_midweek()
        self._process = await asyncio.create_subprocess_exec(
            *NETLEARN, *self._arguments,
            cwd=ROOT, env=self._home.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout
        async with asyncio.timeout(PATIENCE):
            async for line in self._process.stdout:
                self.said.append(line.decode().strip())
                if ready := _OPEN.fullmatch(self.said[-1]):
                    self._database = Database.open(self._home.url(), keys=self._home.keys())
                    self.address = ready["address"]
                    return self.address
        raise AssertionError(self.said, await self._process.communicate())

    async def stop(self) -> None:
        assert await self.end(signal.SIGTERM) == 0

    async def waiting(self) -> bool:
        assert self._database
        return await undelivered(self._database)

    def kill(self) -> None:
        """End it without a warning."""
        assert self._process
        if not self._killed:  # asking twice would take its exit code away from asyncio
            self._killed = True
            self._process.kill()

    async def end(self, number: signal.Signals) -> int:
        """Send a signal, unless it was killed already, and wait for the end; gives the exit code."""
        if self._database:
            await self._database.close()
            self._database = None
        assert self._process
        if not self._killed:
            self._process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            _, complaints = await self._process.communicate()
        assert b"Traceback" not in complaints, complaints.decode()
        assert b"Warning" not in complaints, complaints.decode()
        return await self._process.wait()
