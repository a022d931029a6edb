"""Due work: what the clock owes, written with the fact that causes it."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Protocol
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule

from bot.domain.ask import Ask
from bot.domain.group import Group
from bot.domain.ids import GroupId, MemberId
from bot.domain.member import Member
from bot.domain.weekly import Weekly


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done at a moment, once: `key` is unique among all due work.

    `subject` names the fact it belongs to (as "ask:12"), so that an answer can cancel it.
    """

    key: str
    kind: str
    group: GroupId
    subject: str
    at: datetime
    member: MemberId | None = None
    attempts: int = 0

    @property
    def about(self) -> str:
        """What the subject ends with: the number of a fact, or the week of weekly work."""
        return self.subject.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class Stuck:
    """Due work that failed, as the host may see it: never what it is about."""

    key: str
    kind: str
    attempts: int
    error: str
    at: datetime
    buried: bool


class DueRepository(Protocol):
    """Where due work waits."""

    def add(self, work: Sequence[Due]) -> None:
        """Store due work; what has the key of a row that is there replaces it."""

    def cancel(self, subject: str, *kinds: str) -> None:
        """Take away the waiting work of a subject: of these kinds, or all of it."""

    def of(self, group: GroupId) -> Sequence[Due]:
        """Give what waits for a group, soonest first."""

    def take(self, now: datetime, most: int) -> Sequence[Due]:
        """Take what is due out of the table, oldest first; it is there again if the transaction fails.

        What is due for one member at one moment is taken together, as far as it fits.
        """

    def take_one(self, work: Due, now: datetime) -> bool:
        """Take one piece of work likewise; False if it is not due any more, or another process has it."""

    def get(self, key: str) -> Due | None:
        """Give one piece of work that waits."""

    def drop(self, key: str) -> None:
        """Take one piece of work away, if it waits."""

    def fail(self, work: Due, error: str, until: datetime | None) -> None:
        """Note a failed attempt, to be repeated then, or to be buried with None; not if it is another's meanwhile.

        It is buried under the name that `grave` gives it.
        """

    def revive(self, key: str, at: datetime) -> bool:
        """Let work that failed be tried anew, also what is buried; False where there is no such row."""

    def next_at(self) -> datetime | None:
        """Give when the next work is due."""

    def stuck(self, most: int) -> Sequence[Stuck]:
        """Give the work that failed at least once."""

    def unplanted_members(
        self, kind: str, most: int, after: tuple[GroupId, MemberId]
    ) -> Sequence[tuple[GroupId, MemberId]]:
        """Give members after `after`, in order, for whom no weekly work of a kind waits although they do not pause."""

    def unplanted_groups(self, kind: str, most: int, after: GroupId) -> Sequence[GroupId]:
        """Give groups likewise."""


NUDGE, EXPIRY, FOLLOW_UP = "ask nudge", "ask expiry", "ask followup {}"
FOLLOW_UPS = (3, 7)
"""After so many business days the requester is asked what became of an introduction."""


def business_days_after(start: datetime, days: int, off: Container[date] = ()) -> datetime:
    """Give the same time of day, so many working days later, in the zone of `start`; nobody works when `off`."""
    weekdays = rrule(DAILY, dtstart=start + timedelta(days=1), byweekday=(MO, TU, WE, TH, FR))
    working = (day for day in weekdays if day.date() not in off)
    return next(islice(working, days - 1, None))


CHECK_IN, REMINDER, CLOSE, DIGEST = "check-in", "check-in reminder", "check-in close", "digest"
"""The kinds of work that come by the week."""


def checkin(group: Group, member: Member, week: date) -> Due:
    """Give the work of asking a member in a week; there is one such piece for each of a group's members."""
    at = group.settings.checkin.in_week(week, member.tz(group.settings.zone))
    return _of_week(CHECK_IN, group, week, at, member)


def next_checkin(group: Group, member: Member, now: datetime, *, done: date | None = None) -> Due:
    """Give the work of asking a member the next time: in the first week after `done` that is still to come."""
    week = group.settings.checkin.next_week(member.tz(group.settings.zone), now, done=done)
    return checkin(group, member, week)


def after_checkin(group: Group, member: Member, week: date, kind: str, at: datetime) -> Due:
    """Give the work that follows a question: the reminder, or the end of its window."""
    return _of_week(kind, group, week, at, member)


def digest(group: Group, week: date) -> Due:
    """Give the work of posting a week's digest."""
    return _of_week(DIGEST, group, week, group.settings.digest.in_week(week, group.tz))


def next_digest(group: Group, now: datetime, *, done: date | None = None) -> Due:
    """Give the work of posting the next digest."""
    return digest(group, group.settings.digest.next_week(group.tz, now, done=done))


WEEKLY = (CHECK_IN, REMINDER, CLOSE, DIGEST)


def week_of(work: Due) -> date:
    """Give the week for which a piece of weekly work is."""
    return date.fromisoformat(work.about)


def week_now(work: Due, weekly: Weekly, zone: ZoneInfo, now: datetime) -> date:
    """Give the week for which a piece of weekly work counts that is done now, perhaps after a long stop."""
    return weekly.standing_for(week_of(work), zone, now)


def grave(work: Due) -> str:
    """Name a piece of work once it is buried: with its week, for that of the next has its key."""
    return work.subject if work.kind in WEEKLY else work.key


def weekly_key(kind: str, group: GroupId, member: MemberId | None = None) -> str:
    """Name the one piece of weekly work of a kind."""
    return ":".join(filter(None, (kind, str(group), str(member or ""))))


def _of_week(kind: str, group: Group, week: date, at: datetime, member: Member | None = None) -> Due:
    key = weekly_key(kind, group.id, member.id if member else None)
    return Due(key, kind, group.id, f"{key}:{week.isoformat()}", at, member.id if member else None)


def of_posted(ask: Ask) -> tuple[Due, ...]:
    """Give what is due for a posted ask: the nudge after 24 hours and the expiry."""
    return _about(ask, NUDGE, ask.posted_at + timedelta(hours=24)), expiry(ask)


def expiry(ask: Ask) -> Due:
    """Give what is due when nobody has answered an ask for as long as it lives."""
    return _about(ask, EXPIRY, ask.expires_at)


def of_introduced(ask: Ask, helper: MemberId, at: datetime, off: Container[date] = ()) -> tuple[Due, ...]:
    """Give what is due after an introduction: the questions after 3 and 7 business days (`at` is local)."""
    return tuple(
        _about(ask, FOLLOW_UP.format(days), business_days_after(at, days, off), helper) for days in FOLLOW_UPS
    )


def _about(ask: Ask, kind: str, at: datetime, helper: MemberId | None = None) -> Due:
    key = ":".join(filter(None, (kind, str(ask.id), str(helper or ""), f"{ask.posted_at:%Y%m%dT%H%M%S}")))
    return Due(key, kind, ask.group, ask.subject, at, helper or ask.requester)
