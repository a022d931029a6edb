"""Databases by name, worlds in them, and the table at the end."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from storage import migrate
from tests.bench.report import Report
from tests.bench.world import SOMEWHERE, Place, Size, World, opened
from tests.fixtures.postgresql import Server


class MakeWorld(Protocol):
    """Makes a world of a size, in a database of its own."""

    async def __call__(self, size: Size, place: Place = SOMEWHERE) -> World: ...


_report = Report()


@pytest.fixture
def report() -> Report:
    """Give the table, to be filled."""
    return _report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    if _report.rows:
        terminalreporter.section("measured")
        for line in _report.lines():
            terminalreporter.write_line(line)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_name(request: pytest.FixtureRequest) -> str:
    """Say on which database this is."""
    return str(request.param)


@pytest.fixture
async def make_world(
    request: pytest.FixtureRequest, tmp_path: Path, database_name: str
) -> AsyncIterator[MakeWorld]:
    """Make worlds of a size, each in a database of its own."""
    made = 0

    async def make(size: Size, place: Place = SOMEWHERE) -> World:
        nonlocal made
        made += 1
        if database_name == "sqlite":
            url = f"sqlite:///{tmp_path / f'world_{made}.db'}"
        else:
            server: Server = request.getfixturevalue("postgresql_server")
            with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS world_{made} WITH (FORCE)".encode())
                connection.execute(f"CREATE DATABASE world_{made}".encode())
            url = server.get_uri(f"world_{made}")
        migrate.upgrade(url)
        return await stack.enter_async_context(opened(url, size, place))

    async with AsyncExitStack() as stack:
        yield make
