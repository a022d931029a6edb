"""Migrations lead to the tables as they are mapped, and back, with rows in them, on both databases."""

import multiprocessing
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, TextClause, func, insert, inspect, select

from bot.core.errors import StoreBusy
from bot.core.ports import Store
from bot.domain.group import Home, Room
from bot.domain.member import Identity
from storage import engine, migrate
from storage.database import Database
from storage.tables_of_meetings import metadata
from tests.fixtures.databases import KEY
from tests.storage.people import NOW

REVISIONS = [each.revision for each in ScriptDirectory(str(migrate._SCRIPTS)).walk_revisions()]


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    made = engine.parsed(url)
    build = engine.sqlite if made.get_backend_name() == "sqlite" else engine.postgresql
    bound = build(made, connections=1, patience=5.0)
    try:
        with bound.begin() as connection:
            yield connection
    finally:
        bound.dispose()


def row_of(table: Table) -> dict[str, Any]:
    """Make up a row; everything that refers to something refers to its first row."""
    values: dict[type, Any] = {int: 1, str: "x", bool: True, date: NOW.date()}
    return {
        column.name: NOW if "at" in column.name.split("_") else values[column.type.python_type]
        for column in table.columns
        if not column.nullable or column.foreign_keys
    }


def fill(url: str) -> dict[str, int]:
    """Put a row into every table that is there; gives how many each has."""
    with connected(url) as connection:
        there = MetaData()
        there.reflect(connection)
        tables = [table for table in there.sorted_tables if table.name != "alembic_version"]
        for table in tables:
            row = row_of(table)
            if connection.scalar(select(func.count()).select_from(table)) == 0:
                connection.execute(insert(table), row)
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables
        }


def test_the_migrated_schema_is_the_mapped_one(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    with connected(empty_url) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_an_index_of_some_rows_only_is_one_of_the_mapped_ones(empty_url: str) -> None:
    """The comparison does not look at conditions; each database writes them in its own way."""
    mapped = {index.name: index for table in metadata.tables.values() for index in table.indexes}
    migrate.upgrade(empty_url)
    with connected(empty_url) as connection:
        found = {
            each["name"]: re.sub(r"::\w+|[()]", "", str(where))
            for indexes in inspect(connection).get_multi_indexes().values()
            for each in indexes
            for where in each.get("dialect_options", {}).values()
            if isinstance(where, str | TextClause)
        }
    assert found == {name: each.info["where"] for name, each in mapped.items() if each.info}


def test_the_comparison_would_notice(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    with connected(empty_url) as connection:
        connection.exec_driver_sql("DROP INDEX ix_outbox_pending")
        connection.exec_driver_sql("ALTER TABLE members ADD COLUMN mood TEXT")
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    assert sorted(str(each[0]) for each in found) == ["add_index", "remove_column"]


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_migration_goes_down_and_up_again_with_rows_in_it(empty_url: str, revision: str) -> None:
    migrate.upgrade(empty_url, revision)
    assert set(fill(empty_url).values()) <= {1}
    migrate.downgrade(empty_url, "-1")
    kept = fill(empty_url)
    migrate.upgrade(empty_url, revision)
    after = fill(empty_url)
    assert {name: after.get(name, many) for name, many in kept.items()} == kept  # no row was lost on the way


async def test_groups_from_before_rooms_could_close_go_on_as_they_were(empty_url: str) -> None:
    migrate.upgrade(empty_url, "0001")
    fill(empty_url)
    with connected(empty_url) as connection:
        connection.exec_driver_sql("UPDATE members SET stage = 'searching'")
        connection.exec_driver_sql("UPDATE memberships SET role = 'member'")
    migrate.upgrade(empty_url)
    database = Database.open(empty_url, keys=[KEY])
    person, place = Identity("x", "x", "x"), Room("x", "x", "x")

    def look(store: Store) -> None:
        group = store.groups.arrive(person, place).group
        assert group
        assert store.groups.rooms(group.id) == [place]
        assert store.groups.home(place) == Home(place, group.id)
        assert store.members.known_as(person, "Ana") == ""
        assert store.members.known_as(person, "Ana Souza") == "Ana"
        assert not store.outbox.has("nothing")

    await database.write(look)
    await database.close()


def test_a_migrated_database_can_be_left_and_filled_to_the_newest(empty_url: str) -> None:
    assert migrate.pending(empty_url)
    migrate.upgrade(empty_url)
    assert not migrate.pending(empty_url)
    assert set(fill(empty_url)) == set(metadata.tables)
    migrate.upgrade(empty_url)
    migrate.downgrade(empty_url, "base")
    assert migrate.pending(empty_url)
    assert fill(empty_url) == {}


def test_several_processes_may_upgrade_at_once(empty_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=migrate.upgrade, args=(empty_url,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    assert [process.exitcode for process in processes] == [0, 0]
    assert not migrate.pending(empty_url)


def test_a_migration_that_fails_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (done INTEGER)")
        raise RuntimeError("the power went")

    monkeypatch.setattr("alembic.command.upgrade", lambda config, _: broken(config.attributes["connection"]))
    with pytest.raises(RuntimeError, match="the power went"):
        migrate.upgrade(empty_url)
    assert fill(empty_url) == {}


@pytest.mark.parametrize("url", ["postgresql://somebody:secret@127.0.0.1:1/nothing", "sqlite:////"])
def test_a_database_out_of_reach_is_busy(url: str) -> None:
    with pytest.raises(StoreBusy) as raised:
        migrate.upgrade(url)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_a_migration_that_leaves_broken_references_is_refused(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate.upgrade(empty_url)
    fill(empty_url)
    monkeypatch.setattr(
        "alembic.command.upgrade",
        lambda config, _: config.attributes["connection"].exec_driver_sql("DELETE FROM groups"),
    )
    with pytest.raises(RuntimeError, match="refer to nothing"):
        migrate.upgrade(empty_url)
    assert fill(empty_url)["groups"] == 1
