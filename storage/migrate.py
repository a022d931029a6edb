"""Migrations: bring a database to this program's schema, or back to an earlier one.

Each run is one transaction, and runs of several processes wait for one another. Alembic is imported where it runs
only: it takes 7 MB, which a server whose database is up to date keeps for its members.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from bot.core.errors import StoreBusy
from storage import engine
from storage.failures import Meaning, meaning, reason

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x6E65746C  # "netl": the advisory lock under which PostgreSQL is migrated
_PATIENCE = 60.0  # seconds to wait for another process's migration


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database to a revision, the newest by default; raises StoreBusy."""
    from alembic import command

    _run(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str) -> None:
    """Take the database back to a revision ("base" is before the first); raises StoreBusy."""
    from alembic import command

    _run(url, lambda config: command.downgrade(config, revision))


def pending(url: str) -> bool:
    """Tell whether the database is behind this program; raises StoreBusy."""
    with _connected(url) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return True
        at = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return at != _newest()


def _newest() -> str:
    """Give the newest revision; the names of the files begin with theirs."""
    return max(path.name.partition("_")[0] for path in _SCRIPTS.glob("versions/[0-9]*.py"))


def _run(url: str, step: Callable[["Config"], None]) -> None:
    from alembic.config import Config

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
