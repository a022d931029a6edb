"""What a failure of the database means: run the work again, or tell that the store is busy."""

import sqlite3
from enum import Enum

import psycopg
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
_POSTGRESQL_RACE = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.UniqueViolation,
)


def meaning(error: DBAPIError) -> Meaning:
    """Tell what a failure means; a value that is taken was taken by somebody else just now."""
    match error.orig:
        case sqlite3.Error() as cause:
            code = getattr(cause, "sqlite_errorcode", 0)
            if code in _SQLITE_UNIQUE:
                return Meaning.RACE
            return Meaning.BUSY if code & 0xFF in _SQLITE_BUSY else Meaning.FAULT
        case cause if isinstance(cause, _POSTGRESQL_RACE):
            return Meaning.RACE
        case _ if error.connection_invalidated:
            return Meaning.LOST
        case psycopg.OperationalError() | psycopg.errors.ReadOnlySqlTransaction():
            return Meaning.BUSY
        case _:
            return Meaning.FAULT


def reason(error: DBAPIError) -> str:
    """Say what the database said in a few words, without any value that was written."""
    cause = error.orig
    if isinstance(cause, psycopg.Error) and cause.diag.message_primary:
        return cause.diag.message_primary
    return str(cause).partition("\n")[0]
