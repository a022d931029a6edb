"""Migrations: bring a database to this program's schema, or back to an earlier one.

Each run is one transaction, and runs of several processes wait for one another.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.core.errors import StoreBusy
from storage import engine
from storage.failures import Meaning, meaning, reason

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x6E65746C  # "netl": the advisory lock under which PostgreSQL is migrated
_PATIENCE = 60.0  # seconds to wait for another process's migration


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database to a revision, the newest by default; raises StoreBusy."""
    _run(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str) -> None:
    """Take the database back to a revision ("base" is before the first); raises StoreBusy."""
    _run(url, lambda config: command.downgrade(config, revision))


def pending(url: str) -> bool:
    """Tell whether the database is behind this program; raises StoreBusy."""
    with _connected(url) as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    return set(heads) != set(ScriptDirectory(str(_SCRIPTS)).get_heads())


def _run(url: str, step: Callable[[Config], None]) -> None:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with _connected(url) as connection:
        config.attributes["connection"] = connection
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        step(config)
        if connection.dialect.name == "sqlite":
            _check_references(connection)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """Connect and begin; without foreign keys, or SQLite deletes the children of a table written anew."""
    made = engine.parsed(url)
    if made.get_backend_name() == "sqlite":
        bound = engine.sqlite(made, connections=1, patience=_PATIENCE, foreign_keys=False)
    else:
        bound = engine.postgresql(made, connections=1, patience=_PATIENCE)
    try:
        with bound.connect() as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        if meaning(error) is Meaning.FAULT:
            raise
        raise StoreBusy(reason(error)) from None
    finally:
        bound.dispose()


def _check_references(connection: Connection) -> None:
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError(f"the migration would leave rows of {broken[0]} that refer to nothing")
