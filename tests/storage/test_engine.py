import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import psycopg
import pytest
from sqlalchemy import DateTime
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from storage import engine
from storage.failures import Meaning, meaning, reason
from storage.store import SqlStore
from storage.types import Utc
from tests.storage.people import NOW, a_target, an_ask, found, join


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:////var/lib/netlearn/netlearn.db", "sqlite"),
        ("sqlite+pysqlite:////tmp/x.db", "sqlite"),
        ("postgresql://netlearn:secret@db.example.org:5432/netlearn", "postgresql+psycopg"),
        ("postgresql+asyncpg://netlearn@db/netlearn", "postgresql+psycopg"),
        ("postgres://netlearn@db/netlearn", "postgresql+psycopg"),
    ],
)
def test_urls_are_read_as_people_write_them(url: str, driver: str) -> None:
    assert engine.parsed(url).drivername == driver


@pytest.mark.parametrize(
    "url", ["", "netlearn.db", "sqlite://", "sqlite:///:memory:", "mysql://root:secret@localhost/netlearn"]
)
def test_what_is_no_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:////path\.db or postgresql://") as raised:
        engine.parsed(url)
    assert "secret" not in str(raised.value)


def test_a_moment_without_a_zone_is_refused(store: SqlStore) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    with pytest.raises(ValueError, match="without a zone"):
        store.targets.add([replace(a_target(group, ana, "Acme"), posted_at=NOW.replace(tzinfo=None))])


def test_moments_come_back_in_utc_to_the_microsecond(store: SqlStore) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    there = datetime(2026, 3, 2, 6, 30, 0, 123456, tzinfo=timezone(-timedelta(hours=3)))
    ask = store.asks.add(an_ask(group, ana, at=there))
    posted_at = store.asks.get(group.id, ask.id).posted_at
    assert posted_at == there
    assert posted_at.tzinfo is UTC
    assert posted_at.hour == 9


@pytest.mark.parametrize("year", [1, 2026, 9999])
@pytest.mark.parametrize("microsecond", [0, 123456])
def test_sqlite_s_text_of_a_moment_is_sqlalchemy_s(year: int, microsecond: int) -> None:
    moment = NOW.replace(year=year, microsecond=microsecond)
    dialect = sqlite.dialect()
    ours = Utc().dialect_impl(dialect).bind_processor(dialect)
    usual = DateTime().dialect_impl(dialect).bind_processor(dialect)
    assert ours
    assert usual
    assert ours(moment) == usual(moment)
    assert ours(None) is None


def failure(cause: Exception) -> DBAPIError:
    return DBAPIError("INSERT …", {}, cause, hide_parameters=True)


@pytest.mark.parametrize(
    ("cause", "means"),
    [
        (psycopg.errors.DiskFull(), Meaning.BUSY),
        (psycopg.errors.TooManyConnections(), Meaning.BUSY),
        (psycopg.errors.ReadOnlySqlTransaction(), Meaning.BUSY),
        (psycopg.errors.SerializationFailure(), Meaning.RACE),
        (psycopg.errors.UniqueViolation(), Meaning.RACE),
        (psycopg.errors.ForeignKeyViolation(), Meaning.FAULT),
        (psycopg.errors.UndefinedTable(), Meaning.FAULT),
        (sqlite3.OperationalError("no such table: groups"), Meaning.FAULT),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value.name,
)
def test_failures_are_told_apart(cause: Exception, means: Meaning) -> None:
    assert meaning(failure(cause)) is means


def test_a_reason_is_one_line() -> None:
    cause = psycopg.OperationalError("the server is gone\nDETAIL: Key (name)=(Ana) …")
    assert reason(failure(cause)) == "the server is gone"
