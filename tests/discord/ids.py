"""Snowflakes and the clock of the local Discord."""

import time

EPOCH = 1_420_070_400_000
"""The first second of 2015 in milliseconds, from which Discord counts."""


class Snowflakes:
    """Gives ids as Discord does: the millisecond above 22 bits, each greater than the one before."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> str:
        """Give the next id."""
        self._last = max(self._last + 1, (int(time.time() * 1000) - EPOCH) << 22)
        return str(self._last)


class StillClock:
    """The time by which deadlines are kept, in seconds: it goes only when a test moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
