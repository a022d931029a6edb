"""Groups, their rooms and their settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.ids import GroupId, MemberId
from bot.domain.member import Identity, Member, Membership, Role

NAME_MAX = 60


@dataclass(frozen=True, slots=True)
class Room:
    """One channel of one workspace of one platform."""

    platform: str
    workspace: str
    channel: str


class Closed(StrEnum):
    """Why nothing can be posted in a room any more."""

    ARCHIVED = "archived"
    DELETED = "deleted"
    REMOVED = "removed"
    """The bot was taken out of it, or of the whole workspace."""
    FORBIDDEN = "forbidden"
    """The bot may not write there."""


@dataclass(frozen=True, slots=True)
class Home:
    """A room with the group that lives in it; `name` is the platform's, empty as long as it is unknown."""

    room: Room
    group: GroupId
    name: str = ""
    closed: Closed | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a group may choose; the numbers are points, and asks a member may post in seven days."""

    zone: str = "UTC"
    asks_per_week: int = 3
    introduction_points: int = 5
    meeting_points: int = 5
    suggestion_points: int = 3
    thanks_points: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """A peer group; what is posted in one of its rooms is posted in all."""

    id: GroupId
    name: str
    settings: Settings
    version: int = 1

    @property
    def tz(self) -> ZoneInfo:
        """The group's own zone, in which its days and weeks begin."""
        return ZoneInfo(self.settings.zone)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of a caller on arrival: the person, and the group with what they are in it."""

    member: Member | None
    group: Group | None
    membership: Membership | None


class GroupRepository(Protocol):
    """Where groups, rooms and memberships are kept."""

    def add(self, name: str, settings: Settings, room: Room, place: str = "") -> Group:
        """Store a new group with a first room, called `place`; raises Conflict if it was enrolled meanwhile."""

    def save(self, group: Group) -> Group:
        """Store the changed group; raises Conflict if somebody else did so meanwhile."""

    def platforms(self) -> Sequence[str]:
        """Give the names of the platforms on which any group has a room."""

    def rooms(self, group: GroupId) -> Sequence[Room]:
        """Give the rooms in which the group lives and can be written to."""

    def homes(self, group: GroupId) -> Sequence[Home]:
        """Give all rooms in which the group lives, closed ones too."""

    def home(self, room: Room) -> Home | None:
        """Give what is known of a room, if a group lives there."""

    def homes_on(self, platform: str) -> Sequence[Home]:
        """Give all rooms of a platform in which groups live."""

    def homes_in(self, platform: str, workspace: str) -> Sequence[Home]:
        """Give the rooms of a workspace in which groups live."""

    def keep(self, home: Home) -> None:
        """Store a room of a group, new or changed; raises Conflict if another group lives there."""

    def get(self, group: GroupId) -> Group | None:
        """Give a group."""

    def arrive(self, identity: Identity, room: Room) -> Arrival:
        """Look up a caller who speaks in a room, with one statement."""

    def groups_of(self, identity: Identity) -> Sequence[tuple[Group, Membership]]:
        """Give the groups to which the person behind an identity belongs, by name."""

    def enrol(self, group: GroupId, member: MemberId, role: Role = Role.MEMBER) -> None:
        """Make the person a member of the group, also one who had left."""

    def leave(self, group: GroupId, member: MemberId, at: datetime) -> None:
        """Note when the member left; nothing of the group's history changes."""

    def members(self, group: GroupId) -> Sequence[Membership]:
        """Give all who are in the group now, by name."""

    def membership(self, group: GroupId, member: MemberId) -> Membership | None:
        """Give what the person is in the group, if they are or were in it."""

    def lock(self, group: GroupId, members: Sequence[MemberId]) -> None:
        """Let nobody else decide about these memberships until the transaction ends."""
