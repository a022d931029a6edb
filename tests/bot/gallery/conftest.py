"""The whole gallery, made once for all tests that look at it."""

import pytest

import bot.commands
from bot.core.registry import Registry
from bot.gallery import Exhibit, exhibits


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.discover(bot.commands)


@pytest.fixture(scope="session")
def everything(registry: Registry) -> list[Exhibit]:
    return exhibits(registry)
