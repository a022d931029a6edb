"""A connection on which a statement costs little more than the database takes for it.

SQLAlchemy prepares every execution anew, three times as long as SQLite then works on it. Here a statement is prepared
once, as SQL and as what is done to the values that go in and come out: therefore statements are constants. What
cannot be prepared (a list within a statement, several rows that give something) goes SQLAlchemy's way.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any

from sqlalchemy import ClauseElement, Connection, Dialect, Engine, Executable, Insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]
Change = Callable[[Any], Any]
Inserting = Callable[["Quick", list[dict[str, Any]]], None]

_ROW: Any = namedtuple  # by this name mypy does not ask for the columns


class Rows(list[Any]):
    """What came of a statement: its rows, as tuples with names; `rowcount` is how many it changed."""

    rowcount = -1

    def all(self) -> "Rows":
        """Give all rows."""
        return self

    def first(self) -> Any:
        """Give the first row, None where there is none."""
        return self[0] if self else None

    def one(self) -> Any:
        """Give the only row; raises ValueError where there is none, or more than one."""
        (row,) = self
        return row

    def one_or_none(self) -> Any:
        """Give the only row, None where there is none; raises ValueError where there are more."""
        return self.one() if self else None

    def scalar_one(self) -> Any:
        """Give the only value; raises ValueError where there is none, or more than one."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        """Give the only value, None where there is none; raises ValueError where there are more."""
        return self.one()[0] if self else None

    def scalars(self) -> "Rows":
        """Give the first value of each row."""
        return Rows([row[0] for row in self])


class Plan:
    """A statement prepared for a database."""

    def __init__(self, compiled: SQLCompiler, columns: list[dict[str, Any]]) -> None:
        """Take a compiled statement, and the names and types of what it gives."""
        dialect, order = compiled.dialect, compiled.positiontup
        binds = {name: (each, each.type.dialect_impl(dialect)) for name, each in compiled.binds.items()}
        types = [each["type"].dialect_impl(dialect) for each in columns]
        changes_in = {name: each.bind_processor(dialect) for name, (_, each) in binds.items()}
        changes_out = enumerate(each.result_processor(dialect, None) for each in types)
        self.sql, self.gives = compiled.string, bool(columns)
        self._constants = {
            name: each.effective_value for name, (each, _) in binds.items() if not each.required
        }
        self._changes_in = [(name, change) for name, change in changes_in.items() if change]
        self._pick = _picking(order) if order is not None else None
        self._row = partial(tuple.__new__, _ROW("Row", [each["name"] for each in columns], rename=True))
        self._changes_out = [(place, change) for place, change in changes_out if change]

    def values(self, given: Values) -> Any:
        """Give the values as the driver takes them: by their names, or in their order."""
        values = {**self._constants, **given}
        for name, change in self._changes_in:
            values[name] = change(values[name])
        return self._pick(values) if self._pick else values

    def rows(self, cursor: Any) -> Rows:
        """Give what came of it."""
        found = cursor.fetchall() if self.gives else []
        if self._changes_out:
            found = [self._changed(row) for row in found]
        rows = Rows(map(self._row, found))
        rows.rowcount = cursor.rowcount
        return rows

    def _changed(self, row: tuple[Any, ...]) -> list[Any]:
        values = [*row]
        for place, change in self._changes_out:
            values[place] = change(values[place])
        return values


class Quick(Connection):
    """A connection of SQLAlchemy's that goes the short way where it can, within a transaction."""

    def __init__(self, engine: Engine) -> None:
        """Take a connection out of an engine's pool."""
        super().__init__(engine)
        driver: Any = self.connection.dbapi_connection
        self._driver, self._cursor = driver, driver.cursor()  # what a statement gives is read before the next
        self._speaks = _first_alike(self.dialect)
        self._later: dict[Inserting, list[dict[str, Any]]] = {}

    def execute(  # type: ignore[override]  # Rows can do what is needed of a CursorResult
        self,
        statement: Executable,
        parameters: Values | list[dict[str, Any]] | None = None,
        *,
        execution_options: Any = None,
    ) -> Any:
        """Run a statement; raises what SQLAlchemy would raise."""
        given = parameters if isinstance(parameters, list) else [parameters or {}]
        if given and not execution_options and self.in_transaction():
            plan = _plan(statement, tuple(given[0]), self._speaks)
            if plan and len(given) == 1:
                return plan.rows(self._run(self._cursor.execute, plan.sql, plan.values(given[0])))
            if plan and not plan.gives:
                return plan.rows(self._run(self._cursor.executemany, plan.sql, [*map(plan.values, given)]))
        return super().execute(statement, parameters, execution_options=execution_options)

    def later(self, inserting: Inserting, rows: list[dict[str, Any]]) -> None:
        """Let rows be inserted before the commit, in one go with all that come until then."""
        self._later.setdefault(inserting, []).extend(rows)

    def catch_up(self) -> None:
        """Insert what was to be inserted later: for who looks for it, and before the commit."""
        later, self._later = self._later, {}
        for inserting, rows in later.items():
            inserting(self, rows)

    def forget(self) -> None:
        """Insert nothing of it."""
        self._later.clear()

    def tell(self, *statements: str) -> None:
        """Run SQL that takes and gives no values; PostgreSQL is told all of it in one message."""
        for sql in ("; ".join(statements),) if self.dialect.name == "postgresql" else statements:
            self._run(self._cursor.execute, sql)

    def _run(self, run: Callable[..., Any], sql: str, *values: Any) -> Any:
        try:
            run(sql, *values)
            return self._cursor
        except self.dialect.loaded_dbapi.Error as error:
            lost = self.dialect.is_disconnect(error, self._driver, None)
            if lost and not self.invalidated:
                self.exec_driver_sql("SELECT 1")  # finds out by itself, and throws away what else is broken
            raise DBAPIError.instance(
                sql,
                values,
                error,
                self.dialect.loaded_dbapi.Error,
                hide_parameters=True,
                connection_invalidated=lost,
            ) from error


_FIRST: dict[tuple[object, ...], Dialect] = {}


def _first_alike(dialect: Dialect) -> Dialect:
    """Give one dialect for all engines that speak alike: what is prepared for one serves the others."""
    return _FIRST.setdefault((type(dialect), dialect.server_version_info), dialect)


@lru_cache(maxsize=4096)
def _plan(statement: Executable, names: tuple[str, ...], dialect: Dialect) -> Plan | None:
    """Prepare a statement that is given values of these names; None where that cannot be."""
    columns = getattr(statement, "column_descriptions", None) or getattr(
        statement, "returning_column_descriptions", None
    )
    if columns is None or not isinstance(statement, ClauseElement):
        return None
    if isinstance(statement, Insert) and not columns:
        statement = statement.inline()  # or else it would give the new row's id
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
    if compiled.post_compile_params or compiled.insert_prefetch or compiled.update_prefetch:
        return None
    return Plan(compiled, columns)


def _picking(order: list[str]) -> Callable[[Values], tuple[Any, ...]]:
    match order:
        case []:
            return lambda _: ()
        case [name]:
            return lambda values: (values[name],)
        case _:
            return itemgetter(*order)
