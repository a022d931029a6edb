"""Slack's events: what becomes of rooms, people and installations, told to the core once each."""

import asyncio
from datetime import UTC, datetime

from adapters.slack.client import Client
from adapters.slack.errors import TROUBLE
from adapters.slack.home import HomeTab
from adapters.slack.people import People
from adapters.slack.receive import Unreadable, object_in, text_in
from adapters.slack.teams import PLATFORM, Teams, speaking
from adapters.slack.text import Json
from bot.core.events import Event, Hears, RoomClosed, RoomOpened, RoomRenamed, WorkspaceLeft
from bot.domain.group import Closed, Room

_CLOSED = {
    "channel_archive": Closed.ARCHIVED,
    "group_archive": Closed.ARCHIVED,
    "channel_deleted": Closed.DELETED,
    "group_deleted": Closed.DELETED,
    "channel_left": Closed.REMOVED,
    "group_left": Closed.REMOVED,
}
_OPENED = ("channel_unarchive", "group_unarchive", "member_joined_channel")
_RENAMED = ("channel_rename", "group_rename")
_LEFT = ("app_uninstalled", "tokens_revoked")
_MOMENT = 1.5  # seconds in which Slack may tell a room's name


class News:
    """Hears what Slack reports by itself."""

    def __init__(self, client: Client, teams: Teams, people: People, home: HomeTab, hears: Hears) -> None:
        self._client, self._teams, self._people, self._home = client, teams, people, home
        self._hears = hears

    async def hear(self, payload: Json) -> None:
        """Take note of an event; raises StoreBusy if that failed, so that Slack delivers it again."""
        event, team = object_in(payload, "event"), _team(payload)
        if event.get("type") in _LEFT:
            await self._leave(payload, event, team)
        elif there := await self._teams.of(team):
            user = event.get("user")
            happened = happening(event, team, there.bot_user)
            if isinstance(inviter := event.get("inviter"), str):
                self._people.meet(team, inviter)  # who brings the bot is likely to be the first to write
            if isinstance(happened, RoomOpened):
                happened = RoomOpened(happened.room, await self._name(happened.room))
            if happened:
                await self._hears(happened, key=text_in(payload, "event_id"))
            elif isinstance(user, str) and user != there.bot_user:
                self._people.meet(team, user)
                if event.get("type") == "app_home_opened" and event.get("tab", "home") == "home":
                    self._home.opened(team, user)

    async def _leave(self, payload: Json, event: Json, team: str) -> None:
        revoked = event.get("tokens")
        if event["type"] == "tokens_revoked" and not (isinstance(revoked, dict) and revoked.get("bot")):
            return  # tokens of members, of which there are none
        left = WorkspaceLeft(PLATFORM, team, _time(payload))
        await self._hears(left, key=text_in(payload, "event_id"))
        await self._teams.of(team, anew=True)

    async def _name(self, room: Room) -> str:
        """Ask for a room's name; "" where Slack does not tell it quickly."""
        try:
            async with asyncio.timeout(_MOMENT):
                found = await speaking(
                    self._teams,
                    room.workspace,
                    lambda token: self._client.once.conversations_info(channel=room.channel, token=token),
                )
        except TROUBLE:
            return ""
        return str(found["channel"].get("name") or "")


def happening(event: Json, team: str, bot: str) -> Event | None:
    """Say what became of a room, None for what concerns no room as a whole; pure."""
    kind = text_in(event, "type")
    if kind in _CLOSED:
        return RoomClosed(Room(PLATFORM, team, text_in(event, "channel")), _CLOSED[kind])
    if kind in _RENAMED:
        channel = object_in(event, "channel")
        return RoomRenamed(Room(PLATFORM, team, text_in(channel, "id")), text_in(channel, "name"))
    if kind in _OPENED and (kind != "member_joined_channel" or event.get("user") == bot):
        return RoomOpened(Room(PLATFORM, team, text_in(event, "channel")), "")
    return None


def _team(payload: Json) -> str:
    """Give the workspace for which an event is: in a shared channel it may have happened in another one."""
    seen_by = payload.get("authorizations")
    first = seen_by[0] if isinstance(seen_by, list) and seen_by else None
    team = first.get("team_id") if isinstance(first, dict) else None
    return team if isinstance(team, str) else text_in(payload, "team_id")


def _time(payload: Json) -> datetime:
    try:
        return datetime.fromtimestamp(payload["event_time"], UTC)
    except (KeyError, OSError, OverflowError, TypeError, ValueError):
        raise Unreadable("no event_time") from None
