"""The main story in Slack: in this process, by `netlearn run`, and by two of it that share a database."""

from pathlib import Path

import pytest

from tests.contract import story
from tests.contract.sample import SAMPLES
from tests.contract.stage import Setting
from tests.contract.stages import ON_SQLITE
from tests.e2e.program import Home
from tests.fixtures.gallery import REGISTRY
from tests.slack.program import Way
from tests.slack.spawned import Spawned
from tests.slack.stage import in_slack, playing

WAYS = pytest.mark.parametrize("way", ["http", "socket"])


@ON_SQLITE
@WAYS
async def test_it_is_played(way: Way, database_url: str, tmp_path: Path) -> None:
    async with in_slack(way)(Setting(database_url, tmp_path, SAMPLES)) as stage:
        await story.gather(stage)
        await story.main_story(stage)


@WAYS
async def test_the_real_program_plays_it_and_goes_on_after_a_restart(way: Way, tmp_path: Path) -> None:
    home = Home(tmp_path)
    setting = Setting(home.url("netlearn.db"), tmp_path, REGISTRY)
    async with playing(setting, way, lambda server, town: Spawned(home, server, town, way)) as stage:
        await story.gather(stage)
        for act in story.ACTS[:5]:
            await act(stage)
        await stage.restart()
        for act in story.ACTS[5:]:
            await act(stage)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@WAYS
async def test_two_processes_play_it_together(way: Way, database_url: str, tmp_path: Path) -> None:
    home = Home(tmp_path, database_url)
    setting = Setting(database_url, tmp_path, REGISTRY)
    async with playing(setting, way, lambda server, town: Spawned(home, server, town, way, 2)) as stage:
        await story.gather(stage)
        await story.main_story(stage)
