"""The clock's work: a hundred thousand members due in one minute, a tick with nothing to do, a large group's digest."""

import asyncio
import gc
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select, text

from bot import week
from bot.cards import checkins as cards
from bot.core.card import CARD_JSON
from bot.core.ports import Store
from bot.core.voice import Told, Voice
from bot.domain.due import CHECK_IN
from bot.domain.ids import GroupId, MemberId
from bot.domain.member import Member
from bot.jobs.kinds import HANDLERS
from bot.jobs.tick import BATCH, Tick
from storage import checkins, due, outbox
from storage.quick import Quick
from storage.tables import groups
from tests.bench.conftest import MakeWorld
from tests.bench.measure import Taken, Way, latency, share_of, throughput
from tests.bench.report import Report, Row
from tests.bench.world import NOW, Noon, Size, World, names

WEEK = date(2026, 3, 16)
MEMBERS = 8
GROUPS = {"postgresql": 12_500, "sqlite": 2_500}
"""Of so many members each: 100,000 on PostgreSQL."""
COMMANDS = {"postgresql": 150, "sqlite": 50}
"""So many are typed while everybody is due; it must not be over before them."""


def tick(world: World) -> Tick:
    return Tick(world.database, Noon(), HANDLERS, lambda: None)


def everybody_due(world: World) -> None:
    """Let every member be asked a minute ago, as if nobody had been yet."""
    at = "2026-03-20 11:59:00.000000"
    moment = f"CAST('{at}+00' AS timestamptz)" if world.engine.dialect.name == "postgresql" else f"'{at}'"
    key = "'check-in:' || group_id || ':' || member_id"
    with world.engine.begin() as connection:
        for table in ("due", "checkins"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql(
            "INSERT INTO due (key, kind, group_id, subject, at, member_id) "
            f"SELECT {key}, '{CHECK_IN}', group_id, {key} || ':{WEEK}', {moment}, member_id FROM memberships"
        )
    _tidy(world)


def _tidy(world: World) -> None:
    """Let PostgreSQL know its tables, as it does by itself after a minute."""
    if world.engine.dialect.name == "postgresql":
        with world.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


# A hundred thousand at once


async def test_everybody_is_due_in_one_minute(
    make_world: MakeWorld, database_name: str, report: Report
) -> None:
    """Ours takes a batch, reads, composes and writes; the bare way takes it and writes what is composed already."""
    world = await make_world(Size(groups=GROUPS[database_name], members=MEMBERS, targets=1, posts=1))
    everybody_due(world)
    ticking, bare = tick(world), Bare.like_ours(world)
    await ticking.turn()  # plants nothing, for nothing is missing

    async def ours() -> None:
        assert await ticking.turn() == 0

    async def statements() -> None:
        assert await world.database.write(bare) == BATCH

    rounds = 12
    runs = GROUPS[database_name] * MEMBERS // BATCH // (2 * (rounds + 1))
    taken = await throughput({"ours": ours, "bare": statements}, rounds=rounds, runs=runs, at_once=1)
    mine, theirs = taken["ours"], taken["bare"]
    report.add(
        Row(
            f"{GROUPS[database_name] * MEMBERS:,} check-ins due in one minute, against their statements alone",
            database_name,
            f"{mine.rate * BATCH:,.0f}/s  p50 {mine.within(0.5):.0f} ms a batch",
            f"{theirs.rate * BATCH:,.0f}/s",
            share_of(mine, theirs),
            "≥ 0.40",
        )
    )


@dataclass
class Bare:
    """Takes a batch and writes rows that are the same for everybody, but for whom they are."""

    card: str

    @classmethod
    def like_ours(cls, world: World) -> "Bare":
        """Take a card as long as ours."""
        asked = cards.question(
            Member(MemberId(10_000), "Member 10000"), [], "on Sunday at 12:00, in two days"
        )
        return cls(CARD_JSON.dump_json(asked).decode())

    def __call__(self, store: Any) -> int:
        connection, closes_at = store.due._connection, NOW + timedelta(hours=48)
        taken = store.due.take(NOW, BATCH)
        checkins._ASK.insert(
            connection,
            [
                {
                    "group_id": each.group, "member_id": each.member, "week": WEEK, "closes_at": closes_at,
                    "state": "asked", "answered_at": None, "sealed_learnt": "", "sealed_helped": "",
                    "peer_id": None, "shared": False,
                }
                for each in taken
            ],
        ).all()  # fmt: skip
        due._ADD.insert(
            connection,
            [
                {
                    "key": each.key.replace(CHECK_IN, kind), "kind": kind, "group_id": each.group,
                    "subject": each.subject, "at": closes_at, "member_id": each.member,
                }
                for each in taken
                for kind in (CHECK_IN, "check-in reminder")
            ],
        )  # fmt: skip
        outbox._ADD_MANY.insert(
            connection,
            [
                {
                    "platform": "bench", "workspace": "here", "kind": "direct", "recipient": f"user-{each.member}",
                    "key": f"bare {each.key}", "card": self.card, "subject": None, "edits": None, "under": None,
                    "state": "pending", "attempts": 0, "error": "", "created_at": NOW, "next_at": NOW,
                }
                for each in taken
            ],
        )  # fmt: skip
        return len(taken)


async def test_the_memory_of_a_batch(make_world: MakeWorld, database_name: str, report: Report) -> None:
    sizes = (250, 250, GROUPS[database_name] // 2)  # the first warms up
    _, few, many = [await _most_memory(make_world, groups) for groups in sizes]
    report.add(
        Row(
            f"memory while {GROUPS[database_name] // 2 * MEMBERS:,} are due, against 2,000",
            database_name,
            f"{many / 1e6:.2f} MB",
            f"{few / 1e6:.2f} MB",
            many / few,
            "≤ 1.20",
        )
    )


async def _most_memory(make_world: MakeWorld, groups: int) -> int:
    world = await make_world(Size(groups=groups, members=MEMBERS, targets=1, posts=1))
    everybody_due(world)
    ticking = tick(world)
    await ticking.turn()
    gc.collect()  # what others left would come into it, or not
    tracemalloc.start()
    for _ in range(8):
        await ticking.turn()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.parametrize("line", ["/target list", '/target add "{}" confidence:4'])
async def test_commands_go_on_meanwhile(
    make_world: MakeWorld, database_name: str, report: Report, line: str
) -> None:
    world = await make_world(Size(groups=GROUPS[database_name], members=MEMBERS, targets=1, posts=1))
    callers, companies, taken = world.callers(), names(), {"idle": Taken(), "busy": Taken()}

    async def commands(into: Taken, many: int) -> None:
        for _ in range(many):
            await asyncio.sleep(0.005)  # as people do, not in one breath
            begun = time.perf_counter()
            await world.typed(next(callers), line.format(next(companies)))
            into.runs.append(time.perf_counter() - begun)

    await commands(Taken(), 100)
    for _ in range(4):
        everybody_due(world)
        await commands(taken["idle"], COMMANDS[database_name])
        ticking = asyncio.create_task(tick(world).run())
        await commands(taken["busy"], COMMANDS[database_name])
        left = await world.database.read(lambda store: store.due.next_at())
        assert left
        assert left < NOW, "it was over too soon"
        ticking.cancel()
        await asyncio.wait({ticking})
        await world.database._together.settle()  # what had begun goes on
    idle, busy = taken["idle"].within(0.99), taken["busy"].within(0.99)
    report.add(
        Row(
            f"p99 of {line.format('…')} while everybody is due, against an idle bot",
            database_name,
            f"{busy:.1f} ms  p50 {taken['busy'].within(0.5):.1f} ms",
            f"{idle:.1f} ms  p50 {taken['idle'].within(0.5):.1f} ms",
            busy / idle,
            "≤ 3.00" if database_name == "postgresql" else "",
        )
    )


# Nothing to do


async def test_a_tick_with_nothing_due(make_world: MakeWorld, database_name: str, report: Report) -> None:
    ways: dict[str, Way] = {}
    for name, rows in {"few": 1_000, "many": 1_000_000}.items():
        world = await make_world(Size(groups=100))
        _wait_until_tomorrow(world, rows)
        ticking = tick(world)
        ticking._planted = True
        with statements() as spent:
            await ticking.turn()
        assert len(spent.seconds) == 1
        ways[name] = ticking.turn
    taken = await latency(ways, runs=1000)
    report.add(
        Row(
            "a tick with nothing due, beside 1,000,000 rows against 1,000",
            database_name,
            f"{taken['many'].ms:.2f} ms",
            f"{taken['few'].ms:.2f} ms",
            taken["many"].ms / taken["few"].ms,
            "≤ 1.15",
        )
    )


def _wait_until_tomorrow(world: World, rows: int) -> None:
    at = "2026-03-21 12:00:00.000000"
    moment = f"CAST('{at}+00' AS timestamptz)" if world.engine.dialect.name == "postgresql" else f"'{at}'"
    with world.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO due (key, kind, group_id, subject, at, member_id) "
                "WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < :last) "
                "SELECT 'ask nudge' || n, 'ask nudge', 1 + n % 100, 'ask ' || n, "
                f"{moment}, 1 + n % 600 FROM counted".replace(":00", "\\:00")
            ),
            {"last": rows - 1},
        )
    _tidy(world)


