"""Works that wait for the database: done in one transaction, and yet each as if it were alone."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event

from bot.core.errors import StoreBusy
from bot.core.ports import Store
from bot.domain.errors import Conflict, NotFound
from storage import together as waiting_works
from storage.database import ATTEMPTS, Database
from storage.together import MOST
from tests.fixtures.databases import KEY
from tests.storage.people import found, identity, join
from tests.storage.test_database import connection_of, the_group

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

Work = Callable[[Store], Any]


@pytest.fixture(autouse=True)
def nothing_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let works wait for one another however slow this machine is."""
    monkeypatch.setattr(waiting_works, "LONG", 3600.0)


@pytest.fixture
async def commits(database: Database) -> list[None]:
    """Note each commit."""
    noted: list[None] = []
    await database.write(found)
    event.listen(database._writing.engine, "commit", lambda _: noted.append(None))
    return noted


class Hold:
    """A work that goes on when it is told to."""

    def __init__(self) -> None:
        self._began, self.go_on = Event(), Event()

    def __call__(self, store: Store) -> None:
        self._began.set()
        assert self.go_on.wait(timeout=60)

    async def until_begun(self) -> None:
        await asyncio.to_thread(self._began.wait, 60)


async def ordered(database: Database, *works: Work) -> list[asyncio.Task[Any]]:
    """Order works that wait for the writer at the same time, which is busy until all are there."""
    hold = Hold()
    first = asyncio.create_task(database.write(hold))
    await hold.until_begun()
    waiting = [asyncio.create_task(database.write(work)) for work in works]
    await asyncio.sleep(0)  # all are in the queue now
    hold.go_on.set()
    await first
    return waiting


async def together(database: Database, *works: Work) -> list[Any]:
    """Give what comes of such works."""
    return await asyncio.gather(*await ordered(database, *works), return_exceptions=True)


def joining(name: str) -> Work:
    return lambda store: join(store, the_group(store), name).name


async def names(database: Database) -> list[str]:
    members = await database.read(lambda store: store.groups.members(the_group(store).id))
    return [each.member.name for each in members]


async def test_what_waits_is_committed_at_once(database: Database, commits: list[None]) -> None:
    assert await together(database, *map(joining, "abc")) == ["a", "b", "c"]
    assert len(commits) == 2
    assert await names(database) == ["a", "b", "c"]


async def test_each_sees_what_those_before_it_wrote(database: Database, commits: list[None]) -> None:
    def who(store: Store) -> int:
        return len(store.groups.members(the_group(store).id))

    assert await together(database, joining("a"), who, joining("b"), who) == ["a", 1, "b", 2]


async def test_there_are_not_more_than_so_many_at_once(database: Database, commits: list[None]) -> None:
    await together(database, *[lambda store: None] * (2 * MOST + 1))
    assert len(commits) == 4


async def test_one_that_raises_is_taken_back_alone(database: Database, commits: list[None]) -> None:
    def refused(store: Store) -> None:
        joining("nobody")(store)
        raise NotFound("There is no such thing.")

    a, error, b = await together(database, joining("a"), refused, joining("b"))
    assert (a, b) == ("a", "b")
    assert isinstance(error, NotFound)
    assert len(commits) == 2
    assert await names(database) == ["a", "b"]


