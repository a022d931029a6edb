"""A stage for every test, on each platform there is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.sample import SAMPLES
from tests.contract.stage import Setting, Stage
from tests.contract.stages import STAGES
from tests.contract.story import gather


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Give a stage on which nothing has happened yet."""
    async with STAGES[request.param](Setting(database_url, tmp_path, SAMPLES)) as put_up:
        yield put_up


@pytest.fixture
async def group(stage: Stage) -> Stage:
    """Give a stage with a group of six in its room."""
    await gather(stage)
    return stage
