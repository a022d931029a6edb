"""The short way to the database: the same rows and the same errors as by SQLAlchemy's own."""

import sqlite3
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from sqlalchemy import Connection, bindparam, insert, literal, select, text, update
from sqlalchemy.exc import IntegrityError

from storage.database import WORKERS, Database
from storage.quick import Plan, Quick
from storage.tables import members
from tests.fixtures.databases import KEY
from tests.storage.people import found
from tests.storage.test_database import only_postgresql, the_group

_ADD = insert(members)
_ADD_GIVING = insert(members).returning(members.c.id, members.c.on_leaderboard)
_NAMED = select(members.c.id, members.c.name, literal("x").label("extra")).where(
    members.c.name == bindparam("called")
)
_AMONG = select(members.c.name).where(members.c.name.in_(bindparam("names", expanding=True)))
_HIDE = update(members).where(members.c.name == bindparam("called")).values(on_leaderboard=False)
_ALL = select(members.c.name, members.c.on_leaderboard).order_by(members.c.name)


def somebody(name: str) -> dict[str, Any]:
    return {"name": name, "about": "", "stage": "searching", "on_leaderboard": True, "version": 1}


def _insert(connection: Quick, rows: list[dict[str, Any]]) -> None:
    connection.execute(_ADD, rows)


@pytest.fixture
def quick(database: Database) -> Iterator[Quick]:
    """Give a connection in a transaction that is never committed."""
    connection = Quick(database._writing.engine)
    with connection:
        connection.begin()
        yield connection


def test_rows_have_names_types_and_places(quick: Quick) -> None:
    added = quick.execute(_ADD_GIVING, somebody("Ana")).one()
    assert added.on_leaderboard is True
    row = quick.execute(_NAMED, {"called": "Ana"}).one()
    assert row == (added.id, "Ana", "x")
    assert (row.id, row.name, row.extra) == tuple(row)


def test_a_statement_says_how_many_rows_it_changed(quick: Quick) -> None:
    quick.execute(_ADD, [somebody("Ana")])
    quick.execute(_ADD, [somebody("Ben"), somebody("Cleo")])
    assert quick.execute(_HIDE, {"called": "Ana"}).rowcount == 1
    assert quick.execute(_HIDE, {"called": "Nobody"}).rowcount == 0
    assert quick.execute(_ALL).all() == [("Ana", False), ("Ben", True), ("Cleo", True)]


def test_what_cannot_be_prepared_goes_the_usual_way(quick: Quick) -> None:
    quick.execute(_ADD, [somebody(name) for name in ("Ana", "Ben", "Cleo")])
    assert quick.execute(_AMONG, {"names": ["Ana", "Cleo"]}).scalars().all() == ["Ana", "Cleo"]
    assert quick.execute(text("SELECT 1")).scalar_one() == 1


def test_several_rows_that_give_nothing_are_prepared_too(quick: Quick) -> None:
    with patch.object(Connection, "execute", side_effect=AssertionError):
        added = quick.execute(_ADD, [somebody("Ana"), somebody("Ben")])
        assert added.rowcount == 2
        assert quick.execute(_ALL).all() == [("Ana", True), ("Ben", True)]


def test_several_rows_that_give_something_go_the_usual_way(quick: Quick) -> None:
    given = quick.execute(_ADD_GIVING, [somebody("Ana"), somebody("Ben")]).all()
    assert len({row.id for row in given}) == 2


def test_what_is_forgotten_is_not_inserted(quick: Quick) -> None:
    rows: list[dict[str, Any]] = []
    quick.later(lambda _, more: rows.extend(more), [somebody("Ana")])
    quick.forget()
    quick.catch_up()
    assert rows == []
    for name in ("Ben", "Cleo"):
        quick.later(_insert, [somebody(name)])
    assert quick.execute(_ALL).all() == []
    quick.catch_up()
    quick.catch_up()
    assert quick.execute(_ALL).all() == [("Ben", True), ("Cleo", True)]


def test_a_statement_is_prepared_once(quick: Quick) -> None:
    quick.execute(_NAMED, {"called": "Ana"})
    with (
        patch.object(Connection, "execute", side_effect=AssertionError),
        patch.object(Plan, "__init__", side_effect=AssertionError),
    ):
        assert quick.execute(_NAMED, {"called": "Ben"}).all() == []


def test_a_statement_is_prepared_once_for_all_databases_of_a_kind(quick: Quick, database_url: str) -> None:
    quick.execute(_NAMED, {"called": "Ana"})
    another = Database.open(database_url, keys=[KEY])
    with Quick(another._reading.engine) as connection, patch("storage.quick.Plan") as prepared:
        connection.begin()
        connection.execute(_NAMED, {"called": "Ben"})
    assert prepared.call_count == 0
    another._writing.close()
    another._reading.close()


def test_errors_are_those_of_sqlalchemy_and_show_no_values(quick: Quick) -> None:
    with pytest.raises(IntegrityError) as raised:
        quick.execute(_ADD, {**somebody("Ana"), "stage": None})
    assert raised.value.hide_parameters
    assert isinstance(raised.value.orig, sqlite3.IntegrityError | psycopg.IntegrityError)


def test_outside_of_a_transaction_one_begins(database: Database) -> None:
    with Quick(database._writing.engine) as connection:
        connection.execute(_ADD, somebody("Ana"))
    with Quick(database._writing.engine) as connection:
        assert connection.execute(_ALL).all() == []


@only_postgresql
async def test_when_the_server_comes_back_every_connection_is_made_anew(
    database: Database, database_url: str
) -> None:
    await database.write(found)
    engine = database._writing.engine
    taken = [engine.connect() for _ in range(WORKERS)]
    for each in taken:
        each.close()
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid != pg_backend_pid()"
        )
    for _ in range(WORKERS):
        assert (await database.read(the_group)).name == "Tuesday"