async def test_after_one_that_failed_the_others_are_not_run_twice_for_a_while(
    database: Database, commits: list[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_works, "CAREFUL", 2)
    runs: list[Store] = []

    def refused(store: Store) -> None:
        raise NotFound("There is no such thing.")

    for expected in (2, 3, 5):  # trusted and again with care, with care, trusted once more
        await together(database, runs.append, refused)
        assert len(runs) == expected


async def test_one_that_gives_up_an_iterator_is_answered_too(database: Database, commits: list[None]) -> None:
    error, a = await together(database, lambda store: next(iter(())), joining("a"))
    assert isinstance(error, RuntimeError)
    assert a == "a"


async def test_one_with_a_conflict_is_tried_again_alone(database: Database, commits: list[None]) -> None:
    tries = 0

    def late(store: Store) -> int:
        nonlocal tries
        tries += 1
        joining("late")(store)
        if tries < ATTEMPTS:
            raise Conflict
        return tries

    assert await together(database, late, joining("a")) == [ATTEMPTS, "a"]
    assert await names(database) == ["a", "late"]


async def test_a_wrong_statement_is_wrong_for_its_work_alone(database: Database, commits: list[None]) -> None:
    def wrong(store: Store) -> None:
        connection_of(store).exec_driver_sql("INSERT INTO nothing VALUES (1)")

    a, error, b = await together(database, joining("a"), wrong, joining("b"))
    assert (a, b) == ("a", "b")
    assert "nothing" in str(error)
    assert await names(database) == ["a", "b"]


@only_sqlite
async def test_a_disk_that_fills_up_fails_whom_it_fills(database: Database, commits: list[None]) -> None:
    """SQLite then takes the whole transaction back by itself."""

    def limit(store: Store) -> None:
        connection_of(store).exec_driver_sql("PRAGMA max_page_count = 1")

    def fill(store: Store) -> None:
        for number in range(1000):
            joining(f"Somebody {number}")(store)

    def free(store: Store) -> None:
        connection_of(store).exec_driver_sql("PRAGMA max_page_count = 1000000")

    a, _, full, _, b = await together(database, joining("a"), limit, fill, free, joining("b"))
    assert isinstance(full, StoreBusy)
    assert (a, b) == ("a", "b")
    assert await names(database) == ["a", "b"]


@only_sqlite
async def test_a_locked_database_is_waited_for_once_by_all(database: Database, database_url: str) -> None:
    await database.write(found)
    impatient = Database.open(database_url, keys=[KEY], patience=0)
    with database._writing.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE groups SET asks_per_week = 1")
        refused = await asyncio.gather(
            *(impatient.write(joining(name)) for name in "abc"), return_exceptions=True
        )
    assert [type(each) for each in refused] == [StoreBusy] * 3
    assert await asyncio.gather(*(impatient.write(joining(name)) for name in "abc")) == ["a", "b", "c"]
    await impatient.close()


@only_postgresql
async def test_a_row_that_another_process_has_is_waited_for_by_who_needs_it(
    database: Database, beside: Database
) -> None:
    def count(store: Store) -> int:
        group = the_group(store)
        changed = replace(group.settings, asks_per_week=group.settings.asks_per_week + 1)
        return store.groups.save(replace(group, settings=changed)).settings.asks_per_week

    await database.write(found)
    with beside._writing.engine.connect() as connection:
        with connection.begin():
            connection.exec_driver_sql("UPDATE groups SET asks_per_week = 4, version = version + 1")
            needs_it, *others = await ordered(database, count, joining("a"), joining("b"))
            assert await asyncio.gather(*others) == ["a", "b"]
            assert not needs_it.done()
        assert await needs_it == 5


@only_postgresql
async def test_nobody_waits_for_one_alone(database: Database) -> None:
    await database.write(found)
    hold = Hold()
    alone = asyncio.create_task(database.write(hold))
    await hold.until_begun()
    assert await asyncio.gather(*(database.write(joining(name)) for name in "ab")) == ["a", "b"]
    assert not alone.done()
    hold.go_on.set()
    await alone


@only_postgresql
async def test_nobody_waits_for_several_that_take_long(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_works, "LONG", 0.0)
    await database.write(found)
    hold = Hold()
    several = await ordered(database, hold, joining("a"))
    await hold.until_begun()
    assert await database.write(joining("b")) == "b"
    assert not any(each.done() for each in several)
    hold.go_on.set()
    assert await asyncio.gather(*several) == [None, "a"]


@only_postgresql
async def test_a_connection_that_breaks_takes_nobody_along(database: Database, commits: list[None]) -> None:
    tries = 0

    def breaks(store: Store) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            connection_of(store).exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    assert await together(database, joining("a"), breaks, joining("b")) == ["a", None, "b"]
    assert await names(database) == ["a", "b"]


async def test_closing_waits_for_what_was_ordered(database: Database, database_url: str) -> None:
    await database.write(found)
    waiting = [asyncio.create_task(database.write(joining(name))) for name in "abc"]
    await asyncio.sleep(0)
    await database.close()
    assert await asyncio.gather(*waiting) == ["a", "b", "c"]
    later = Database.open(database_url, keys=[KEY])
    assert await names(later) == ["a", "b", "c"]
    assert await later.read(lambda store: store.members.by_identity(identity("a")))
    await later.close()


async def test_who_comes_after_the_end_is_told(database: Database) -> None:
    await database.close()
    with pytest.raises(RuntimeError):
        await database.write(found)
