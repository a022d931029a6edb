"""Quiet hours, and the kinds of messages a member does not want."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from bot.domain.weekly import moment


class Kind(StrEnum):
    """The kinds of messages that come by themselves, as a member may mute them."""

    CHECK_IN = "check-ins"
    NUDGE = "nudges"
    FOLLOW_UP = "follow-ups"
    MEETING = "meetings"


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of the day in which a member is not written to; they may reach over midnight."""

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote, as "22:00-07:00"; raises ValueError."""
        begin, _, end = text.partition("-")
        return cls(time.fromisoformat(begin), time.fromisoformat(end))

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"

    def holds(self, at: time) -> bool:
        """Tell whether a time of day is within the quiet hours."""
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def over(self, now: datetime, zone: ZoneInfo) -> datetime:
        """Give when one may write: now, or at the end of the quiet hours that hold now."""
        here = now.astimezone(zone)
        if self.begin == self.end or not self.holds(here.time()):
            return now
        day = here.date() if here.time() < self.end else here.date() + timedelta(days=1)
        return max(now, moment(datetime.combine(day, self.end), zone)).astimezone(UTC)
