"""The repositories of one open transaction, which is never committed."""

from collections.abc import Iterator

import pytest

from storage.database import Database
from storage.quick import Quick
from storage.store import SqlStore


@pytest.fixture
def store(database: Database) -> Iterator[SqlStore]:
    """Give the repositories on both databases."""
    with Quick(database._writing.engine) as connection:
        connection.begin()
        yield SqlStore(connection, database._vault)
