"""The week that is made up: believable, told to those it should be, and there wholly or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot.commands
from adapters.web.people import DIRECT, JOB_SEEKERS, PEOPLE, PLATFORM
from adapters.web.seed import GROUP, seed
from bot.core.registry import Registry
from storage import migrate
from storage.database import Database
from tests.fixtures.databases import KEY

NOW = datetime(2026, 3, 1, 0, 5, tzinfo=UTC)  # five minutes into a month
COMMANDS = Registry.discover(bot.commands)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    migrate.upgrade(url)
    return Database.open(url, keys=[KEY])


async def test_it_is_played_once(database: Database) -> None:
    assert await seed(COMMANDS, database, NOW)
    assert not await seed(COMMANDS, database, NOW)
    (mine,) = await database.read(lambda store: store.groups.groups_of(PEOPLE["ana"].identity))
    assert mine[0].name == GROUP
    assert len(await database.read(lambda store: store.groups.members(mine[0].id))) == len(PEOPLE)
    await database.close()


async def test_all_of_it_is_told_and_nothing_lies_ahead(database: Database) -> None:
    await seed(COMMANDS, database, NOW)
    assert await database.read(lambda store: store.outbox.next_due([PLATFORM])) is None
    posts = await database.read(lambda store: store.outbox.posts(JOB_SEEKERS.address(PEOPLE["ana"]), 100))
    times = [post.at for post in posts]
    assert times == sorted(times)
    assert times[-1] < NOW
    await database.close()


@pytest.mark.parametrize("who", ["ana", "ben"])
async def test_the_story_of_ana_and_ben_is_still_to_come(database: Database, who: str) -> None:
    await seed(COMMANDS, database, NOW)
    assert not await database.read(lambda store: store.outbox.posts(DIRECT.address(PEOPLE[who]), 1))
    await database.close()


async def test_a_week_that_stops_in_the_middle_leaves_nothing(database: Database) -> None:
    without = Registry([each for each in COMMANDS.all() if each.name != "thanks"])
    with pytest.raises(RuntimeError, match="does not work any more"):
        await seed(without, database, NOW)
    assert await database.read(lambda store: store.groups.platforms()) == []
    assert await seed(COMMANDS, database, NOW)
    await database.close()
