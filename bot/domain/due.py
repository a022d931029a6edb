"""Due work: what the clock owes, written with the fact that causes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule

from bot.domain.ask import Ask
from bot.domain.ids import GroupId, MemberId


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
        """Take what is due out of the table, oldest first; it is there again if the transaction fails."""

    def take_one(self, key: str, now: datetime) -> Due | None:
        """Take one piece of work likewise, if it is due and nobody else has it."""

    def drop(self, key: str) -> None:
        """Take one piece of work away, if it waits."""

    def fail(self, key: str, error: str, until: datetime | None) -> None:
        """Note a failed attempt, to be repeated then, or to be buried with None."""

    def revive(self, key: str, at: datetime) -> bool:
        """Let buried work be tried anew; False where there is no such row."""

    def next_at(self) -> datetime | None:
        """Give when the next work is due."""

    def stuck(self, most: int) -> Sequence[Stuck]:
        """Give the work that failed at least once."""

    def unplanted_members(self, kind: str, most: int) -> Sequence[tuple[GroupId, MemberId]]:
        """Give members of groups for whom no work of a kind waits, although it should."""

    def unplanted_groups(self, kind: str, most: int) -> Sequence[GroupId]:
        """Give groups likewise."""


def business_days_after(start: datetime, days: int) -> datetime:
    """Give the same time of day, so many working days (Monday to Friday) later, in the zone of `start`."""
    after = rrule(DAILY, dtstart=start + timedelta(days=1), count=days, byweekday=(MO, TU, WE, TH, FR))
    return after[days - 1]


def of_posted(ask: Ask) -> tuple[Due, ...]:
    """Give what is due for a posted ask: the nudge after 24 hours and the expiry."""
    return _about(ask, "ask nudge", ask.posted_at + timedelta(hours=24)), expiry(ask)


def expiry(ask: Ask) -> Due:
    """Give what is due when nobody has answered an ask for as long as it lives."""
    return _about(ask, "ask expiry", ask.expires_at)


def of_introduced(ask: Ask, helper: MemberId, at: datetime) -> tuple[Due, ...]:
    """Give what is due after an introduction: the questions after 3 and 7 business days (`at` is local)."""
    return tuple(
        _about(ask, f"ask followup {days}", business_days_after(at, days), helper) for days in (3, 7)
    )


def _about(ask: Ask, kind: str, at: datetime, helper: MemberId | None = None) -> Due:
    key = ":".join(filter(None, (kind, str(ask.id), str(helper or ""), f"{ask.posted_at:%Y%m%dT%H%M%S}")))
    return Due(key, kind, ask.group, ask.subject, at, helper or ask.requester)
