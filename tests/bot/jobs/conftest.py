"""A stage for the relay and a town for events, on both databases."""

import pytest

from storage.database import Database
from tests.bot.jobs.stage import Stage
from tests.bot.jobs.town import Town


@pytest.fixture
def stage(database: Database) -> Stage:
    return Stage(database)


@pytest.fixture
async def town(database: Database) -> Town:
    """Give a town with its group."""
    town = Town(database)
    await town.settle()
    return town
