"""The tick does what is due, each piece once, in batches; what fails holds nothing else up."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import structlog
from structlog.testing import LogCapture

from bot.core.ports import Store
from bot.domain import due
from bot.domain.due import Due
from bot.domain.errors import Conflict
from bot.domain.group import Room, Settings
from bot.domain.ids import GroupId, MemberId
from bot.domain.member import Identity
from bot.jobs.kinds import HANDLERS
from bot.jobs.tick import AGAIN, BUSY, REST, Tick
from storage.database import Database
from tests.bot.jobs.stage import HandClock, end
from tests.bot.jobs.ticking import Bench


@pytest.fixture
async def bench(database: Database) -> Bench:
    """Give a tick for which nothing is missing."""
    bench = Bench(database)
    await bench.turns()
    return bench


@pytest.fixture
def log() -> Iterator[LogCapture]:
    captured = LogCapture()
    structlog.configure(processors=[captured])
    yield captured
    structlog.reset_defaults()


async def test_what_is_due_is_done_and_what_is_not_waits(bench: Bench) -> None:
    await bench.owe("now")
    await bench.owe("later", after=60)
    assert await bench.turns() == 60
    assert await bench.noted() == ["now"]
    assert [each.key for each in await bench.waiting()] == ["later"]
    bench.clock.forward(60)
    assert await bench.turns() == REST
    assert await bench.noted() == ["now", "later"]
    assert await bench.waiting() == []


async def test_batches_are_as_large_as_said_and_the_oldest_comes_first(bench: Bench) -> None:
    for number in range(12):
        await bench.owe(f"{number:02}", after=-100 + number)
    await bench.turns()
    assert await bench.noted() == [f"{number:02}" for number in range(12)]
    assert bench.batches == [5, 5, 2]


async def test_a_tick_with_nothing_to_do_costs_one_read(bench: Bench) -> None:
    await bench.owe("tomorrow", after=86_400)
    bench.work.reads = bench.work.writes = 0
    assert await bench.tick.turn() == REST
    assert (bench.work.reads, bench.work.writes) == (1, 0)


async def test_kinds_are_done_in_the_order_of_their_handlers(bench: Bench) -> None:
    await bench.owe("b", after=-2)
    await bench.owe("a", kind="first", after=-1)
    await bench.turns()
    assert await bench.noted() == ["a", "b"]


async def test_what_raises_for_one_is_done_for_the_others_and_tried_anew_ever_later(
    bench: Bench, log: LogCapture
) -> None:
    bench.faults["bad"] = 1000
    await bench.owe("good", "bad", "fine")
    await bench.turns()
    assert sorted(await bench.noted()) == ["fine", "good"]
    for failures, pause in enumerate(AGAIN, start=1):
        (stuck,) = await bench.stuck()
        assert (stuck.key, stuck.kind, stuck.attempts, stuck.error, stuck.buried) == (
            "bad", "note", failures, "KeyError", False
        )  # fmt: skip
        assert stuck.at == bench.clock.now() + pause
        bench.clock.forward(pause.total_seconds() - 1)
        await bench.turns()
        assert (await bench.stuck())[0].attempts == failures
        bench.clock.forward(1)
        await bench.turns()
    (stuck,) = await bench.stuck()
    assert (stuck.attempts, stuck.buried) == (len(AGAIN) + 1, True)
    bench.clock.forward(timedelta(days=365).total_seconds())
    assert await bench.turns() == REST
    assert "what a member wrote" not in str(log.entries)

    bench.faults.clear()
    await bench.work.write(lambda store: store.due.revive("bad", bench.clock.now()))
    await bench.turns()
    assert (await bench.noted())[-1] == "bad"
    assert await bench.stuck() == []


async def test_what_fails_once_is_done_at_the_second_time(bench: Bench) -> None:
    bench.faults["bad"] = 2  # in its batch, and alone
    await bench.owe("bad")
    await bench.turns()
    assert await bench.noted() == []
    bench.clock.forward(60)
    await bench.turns()
    assert await bench.noted() == ["bad"]
    assert await bench.waiting() == []


async def test_a_kind_that_nobody_knows_is_kept_for_another_version(bench: Bench) -> None:
    await bench.owe("strange", kind="of the future")
    await bench.owe("good")
    await bench.turns()
    assert await bench.noted() == ["good"]
    assert [(each.key, each.error) for each in await bench.stuck()] == [("strange", "UnknownKind")]


async def test_a_busy_store_is_left_alone_for_a_while_and_loses_nothing(bench: Bench) -> None:
    await bench.owe("note")
    bench.work.busy = True
    assert await bench.tick.turn() == BUSY
    bench.work.busy = False
    await bench.turns()
    assert await bench.noted() == ["note"]


async def test_a_failure_is_not_noted_on_the_work_of_another_week(bench: Bench) -> None:
    """Weekly work has the same key every week: what failed may have been done by another process meanwhile."""
    await bench.owe("digest:1")
    failed = (await bench.waiting())[0]
    after = Due("digest:1", "note", bench.group, "the week after", bench.clock.now() + timedelta(days=7))

    def meanwhile(store: Store) -> None:
        store.due.add([after])
        store.due.fail(failed, "KeyError", bench.clock.now())

    await bench.work.write(meanwhile)
    assert await bench.waiting() == [after]
    assert not await bench.work.write(lambda store: store.due.take_one(failed, after.at))


async def test_a_conflict_that_does_not_end_is_a_failure_of_its_own_piece(bench: Bench) -> None:
    def handler(turn: object, rows: object) -> None:
        raise Conflict

    await bench.owe("good")
    await bench.owe("torn", kind="torn")
    bench.tick = Tick(
        bench.work, bench.clock, {"note": bench.note, "torn": handler}, lambda: None, batch=5
    )  # fmt: skip
    await bench.turns()
    assert await bench.noted() == ["good"]
    assert [each.error for each in await bench.stuck()] == ["Conflict"]


async def test_several_ticks_at_once_do_each_piece_once(database: Database) -> None:
    bench = Bench(database)
    keys = [f"{number:03}" for number in range(60)]
    await bench.owe(*keys)
    others = [Tick(database, bench.clock, {"note": bench.note}, bench.wake, batch=5) for _ in range(4)]
    running = [asyncio.create_task(each.run()) for each in others]
    await bench.done(*keys)
    for each in running:
        await end(each)
    assert Counter(await bench.noted()) == Counter(keys)


async def test_it_runs_until_cancelled_and_is_woken(bench: Bench) -> None:
    running = asyncio.create_task(bench.tick.run())
    await bench.owe("note")
    bench.tick.wake()
    await bench.done("note")
    await end(running)
    assert await bench.noted() == ["note"]


# What was there before anything was planted


def a_group_of(many: int, name: str) -> Callable[[Store], None]:
    def write(store: Store) -> None:
        group = store.groups.add(name, Settings(), Room("slack", "w", name))
        for place in range(many):
            known = Identity("slack", "w", f"{name} {place}")
            store.groups.enrol(group.id, store.members.add(known.user, known).id)

    return write


async def planted(work: Database) -> list[tuple[str, str]]:
    def read(store: Store) -> list[tuple[str, str]]:
        return [(each.key, f"{each.at:%a %d %H:%M}") for each in [*store.due.of(GROUP), *store.due.of(OTHER)]]

    return sorted(await work.read(read))


GROUP, OTHER = GroupId(1), GroupId(2)


@pytest.mark.parametrize("batch", [1, 2, 3, 200])
async def test_members_and_groups_from_before_get_their_weekly_work(database: Database, batch: int) -> None:
    await database.write(a_group_of(3, "Tuesday"))
    await database.write(a_group_of(1, "Friday"))

    def gone(store: Store) -> None:
        group = store.groups.get(GROUP)
        assert group
        store.groups.leave(group.id, MemberId(1), HandClock().now())
        rhythm = store.checkins.rhythm(group.id, MemberId(2))
        store.checkins.keep(type(rhythm)(group.id, rhythm.member, paused=True))

    await database.write(gone)
    tick = Tick(database, HandClock(), HANDLERS, lambda: None, batch=batch)
    assert await tick.turn() > 0
    expected = [
        ("check-in:1:3", "Mon 23 09:00"),
        ("check-in:2:4", "Mon 23 09:00"),
        ("digest:1", "Fri 27 15:00"),
        ("digest:2", "Fri 27 15:00"),
    ]
    assert await planted(database) == expected
    await Tick(database, HandClock(), HANDLERS, lambda: None, batch=batch).turn()
    assert await planted(database) == expected


async def test_a_week_that_is_buried_does_not_hold_up_the_next(database: Database) -> None:
    clock = HandClock()
    await database.write(a_group_of(0, "Tuesday"))

    def broken(turn: object, rows: object) -> None:
        raise KeyError

    tick = Tick(database, clock, {due.DIGEST: broken}, lambda: None)
    await tick.turn()
    clock.forward(6 * 86_400)
    for pause in (*AGAIN, timedelta(0)):
        await tick.turn()
        clock.forward(pause.total_seconds())
    await tick.turn()
    (buried,) = await database.read(lambda store: store.due.stuck(10))
    assert (buried.key, buried.buried) == ("digest:1:2026-11-23", True)
    assert ("digest:1", "Fri 04 15:00") in await planted(database)
