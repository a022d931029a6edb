"""Follow-ups: what is owed after a meeting, each with the next time at which the bot reminds of it.

Steps 7 to 9 of the first article: a thank-you, the résumé only if they asked, staying in touch with something to give.
Reminding is never a penalty: an answer costs one press, and whoever does not answer is left in peace.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.domain.debrief import Cadence, Debrief
from bot.domain.errors import NotYours, TooLate
from bot.domain.ids import FollowUpId, GroupId, MeetingId, MemberId
from bot.domain.meeting import NIGHT, Meeting
from bot.domain.quiet import Quiet
from bot.domain.weekly import moment

MISSES = 3
"""After so many reminders without an answer the bot reminds no more; the follow-up stays on the list."""
THANKS_AFTER = timedelta(hours=20)
SOONEST = timedelta(hours=1)
"""A reminder leaves at least so much time since what it follows from."""
MORNING, EVENING = time(10), time(18)


class FollowUpKind(StrEnum):
    """What is owed."""

    THANK_YOU = "thank-you"
    RESUME = "résumé"
    TOUCH = "stay in touch"
    INTRODUCE = "introduction"
    TELL = "tell the introducer"


class FollowUpState(StrEnum):
    """How a follow-up stands."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not needed"


class Gift(StrEnum):
    """Something to give whenever one gets in touch."""

    ARTICLE = "article"
    QUESTION = "question"
    INTRODUCTION = "introduction"


