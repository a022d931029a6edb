"""The bot at work in a local Slack; and examples that are the same at every run, and fail on no slow machine."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from adapters.slack.config import Mode
from tests.adapters.slack.running import Running, running

settings.register_profile(
    "adapters", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("adapters")


@pytest.fixture
def sqlite_url(_migrated_file: Path, tmp_path: Path) -> str:
    """Give a migrated database without any row; where Slack is the matter, one kind is enough."""
    path = tmp_path / "netlearn.db"
    shutil.copy(_migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
async def bot(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Running]:
    """Give the bot, served over HTTP for one workspace."""
    async with running(Mode.ONE, sqlite_url, tmp_path) as at_work:
        yield at_work


@pytest.fixture(params=Mode, ids=lambda mode: mode.name.lower())
async def any_bot(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Running]:
    """Give the bot, served in each of the three ways."""
    async with running(request.param, sqlite_url, tmp_path) as at_work:
        yield at_work
