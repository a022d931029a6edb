"""Targets: companies that members want to learn about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.company import Company
from bot.domain.ids import GroupId, MemberId, TargetId

WHY_MAX = 300


class TargetStage(StrEnum):
    """How far a member is with a company; a dropped one is hidden, never deleted."""

    LISTED = "listed"
    ASKING = "asking"
    MEETING = "meeting"
    IN_TOUCH = "in touch"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Target:
    """A company on a member's list; `confidence` of fit is 1 to 5, `why` they may need the offer."""

    id: TargetId
    group: GroupId
    member: MemberId
    company: Company
    confidence: int
    why: str
    stage: TargetStage
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One company of the group's board: who wants it, and how many peers know someone there."""

    company: Company
    wanted_by: tuple[str, ...]
    wanted: int
    known_by: int


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the group's board; `companies` counts them all."""

    rows: tuple[BoardRow, ...]
    companies: int


def posted(
    group: GroupId, member: MemberId, company: Company, confidence: int, why: str, at: datetime
) -> Target:
    """Make a new target."""
    return Target(TargetId(0), group, member, company, confidence, why, TargetStage.LISTED, at)


class TargetRepository(Protocol):
    """Where targets are kept."""

    def add(self, targets: Sequence[Target]) -> Sequence[Target]:
        """Store those whose company is on no list of their member yet, and give these back with their ids."""

    def save(self, target: Target) -> None:
        """Store a changed target."""

    def get(self, group: GroupId, target: TargetId) -> Target:
        """Give one target of the group; raises NotFound."""

    def by_keys(self, group: GroupId, member: MemberId, keys: Sequence[str]) -> dict[str, Target]:
        """Give those of a member's targets (dropped ones too) that have these company keys."""

    def of(self, group: GroupId, member: MemberId) -> Sequence[Target]:
        """Give a member's list without the dropped ones, surest first."""

    def board(self, group: GroupId, *, skip: int, take: int) -> Board:
        """Give a page of the group's board, most wanted first."""

    def new(self, group: GroupId, since: datetime, most: int) -> tuple[Sequence[BoardRow], int]:
        """Give companies that came onto the board since then, most known first, and how many there are."""

    def companies(self, group: GroupId, prefix: str, limit: int) -> Sequence[Company]:
        """Give companies on the group's board whose key begins with the prefix, by name."""
