"""Examples that are the same at every run, and a group in a real database."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from storage import migrate
from storage.database import Database
from tests.bot.scene import Scene
from tests.fixtures.databases import KEY

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("steady"), derandomize=False, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Database]:
    """Give what opens a migrated SQLite database without any row, each time a new one."""
    folder = tmp_path_factory.mktemp("scenes")
    migrate.upgrade(f"sqlite:///{folder / 'migrated.db'}")
    number = count(1)

    def opened() -> Database:
        path: Path = folder / f"{next(number)}.db"
        shutil.copy(folder / "migrated.db", path)
        return Database.open(f"sqlite:///{path}", keys=[KEY])

    return opened


@pytest.fixture
async def scene(new_database: Callable[[], Database]) -> AsyncIterator[Scene]:
    """Give a scene where nobody has done anything yet."""
    database = new_database()
    yield Scene(database)
    await database.close()


@pytest.fixture
async def group(scene: Scene) -> Scene:
    """Give a scene with the group of Ana, its facilitator, and of Ben, Cleo and Dev."""
    await scene.type("ana", "/group setup Tuesday")
    for name in ("ben", "cleo", "dev"):
        await scene.type(name, "/group join")
    await scene.deliver()
    return scene
