"""Engines: how each database is spoken to, by its URL."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage.quick import Quick


def parsed(url: str) -> URL:
    """Read `sqlite:////absolute/path.db` or `postgresql://…`; raises ValueError for anything else."""
    try:
        made = make_url(url)
    except ArgumentError:
        raise ValueError(
            "the database's URL is not one; write sqlite:////path.db or postgresql://…"
        ) from None
    if made.get_backend_name() in ("postgresql", "postgres"):
        return made.set(drivername="postgresql+psycopg")
    if made.get_backend_name() == "sqlite" and made.database and made.database != ":memory:":
        return made.set(drivername="sqlite")
    raise ValueError(
        f"{made.drivername} is no database for Netlearn; write sqlite:////path.db or postgresql://…"
    )


def sqlite_file(url: str) -> Path | None:
    """Return the file of an SQLite database, None of another; raises ValueError as `parsed` does."""
    made = parsed(url)
    return Path(made.database or "") if made.get_backend_name() == "sqlite" else None


def sqlite(
    url: URL, *, connections: int, patience: float, reads: bool = False, foreign_keys: bool = True
) -> Engine:
    """Make an engine on an SQLite file, which is created for its owner alone.

    Writers begin IMMEDIATE: they wait for one another (`patience` in seconds) and lose no update. Readers see
    the last commit, beside the writer.
    """
    _prepare_file(Path(url.database or ""))
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        connect_args={"timeout": patience, "check_same_thread": False},
    )
    begin = "BEGIN DEFERRED" if reads else "BEGIN IMMEDIATE"
    pragmas = (
        "synchronous=NORMAL",
        "wal_autocheckpoint=4000",  # pages, 16 MB: a commit that waits for the disk comes four times as seldom
        "mmap_size=1073741824",  # pages that are not at hand cost no call: with 10,000 groups most are not
        f"foreign_keys={foreign_keys:d}",
        f"query_only={reads:d}",
    )

    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours, below
        _switch_to_wal(connection)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def begun(connection: Connection) -> None:
        tell = connection.tell if isinstance(connection, Quick) else connection.exec_driver_sql
        tell(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def postgresql(url: URL, *, connections: int, patience: float) -> Engine:
    """Make an engine on PostgreSQL; a statement waits for a lock `patience` seconds at most."""
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_recycle=1800,
        isolation_level="READ COMMITTED",
        connect_args={
            "connect_timeout": 10,  # seconds
            "tcp_user_timeout": 10_000,  # milliseconds until a silent network counts as broken
            "options": f"-c timezone=UTC -c lock_timeout={max(1, int(patience * 1000))}",
        },
    )


def only_reading(engine: Engine) -> Engine:
    """Give the same PostgreSQL connections for transactions that see one moment and cannot write."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Use the write-ahead log; on a new file two may be at this at once, and SQLite lets neither wait."""
    for _ in range(9):
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError:
            connection.execute("BEGIN IMMEDIATE").close()  # this one waits
            connection.rollback()
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL").close()


def _prepare_file(path: Path) -> None:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
