"""A contest: two processes that press at the same moment, on a database that both share."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from tests.contract.rival import READY, Answered, Job, Player
from tests.fixtures.databases import KEY

ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
LEARN = "how their data team decides what to automate"


class Rival:
    """A process that presses, seen from here."""

    def __init__(self, shots: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.contract.rival", KEY, str(shots)],
            cwd=ROOT, pass_fds=[shots], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def get_ready(self, line: object) -> None:
        """Give it a job, or the URL of a database."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
        assert self._read() == READY

    def answer(self) -> Answered:
        """Hear what came of the job."""
        return Answered(**json.loads(self._read()))

    def end(self) -> None:
        """Let it end, as it does without a complaint."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        assert self._process.wait() == 0
        self._process.stdout.close()

    def _read(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rivals, and the pipe that holds the starting shots."""

    rivals: tuple[Rival, Rival]
    shot: int

    def both(self, one: object, other: object) -> None:
        """Get both ready."""
        for rival, line in zip(self.rivals, (one, other), strict=True):
            rival.get_ready(line)


@dataclass
class Contest:
    """A group of six, the rivals, and somebody who prepares and looks afterwards."""

    eyes: Engine
    pair: Pair
    player: Player
    now: datetime = START

    async def does(self, who: str, line: str) -> Answered:
        """Let somebody do something, undisturbed."""
        answered = await self.player.do(self.job(who, line))
        assert answered.done, answered
        return answered

    def job(self, who: str, line: str, room: str = "room") -> Job:
        """Make a job for now; what begins with a slash is typed, anything else is a button's call."""
        return Job(who, line, self.now.isoformat(), "types" if line.startswith("/") else "presses", room)

    def both(self, one: Job, other: Job) -> tuple[Answered, Answered]:
        """Let both rivals do something at the same moment."""
        self.pair.both(asdict(one), asdict(other))
        os.write(self.pair.shot, b"!!")
        first, second = (rival.answer() for rival in self.pair.rivals)
        return first, second

    def one_of(self, one: Job, other: Job, meanwhile: str, *also: str) -> None:
        """Let both do it, so that one succeeds and the other hears what happened meanwhile."""
        refused, done = sorted(self.both(one, other), key=lambda each: each.done)
        assert done.done, (refused, done)
        assert any(word in refused.said for word in (meanwhile, *also)), refused
        assert refused.code in ("too_late", "over_limit"), refused

    def twice(self, job: Job, meanwhile: str) -> None:
        """Let both do the same."""
        self.one_of(job, job, meanwhile)

    async def ask(self) -> int:
        """Let Ana ask, a week later; gives the ask's number."""
        self.now += timedelta(days=8)
        await self.does("ana", f"/intro ask Globex {LEARN}")
        return self.number("SELECT max(id) FROM asks")

    def member(self, who: str) -> int:
        """Give somebody's number."""
        return self.number(f"SELECT id FROM members WHERE name = '{who.capitalize()}'")

    def number(self, statement: str) -> int:
        """Ask the database for a number."""
        return int(str(self.rows(statement)[0][0]))

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """Ask the database."""
        with self.eyes.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]

    def points(self, who: str) -> int:
        """Sum what somebody's help counts, by the ledger."""
        return self.number(
            f"SELECT coalesce(sum(points), 0) FROM help_events WHERE helper_id = {self.member(who)}"
        )

    def told(self, who: str) -> int:
        """Count the messages that somebody was sent."""
        return self.number(
            f"SELECT count(*) FROM outbox WHERE recipient = '{who}' AND kind = 'direct' AND edits IS NULL"
        )
