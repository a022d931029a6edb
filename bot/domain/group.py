"""Groups, their rooms and their settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.ids import GroupId, MemberId
from bot.domain.member import Identity, Member, Membership, Role
from bot.domain.weekly import Weekly

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


class Strictness(StrEnum):
    """What the coach does about a text that reads as asking for a job."""

    OFF = "off"
    """Nothing."""
    SUGGEST = "suggest"
    """It shows the author another way to say it, and posts what they choose."""
    REQUIRE = "require"
    """It shows another way, and waits for a text that asks to learn."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a group may choose: points, asks a member may post in seven days, when things come, and the coach.

    Days are numbers (0 is Monday), times are as "09:00", in the member's zone for check-ins and in the group's for
    the digest; `holidays` are dates as "2026-12-24", separated by spaces, on which nobody is expected to work.
    """

    zone: str = "UTC"
    asks_per_week: int = 3
    introduction_points: int = 5
    meeting_points: int = 5
    suggestion_points: int = 3
    practice_points: int = 3
    thanks_points: int = 1
    checkin_day: int = 0
    checkin_time: str = "09:00"
    digest_day: int = 4
    digest_time: str = "15:00"
    holidays: str = ""
    coach: Strictness = Strictness.SUGGEST

    @property
    def checkin(self) -> Weekly:
        """When members are asked, each in their own zone."""
        return Weekly(self.checkin_day, time.fromisoformat(self.checkin_time))

    @property
    def digest(self) -> Weekly:
        """When the group reads its digest, in its own zone."""
        return Weekly(self.digest_day, time.fromisoformat(self.digest_time))

    @property
    def days_off(self) -> frozenset[date]:
        """The group's holidays."""
        return frozenset(map(date.fromisoformat, self.holidays.split()))


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
class Attendance:
    """A member in a group with all that is needed to write to them; `identity` is where, None if nowhere."""

    group: Group
    membership: Membership
    identity: Identity | None
    paused: bool

    @property
    def member(self) -> Member:
        """The person."""
        return self.membership.member

    @property
    def zone(self) -> ZoneInfo:
        """Their zone: their own, else the group's."""
        return self.member.tz(self.group.settings.zone)


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

    def change(self, home: Home, to: Home) -> None:
        """Store what became of a room; raises Conflict if somebody else changed it meanwhile."""

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

    def count(self, group: GroupId) -> int:
        """Count who is in the group now."""

    def membership(self, group: GroupId, member: MemberId) -> Membership | None:
        """Give what the person is in the group, if they are or were in it."""

    def attending(self, who: Sequence[tuple[GroupId, MemberId]]) -> Sequence[Attendance]:
        """Give these members, each in a group, those who left too; with one statement however many they are."""

    def lock(self, group: GroupId, members: Sequence[MemberId]) -> None:
        """Let nobody else decide about these memberships until the transaction ends."""
