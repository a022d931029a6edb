"""The whole gallery, made once for all tests that look at it."""

import pytest
from typer.testing import CliRunner

import bot.__main__  # noqa: F401  # every command adds itself to the command line
from bot.cli.app import app
from bot.core.registry import Registry
from bot.gallery import Exhibit
from tests.fixtures.gallery import REGISTRY, gallery


@pytest.fixture(scope="session")
def registry() -> Registry:
    return REGISTRY


@pytest.fixture(scope="session")
def everything() -> list[Exhibit]:
    return list(gallery())


@pytest.fixture(scope="session")
def html() -> str:
    """Give the page, as `netlearn gallery` prints it."""
    printed = CliRunner().invoke(app, ["gallery"])
    assert printed.exit_code == 0
    return printed.stdout
