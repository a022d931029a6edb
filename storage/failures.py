"""What a failure of the database means: run the work again, or tell that the store is busy."""

import sqlite3
from enum import Enum

from sqlalchemy.exc import DBAPIError


class Meaning(Enum):
    """What to do about a failure."""

    RACE = "somebody else was at the same thing; run the work again"
    LOST = "the connection broke"
    BUSY = "the database cannot take it now"
    FAULT = "the statement itself is wrong"


_SQLITE_BUSY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
_SQLITE_UNIQUE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}


def meaning(error: DBAPIError) -> Meaning:
    """Tell what a failure means; a value that is taken was taken by somebody else just now."""
    if isinstance(error.orig, sqlite3.Error):
        return _of_sqlite(error.orig)
    return _of_postgresql(error)


def _of_sqlite(cause: sqlite3.Error) -> Meaning:
    code = getattr(cause, "sqlite_errorcode", 0)
    if code in _SQLITE_UNIQUE:
        return Meaning.RACE
    return Meaning.BUSY if code & 0xFF in _SQLITE_BUSY else Meaning.FAULT


def _of_postgresql(error: DBAPIError) -> Meaning:
    from psycopg import OperationalError, errors  # 9 MB, which SQLite does without

    match error.orig:
        case errors.SerializationFailure() | errors.DeadlockDetected() | errors.UniqueViolation():
            return Meaning.RACE
        case _ if error.connection_invalidated:
            return Meaning.LOST
        case OperationalError() | errors.ReadOnlySqlTransaction():
            return Meaning.BUSY
        case _:
            return Meaning.FAULT


def reason(error: DBAPIError) -> str:
    """Say what the database said in a few words, without any value that was written."""
    primary = getattr(getattr(error.orig, "diag", None), "message_primary", None)  # PostgreSQL's
    return str(primary or error.orig).partition("\n")[0]
