"""Homes for the real program, on both databases."""

from pathlib import Path

import pytest

from tests.e2e.program import Home


@pytest.fixture
def home(empty_url: str, tmp_path: Path) -> Home:
    """Give a home where nothing was started yet."""
    return Home(tmp_path, "" if empty_url.startswith("sqlite") else empty_url)
