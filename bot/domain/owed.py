"""What a member owes at a moment: the list as they read it, and how it changes when they tell of a meeting again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from bot.domain.company import Company
from bot.domain.followup import FollowUp, FollowUpKind, FollowUpState


class Answer(StrEnum):
    """What a member says of a follow-up, by one press."""

    DONE = "done"
    LATER = "later"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Owed:
    """A follow-up with its company; `when` says when the bot reminds of it next, empty where it does not any more."""

    followup: FollowUp
    company: Company
    when: str


@dataclass(frozen=True, slots=True)
class Amended:
    """What telling of a meeting again changes: follow-ups that are new, and those that are otherwise now."""

    new: tuple[FollowUp, ...]
    changed: tuple[FollowUp, ...]

    @classmethod
    def of(cls, there: Sequence[FollowUp], before: Sequence[FollowUp], now: Sequence[FollowUp]) -> Self:
        """Compare what a meeting led to with what its debrief asked for before, and asks for now.

        What is no longer asked for is not needed; what was not needed is open again where it is asked for anew.
        """
        known = {each.kind: each for each in there}
        wanted = {each.kind: each for each in now}
        asked = {each.kind for each in before}
        new = tuple(each for each in now if each.kind not in known)
        return cls(new, tuple(_changed(known, wanted, asked)))


def _changed(
    known: dict[FollowUpKind, FollowUp], wanted: dict[FollowUpKind, FollowUp], asked: set[FollowUpKind]
) -> Iterator[FollowUp]:
    for kind, each in known.items():
        fresh = wanted.get(kind)
        if fresh is None and each.state is FollowUpState.OPEN:
            yield replace(each, state=FollowUpState.NOT_NEEDED, next_at=None)
        elif fresh and each.state is FollowUpState.NOT_NEEDED and kind not in asked:
            yield replace(fresh, id=each.id, turn=each.turn, version=each.version)
        elif (
            fresh
            and each.state is FollowUpState.OPEN
            and (each.text, each.cadence) != (fresh.text, fresh.cadence)
        ):
            anew = each.cadence is not fresh.cadence and each.turn == 0
            yield replace(
                each, text=fresh.text, cadence=fresh.cadence, next_at=fresh.next_at if anew else each.next_at
            )
