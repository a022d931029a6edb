"""The weekly digest: which were posted, and whose turn it is to facilitate."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.ids import GroupId, MemberId


class DigestRepository(Protocol):
    """Where it is kept which digests were posted."""

    def post(self, group: GroupId, week: date, facilitator: MemberId | None, at: datetime) -> bool:
        """Note a week's digest with the facilitator it names; False where it was posted already."""

    def last(self, group: GroupId) -> datetime | None:
        """Give when the last digest was posted."""

    def turns(self, group: GroupId) -> Mapping[MemberId, date]:
        """Give for each member who was named the last week in which they were."""


def next_facilitator(members: Sequence[MemberId], turns: Mapping[MemberId, date]) -> MemberId | None:
    """Give whose turn it is: who was never named comes first, then who was named longest ago, by age in the group."""
    return min(members, key=lambda each: (turns.get(each, date.min), each), default=None)
