"""Check-ins: once a week a member says how it went, and what they promise next.

Weeks are named by their Mondays. How long a streak is follows from the weeks alone; nothing is counted beside them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.ids import CommitmentId, GroupId, MemberId

WINDOW = timedelta(hours=48)
"""For so long a check-in can be answered."""
REMINDER = timedelta(hours=24)
"""So long after the question comes the one reminder."""
SILENCES = 3
"""After so many weeks without an answer the bot asks once, and pauses."""
BUDDY_HEARS = 2
"""After so many a buddy hears of it."""
FREEZES = 2
"""So many weeks of a calendar month may be missed without ending a streak."""
ANSWER_MAX = 500
PROMISE_MAX = 200
PROMISES = 3
"""As many commitments a member may have in a week; more would not be kept."""


class Outcome(StrEnum):
    """What became of a commitment."""

    DONE = "done"
    PARTLY = "partly"
    NOT_THIS_WEEK = "not this week"


class CheckInState(StrEnum):
    """How a week's check-in stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    LATE = "late"
    """Answered after its window: it does not count, but whoever answers is not silent."""
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a member promises to do in a week; the group reads it only if it is shared."""

    id: CommitmentId
    group: GroupId
    member: MemberId
    week: date
    text: str
    shared: bool
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A member's account of a week: private, but for what they share."""

    group: GroupId
    member: MemberId
    week: date
    closes_at: datetime
    state: CheckInState = CheckInState.ASKED
    learnt: str = ""
    helped: str = ""
    peer: MemberId | None = None
    shared: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state is CheckInState.ASKED

    def answered(self, now: datetime) -> CheckInState:
        """Give how it stands once it is answered now; what was answered in time may be changed at any time."""
        in_time = self.state is CheckInState.ANSWERED or (self.is_open and now < self.closes_at)
        return CheckInState.ANSWERED if in_time else CheckInState.LATE


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a member keeps time in a group: paused or not, and who hears of their silence."""

    group: GroupId
    member: MemberId
    paused: bool = False
    buddy: MemberId | None = None
    buddy_agreed: bool = False


@dataclass(frozen=True, slots=True)
class Streak:
    """How many weeks in a row were answered, and how many were missed since the last answer."""

    weeks: int = 0
    silences: int = 0
    freezes_left: int = FREEZES


def streak(weeks: Iterable[tuple[date, CheckInState]], today: date) -> Streak:
    """Count a member's weeks, oldest first; a paused week is not among them, and a freeze adds nothing."""
    many, silences, used = 0, 0, Counter[tuple[int, int]]()
    for week, state in weeks:
        month = (week.year, week.month)
        match state:
            case CheckInState.ANSWERED:
                many, silences = many + 1, 0
            case CheckInState.MISSED | CheckInState.LATE:
                silences = silences + 1 if state is CheckInState.MISSED else 0
                if many and used[month] < FREEZES:
                    used[month] += 1
                else:
                    many = 0
            case CheckInState.ASKED:
                pass  # it may still be answered
    return Streak(many, silences, FREEZES - used[(today.year, today.month)])


class CheckInRepository(Protocol):
    """Where check-ins and commitments are kept; texts are encrypted."""

    def ask(self, asked: Sequence[CheckIn]) -> Sequence[CheckIn]:
        """Store new check-ins; gives those that were not there yet."""

    def get(self, group: GroupId, member: MemberId, week: date) -> CheckIn | None:
        """Give one week's check-in."""

    def latest(self, group: GroupId, member: MemberId) -> CheckIn | None:
        """Give the check-in of the last week that has one."""

    def save(self, checkin: CheckIn, at: datetime) -> None:
        """Store a check-in, new or changed."""

    def weeks(self, group: GroupId, member: MemberId) -> Sequence[tuple[date, CheckInState]]:
        """Give how all of a member's weeks stand, oldest first."""

    def open(self, who: Sequence[tuple[GroupId, MemberId]]) -> Sequence[CheckIn]:
        """Give the check-ins of these members, each in a group, that wait for an answer."""

    def close(self, who: Sequence[tuple[GroupId, MemberId]], now: datetime) -> Sequence[CheckIn]:
        """End the windows of these members that nobody has answered until now; gives these check-ins."""

    def lately(
        self, who: Sequence[tuple[GroupId, MemberId]], since: date
    ) -> Mapping[tuple[GroupId, MemberId], Sequence[tuple[date, CheckInState]]]:
        """Give how these members' weeks stand since then, oldest first; with one read for all of them."""

    def promise(self, commitment: Commitment, at: datetime) -> Commitment:
        """Store a new commitment."""

    def commitment(self, group: GroupId, commitment: CommitmentId) -> Commitment:
        """Give one commitment; raises NotFound."""

    def share(self, commitment: CommitmentId, shared: bool) -> None:
        """Let the group read a commitment, or not any more."""

    def settle(self, commitment: CommitmentId, outcome: Outcome) -> None:
        """Note what became of a commitment."""

    def commitments(self, who: Sequence[tuple[GroupId, MemberId]], since: date) -> Sequence[Commitment]:
        """Give what these members, each in a group, promised for that week and later ones, oldest first."""

    def rhythm(self, group: GroupId, member: MemberId) -> Rhythm:
        """Give how a member keeps time."""

    def keep(self, rhythm: Rhythm) -> None:
        """Store how a member keeps time."""

    def shared(self, group: GroupId, since: datetime) -> Sequence[CheckIn]:
        """Give the check-ins answered since then whose learnings are shared, oldest first; of those who are there."""

    def promised(self, group: GroupId, since: datetime) -> Sequence[Commitment]:
        """Give the commitments made since then that are shared, oldest first; of those who are there."""

    def answered(self, group: GroupId, since: datetime) -> int:
        """Count who has answered a check-in since then, of those who are there."""