_AGAIN_DAYS = {
    FollowUpKind.THANK_YOU: 1,
    FollowUpKind.RESUME: 1,
    FollowUpKind.TOUCH: 7,
    FollowUpKind.INTRODUCE: 7,
    FollowUpKind.TELL: 2,
}
"""After so many days the bot reminds again, or somebody asks to be reminded who says "later"."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a member can be reminded: in their zone, after their quiet hours, or else after the night."""

    zone: ZoneInfo
    quiet: Quiet | None

    def after(self, at: datetime) -> datetime:
        """Give the first moment from then on at which they can be reminded, in UTC."""
        quiet = self.quiet if self.quiet and self.quiet.begin != self.quiet.end else NIGHT
        return quiet.over(at, self.zone).astimezone(UTC)

    def on(self, day: date, at: time, *, not_before: datetime) -> datetime:
        """Give a time of a day here, or the first thereafter at which they can be reminded."""
        return self.after(max(moment(datetime.combine(day, at), self.zone), not_before))

    def morning(self, day: date, *, not_before: datetime) -> datetime:
        """Give the morning of a day, or of the Monday after it: what others are to read is written in the week."""
        monday = day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
        return self.on(monday, MORNING, not_before=not_before)

    def today(self, now: datetime) -> date:
        """Give the day it is here."""
        return now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something owed after a meeting; `text` is what was promised, in the member's words.

    `next_at` is when the bot reminds next, None where it does not any more. `misses` counts the reminders without an
    answer. What comes again has a `cadence`, and `turn` counts how often it was done.
    """

    id: FollowUpId
    group: GroupId
    owner: MemberId
    meeting: MeetingId
    kind: FollowUpKind
    text: str
    next_at: datetime | None
    cadence: Cadence = Cadence.NOT
    turn: int = 0
    misses: int = 0
    state: FollowUpState = FollowUpState.OPEN
    version: int = 1

    @property
    def subject(self) -> str:
        """The name under which messages and due work about this follow-up are found again."""
        return f"followup:{self.id}"

    @property
    def gift(self) -> Gift:
        """What to give this time."""
        return list(Gift)[self.turn % len(Gift)]

    def done(self, turn: int, by: MemberId, now: datetime, hours: Hours) -> Self:
        """Its owner has done it; what comes again comes after another month, or quarter."""
        self._check(turn, by)
        if self.kind is not FollowUpKind.TOUCH:
            return replace(self, state=FollowUpState.DONE, next_at=None)
        return replace(self, turn=self.turn + 1, misses=0, next_at=self._next(now, hours))

    def later(self, turn: int, by: MemberId, now: datetime, hours: Hours) -> Self:
        """Its owner would like to be reminded later."""
        self._check(turn, by)
        return replace(self, misses=0, next_at=self._again(now, hours))

    def not_needed(self, turn: int, by: MemberId) -> Self:
        """Its owner says that it is not needed, or not any more."""
        self._check(turn, by)
        return replace(self, state=FollowUpState.NOT_NEEDED, next_at=None)

    def reminded(self, now: datetime, hours: Hours) -> Self:
        """The bot reminds of it now: for the last time, where nobody answered before."""
        misses = self.misses + 1
        if misses >= MISSES:
            return replace(self, misses=misses, next_at=None)
        comes_again = self.kind is FollowUpKind.TOUCH
        return replace(self, misses=misses, next_at=(self._next if comes_again else self._again)(now, hours))

    def keep_warm(self, now: datetime, hours: Hours) -> Self:
        """Stay in touch by the quarter from now on, also where it was reminded of in vain: its owner has landed."""
        if self.kind is not FollowUpKind.TOUCH or self.state is not FollowUpState.OPEN:
            return self
        warm = replace(self, cadence=Cadence.QUARTERLY, misses=0)
        return replace(warm, next_at=warm._next(now, hours))

    def _next(self, now: datetime, hours: Hours) -> datetime:
        """Give when it comes the next time, by its cadence."""
        return hours.morning(_next_day(self.cadence, hours.today(now)), not_before=now + SOONEST)

    def _again(self, now: datetime, hours: Hours) -> datetime:
        """Give when the same is reminded of again."""
        day = hours.today(now) + timedelta(days=_AGAIN_DAYS[self.kind])
        if self.kind is FollowUpKind.RESUME:
            return hours.on(day, EVENING, not_before=now + SOONEST)
        return hours.morning(day, not_before=now + SOONEST)

    def _check(self, turn: int, by: MemberId) -> None:
        """Refuse who may not answer, and a button of a time before this one."""
        if by != self.owner:
            raise NotYours("That follow-up is somebody else's. /meeting followups shows yours.")
        if self.state is FollowUpState.DONE or turn != self.turn:
            raise TooLate("You have done this already. /meeting followups shows what comes next.")
        if self.state is FollowUpState.NOT_NEEDED:
            raise TooLate("You said that this is not needed. /meeting followups shows what is.")


def opened(meeting: Meeting, debrief: Debrief, now: datetime, hours: Hours) -> Sequence[FollowUp]:
    """Give what is owed after a meeting of which was told now, soonest first."""
    soonest = now + SOONEST
    day, today = hours.today(meeting.end), hours.today(now)
    week = timedelta(days=7)
    touch = day + week if debrief.cadence is Cadence.MONTHLY else _next_day(Cadence.QUARTERLY, day)
    owed = {
        FollowUpKind.THANK_YOU: ("", hours.after(max(meeting.end + THANKS_AFTER, soonest))),
    }
    if debrief.resume:
        owed[FollowUpKind.RESUME] = "", hours.on(day, EVENING, not_before=soonest)
    if debrief.introduce:
        owed[FollowUpKind.INTRODUCE] = debrief.introduce, hours.morning(today + week, not_before=soonest)
    if meeting.introduced_by and not debrief.told:
        owed[FollowUpKind.TELL] = "", hours.morning(today + timedelta(days=1), not_before=soonest)
    if debrief.cadence is not Cadence.NOT:
        owed[FollowUpKind.TOUCH] = debrief.help, hours.morning(touch, not_before=soonest)
    made = [
        FollowUp(
            FollowUpId(0), meeting.group, meeting.owner, meeting.id, kind, text, at,
            debrief.cadence if kind is FollowUpKind.TOUCH else Cadence.NOT,
        )
        for kind, (text, at) in owed.items()
    ]  # fmt: skip
    return sorted(made, key=lambda each: each.next_at or now)


def _next_day(cadence: Cadence, since: date) -> date:
    return since + relativedelta(months=1 if cadence is Cadence.MONTHLY else 3)


class FollowUpRepository(Protocol):
    """Where follow-ups are kept; what was promised is encrypted."""

    def open(self, followups: Sequence[FollowUp]) -> Sequence[FollowUp]:
        """Store those whose kind their meeting does not have yet, and give these with their ids."""

    def save(self, followup: FollowUp) -> FollowUp:
        """Store the changed follow-up; raises Conflict if somebody else did so meanwhile."""

    def get(self, group: GroupId, followup: FollowUpId) -> FollowUp:
        """Give one follow-up of the group; raises NotFound."""

    def of(self, group: GroupId, owner: MemberId) -> Sequence[FollowUp]:
        """Give a member's open follow-ups, soonest first; those of which the bot reminds no more are last."""

    def of_meeting(self, meeting: MeetingId) -> Sequence[FollowUp]:
        """Give what a meeting has led to, whatever its state."""
