"""Points: an append-only ledger of confirmed help, from which every score is derived."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.ask import Ask
from bot.domain.errors import NotYours, OverLimit, Refusal, TooLate
from bot.domain.group import Settings
from bot.domain.ids import EventId, GroupId, MemberId
from bot.domain.meeting import Meeting
from bot.domain.preparation import Practice, Preparation
from bot.domain.say import in_words

REASON_MAX = 300
THANKS_A_DAY = 5
THANKS_A_PAIR = 3
PAIR_WINDOW = timedelta(days=30)
RETURN_WINDOW = timedelta(days=7)


class HelpKind(StrEnum):
    """What the help was."""

    INTRODUCTION = "introduction"
    SUGGESTION = "suggestion"
    PRACTICE = "practice"
    MEETING = "meeting"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class HelpEvent:
    """One line of the ledger: `helper` helped `receiver`, who confirmed it.

    `subject` names the fact, and a fact counts once; `undoes` is the line that this one takes back, with the
    points negated and the time of the line it takes back, so that every period's sum is right again.
    """

    id: EventId
    group: GroupId
    helper: MemberId
    receiver: MemberId
    kind: HelpKind
    points: int
    subject: str
    at: datetime
    undoes: EventId | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One member's place among those who helped in a period."""

    member: MemberId
    name: str
    points: int
    place: int
    first_time: bool = False


@dataclass(frozen=True, slots=True)
class Standings:
    """What the leaderboard shows: the group's total, the top, and the viewer's own place."""

    total: int
    helpers: int
    top: tuple[Standing, ...]
    own: Standing | None


@dataclass(frozen=True, slots=True)
class Help:
    """What one member gave another in a time, of one kind: how often, and how many points."""

    helper: MemberId
    receiver: MemberId
    kind: HelpKind
    times: int
    points: int


class Ledger(Protocol):
    """Where help events are kept; lines are added, never changed."""

    def add(self, event: HelpEvent) -> HelpEvent | None:
        """Add a line; None where the same fact already counts."""

    def undo(self, reversal: HelpEvent) -> None:
        """Add a line that `taken_back` made; raises TooLate if another did so before."""

    def get(self, group: GroupId, event: EventId) -> HelpEvent:
        """Give one line of the group; raises NotFound."""

    def counted(self, group: GroupId, subject: str) -> Sequence[HelpEvent]:
        """Give the lines of a fact that were not taken back."""

    def thanks(self, group: GroupId, giver: MemberId, since: datetime) -> Sequence[HelpEvent]:
        """Give the thanks between the giver and anybody since then, not taken back, oldest first."""

    def help(self, group: GroupId, since: datetime) -> Sequence[Help]:
        """Give who helped whom since then, most points first, without what was taken back."""

    def standings(self, group: GroupId, viewer: MemberId, since: datetime | None, top: int) -> Standings:
        """Rank those who helped since then (always, with None), without those who opted out."""


def subject(ask: Ask, kind: HelpKind, helper: MemberId) -> str:
    """Name what a helper did for an ask, as the fact that counts once."""
    return f"{ask.subject}/{kind}/{helper}"


def introduction_confirmed(
    ask: Ask, helper: MemberId, worth: Settings, at: datetime
) -> tuple[HelpEvent, ...]:
    """Say what a confirmed introduction is worth: to its helper, and to the peer who suggested them."""
    suggested_by = next(offer.suggested_by for offer in ask.offers if offer.helper == helper)
    introduced = _event(ask, helper, HelpKind.INTRODUCTION, helper, worth.introduction_points, at)
    if suggested_by is None:
        return (introduced,)
    return introduced, _event(ask, helper, HelpKind.SUGGESTION, suggested_by, worth.suggestion_points, at)


def meeting_held(ask: Ask, helper: MemberId, worth: Settings, at: datetime) -> HelpEvent:
    """Say what it is worth to the helper that the meeting was held."""
    return _event(ask, helper, HelpKind.MEETING, helper, worth.meeting_points, at)


def meeting_through(
    meeting: Meeting, helper: MemberId, worth: Settings, at: datetime
) -> tuple[HelpEvent, ...]:
    """Say what a held meeting is worth to whoever introduced its owner without an ask: both, the introduction too."""
    kinds = {HelpKind.INTRODUCTION: worth.introduction_points, HelpKind.MEETING: worth.meeting_points}
    return tuple(
        HelpEvent(
            EventId(0),
            meeting.group,
            helper,
            meeting.owner,
            kind,
            points,
            f"{meeting.subject}/{kind}/{helper}",
            at,
        )
        for kind, points in kinds.items()
    )


def practice_done(preparation: Preparation, practice: Practice, worth: Settings, at: datetime) -> HelpEvent:
    """Say what a confirmed practice run is worth to the peer who played the other side."""
    return HelpEvent(
        EventId(0), preparation.group, practice.peer, preparation.owner, HelpKind.PRACTICE,
        worth.practice_points, practice_subject(preparation, practice), at,
    )  # fmt: skip


def practice_subject(preparation: Preparation, practice: Practice) -> str:
    """Name a practice run, as the fact that counts once."""
    return f"{preparation.subject}/{HelpKind.PRACTICE}/{practice.peer}"


def _event(
    ask: Ask, helper: MemberId, kind: HelpKind, earner: MemberId, worth: int, at: datetime
) -> HelpEvent:
    return HelpEvent(
        EventId(0), ask.group, earner, ask.requester, kind, worth, subject(ask, kind, helper), at
    )


@dataclass(frozen=True, slots=True)
class ThanksRules:
    """The limits of thanks, decided on the giver's recent thanks (given and received)."""

    giver: MemberId
    recent: Sequence[HelpEvent]
    now: datetime

    def points_for(
        self, helper: MemberId, settings: Settings, *, day_start: datetime, day_end: datetime
    ) -> int:
        """Give what thanking this helper is worth now; raises what forbids it, with when it frees."""
        if helper == self.giver:
            raise Refusal("Thanks go to somebody else. Name the peer who helped you.")
        given = [event for event in self.recent if event.receiver == self.giver]
        if sum(day_start <= event.at < day_end for event in given) >= THANKS_A_DAY:
            raise OverLimit(
                f"You have thanked {THANKS_A_DAY} times today, which is the most for one day. "
                f"You can thank again {in_words(day_end, self.now)}."
            )
        to_helper = [
            event.at for event in given if event.helper == helper and event.at > self.now - PAIR_WINDOW
        ]
        if len(to_helper) >= THANKS_A_PAIR:
            frees = to_helper[-THANKS_A_PAIR] + PAIR_WINDOW
            raise OverLimit(
                f"You have thanked this peer {THANKS_A_PAIR} times in 30 days, which is the most for a pair. "
                f"You can thank them again {in_words(frees.astimezone(day_start.tzinfo), self.now)}."
            )
        returned = any(
            event.receiver == helper and event.points > 0 and event.at > self.now - RETURN_WINDOW
            for event in self.recent
        )
        return 0 if returned else settings.thanks_points


def taken_back(event: HelpEvent, by: MemberId) -> HelpEvent:
    """Give the line that takes another back; only who confirmed the help may."""
    if by != event.receiver:
        raise NotYours("Only the member who said thank you may take it back.")
    if event.undoes is not None:
        raise TooLate("This was taken back already.")
    return HelpEvent(
        EventId(0), event.group, event.helper, event.receiver, event.kind, -event.points, event.subject,
        event.at, undoes=event.id,
    )  # fmt: skip
