"""The simulator's clock: the real time, and how far visitors have moved it forward."""

import json
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

DAY = 86_400
MOST_AT_ONCE = 366 * DAY
MOST_AHEAD = 100 * MOST_AT_ONCE


class ClockStuck(ValueError):
    """The clock cannot be moved like that; the message says what is possible."""


class ClockDamaged(Exception):
    """The file that keeps how far the clock is ahead cannot be understood; the message says what to do."""


class ShiftedClock:
    """Tells the real time plus an offset that only grows.

    The offset is kept in a small file beside the demo's database, so that the group's time does not run
    backwards when the program starts again. Raises ClockDamaged if that file holds anything else.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ahead = _read(file)
        self._moving = threading.Lock()

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    def advance(self, seconds: int) -> datetime:
        """Move the clock forward, at most 366 days at once, and give the new time; blocks while it writes.

        Raises ClockStuck, and OSError if the file cannot be written; the time is then as it was.
        """
        if not 0 <= seconds <= MOST_AT_ONCE:
            raise ClockStuck(
                f"The clock goes forward by 0 to {MOST_AT_ONCE:,} seconds, which are "
                f"{MOST_AT_ONCE // DAY} days, at a time."
            )
        with self._moving:
            ahead = self._ahead + seconds
            if ahead > MOST_AHEAD:
                raise ClockStuck(
                    "The clock is a century ahead and goes no further. Start over to set it back."
                )
            if seconds:
                _write(self._file, ahead)
                self._ahead = ahead
            return self.now()


def _read(file: Path) -> int:
    try:
        seconds = json.loads(file.read_text(encoding="utf-8"))["ahead_seconds"]
        if type(seconds) is int and 0 <= seconds <= MOST_AHEAD:
            return seconds
    except FileNotFoundError:
        return 0
    except (ValueError, TypeError, KeyError, RecursionError):
        pass  # as damaged as a number out of range
    raise ClockDamaged(
        f"{file} should say how far the simulator's clock is ahead, but cannot be read. "
        "Start over with --fresh, or delete that file: the clock then shows the real time."
    )


def _write(file: Path, ahead: int) -> None:
    """Write a new file beside the old one and put it in its place, so that there is always a whole one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(file.name + ".new")
    with new.open("w", encoding="utf-8") as opened:
        json.dump({"ahead_seconds": ahead}, opened)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
