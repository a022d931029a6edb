"""Meetings: a conversation of 20 or 30 minutes to learn, from its date to what became of it.

Whom a member meets is theirs alone. A meeting that was cancelled is kept, and its time is free again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from bot.domain.ask import Ask, AskState, OfferState
from bot.domain.company import Company
from bot.domain.debrief import Debrief
from bot.domain.errors import NotYours, Refusal, TooLate
from bot.domain.ids import AskId, GroupId, MeetingId, MemberId
from bot.domain.quiet import Quiet
from bot.domain.say import in_words

WHOM_MAX = 100
LENGTHS = (20, 30)
"""Minutes; the first article asks for "20-30 minutes to help you LEARN" (step 2)."""
AHEAD = timedelta(days=365)
"""A date further off is more likely a slip than a plan."""
NIGHT = Quiet(time(21), time(7))
"""When nobody is expected to meet: such a time is asked about."""
SO_FAR = (OfferState.ACCEPTED, OfferState.ASKED, OfferState.INTRODUCED, OfferState.CONFIRMED, OfferState.MET)
"""How far an introduction has come at the least that led to a meeting, in rising order."""


class MeetingState(StrEnum):
    """How a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "did not take place"
    CANCELLED = "cancelled"


class Doubtful(Refusal):
    """What was said is possible but unlikely: it is done once it is said again, with `sure`."""

    code = "doubtful"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of its owner with `whom`, at `start` (UTC), which was said in the IANA `zone`; `minutes` long.

    It may have come from an ask of theirs, and `introduced_by` a member of the group.
    """

    id: MeetingId
    group: GroupId
    owner: MemberId
    company: Company
    whom: str
    start: datetime
    zone: str
    minutes: int
    ask: AskId | None = None
    introduced_by: MemberId | None = None
    state: MeetingState = MeetingState.PLANNED
    version: int = 1

    @classmethod
    def plan(
        cls,
        group: GroupId,
        owner: MemberId,
        company: Company,
        whom: str,
        start: datetime,
        zone: str,
        minutes: int,
        now: datetime,
        *,
        introduction: tuple[Ask, MemberId] | None = None,
        introduced_by: MemberId | None = None,
        sure: bool = False,
    ) -> Self:
        """Make a new meeting; `introduction` is what `led_here` gives.

        Raises Refusal for an empty name, another length, a past or far date; Doubtful for one at night, unless `sure`;
        TooLate for an ask that was taken back, NotYours for another's.
        """
        if not company.name.strip():
            raise Refusal("Which company is it? Its name is enough.")
        if not whom.strip():
            raise Refusal("Whom do you meet? A role is enough, such as “a team lead”; only you read it.")
        if minutes not in LENGTHS:
            raise Refusal(f"{minutes} minutes is not what these meetings take. Choose 20 or 30.")
        _check_start(start, zone, now, sure=sure)
        ask = introduction[0] if introduction else None
        if ask:
            _check_ask(ask, owner)
        if introduced_by == owner:
            raise Refusal("Introduced by yourself? Leave that empty, or name the peer who did.")
        helper = introduced_by or (introduction[1] if introduction else None)
        from_ask = ask.id if ask else None
        start = start.astimezone(UTC)
        return cls(MeetingId(0), group, owner, company, whom, start, zone, minutes, from_ask, helper)

    @property
    def subject(self) -> str:
        """The name under which messages and due work about this meeting are found again."""
        return f"meeting:{self.id}"

    @property
    def end(self) -> datetime:
        """When it ends, in UTC."""
        return self.start + timedelta(minutes=self.minutes)

    @property
    def local(self) -> datetime:
        """When it begins, by the clocks of the zone in which that was said."""
        return self.start.astimezone(ZoneInfo(self.zone))

    def owned(self, by: MemberId) -> Self:
        """Give the meeting to its owner; raises NotYours."""
        if by != self.owner:
            raise NotYours("That meeting is somebody else's. /meeting list shows yours.")
        return self

    def move(self, start: datetime, zone: str, by: MemberId, now: datetime, *, sure: bool = False) -> Self:
        """Its owner puts it to another time, also one that did not take place."""
        self.owned(by)
        if self.state not in (MeetingState.PLANNED, MeetingState.MISSED):
            raise TooLate(_MEANWHILE[self.state])
        _check_start(start, zone, now, sure=sure)
        return replace(self, start=start.astimezone(UTC), zone=zone, state=MeetingState.PLANNED)

    def cancel(self, by: MemberId) -> Self:
        """Its owner calls it off."""
        self.owned(by)
        if self.state is not MeetingState.PLANNED:
            raise TooLate(_MEANWHILE[self.state])
        return replace(self, state=MeetingState.CANCELLED)

    def hold(self, by: MemberId, now: datetime) -> Self:
        """Its owner says that it took place; saying so again changes nothing."""
        self._check_begun(by, now)
        return replace(self, state=MeetingState.HELD)

    def miss(self, by: MemberId, now: datetime) -> Self:
        """Its owner says that it did not take place."""
        self._check_begun(by, now)
        if self.state is MeetingState.HELD:
            raise TooLate(_MEANWHILE[self.state])
        return replace(self, state=MeetingState.MISSED)

    def overlaps(self, other: "Meeting") -> bool:
        """Tell whether two planned meetings are at the same time."""
        both = self.state is other.state is MeetingState.PLANNED and self.id != other.id
        return both and self.start < other.end and other.start < self.end

    def _check_begun(self, by: MemberId, now: datetime) -> None:
        self.owned(by)
        if self.state is MeetingState.CANCELLED:
            raise TooLate(_MEANWHILE[self.state])
        if now < self.start:
            when = in_words(self.local, now)
            raise Refusal(
                f"This meeting begins {when}; tell how it was afterwards. "
                "If its time has changed, /meeting list leads to it."
            )


def check_free(meeting: Meeting, others: Iterable[Meeting], *, sure: bool = False) -> None:
    """Refuse the same meeting twice; one beside another of the same member is asked about, unless `sure`."""
    for other in others:
        if not meeting.overlaps(other):
            continue
        if meeting.company.key == other.company.key:
            raise TooLate(
                f"You have this meeting at {other.company} already. /meeting list shows it, and moves it."
            )
        if not sure:
            raise Doubtful(f"You meet somebody at {other.company} at that time. Are both right?")


def led_here(
    asks: Sequence[Ask], company: Company, helper: MemberId | None = None
) -> tuple[Ask, MemberId] | None:
    """Give the ask of a member's that led to a company, and whose introduction: the furthest, newest first.

    With a `helper` only that one's counts. Asks that were taken back do not lead anywhere.
    """
    here = [ask for ask in asks if ask.company.key == company.key and ask.ended is not AskState.WITHDRAWN]
    for state in reversed(SO_FAR):
        for ask in here:
            for each in ask.helpers(state):
                if helper in (None, each):
                    return ask, each
    return None


def _check_start(start: datetime, zone: str, now: datetime, *, sure: bool) -> None:
    here = start.astimezone(ZoneInfo(zone))
    if start <= now:
        raise Refusal(f"That was {in_words(here, now)}, which is over. Say a time that is still to come.")
    if start > now + AHEAD:
        raise Refusal(f"That is {in_words(here, now)}, more than a year ahead. Say a nearer date.")
    if NIGHT.holds(here.time()) and not sure:
        raise Doubtful(f"{here.hour}:{here:%M} is in the night in {zone}. Is that right?")


def _check_ask(ask: Ask, owner: MemberId) -> None:
    if ask.requester != owner:
        raise NotYours("That ask is somebody else's. Plan the meeting without it.")
    if ask.ended is AskState.WITHDRAWN:
        raise TooLate(f"You took your ask about {ask.company} back. Plan the meeting without it.")


_MEANWHILE = {
    MeetingState.PLANNED: "This meeting is planned already.",
    MeetingState.HELD: "This meeting was held; what you told of it is kept.",
    MeetingState.MISSED: "This meeting did not take place. You can move it to another time.",
    MeetingState.CANCELLED: "This meeting was cancelled. You can plan another.",
}


class MeetingRepository(Protocol):
    """Where meetings and their debriefs are kept; whom a member met, and what they say of it, is encrypted."""

    def add(self, meeting: Meeting) -> Meeting:
        """Store a new meeting (its id is made here); raises Conflict if it was stored meanwhile."""

    def save(self, meeting: Meeting) -> Meeting:
        """Store the changed meeting; raises Conflict if somebody else did so meanwhile."""

    def get(self, group: GroupId, meeting: MeetingId) -> Meeting:
        """Give one meeting of the group; raises NotFound, also for another group's."""

    def of(self, group: GroupId, owner: MemberId) -> Sequence[Meeting]:
        """Give a member's meetings that were not cancelled, the latest first."""

    def held(self, group: GroupId, since: datetime) -> int:
        """Count the meetings held since then."""

    def debrief(self, meeting: MeetingId) -> Debrief | None:
        """Give what was told of a meeting."""

    def tell(self, debrief: Debrief, at: datetime) -> None:
        """Store what was told of a meeting, new or changed."""

    def shared(self, group: GroupId, since: datetime) -> Sequence[tuple[MemberId, str]]:
        """Give who shared what they learnt, told since then, oldest first; of those who are there."""