# A large group's digest


async def test_the_digest_of_a_large_group(make_world: MakeWorld, database_name: str, report: Report) -> None:
    world = await make_world(
        Size(groups=20, members=500, targets=300, companies=200, contacts=500, help_events=10_000, posts=100)
    )
    weeks, digests, keys, in_a_digest = count(), Taken(), Taken(), 0

    def post(store: Store) -> None:
        group = store.groups.get(GroupId(1))
        assert group
        told = Told()
        assert week.post(Voice(store, group, told, NOW), WEEK + timedelta(weeks=next(weeks)))
        assert len(told.postings) == 1
        told.write(store.outbox, NOW)
        store.digests._connection.exec_driver_sql("DELETE FROM digests")  # type: ignore[attr-defined]

    for _ in range(110):
        with statements() as spent:
            await world.database.write(post)
        digests.runs.append(sum(spent.seconds))
        in_a_digest = len(spent.seconds)
        with world.engine.connect() as connection:
            for _ in range(3):
                begun = time.perf_counter()
                connection.execute(select(groups).where(groups.c.id == 1)).one()
                keys.runs.append(time.perf_counter() - begun)
    del digests.runs[:10], keys.runs[:30]
    report.add(
        Row(
            "a digest's time in the database, 500 members and 10,000 lines, against a bare read by key",
            database_name,
            f"{digests.ms:.2f} ms in {in_a_digest} statements",
            f"{keys.ms:.3f} ms",
            digests.ms / keys.ms,
            "≤ 20",
        )
    )


@dataclass
class Spent:
    """The seconds of each statement."""

    seconds: list[float]


@contextmanager
def statements() -> Iterator[Spent]:
    """Take the time of every statement, with the reading of its rows."""
    spent, execute = Spent([]), Quick.execute

    def timed(self: Quick, *args: Any, **more: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(self, *args, **more)
        finally:
            spent.seconds.append(time.perf_counter() - begun)

    Quick.execute = timed  # type: ignore[method-assign]
    try:
        yield spent
    finally:
        Quick.execute = execute  # type: ignore[method-assign]
