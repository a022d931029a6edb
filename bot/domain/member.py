"""Members: persons with identities on the platforms, a time zone and a stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.ids import GroupId, MemberId
from bot.domain.quiet import Kind, Quiet

NAME_MAX = 80
ABOUT_MAX = 160


class Stage(StrEnum):
    """Where a member stands; those who landed stay as helpers."""

    SEARCHING = "searching"
    LANDED = "landed"
    HELPER = "helper"


class Role(StrEnum):
    """What a member may do in a group; a facilitator may change its settings."""

    MEMBER = "member"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is on one platform; `user` is the platform's own id."""

    platform: str
    workspace: str
    user: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person; `zone` is an IANA name, None as long as it is unknown (the group's is used then).

    `about` is how they introduce themselves in a forwardable note. In their `quiet` hours nothing is sent to them,
    and what is `muted` never.
    """

    id: MemberId
    name: str
    about: str = ""
    zone: str | None = None
    stage: Stage = Stage.SEARCHING
    on_leaderboard: bool = True
    quiet: Quiet | None = None
    muted: frozenset[Kind] = frozenset()
    version: int = 1

    @property
    def first_name(self) -> str:
        """The word by which peers call this member."""
        return self.name.split()[0] if self.name.split() else self.name

    def tz(self, fallback: str) -> ZoneInfo:
        """Give the member's own zone, or the fallback (the group's) where it is unknown."""
        return ZoneInfo(self.zone or fallback)


@dataclass(frozen=True, slots=True)
class Membership:
    """That a member belongs to a group, and as what; `left` once they have gone."""

    group: GroupId
    member: Member
    role: Role
    left: bool = False


class MemberRepository(Protocol):
    """Where members and their identities are kept."""

    def add(self, name: str, identity: Identity) -> Member:
        """Store a new person with a first identity."""

    def by_identity(self, identity: Identity) -> Member | None:
        """Give the person behind an identity, if known."""

    def known_as(self, identity: Identity, name: str) -> str:
        """Note what the platform calls somebody; gives what it called them before, empty where unknown."""

    def reach(self, member: MemberId) -> tuple[Member, Identity] | None:
        """Give a member with where they are written to: their first identity."""

    def named(self, members: Sequence[MemberId]) -> Sequence[Member]:
        """Give these members."""

    def save(self, member: Member) -> Member:
        """Store the changed person; raises Conflict if somebody else did so meanwhile."""
