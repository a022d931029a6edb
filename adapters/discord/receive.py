"""What the gateway brings of an interaction, read into the core's words; pure.

Source: Discord's API reference, version 10, "Receiving and Responding to Interactions".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from adapters.discord.render import PRIVATE
from bot.core.call import Call, Value
from bot.core.context import Caller
from bot.domain.group import Room
from bot.domain.member import Identity

PLATFORM = "discord"

SUBCOMMANDS = (1, 2)  # types of options: a subcommand, and a group of them
PERSON = 6
ON_PERSON, ON_MESSAGE = 2, 3  # types of commands: context menus
THREADS = (10, 11, 12)  # types of channels
VIEW_AND_SEND = 1 << 10 | 1 << 11


class Kind(IntEnum):
    """What somebody did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


@dataclass(frozen=True, slots=True)
class Incoming:
    """One interaction; `at` is when it came, by the loop's clock.

    `private` tells that it came from one of our private answers; `server` that it came from a server's channel;
    `writable` whether the bot may post there, None in direct messages and threads, where nothing follows from it.
    """

    id: str
    token: str
    application: str
    kind: Kind
    caller: Caller
    locale: str
    data: Mapping[str, Any]
    at: float
    private: bool
    server: bool
    writable: bool | None

    @classmethod
    def read(cls, payload: Mapping[str, Any], at: float) -> "Incoming":
        """Read the payload of INTERACTION_CREATE; raises what a malformed one makes it raise."""
        member, channel = payload.get("member") or {}, payload.get("channel") or {}
        user, thread = member.get("user") or payload["user"], channel.get("type") in THREADS
        guild = payload.get("guild_id")
        where = channel["parent_id"] if thread else payload.get("channel_id") or channel.get("id")
        permissions = int(payload.get("app_permissions") or 0)
        return cls(
            id=payload["id"],
            token=payload["token"],
            application=payload["application_id"],
            kind=Kind(payload["type"]),
            caller=Caller(
                Identity(PLATFORM, "", user["id"]),
                member.get("nick") or user.get("global_name") or user["username"],
                Room(PLATFORM, guild, str(where)) if guild else None,
                place="" if thread else channel.get("name") or "",
            ),
            locale=payload.get("locale") or payload.get("guild_locale") or "",
            data=payload["data"],
            at=at,
            private=bool((payload.get("message") or {}).get("flags", 0) & PRIVATE),
            server=guild is not None,
            writable=permissions & VIEW_AND_SEND == VIEW_AND_SEND if guild and not thread else None,
        )


@dataclass(frozen=True, slots=True)
class Typed:
    """A command with its options; `focused` is the one that is being typed."""

    call: Call
    focused: str = ""


def typed(data: Mapping[str, Any]) -> Typed:
    """Read the data of a typed command, and of one that is being typed."""
    path, options = [data["name"]], data.get("options") or ()
    while options and options[0]["type"] in SUBCOMMANDS:
        path.append(options[0]["name"])
        options = options[0].get("options") or ()
    call = Call(tuple(path), {each["name"]: _value(each) for each in options})
    return Typed(call, next((each["name"] for each in options if each.get("focused")), ""))


def _value(option: Mapping[str, Any]) -> Value:
    value = option["value"]
    if option["type"] == PERSON:
        return f"<@{value}>"
    return value if isinstance(value, str | int) else str(value)


def target(data: Mapping[str, Any]) -> str:
    """Give the person of a context menu as a mention: the one pressed on, or the author of the message."""
    chosen = data["target_id"]
    if data["type"] == ON_MESSAGE:
        chosen = data["resolved"]["messages"][chosen]["author"]["id"]
    return f"<@{chosen}>"


def pressed(data: Mapping[str, Any]) -> str:
    """Give what a pressed button, or the option chosen in a menu, stands for."""
    chosen: str = next(iter(data.get("values") or ()), data["custom_id"])
    return chosen
