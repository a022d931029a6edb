"""A stage for the relay, on both databases."""

import pytest

from storage.database import Database
from tests.bot.jobs.stage import Stage


@pytest.fixture
def stage(database: Database) -> Stage:
    return Stage(database)
