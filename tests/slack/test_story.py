"""The main story in Slack, by Socket Mode and over HTTP."""

from pathlib import Path

import pytest

from tests.contract import story
from tests.contract.sample import SAMPLES
from tests.contract.stage import Setting
from tests.contract.stages import ON_SQLITE
from tests.slack.program import Way
from tests.slack.stage import in_slack

pytestmark = ON_SQLITE


@pytest.mark.parametrize("way", ["http", "socket"])
async def test_it_is_played(way: Way, database_url: str, tmp_path: Path) -> None:
    async with in_slack(way)(Setting(database_url, tmp_path, SAMPLES)) as stage:
        await story.gather(stage)
        await story.main_story(stage)
