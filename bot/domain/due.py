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


class DueRepository(Protocol):
    """Where due work waits."""

    def add(self, work: Sequence[Due]) -> None:
        """Store due work; what has the key of a row that is there replaces it."""

    def cancel(self, subject: str, *kinds: str) -> None:
        """Take away the waiting work of a subject: of these kinds, or all of it."""

    def of(self, group: GroupId) -> Sequence[Due]:
        """Give what waits for a group, soonest first."""


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
