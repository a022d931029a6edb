"""`netlearn` whose clock is ahead by so many seconds, its first argument; what follows is its own command line."""

import sys
from datetime import datetime, timedelta

from bot.__main__ import main
from bot.cli import run

AHEAD = timedelta(seconds=int(sys.argv.pop(1)))


class Ahead(run.SystemClock):
    """A clock that goes as the computer's does."""

    def now(self) -> datetime:
        return super().now() + AHEAD


run.SystemClock = Ahead  # type: ignore[misc]
main()
