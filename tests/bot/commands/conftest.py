"""A group in which somebody has asked."""

import pytest

from storage.database import Database
from tests.bot.commands.story import ASK
from tests.bot.scene import Scene, a_card


@pytest.fixture
async def asked(group: Scene) -> Scene:
    """Let Ana ask for an introduction at Globex, where Ben knows two people."""
    await group.type("ben", "/know add Globex Kemi")
    await group.type("ben", '/know add "Globex Inc." Lars')
    await group.type("ana", "/target add Globex")
    a_card(await group.type("ana", ASK))
    return group


@pytest.fixture
async def both(database: Database) -> Scene:
    """Give a scene with the group of Ana, its facilitator, and of Ben, Cleo and Dev, on both databases."""
    scene = Scene(database)
    await scene.type("ana", "/group setup Tuesday")
    for name in ("ben", "cleo", "dev"):
        await scene.type(name, "/group join")
    await scene.deliver()
    return scene
