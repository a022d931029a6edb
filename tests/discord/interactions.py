"""Interactions: what somebody does with the bot, and what it answers."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.discord import payloads
from tests.discord.errors import Json
from tests.discord.state import Event, World
from tests.discord.world import DM, LOADING, Channel, Message, User

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
"""Kinds of interactions."""

PONG, REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, OPEN_MODAL = 1, 4, 5, 6, 7, 8, 9
"""Kinds of first answers."""

FIRST_ANSWER, ALL_ANSWERS = 3.0, 900.0
"""Seconds for the first answer, and for all."""

ATTACHMENT_LIMIT = 10 << 20


@dataclass(eq=False)
class Interaction:
    """One thing that somebody did, with all that was answered.

    `message` is the one whose button was pressed; `original` what the first answer wrote, changed or promised;
    `said` every message that was written or changed in answer, in that order.
    """

    id: str
    kind: int
    user: User
    channel: Channel
    data: Json
    since: float
    message: Message | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    first: int = 0
    original: Message | None = None
    written: dict[str, Message] = field(default_factory=dict)
    said: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, message: Message | None = None) -> None:
        """Note that something was answered."""
        if message:
            self.said.append(message)
        self.news.set()

    @property
    def answered(self) -> bool:
        """Whether the person has all they wait for: no promise is open."""
        if self.first in (DEFER, DEFER_UPDATE):
            return any(not message.flags & LOADING for message in self.said)
        return bool(self.first)

    async def wait(self, until: Callable[["Interaction"], bool], patience: float) -> None:
        """Wait until something is so; raises TimeoutError."""
        async with asyncio.timeout(patience):
            while not until(self):
                self.news.clear()
                await self.news.wait()


def began(
    world: World,
    kind: int,
    user: User,
    channel: Channel,
    data: Json,
    message: Message | None = None,
) -> Interaction:
    """Make an interaction that nobody has been told of yet."""
    return Interaction(world.ids.new(), kind, user, channel, data, world.clock.now, message)


def event(world: World, of: Interaction) -> Event:
    """Write what the gateway tells of an interaction."""
    place, guild = of.channel, of.channel.guild
    data: Json = {
        "id": of.id,
        "application_id": world.bot.id,
        "type": of.kind,
        "token": of.token,
        "version": 1,
        "data": of.data,
        "channel_id": place.id,
        "channel": payloads.channel(place, world.bot),
        "app_permissions": str(place.parent.allowed if place.parent else place.allowed),
        "locale": of.user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": {"0": guild.id if guild else "0"},
        "context": 1 if place.kind == DM else 0,
        "attachment_size_limit": ATTACHMENT_LIMIT,
    }
    if guild:
        data["channel"]["permissions"] = payloads.MEMBER_PERMISSIONS
        data |= {
            "guild_id": guild.id,
            "guild": {"id": guild.id, "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": payloads.member(of.user) | {"permissions": payloads.MEMBER_PERMISSIONS},
        }
    else:
        data["user"] = payloads.user(of.user)
    if of.message:
        data["message"] = payloads.message(of.message, world.files)
    return Event("INTERACTION_CREATE", data, guild)


def resolved(world: World, channel: Channel, users: list[str], messages: list[Message]) -> Json:
    """Write what the ids of an interaction's data stand for."""
    there = [world.users[each] for each in dict.fromkeys(users) if each in world.users]
    found: Json = {}
    if there:
        found["users"] = {each.id: payloads.user(each) for each in there}
        if channel.guild:
            found["members"] = {
                each.id: payloads.member(each, with_user=False) | {"permissions": payloads.MEMBER_PERMISSIONS}
                for each in there
                if each.id in channel.guild.members
            }
    if messages:
        found["messages"] = {each.id: payloads.message(each, world.files) for each in messages}
    return found


def focused(data: Json) -> Json | None:
    """Give the option of a command's data in which somebody is typing."""
    for each in data.get("options") or []:
        if each.get("focused"):
            found: Json = each
            return found
        if inner := focused(each):
            return inner
    return None
