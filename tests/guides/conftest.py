"""A clone of this repository, in which a newcomer has done what the guides begin with."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from tests.guides.newcomer import Newcomer, repository
from tests.guides.reading import section

HERE = Path(__file__).parent
Arrive = Callable[..., Newcomer]


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Let one process run all of this folder, so that one clone is made."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.registry)
            item.add_marker(pytest.mark.xdist_group("guides"))


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clone and install as the guides say; without a registry of packages skip, or fail where one is required."""
    folder = tmp_path_factory.mktemp("newcomer")
    somebody = Newcomer(folder / "home", folder, {"<this repository>": str(repository(folder))})
    said = somebody.types(section("docs/slack.md", ""))
    if "could not be installed" in said.text and not os.environ.get("NETLEARN_REQUIRE_REGISTRY"):
        pytest.skip("no registry of packages can be reached")
    assert said.code == 0, said.text
    return folder / "netlearn"


@pytest.fixture
def arrive(clone: Path, tmp_path: Path) -> Arrive:
    """Return a function that lets somebody into the clone, with an empty home; what is `around` is set already."""

    def arrived(around: Mapping[str, str], **given: str) -> Newcomer:
        return Newcomer(tmp_path, clone, given, around)

    return arrived
