"""What happens in Slack of which the app hears: rooms that change, people who come, the app that has to go."""

from collections.abc import Sequence
from itertools import count

from tests.slack.server import payloads
from tests.slack.server.app import Installation
from tests.slack.server.delivery import Ack, Delivery
from tests.slack.server.slack import Slack
from tests.slack.server.world import Channel, Json, User

_numbers = count(1)


class Happenings:
    """Lets things happen, and tells the app where it has asked to be told; None where it has not."""

    def __init__(self, slack: Slack, delivery: Delivery) -> None:
        self._slack, self._delivery = slack, delivery
        self.told: list[Json] = []

    async def archive(self, channel: Channel, by: User) -> Ack | None:
        """Archive a channel."""
        channel.is_archived = True
        return await self._of_channel(channel, "archive", {"user": by.id})

    async def unarchive(self, channel: Channel, by: User) -> Ack | None:
        """Take a channel back."""
        channel.is_archived = False
        return await self._of_channel(channel, "unarchive", {"user": by.id})

    async def rename(self, channel: Channel, name: str) -> Ack | None:
        """Give a channel another name."""
        channel.name = name
        about = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
        return await self._of_channel(channel, "rename", {"channel": about, "is_channel": True})

    async def delete(self, channel: Channel, by: User) -> Ack | None:
        """Delete a channel for good."""
        del self._slack.world.channels[channel.id]
        return await self._of_channel(channel, "deleted", {"actor_id": by.id})

    async def remove_app(self, channel: Channel, by: User) -> Ack | None:
        """Take the app's bot out of a channel."""
        channel.members.discard(self._by(channel.team).bot_user)
        return await self._of_channel(channel, "left", {"actor_id": by.id})

    async def invite_app(self, channel: Channel, by: User) -> Ack | None:
        """Bring the app's bot into a channel."""
        bot = self._by(channel.team).bot_user
        channel.members.add(bot)
        event = {"user": bot, "channel": channel.id, "channel_type": _kind(channel), "team": channel.team}
        return await self.tell(channel.team, {"type": "member_joined_channel", **event, "inviter": by.id})

    async def join(self, channel: Channel, user: User) -> Ack | None:
        """Let somebody come into a channel."""
        channel.members.add(user.id)
        event = {"user": user.id, "channel": channel.id, "channel_type": _kind(channel), "team": channel.team}
        return await self.tell(channel.team, {"type": "member_joined_channel", **event})

    async def change_user(self, user: User) -> Ack | None:
        """Tell that somebody's profile is as it is now."""
        event = {"type": "user_change", "user": user.as_json(), "cache_ts": int(self._slack.world.clock.now)}
        return await self.tell(user.team, event)

    async def open_home(self, user: User) -> Ack | None:
        """Let somebody look at the app's Home tab."""
        channel = self._slack.world.direct(user, self._by(user.team).bot_user)
        event: Json = {"type": "app_home_opened", "user": user.id, "channel": channel.id, "tab": "home"}
        if view := self._slack.views.homes.get(user.id):
            event["view"] = view.as_json()
        return await self.tell(user.team, event)

    async def uninstall(self, team: str, order: Sequence[str] = ("tokens", "app")) -> list[Json]:
        """Remove the app from a workspace; gives its two events in an order, for Slack keeps none."""
        by = self._by(team)
        by.state = "inactive"
        events: dict[str, Json] = {
            "tokens": {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [by.bot_user]}},
            "app": {"type": "app_uninstalled"},
        }
        told = [
            self.wrapped(by, events[name])
            for name in order
            if by.hears(events[name]["type"], self._slack.app)
        ]
        for payload in told:
            await self._delivery.tell(payload)
        return told

    async def tell(self, team: str, event: Json) -> Ack | None:
        """Tell the app of any event."""
        by = self._by(team)
        if not by.hears(event["type"], self._slack.app):
            return None
        payload = self.wrapped(by, event)
        return await self._delivery.tell(payload)

    async def again(self, payload: Json) -> Ack:
        """Tell of something once more, as it happens."""
        return await self._delivery.tell(payload)

    def wrapped(self, by: Installation, event: Json) -> Json:
        """Make what is sent of an event; `told` keeps all that was."""
        event = {**event, "event_ts": self._slack.world.clock.stamp()}
        number = f"Ev{next(_numbers):010d}"
        made = payloads.event_callback(self._slack.app, by, event, number, self._slack.world.clock.now)
        self.told.append(made)
        return made

    async def _of_channel(self, channel: Channel, what: str, more: Json) -> Ack | None:
        begin = "group" if channel.is_private else "channel"
        return await self.tell(channel.team, {"type": f"{begin}_{what}", "channel": channel.id, **more})

    def _by(self, team: str) -> Installation:
        by = self._slack.installed(team)
        if by is None:
            raise LookupError(team)
        return by


def _kind(channel: Channel) -> str:
    return "G" if channel.is_private else "C"
