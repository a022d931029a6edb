"""Debriefs: what a member takes from a meeting; theirs alone, but for what they share.

The questions are those of the first article: its definition of NetLearning (still a prospect, where could I add value,
how can I help them) and its steps 7 and 8 (the résumé only if they ask; may I stay in touch).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import MeetingId
from bot.domain.target import Target, TargetStage

ANSWER_MAX = 500


class Prospect(StrEnum):
    """Whether the company is still one to learn about."""

    YES = "yes"
    UNSURE = "not sure"
    NO = "no"


class Cadence(StrEnum):
    """How a member stays in touch, if they may."""

    NOT = "not"
    MONTHLY = "monthly"
    """After a week, then every month."""
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True)
class Debrief:
    """What a member takes from a meeting.

    `learnt` may be `shared` with the group. `value` is where they could add value, `help` how they can help them,
    `place` where they meet next, `others` whom else to meet, `introduce` whom they could introduce to them, `told`
    what the introducer reads.
    """

    meeting: MeetingId
    learnt: str = ""
    shared: bool = False
    prospect: Prospect = Prospect.UNSURE
    value: str = ""
    help: str = ""
    resume: bool = False
    cadence: Cadence = Cadence.NOT
    place: str = ""
    others: str = ""
    introduce: str = ""
    told: str = ""


def stage_after(debrief: Debrief, before: TargetStage) -> TargetStage:
    """Give where a target stands after a meeting; what is no prospect is kept in touch, never dropped."""
    if before is TargetStage.DROPPED:
        return before
    stays = debrief.cadence is not Cadence.NOT or debrief.prospect is Prospect.NO
    return TargetStage.IN_TOUCH if stays else TargetStage.MEETING


def next_target(targets: Iterable[Target]) -> Target | None:
    """Give the company to turn to next: the first, as they are sorted, about which nothing is under way."""
    return next((each for each in targets if each.stage is TargetStage.LISTED), None)
