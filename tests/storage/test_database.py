"""The unit of work: whole transactions or none, whoever else is at it, and whatever breaks."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event

import psycopg
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot.core.errors import StoreBusy
from bot.core.ports import Store
from bot.domain.errors import Conflict
from bot.domain.group import Group
from bot.domain.ids import GroupId
from bot.domain.member import Member
from storage import migrate
from storage.database import ATTEMPTS, Database
from tests.fixtures.databases import KEY
from tests.storage.people import a_target, found, identity, join, room

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def connection_of(store: Store) -> Connection:
    connection: Connection = store.groups._connection  # type: ignore[attr-defined]
    return connection


def the_group(store: Store, name: str = "Tuesday") -> Group:
    group = store.groups.arrive(identity("nobody"), room(name)).group
    assert group
    return group


def count_up(store: Store) -> None:
    group = the_group(store)
    more = replace(group.settings, asks_per_week=group.settings.asks_per_week + 1)
    store.groups.save(replace(group, settings=more))


@pytest.fixture
async def impatient(database_url: str) -> AsyncIterator[Database]:
    """Give the same database, opened by somebody who does not wait."""
    opened = Database.open(database_url, keys=[KEY], patience=0)
    yield opened
    await opened.close()


async def test_what_is_written_is_read(database: Database) -> None:
    group = await database.write(found)
    assert await database.read(the_group) == group


async def test_nothing_stays_of_work_that_raises(database: Database) -> None:
    def work(store: Store) -> None:
        group = found(store)
        store.targets.add([a_target(group, join(store, group, "Ana"), "Acme")])
        raise KeyError("a handler's fault")

    with pytest.raises(KeyError):
        await database.write(work)
    assert await database.read(lambda store: store.groups.platforms()) == []
    assert await database.read(lambda store: store.members.by_identity(identity("Ana"))) is None


async def test_work_that_only_reads_cannot_write(database: Database) -> None:
    with pytest.raises(StoreBusy):
        await database.read(found)
    assert await database.read(lambda store: store.groups.platforms()) == []


async def test_a_conflict_is_tried_again_a_few_times(database: Database) -> None:
    tries = 0

    def work(store: Store, free_at: int) -> Group:
        nonlocal tries
        tries += 1
        group = found(store)
        if tries < free_at:
            raise Conflict
        return group

    assert (await database.write(lambda store: work(store, 3))).name == "Tuesday"
    assert tries == 3
    with pytest.raises(Conflict):
        await database.write(lambda store: work(store, 99))
    assert tries == 3 + ATTEMPTS


async def test_no_update_is_lost_among_threads(database: Database, database_url: str) -> None:
    start = (await database.write(found)).settings.asks_per_week
    other = Database.open(database_url, keys=[KEY])

    async def insist(on: Database) -> None:
        for _ in range(10):
            counted = False
            while not counted:
                try:
                    await on.write(count_up)
                    counted = True
                except Conflict:  # three others were faster
                    continue

    await asyncio.gather(insist(database), insist(database), insist(other), insist(other))
    await other.close()
    assert (await database.read(the_group)).settings.asks_per_week == start + 40


def count_in_process(url: str) -> None:
    async def count() -> None:
        database = Database.open(url, keys=[KEY], patience=60)
        counted = 0
        while counted < 20:
            try:
                await database.write(count_up)
                counted += 1
            except Conflict:
                continue
        await database.close()

    asyncio.run(count())


async def test_no_update_is_lost_among_processes(database: Database, database_url: str) -> None:
    start = (await database.write(found)).settings.asks_per_week
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=count_in_process, args=(database_url,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        await asyncio.to_thread(process.join, 120)
    assert [process.exitcode for process in processes] == [0, 0]
    assert (await database.read(the_group)).settings.asks_per_week == start + 40


async def test_a_locked_database_is_busy_and_free_afterwards(database: Database, impatient: Database) -> None:
    await database.write(found)
    with database._writing.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE groups SET asks_per_week = 1")
        with pytest.raises(StoreBusy, match="lock") as raised:
            await impatient.write(count_up)
        assert raised.value.__suppress_context__
        assert (await impatient.read(the_group)).settings.asks_per_week == 3  # readers do not wait
    await impatient.write(count_up)
    assert (await database.read(the_group)).settings.asks_per_week == 2


@only_sqlite
async def test_a_full_disk_is_busy_and_leaves_nothing_half_done(database: Database) -> None:
    def limit(store: Store, pages: int) -> None:
        connection_of(store).exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def fill(store: Store) -> None:
        group = found(store)
        ana = join(store, group, "Ana")
        for number in range(100):
            named = a_target(group, ana, f"Company {number}")
            store.targets.add([replace(named, why="x" * 3000)])

    await database.write(lambda store: limit(store, 1))
    with pytest.raises(StoreBusy, match="full"):
        await database.write(fill)
    assert await database.read(lambda store: store.groups.platforms()) == []
    await database.write(lambda store: limit(store, 1_000_000))
    await database.write(fill)
    assert await database.read(lambda store: store.groups.platforms()) == ["web"]


async def test_what_was_written_is_in_no_message(database: Database) -> None:
    def work(store: Store) -> None:
        group = found(store)
        ana = join(store, group, "Ana")
        store.targets.add([replace(a_target(group, ana, "Secret Inc."), group=GroupId(4711))])

    with pytest.raises(IntegrityError) as raised:
        await database.write(work)
    assert "Secret" not in str(raised.value)


async def test_who_stops_waiting_stops_nothing_that_began(database: Database, database_url: str) -> None:
    began, go_on = Event(), Event()

    def work(store: Store) -> Member:
        group = found(store)
        began.set()
        assert go_on.wait(timeout=60)
        return join(store, group, "Ana")

    waiting = asyncio.create_task(database.write(work))
    await asyncio.to_thread(began.wait, 60)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    await database.close()
    later = Database.open(database_url, keys=[KEY])
    members = await later.read(lambda store: store.groups.members(the_group(store).id))
    assert [each.member.name for each in members] == ["Ana"]
    await later.close()


@only_sqlite
async def test_work_that_has_not_begun_is_given_up_with_its_waiter(database: Database) -> None:
    began, go_on, ran = Event(), Event(), Event()

    def hold(store: Store) -> None:
        began.set()
        assert go_on.wait(timeout=60)

    first = asyncio.create_task(database.write(hold))
    await asyncio.to_thread(began.wait, 60)
    second = asyncio.create_task(database.write(lambda store: ran.set()))
    await asyncio.sleep(0)  # it is in the queue now, behind the first
    second.cancel()
    await asyncio.wait({second})
    go_on.set()
    await first
    await database.write(lambda store: None)
    assert not ran.is_set()


@only_sqlite
async def test_readers_go_on_beside_the_writer(database: Database) -> None:
    await database.write(found)
    began, go_on = Event(), Event()

    def hold(store: Store) -> None:
        count_up(store)
        began.set()
        assert go_on.wait(timeout=60)

    writing = asyncio.create_task(database.write(hold))
    await asyncio.to_thread(began.wait, 60)
    assert (await database.read(the_group)).settings.asks_per_week == 3
    go_on.set()
    await writing
    assert (await database.read(the_group)).settings.asks_per_week == 4


async def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "netlearn.db"
    database = Database.open(f"sqlite:///{path}", keys=[KEY])
    await database.write(lambda store: connection_of(store).exec_driver_sql("CREATE TABLE t (c)").close())
    modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert "netlearn.db-wal" in modes
    assert path.parent.stat().st_mode & 0o777 == 0o700
    await database.close()


async def test_a_new_file_may_be_opened_by_several_at_once(tmp_path: Path) -> None:
    together = Barrier(4)

    def look(number: int) -> bool:
        together.wait(timeout=60)
        return migrate.pending(f"sqlite:///{tmp_path}/{number}.db")

    for number in range(5):
        assert await asyncio.gather(*(asyncio.to_thread(look, number) for _ in range(4))) == [True] * 4


async def test_a_database_that_cannot_be_opened_is_busy(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}", keys=[KEY])
    with pytest.raises(StoreBusy, match="unable to open"):
        await database.read(the_group)
    await database.close()
    database = Database.open("postgresql://somebody:secret@127.0.0.1:1/nothing", keys=[KEY])
    with pytest.raises(StoreBusy) as raised:
        await database.write(found)
    assert "secret" not in str(raised.value)
    await database.close()


@only_postgresql
async def test_a_connection_that_breaks_during_the_work_is_replaced(database: Database) -> None:
    tries = 0

    def work(store: Store) -> Group:
        nonlocal tries
        tries += 1
        group = found(store)
        if tries == 1:
            connection_of(store).exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        return group

    group = await database.write(work)
    assert tries == 2
    assert await database.read(the_group) == group


@only_postgresql
async def test_a_connection_that_keeps_breaking_is_busy(database: Database) -> None:
    def work(store: Store) -> None:
        connection_of(store).exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(StoreBusy):
        await database.write(work)


@only_postgresql
async def test_work_is_never_run_again_once_its_commit_was_sent(
    database: Database, database_url: str
) -> None:
    tries = 0

    def work(store: Store) -> None:
        nonlocal tries
        tries += 1
        found(store)
        server_process = connection_of(store).exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with psycopg.connect(database_url) as other:
            other.execute("SELECT pg_terminate_backend(%s, 30000)", (server_process,))

    with pytest.raises(StoreBusy, match="during the commit"):
        await database.write(work)
    assert tries == 1


@only_postgresql
async def test_of_two_that_wait_for_each_other_one_is_run_again(database: Database, beside: Database) -> None:
    await database.write(lambda store: [found(store), found(store, "Friday")])
    both_hold_one, tries = Barrier(2), [0, 0]

    def change(store: Store, who: int, *names: str) -> None:
        tries[who] += 1
        for name in names:
            group = the_group(store, name)
            store.groups.save(replace(group, name=group.name + "+"))
            if tries[who] == 1 and name == names[0]:
                both_hold_one.wait(timeout=60)

    await asyncio.gather(
        database.write(lambda store: change(store, 0, "Tuesday", "Friday")),
        beside.write(lambda store: change(store, 1, "Friday", "Tuesday")),
    )
    assert sorted(tries) in ([1, 2], [1, 3])  # run again, it may meet what the other is about to commit
    assert (await database.read(the_group)).name == "Tuesday++"


@only_postgresql
async def test_a_lock_on_memberships_makes_decisions_follow_one_another(
    database: Database, beside: Database
) -> None:
    def people(store: Store) -> tuple[Group, Member]:
        group = found(store)
        return group, join(store, group, "Ana")

    group, ana = await database.write(people)
    began = Barrier(2)

    def post_if_none(store: Store) -> None:
        began.wait(timeout=60)
        store.groups.lock(group.id, [ana.id])
        if not store.targets.of(group.id, ana.id):
            store.targets.add([a_target(group, ana, f"Company {id(store)}")])

    await asyncio.gather(database.write(post_if_none), beside.write(post_if_none))
    assert len(await database.read(lambda store: store.targets.of(group.id, ana.id))) == 1
