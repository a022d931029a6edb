"""How tables are declared: what their constraints are called, and what several of them have alike."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table
from sqlalchemy.schema import SchemaItem

from storage.types import Id

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def own_id() -> Column[int]:
    """Declare the id of a row."""
    return Column("id", Id, primary_key=True)


def to(
    of: str, name: str, *, gone: str = "CASCADE", key: bool = False, optional: bool = False
) -> Column[int]:
    """Declare a column that refers to the row of a table; `gone` says what happens once that one is."""
    there = ForeignKey(f"{of}.id", ondelete=gone)
    return Column(name, Id, there, primary_key=key, nullable=optional, autoincrement=False)


def table(name: str, *parts: SchemaItem) -> Table:
    """Declare a table whose ids are never given twice, so that an old button cannot mean a new thing."""
    return Table(name, metadata, *parts, sqlite_autoincrement=True)


def partly(name: str, *columns: Column[Any], where: str, unique: bool = False) -> None:
    """Declare an index of some rows only: the migrations say so to each database in its dialect."""
    Index(name, *columns, unique=unique, info={"where": where})
