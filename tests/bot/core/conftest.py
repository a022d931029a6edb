"""A group with sample commands beside the real ones."""

from collections.abc import AsyncIterator, Callable

import pytest

from storage.database import Database
from tests.bot.core.stage import SAMPLES, Counted
from tests.bot.scene import Scene


@pytest.fixture
async def counted(new_database: Callable[[], Database]) -> AsyncIterator[Counted]:
    database = new_database()
    yield Counted(database)
    await database.close()


@pytest.fixture
async def stage(counted: Counted) -> Scene:
    """Give a group of Ana, who facilitates, and Ben, with the sample commands beside the real ones."""
    scene = Scene(counted, SAMPLES)
    await scene.type("ana", "/group setup Tuesday")
    await scene.type("ben", "/group join")
    await scene.deliver()
    counted.writes = counted.reads = scene.woken = 0
    return scene


@pytest.fixture
async def two(stage: Scene) -> Scene:
    """Let Ben be in two groups."""
    await stage.type("cleo", "/group setup Friday", room="friday")
    await stage.type("ben", "/group join", room="friday")
    return stage
