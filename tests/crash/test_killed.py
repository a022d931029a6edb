"""A process that is killed, at whatever moment, loses no message and mixes up no order."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, cycle
from pathlib import Path

import pytest

from bot.core.card import Card
from bot.core.outbox import Address, Posting
from bot.core.ports import Store
from bot.domain.group import Room, Settings
from storage.database import Database
from tests.crash.child import ANA, PLATFORM, STOPPED, Line, Moment, Plan, read
from tests.fixtures.databases import KEY

ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROOMS = ["lobby", "kitchen", "garden"]


@dataclass
class Crash:
    """One database and one paper, and the processes that work on them one after another."""

    url: str
    database: Database
    paper: Path
    hours: Iterator[int]
    remembers: bool = False

    async def process(
        self, lines: list[tuple[str, str]] | None = None, stop: Moment | None = None, nth: int = 1
    ) -> bool:
        """Let a process run, an hour after the last; gives whether it stopped as planned, and was killed."""
        now = START + timedelta(hours=next(self.hours))
        plan = Plan(self.url, KEY, str(self.paper), now.isoformat(), self.remembers, lines or [], stop, nth)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.crash.child", plan.written(),
            cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        said: list[str] = []
        assert process.stdout
        async with asyncio.timeout(120):
            async for line in process.stdout:
                said.append(line.decode())
                if line.decode().strip() == STOPPED:
                    process.kill()
            code = await process.wait()
        assert code in (0, -signal.SIGKILL), "".join(said)
        return code != 0

    def once(self, room: str) -> list[Line]:
        """Give a room's messages in the order in which they first arrived, each key once."""
        messages: dict[str, Line] = {}
        for line in self.lines():
            if line.to == room and not line.edits:
                messages.setdefault(line.key, line)
        return list(messages.values())

    def now_in(self, room: str) -> list[str]:
        """Give what the messages of a room show after their edits."""
        shown: dict[str, str] = {}
        keys: dict[str, str] = {}
        for line in self.lines():
            if line.to == room and line.edits:
                shown[keys[line.edits]] = line.text
            elif line.to == room:
                shown.setdefault(line.key, line.text)
                keys[line.id] = line.key
        return list(shown.values())

    def lines(self) -> list[Line]:
        return read(self.paper)

    def doubled(self) -> int:
        """Count the messages that arrived more than once."""
        sent = [line.key for line in self.lines() if not line.edits]
        return len(sent) - len(set(sent))

    async def facts(self, room: str) -> set[str]:
        """Give the companies on the list of a room's group."""

        def look(store: Store) -> set[str]:
            for group, membership in store.groups.groups_of(ANA):
                if group.name == room:
                    listed = store.targets.of(group.id, membership.member.id)
                    return {target.company.name for target in listed}
            return set()

        return await self.database.read(look)


@pytest.fixture
async def crash(database_url: str, database: Database, tmp_path: Path) -> Crash:
    return Crash(database_url, database, tmp_path / "paper", count())


def three_groups(store: Store) -> None:
    for room in ROOMS:
        store.groups.add(room, Settings(), Room(PLATFORM, "w", room))


@pytest.mark.parametrize(
    ("moment", "nth", "committed", "remembers"),
    [
        pytest.param("writing", 5, {4}, True, id="in the transaction"),
        pytest.param("committed", 5, {5}, False, id="between commit and delivery"),
        pytest.param("sending", 3, set(range(3, 10)), True, id="before delivery"),
        pytest.param("sent", 3, set(range(3, 10)), False, id="between delivery and mark"),
        pytest.param("sent", 3, set(range(3, 10)), True, id="between delivery and mark, with keys known"),
    ],
)
async def test_what_was_committed_is_delivered_by_the_next_process(
    crash: Crash, moment: Moment, nth: int, committed: set[int], *, remembers: bool
) -> None:
    crash.remembers = remembers
    await crash.database.write(three_groups)
    typed = [(room, f"{name} of the {room}") for name in ("Acme", "Bolt", "Cato") for room in ROOMS]
    lines = [(room, f'/target add "{company}"') for room, company in typed]

    assert await crash.process(lines, stop=moment, nth=nth)
    facts = {room: await crash.facts(room) for room in ROOMS}
    assert sum(map(len, facts.values())) in committed
    assert not await crash.process()

    for room in ROOMS:
        told = [company for where, company in typed if where == room and company in facts[room]]
        assert set(told) == facts[room]
        assert [line.text for line in crash.once(room)] == [
            f"Ana wants to learn about {name}" for name in told
        ]
    if remembers:
        assert crash.doubled() == 0
    elif moment == "sent":
        assert crash.doubled() >= 1  # at least once: the mark was lost, and this platform cannot tell


async def test_killed_again_and_again_it_still_delivers_everything_in_order(crash: Crash) -> None:
    posts = [
        Posting(Address(PLATFORM, "w", "room", room), Card.of(f"{number} in the {room}"), f"ask:{number}")
        for number in range(3)
        for room in ROOMS
    ]

    def write(store: Store) -> None:
        store.outbox.add(posts, START)
        for number in range(3):
            store.outbox.revise(f"ask:{number}", Card.of(f"{number} is taken"), START)

    await crash.database.write(write)
    moments: Iterator[Moment] = cycle(("sent", "sending"))
    killed = 0
    while await crash.process(stop=next(moments), nth=len(ROOMS) + 1):  # later than the first round of sends
        killed += 1
    assert killed >= 2

    for room in ROOMS:
        assert [line.text for line in crash.once(room)] == [f"{number} in the {room}" for number in range(3)]
        assert crash.now_in(room) == ["0 is taken", "1 is taken", "2 is taken"]
    assert crash.doubled() <= killed * len(ROOMS)
