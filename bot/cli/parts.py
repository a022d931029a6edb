"""What several commands need: the database, opened and checked, and an end when the program is asked to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.cli.app import Stopped
from bot.settings import Settings
from storage import migrate
from storage.database import Database
from storage.engine import parsed


def checked(url: str) -> str:
    """Let a database's URL pass that can be used."""
    try:
        parsed(url)
    except ValueError as error:
        raise Stopped(f"NETLEARN_DATABASE_URL cannot be used ({error}).") from None
    return url


def set_up(url: str, how: str = "netlearn db upgrade") -> str:
    """Let the URL of a database pass that is there and has this program's schema."""
    if migrate.pending(url):
        raise Stopped(f"The database is not set up for this program yet. {how} does it.")
    return url


@asynccontextmanager
async def opened(url: str, settings: Settings) -> AsyncIterator[Database]:
    """Open a database as long as the context lasts."""
    try:
        database = Database.open(url, keys=settings.keys())
    except ValueError as error:
        raise Stopped(f"NETLEARN_SECRET_KEYS cannot be used ({error}).") from None
    try:
        yield database
    finally:
        await database.close()


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Work until it ends, or until the program is asked to stop (SIGTERM, Ctrl+C)."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has no such handlers; Ctrl+C works there all the same
            loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task
