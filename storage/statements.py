"""Statements that each database writes in its own way, built once for both."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

Statements = dict[str, Executable]


def on_both(table: Table, build: Callable[[Any], Executable]) -> Statements:
    """Build an INSERT with ON CONFLICT for both databases; `build` gets the bare INSERT."""
    return {"sqlite": build(sqlite.insert(table)), "postgresql": build(postgresql.insert(table))}


def fitting(connection: Connection, statements: Statements) -> Executable:
    """Give the statement for the database of a connection."""
    return statements[connection.dialect.name]
