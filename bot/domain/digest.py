"""The weekly digest: which were posted, whose turn it is to facilitate, and what a week was like."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.ask import Ask
from bot.domain.ids import GroupId, MemberId
from bot.domain.member import Member
from bot.domain.points import Help, Standing
from bot.domain.target import BoardRow

CIRCLE = 10
"""So many people stand in the picture of who helped whom."""


@dataclass(frozen=True, slots=True)
class Week:
    """What a digest tells of; nothing in it is private.

    `top` are those who helped most, without who opted out; `names` those of the circle who did not. `unanswered`
    are the oldest asks with their requesters' names, of `waiting` in all; `companies` are new on the board, of
    `new` in all; `learnt` and `promised` are names with what these members chose to share.
    """

    help: tuple[Help, ...]
    top: tuple[Standing, ...]
    names: dict[MemberId, str]
    unanswered: tuple[tuple[Ask, str], ...]
    waiting: int
    companies: tuple[BoardRow, ...]
    new: int
    learnt: tuple[tuple[str, str], ...]
    promised: tuple[tuple[str, str], ...]
    held: int
    checked_in: int
    members: int
    facilitator: Member | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (
            self.help
            or self.unanswered
            or self.companies
            or self.learnt
            or self.promised
            or self.held
            or self.checked_in
        )


@dataclass(frozen=True, slots=True)
class Circle:
    """Who helped whom: a few people, and how often each of them helped another of them, most often first."""

    people: tuple[MemberId, ...]
    times: dict[tuple[MemberId, MemberId], int]

    @classmethod
    def of(cls, help_: Sequence[Help]) -> "Circle":
        """Take those between whom help went most often."""
        counted: Counter[tuple[MemberId, MemberId]] = Counter()
        for each in help_:
            counted[each.helper, each.receiver] += each.times
        often = counted.most_common()
        people = tuple(dict.fromkeys(who for pair, _ in often for who in pair))[:CIRCLE]
        return cls(people, {pair: many for pair, many in often if set(pair) <= set(people)})


@dataclass(frozen=True, slots=True)
class Posted:
    """That a week's digest was posted, and when."""

    week: date
    at: datetime


class DigestRepository(Protocol):
    """Where it is kept which digests were posted."""

    def post(self, group: GroupId, week: date, facilitator: MemberId | None, at: datetime) -> bool:
        """Note a week's digest with the facilitator it names; False where it was posted already."""

    def last(self, group: GroupId) -> Posted | None:
        """Give the last digest that was posted."""

    def next_facilitator(self, group: GroupId) -> Member | None:
        """Give whose turn it is: who was never named, else who was named longest ago; the longest known first."""
