"""A clone of this repository, in which a newcomer has done what the guides begin with."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from tests.guides.newcomer import Newcomer, repository
from tests.guides.reading import section

HERE = Path(__file__).parent
Arrive = Callable[..., Newcomer]


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs a registry of packages."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.registry)


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clone and install as the guides say; without a registry of packages skip, or fail where one is required."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # of the whole run: its processes share one clone
    folder /= "newcomer"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            _install(folder)
            (folder / "done").touch()
    return folder / "netlearn"


def _install(folder: Path) -> None:
    somebody = Newcomer(folder / "home", folder, {"<this repository>": str(repository(folder))})
    said = somebody.types(section("docs/slack.md", ""))
    if "could not be installed" in said.text and not os.environ.get("NETLEARN_REQUIRE_REGISTRY"):
        shutil.rmtree(folder / "netlearn")
        pytest.skip("no registry of packages can be reached")
    assert said.code == 0, said.text


@pytest.fixture
def arrive(clone: Path, tmp_path: Path) -> Arrive:
    """Return a function that lets somebody into the clone, with an empty home; what is `around` is set already."""

    def arrived(around: Mapping[str, str], **given: str) -> Newcomer:
        return Newcomer(tmp_path, clone, given, around)

    return arrived
