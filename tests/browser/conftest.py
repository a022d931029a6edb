"""A browser, the simulator it looks at, and windows whose complaints fail a test.

All of it lives on one event loop for the whole run, so that the browser is started once.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Generator, Iterable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

import bot.commands
from adapters.web.seed import seed
from bot.core.registry import Registry
from storage import migrate
from storage.database import Database
from tests.browser.program import demo
from tests.browser.window import DESKTOP, PATIENCE, Look, Screen, Visit, Window
from tests.contract.program import START
from tests.contract.simulator import InProcess
from tests.contract.stage import Setting
from tests.fixtures.databases import KEY

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Put every test of this folder on the browser's loop, and mark it as one that needs a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let all tests that are skipped for want of a browser share one line of the summary."""
    report = yield
    if isinstance(report.longrepr, tuple):
        report.longrepr = (__file__, 1, report.longrepr[2])
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of a Chromium; where there is none, skip, or fail where one is required."""
    named = os.environ.get("NETLEARN_BROWSER")
    for name in [named] if named else NAMES:
        if found := shutil.which(name):
            return found
    said = "no browser here: apt-get install chromium, or put the path of a Chromium into NETLEARN_BROWSER"
    if os.environ.get("NETLEARN_REQUIRE_BROWSER"):
        pytest.fail(said, pytrace=False)
    pytest.skip(said)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Start the browser, and end it after the last test."""
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--font-render-hinting=none",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing can leave this computer
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    expect.set_options(timeout=1000 * PATIENCE)
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=chromium, args=arguments, timeout=2000 * PATIENCE
        )
        yield started
        await started.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with the demo's week in it, which ends on a Wednesday morning."""
    path = tmp_path_factory.mktemp("seeded") / "demo.db"
    await asyncio.to_thread(migrate.upgrade, f"sqlite:///{path}")
    database = Database.open(f"sqlite:///{path}", keys=[KEY])
    assert await seed(Registry.discover(bot.commands), database, START)
    await database.close()
    return path


@pytest_asyncio.fixture(loop_scope="session")
async def simulator(seeded: Path, tmp_path: Path) -> AsyncIterator[str]:
    """Serve the demo in this process, each test with its own; gives its address."""
    own = shutil.copy(seeded, tmp_path / "demo.db")
    running = InProcess(Setting(f"sqlite:///{own}", tmp_path, Registry.discover(bot.commands)))
    yield await running.start()
    await running.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def program(tmp_path: Path) -> AsyncIterator[str]:
    """Run `netlearn demo --fresh` as whoever tries it does; gives its address."""
    async with demo(tmp_path) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser: Browser) -> AsyncIterator[Look]:
    """Give a function that opens a window; at the end each must have been content, and kept to itself."""
    async with AsyncExitStack() as stack:
        visits: list[Visit] = []

        async def open_window(
            address: str, who: str, screen: Screen = DESKTOP, *, dark: bool = False
        ) -> Window:
            visit = await stack.enter_async_context(Visit.begun(browser, address, screen, dark=dark))
            visits.append(visit)
            return await visit.window(who)

        yield open_window
        for visit in visits:
            assert visit.complaints == []
