"""The weekly digest: which were posted, whose turn it is to facilitate, and what a week was like."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.ask import Ask
from bot.domain.ids import GroupId, MemberId
from bot.domain.member import Member
from bot.domain.points import Help
from bot.domain.target import BoardRow


@dataclass(frozen=True, slots=True)
class Week:
    """What a digest tells of; nothing in it is private.

    `names` are those of members who may be shown, `unanswered` the oldest asks with their requesters' names, of
    `waiting` in all; `companies` are new on the board, of `new` in all; `learnt` is what members chose to share.
    """

    help: tuple[Help, ...]
    names: dict[MemberId, str]
    unanswered: tuple[tuple[Ask, str], ...]
    waiting: int
    companies: tuple[BoardRow, ...]
    new: int
    learnt: tuple[tuple[str, str], ...]
    promised: tuple[tuple[str, str], ...]
    checked_in: int
    members: int
    facilitator: Member | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (
            self.help or self.unanswered or self.companies or self.learnt or self.promised or self.checked_in
        )


class DigestRepository(Protocol):
    """Where it is kept which digests were posted."""

    def post(self, group: GroupId, week: date, facilitator: MemberId | None, at: datetime) -> bool:
        """Note a week's digest with the facilitator it names; False where it was posted already."""

    def last(self, group: GroupId) -> datetime | None:
        """Give when the last digest was posted."""

    def next_facilitator(self, group: GroupId) -> Member | None:
        """Give whose turn it is: who was never named, else who was named longest ago; the longest known first."""
