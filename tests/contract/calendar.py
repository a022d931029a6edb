"""A stage's time: a story goes on from one moment to the next, and everything that is due meanwhile happens."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tests.contract.program import START
from tests.contract.stage import Shown, Stage


def at(day: int, hour: int, month: int = 11, *, minute: int = 1) -> datetime:
    """Give a moment a minute after the hour, in UTC; Athens, where everybody is, is two hours ahead."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


class Calendar:
    """A stage's time, as far as the story has moved it."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._now = stage, START

    async def to(self, moment: datetime) -> None:
        """Go on to a moment, and let everything happen that is due until then."""
        await self._stage.advance(moment - self._now)
        await self._stage.settle()
        self._now = moment


async def told(stage: Stage, who: str, headline: str) -> Sequence[Shown]:
    """Give somebody's direct messages that say this in their headlines."""
    return [shown for shown in await stage.seen(who, "dm") if headline in shown.headline]
