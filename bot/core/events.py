"""Events: what a platform reports by itself, without anybody having asked for anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.group import Closed, Room
from bot.domain.member import Identity


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """A room takes no posts any more."""

    room: Room
    why: Closed


@dataclass(frozen=True, slots=True)
class RoomOpened:
    """The bot was invited into a room, or the room is there again."""

    room: Room
    name: str


@dataclass(frozen=True, slots=True)
class RoomRenamed:
    """A room has another name now."""

    room: Room
    name: str


@dataclass(frozen=True, slots=True)
class PersonKnown:
    """The platform's own profile of somebody.

    `zone` is an IANA name, None where the platform does not know it; `zones` are then those that are likely,
    from which a member is asked to choose, once.
    """

    identity: Identity
    name: str
    zone: str | None
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkspaceJoined:
    """The bot was installed in a workspace, for the first time or again; `name` is what it is called."""

    platform: str
    workspace: str
    name: str


@dataclass(frozen=True, slots=True)
class WorkspaceLeft:
    """The bot is in a workspace no more since then: uninstalled, its token revoked, the server left."""

    platform: str
    workspace: str
    at: datetime


Event = RoomClosed | RoomOpened | RoomRenamed | PersonKnown | WorkspaceJoined | WorkspaceLeft
"""All that platforms report; whoever handles them matches on it and ends in assert_never."""


class Hears(Protocol):
    """Takes note of an event, and tells whoever should know."""

    async def __call__(self, event: Event, *, key: str = "") -> None:
        """Handle an event; with a key once, however often and to whatever process it is delivered.

        Raises StoreBusy.
        """
