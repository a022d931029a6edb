"""What Slack sends, read strictly: from a payload to who wants what, and where the answer goes; pure."""

from dataclasses import dataclass
from typing import Any, Literal

from adapters.slack import words
from adapters.slack.forms import OldView, asking, kept, submitted
from adapters.slack.render import HOME, pressed
from adapters.slack.teams import PLATFORM
from adapters.slack.text import Json, typed
from bot.core.call import Call
from bot.core.context import Caller
from bot.core.errors import Problem
from bot.domain.group import Room
from bot.domain.member import Identity

_NAMELESS = ("directmessage", "privategroup")


class Unreadable(ValueError):
    """A payload is not one that Slack sends; the message says what was missing, never what it held."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who sent a payload, from where; `home` is their own workspace, where the payload tells it."""

    team: str
    user: str
    name: str
    home: str = ""
    channel: str | None = None
    place: str = ""

    def caller(self, name: str = "") -> Caller:
        """Give the caller as the core knows them, by a better name if there is one."""
        identity = Identity(PLATFORM, self.team, self.user)
        room = Room(PLATFORM, self.team, self.channel) if self.channel else None
        return Caller(identity, name or self.name, room, place=self.place)


@dataclass(frozen=True, slots=True)
class Surface:
    """Where something was pressed, and how an answer gets there.

    A message has a `url`, and is `replaced` by the answer if only its reader sees it; a modal has the id of
    its view; the Home tab has neither.
    """

    kind: Literal["command", "message", "modal", "home"]
    url: str = ""
    replaced: bool = False
    view: str = ""
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something is wanted: a line as typed, or an encoded call."""

    who: Who
    how: Literal["typed", "pressed"]
    what: str
    at: Surface


@dataclass(frozen=True, slots=True)
class Filled:
    """A form was submitted; `view` is as Slack sent it, with all that was entered."""

    who: Who
    call: str
    values: dict[str, str]
    view: Json
    trigger: str


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody types into a field for which there are suggestions."""

    who: Who
    line: str
    begun: str


@dataclass(frozen=True, slots=True)
class Declined:
    """Something was used that leads to no command, and why."""

    who: Who
    at: Surface
    why: Problem


def command(payload: Json) -> Asked:
    """Read a slash command."""
    channel = text_in(payload, "channel_id")
    who = Who(
        text_in(payload, "team_id"),
        text_in(payload, "user_id"),
        str(payload.get("user_name") or ""),
        channel=_room(channel),
        place=_place(payload.get("channel_name")),
    )
    line = typed(text_in(payload, "command"), str(payload.get("text") or ""))
    at = Surface("command", url=text_in(payload, "response_url"), trigger=text_in(payload, "trigger_id"))
    return Asked(who, "typed", line, at)


def action(payload: Json) -> Asked | Declined:
    """Read a pressed button or a chosen option, in a message, a modal or the Home tab."""
    who, at = _surface(payload)
    try:
        call = pressed(payload["actions"][0])
    except (AttributeError, IndexError, KeyError, TypeError):
        raise Unreadable("no action") from None
    return Asked(who, "pressed", call, at) if call else Declined(who, at, words.OUTDATED)


def shortcut(payload: Json, parameters: dict[str, str]) -> Asked | Declined:
    """Read a shortcut on a message: its author becomes the parameter of the command that it names."""
    who, at = _surface(payload)
    path = text_in(payload, "callback_id")
    parameter = parameters.get(path)
    if parameter is None:
        return Declined(who, at, words.OUTDATED)
    written = object_in(payload, "message")
    author = written.get("user")
    if not isinstance(author, str) or written.get("bot_id") or written.get("subtype") == "bot_message":
        return Declined(who, at, words.BY_NOBODY)
    return Asked(who, "pressed", Call.to(path, **{parameter: f"<@{author}>"}).encode(), at)


def submission(payload: Json) -> Filled | Declined:
    """Read a submitted form."""
    view = object_in(payload, "view")
    try:
        call, room, values = submitted(view)
        inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    except (OldView, AttributeError, KeyError, TypeError):
        return Declined(_person(payload), Surface("modal"), words.OUTDATED)
    missing = dict.fromkeys(inputs, "")
    trigger = str(payload.get("trigger_id") or "")
    return Filled(_person(payload, room), call, {**missing, **values}, view, trigger)


def suggestion(payload: Json) -> Typing:
    """Read what is typed into a field with suggestions."""
    try:
        line, room = asking(payload)
    except OldView:
        raise Unreadable("no field of ours") from None
    return Typing(_person(payload, room), line, str(payload["value"]))


def _surface(payload: Json) -> tuple[Who, Surface]:
    view, trigger = payload.get("view"), str(payload.get("trigger_id") or "")
    if not isinstance(view, dict):
        channel = object_in(payload, "channel")
        box = payload.get("container")
        hidden = isinstance(box, dict) and box.get("is_ephemeral") is True
        who = _person(payload, text_in(channel, "id"), _place(channel.get("name")))
        url = text_in(payload, "response_url")
        return who, Surface("message", url=url, replaced=hidden, trigger=trigger)
    if view.get("type") == "home" or view.get("callback_id") == HOME:
        return _person(payload), Surface("home", trigger=trigger)
    try:
        room = kept(view)[1]
    except OldView:
        room = None
    return _person(payload, room), Surface("modal", view=text_in(view, "id"), trigger=trigger)


def _person(payload: Json, channel: str | None = None, place: str = "") -> Who:
    user, team = object_in(payload, "user"), payload.get("team")
    view = payload.get("view")
    home = user.get("team_id")
    installed = (
        (view.get("app_installed_team_id") if isinstance(view, dict) else None)
        or (team.get("id") if isinstance(team, dict) else None)
        or home  # with an installation for a whole organisation there is no team
    )
    if not isinstance(installed, str):
        raise Unreadable("no team")
    return Who(
        installed,
        text_in(user, "id"),
        str(user.get("name") or user.get("username") or ""),
        home=home if isinstance(home, str) and not payload.get("enterprise") else "",
        channel=_room(channel),
        place=place,
    )


def _room(channel: str | None) -> str | None:
    """Give the channel, None for direct messages."""
    return None if channel is None or channel.startswith("D") else channel


def _place(name: Any) -> str:
    return name if isinstance(name, str) and name not in _NAMELESS and not name.startswith("mpdm-") else ""


def text_in(payload: Json, name: str) -> str:
    """Give a text that must be there; raises Unreadable."""
    value = payload.get(name)
    if not isinstance(value, str) or not value:
        raise Unreadable(f"no {name}")
    return value


def object_in(payload: Json, name: str) -> Json:
    """Give an object that must be there; raises Unreadable."""
    value = payload.get(name)
    if not isinstance(value, dict):
        raise Unreadable(f"no {name}")
    return value
