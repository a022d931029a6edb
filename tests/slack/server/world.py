"""What there is in Slack: workspaces with their people, channels and messages; and the time there."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

Json = dict[str, Any]
T = TypeVar("T")

START = 1_795_000_000.0
"""When every world begins, in Unix seconds."""


class Clock:
    """Slack's time: it stands still until a test moves it, so that no test depends on the machine's speed."""

    def __init__(self) -> None:
        self.now = START
        self._numbers = count(1)

    def advance(self, by: timedelta) -> None:
        """Put it forward."""
        self.now += by.total_seconds()

    def stamp(self) -> str:
        """Give the `ts` of a message or an event: never the same one twice."""
        return f"{int(self.now)}.{next(self._numbers):06d}"


class News:
    """Tells those who wait that something has changed."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def changed(self) -> None:
        """Say that something is different now."""
        self._changed.set()
        self._changed = asyncio.Event()

    def listen(self) -> asyncio.Event:
        """Give what is set at the next change."""
        return self._changed

    async def until(self, ready: Callable[[], T | None], patience: float = 60) -> T:
        """Wait until there is something, looking again at every change; TimeoutError after `patience` seconds."""
        async with asyncio.timeout(patience):
            while (found := ready()) is None:
                await self._changed.wait()
            return found


@dataclass(eq=False)
class User:
    """Somebody's account in a workspace; `name` is the handle, which the display name has long replaced."""

    id: str
    team: str
    name: str
    real_name: str
    display_name: str = ""
    tz: str = "Europe/Athens"
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False

    def as_json(self) -> Json:
        """Give the `user` of users.info; a deactivated account has no zone."""
        profile: Json = {
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.display_name,
            "display_name_normalized": self.display_name,
            "avatar_hash": "ge3b51ca72de",
            "image_48": "https://secure.gravatar.com/avatar/e3b51ca72dee4ef87916ae2b9240df50.jpg",
            "status_text": "",
            "status_emoji": "",
            "team": self.team,
        }
        if self.is_bot:
            profile |= {"api_app_id": "", "bot_id": f"B{self.id[1:]}", "always_active": True}
        shown: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": int(START),
        }
        if self.deleted:
            return shown
        offset = datetime.fromtimestamp(START, ZoneInfo(self.tz)).utcoffset() or timedelta()
        return shown | {
            "color": "9f69e7",
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": int(offset.total_seconds()),
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_email_confirmed": not self.is_bot,
            "who_can_share_contact_card": "EVERYONE",
        }


@dataclass(eq=False)
class Message:
    """A message in a channel; `to` is the one person who sees it where it is ephemeral."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json]
    bot_id: str = ""
    app_id: str = ""
    team: str = ""
    thread_ts: str | None = None
    edited: Json | None = None
    to: str | None = None
    files: list[Json] = field(default_factory=list)

    def as_json(self) -> Json:
        """Give the `message` of payloads and answers."""
        shown: Json = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "team": self.team,
        }
        if self.bot_id:
            shown |= {"bot_id": self.bot_id, "app_id": self.app_id}
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.files:
            shown["files"] = self.files
        if self.thread_ts:
            shown |= {"thread_ts": self.thread_ts}
        if self.edited:
            shown["edited"] = self.edited
        return shown


@dataclass(eq=False)
class Channel:
    """A channel, or with `user` that person's direct messages with the app."""

    id: str
    team: str
    name: str
    members: set[str] = field(default_factory=set)
    user: str = ""
    is_private: bool = False
    is_archived: bool = False
    is_read_only: bool = False
    is_shared: bool = False
    creator: str = ""
    created: int = int(START)
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        """Tell whether these are direct messages."""
        return bool(self.user)

    def as_json(self, viewer: str) -> Json:
        """Give the `channel` of conversations.info, as one user sees it."""
        shown: Json = {"id": self.id, "created": self.created, "is_archived": self.is_archived}
        if self.is_im:
            return shown | {"is_im": True, "is_org_shared": False, "user": self.user, "is_open": True}
        return shown | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": True,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_general": False,
            "is_shared": self.is_shared,
            "is_ext_shared": self.is_shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "creator": self.creator,
            "unlinked": 0,
            "is_member": viewer in self.members,
            "shared_team_ids": [self.team],
            "context_team_id": self.team,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "previous_names": [],
        }


@dataclass(eq=False)
class Team:
    """A workspace."""

    id: str
    name: str
    domain: str

    def as_json(self) -> Json:
        """Give the `team` of payloads."""
        return {"id": self.id, "domain": self.domain}


class World:
    """Everything there is, by id; ids are never used twice."""

    def __init__(self) -> None:
        self.clock, self.news = Clock(), News()
        self.teams: dict[str, Team] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.ephemeral: dict[str, Message] = {}
        self._numbers = count(1)

    def new_id(self, kind: str) -> str:
        """Make an id of a kind, such as "U"."""
        return f"{kind}{next(self._numbers):010d}"

    def add_team(self, name: str) -> Team:
        """Open a workspace; it has its Slackbot, who says of itself that it is no bot."""
        team = Team(self.new_id("T"), name, name.casefold().replace(" ", "-"))
        self.teams[team.id] = team
        return team

    def add_user(self, team: Team, name: str, real_name: str = "", **more: Any) -> User:
        """Let somebody join a workspace."""
        user = User(self.new_id("U"), team.id, name, real_name or name.capitalize(), **more)
        self.users[user.id] = user
        return user

    def add_channel(self, team: Team, name: str, *members: User, **more: Any) -> Channel:
        """Open a channel."""
        channel = Channel(self.new_id("C"), team.id, name, {each.id for each in members}, **more)
        self.channels[channel.id] = channel
        return channel

    def direct(self, user: User, bot: str) -> Channel:
        """Give somebody's direct messages with a bot, opened if they are not yet."""
        for channel in self.channels.values():
            if channel.user == user.id and bot in channel.members:
                return channel
        channel = Channel(self.new_id("D"), user.team, "directmessage", {user.id, bot}, user.id)
        self.channels[channel.id] = channel
        return channel

    def people(self, team: str) -> list[User]:
        """Give the accounts of a workspace."""
        return [each for each in self.users.values() if each.team == team]
