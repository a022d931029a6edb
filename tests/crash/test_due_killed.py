"""Processes that do due work, and are killed at whatever moment, do each piece once and leave none out."""

import asyncio
import json
import os
import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.core.ports import Store
from bot.domain import due
from bot.domain.group import Room, Settings
from bot.domain.member import Identity
from storage.database import Database
from tests.crash.clock import FAILED, Plan
from tests.fixtures.databases import KEY

ROOT = Path(__file__).parents[2]
FULL = "NETLEARN_FULL_CRASH_TEST" in os.environ
"""All 200 groups with 2,000 members; otherwise a tenth of them."""
GROUPS, MEMBERS = 200 if FULL else 20, 10
KILLS = 30 if FULL else 5
"""So many lives of each process, unless all is done before."""
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def everybody_due(store: Store) -> None:
    """Let all digests and check-ins be due at one moment."""
    for number in range(GROUPS):
        settings = Settings(digest_day=0, digest_time="09:00")
        group = store.groups.add(f"Group {number}", settings, Room("paper", "w", f"room-{number}"))
        work = [due.digest(group, date(2026, 11, 23))]
        for place in range(MEMBERS):
            name = f"member-{number}-{place}"
            member = store.members.add(name, Identity("paper", "w", name))
            store.groups.enrol(group.id, member.id)
            work.append(due.checkin(group, member, date(2026, 11, 23)))
        store.due.add(work)


async def until_done(url: str, processes: int) -> list[int]:
    """Let processes do what is due; gives how many lives of each were killed."""
    plan = Plan(url, KEY, MONDAY.isoformat(), processes, KILLS)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash.clock", plan.written(),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    async with asyncio.timeout(280):
        out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    killed: list[int] = json.loads(out)
    assert FAILED not in killed, err.decode()
    return killed


@pytest.mark.parametrize(
    ("database_url", "processes"),
    [("sqlite", 2), ("postgresql", 2), ("postgresql", 4)],
    indirect=["database_url"],
)
async def test_each_digest_and_each_question_is_told_once(
    database: Database, database_url: str, processes: int
) -> None:
    await database.write(everybody_due)
    assert sum(await until_done(database_url, processes)) >= KILLS

    engine = database._writing.engine
    rooms, people = Counter(_to(engine, "room")), Counter(_to(engine, "direct"))
    assert rooms == {f"room-{group}": 1 for group in range(GROUPS)}
    assert people == {f"member-{group}-{place}": 1 for group in range(GROUPS) for place in range(MEMBERS)}
    with engine.connect() as connection:
        waiting = connection.execute(
            text("SELECT kind, count(*), count(DISTINCT subject), sum(attempts) FROM due GROUP BY kind")
        )
        assert {kind: (many, told_apart, failed) for kind, many, told_apart, failed in waiting} == {
            due.CHECK_IN: (GROUPS * MEMBERS, GROUPS * MEMBERS, 0),
            due.REMINDER: (GROUPS * MEMBERS, GROUPS * MEMBERS, 0),
            due.DIGEST: (GROUPS, GROUPS, 0),
        }
        asked = connection.execute(text("SELECT count(*), count(DISTINCT member_id) FROM checkins")).one()
        posted = connection.execute(text("SELECT count(*) FROM digests")).scalar_one()
    assert (*asked, posted) == (GROUPS * MEMBERS, GROUPS * MEMBERS, GROUPS)


def _to(engine: Engine, kind: str) -> list[str]:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT recipient FROM outbox WHERE kind = :kind"), {"kind": kind})
        return list(found.scalars())
