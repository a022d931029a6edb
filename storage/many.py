"""Many rows in one statement: they go to the database as one value, a JSON text.

However many they are, the statement is the same one, prepared once and sent once. To SQLite nothing is sent: there
rows are inserted one by one, which is as fast.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from pydantic_core import to_json
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Executable,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    tuple_,
)
from sqlalchemy.types import TypeEngine

from bot.domain.ids import GroupId, MemberId

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Many:
    """A statement that is given many rows, as each database in use writes it: by the name of its dialect."""

    build: Callable[[str], Executable]
    built: dict[str, Executable] = field(default_factory=dict)

    def run(self, connection: Connection, name: str, rows: Sequence[Row], **more: Any) -> Any:
        """Run it with rows for the bound value of a name; gives the result."""
        return connection.execute(self._fitting(connection), {name: to_json(rows).decode(), **more})

    def of(
        self, connection: Connection, who: Sequence[tuple[GroupId, MemberId]], **more: Any
    ) -> Iterable[Any]:
        """Run it for members, each in a group; gives the rows."""
        rows = [{"group_id": group, "member_id": member} for group, member in who]
        return self.run(connection, "who", rows, **more) if rows else ()

    def insert(self, connection: Connection, rows: Sequence[Row]) -> Any:
        """Run what `inserting` has built; gives the result."""
        if connection.dialect.name == "sqlite":
            return connection.execute(self._fitting(connection), [*rows])
        return self.run(connection, "rows", rows)

    def _fitting(self, connection: Connection) -> Executable:
        dialect = connection.dialect.name
        if dialect not in self.built:
            self.built[dialect] = self.build(dialect)
        return self.built[dialect]


def given(dialect: str, name: str, types: Mapping[str, TypeEngine[Any]]) -> Select[Any]:
    """Give what selects the rows of the bound value of a name; their columns have these types."""
    value = bindparam(name, type_=Text)
    if dialect == "sqlite":
        row = func.json_each(value).table_valued("value", name=name).c.value
        return select(*(func.json_extract(row, f"$.{label}", type_=kind) for label, kind in types.items()))
    columns = (column(label, kind) for label, kind in types.items())
    rows = func.json_to_recordset(cast(value, JSON)).table_valued(*columns, name=name)
    return select(*rows.render_derived(with_types=True).c)


def among(dialect: str, *columns: Column[int]) -> ColumnElement[bool]:
    """Say that the ids in these columns are, together, among the rows of the bound value `who`."""
    return tuple_(*columns).in_(given(dialect, "who", {column.name: column.type for column in columns}))


def inserting(
    table: Table, names: Sequence[str], finish: Callable[[Any], Executable] = lambda row: row
) -> Many:
    """Describe an INSERT of many rows with these columns; `finish` says what of conflicts."""

    def build(dialect: str) -> Executable:
        bare = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
        if dialect == "sqlite":
            return finish(bare)
        return finish(
            bare.from_select(names, given(dialect, "rows", {name: table.c[name].type for name in names}))
        )

    return Many(build)
