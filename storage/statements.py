"""Statements that each database writes in its own way; only that of the database in use is built."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Executable, Table


@dataclass(frozen=True, slots=True)
class Statements:
    """An INSERT with ON CONFLICT, as each database in use writes it: by the name of its dialect."""

    table: Table
    build: Callable[[Any], Executable]
    built: dict[str, Executable] = field(default_factory=dict)


def on_both(table: Table, build: Callable[[Any], Executable]) -> Statements:
    """Describe an INSERT with ON CONFLICT for both databases; `build` gets the bare INSERT."""
    return Statements(table, build)


def fitting(connection: Connection, statements: Statements) -> Executable:
    """Give the statement for the database of a connection."""
    name = connection.dialect.name
    if name not in statements.built:
        dialect = import_module(f"sqlalchemy.dialects.{name}")
        statements.built[name] = statements.build(dialect.insert(statements.table))
    return statements.built[name]
