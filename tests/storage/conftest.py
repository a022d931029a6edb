"""The repositories of one open transaction, which is never committed."""

from collections.abc import AsyncIterator, Iterator

import pytest

from storage.database import Database
from storage.quick import Quick
from storage.store import SqlStore
from tests.fixtures.databases import KEY


@pytest.fixture
def store(database: Database) -> Iterator[SqlStore]:
    """Give the repositories on both databases."""
    connection = Quick(database._writing.engine)
    with connection:
        connection.begin()
        yield SqlStore(connection, database._vault)


@pytest.fixture
async def beside(database: Database, database_url: str) -> AsyncIterator[Database]:
    """Give the same database as another process has it open."""
    opened = Database.open(database_url, keys=[KEY])
    yield opened
    await opened.close()
