"""Weekly occurrences: one in each local week, whatever the clocks there do.

A week is named by its Monday. Each occurrence is computed anew from zone and local time; PEP 495 says how times are
told apart that come twice (the first counts here) or never (the next that does). Where a place crossed the date
line and left a whole day out, what was to come on that day comes at the first moment of the next, and still belongs
to its week: that of a Sunday comes on the Monday after it, beside that Monday's own.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weekly:
    """A day of the week (0 is Monday) with a local time."""

    day: int
    time: time

    def in_week(self, monday: date, zone: ZoneInfo) -> datetime:
        """Give the moment in a week, in UTC."""
        return _in_week(self, monday, zone)

    def next_week(self, zone: ZoneInfo, now: datetime, *, done: date | None = None) -> date:
        """Give the week of the next occurrence: the first after `done` whose moment is still to come."""
        week = self.last_week(zone, now) + WEEK
        return week if done is None else max(week, done + WEEK)

    def standing_for(self, week: date, zone: ZoneInfo, now: datetime) -> date:
        """Give the week for which an occurrence counts that comes now: its own, or the last of those that came since.

        So whoever was away for some weeks gets one, and the next in its time.
        """
        return max(week, self.last_week(zone, now))

    def last_week(self, zone: ZoneInfo, now: datetime) -> date:
        """Give the week of the last occurrence: the last whose moment has come."""
        # where the clock goes back over midnight it has begun
        week = monday_of(now.astimezone(zone).date()) + WEEK
        while self.in_week(week, zone) > now:
            week -= WEEK
        return week


@lru_cache(maxsize=4096)  # many members are asked at the same time
def _in_week(weekly: Weekly, monday: date, zone: ZoneInfo) -> datetime:
    return moment(datetime.combine(monday + timedelta(days=weekly.day), weekly.time), zone)


def monday_of(day: date) -> date:
    """Give the Monday that names a day's week."""
    return day - timedelta(days=day.weekday())


def moment(local: datetime, zone: ZoneInfo) -> datetime:
    """Give the moment of a local time, in UTC: the first of two, and for one that never comes the next that does."""
    first = local.replace(tzinfo=zone, fold=0)
    in_utc = first.astimezone(UTC)
    if in_utc.astimezone(zone).replace(tzinfo=None) == local:
        return in_utc
    before, after = local.replace(tzinfo=zone, fold=1).astimezone(UTC), in_utc  # the clocks leap between them
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).replace(tzinfo=None) < local:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
