"""All of Slack that stands here: the world, the app and what it was given, and what people see."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.slack.server.app import App, Installation
from tests.slack.server.blocks import decoded, markup, taken
from tests.slack.server.errors import No
from tests.slack.server.faults import Calls, Faults, Pace
from tests.slack.server.files import Files
from tests.slack.server.handles import Handles, Hook
from tests.slack.server.views import View, Views
from tests.slack.server.world import Channel, Json, Message, Team, User, World

TEXT_SIZE = 40_000

Shown = Message | View


class Slack:
    """Slack with one app. `shown` keeps what somebody was shown in private, each time as it was then."""

    def __init__(self) -> None:
        self.world, self.app = World(), App()
        self.handles, self.views, self.files = Handles(self.world.clock), Views(self.world), Files(self.world)
        self.faults, self.calls = Faults(), Calls()
        self.pace: Pace | None = None
        self.address = ""
        self.installations: dict[str, Installation] = {}
        self.shown: dict[str, list[Shown]] = {}

    # Installations

    def install(self, team: Team, scopes: frozenset[str] | None = None) -> Installation:
        """Install the app in a workspace, or once more: its bot stays, and its token while it is valid."""
        scopes = self.app.scopes if scopes is None else scopes
        there = self.installed(team.id)
        if there and there.state == "active":
            there.scopes |= scopes
            return there
        bot = self.world.users[there.bot_user] if there else self._bot(team)
        token = f"xoxb-{team.id}-{self.world.new_id('')}"
        made = Installation(team.id, token, bot.id, f"B{bot.id[1:]}", scopes)
        self.installations[token] = made
        return made

    def installed(self, team: str) -> Installation | None:
        """Give the newest installation in a workspace, also one that is over."""
        return next((each for each in reversed(self.installations.values()) if each.team == team), None)

    def active(self, team: str) -> Installation:
        """Give the installation that works; raises LookupError where there is none."""
        there = self.installed(team)
        if there is None or there.state != "active":
            raise LookupError(f"not installed in {team}")
        return there

    def _bot(self, team: Team) -> User:
        return self.world.add_user(team, self.app.name.casefold(), self.app.name, is_bot=True)

    # Messages

    def written(self, team: str, args: Json) -> tuple[str, list[Json] | None]:
        """Take the text and the blocks of a message; None where no blocks were given."""
        given = args.get("blocks")
        blocks = None if given is None else decoded(given)
        text = str(args.get("text") or "")
        if not text and not blocks and not args.get("attachments"):
            raise No("no_text")
        if len(text) > TEXT_SIZE:
            raise No("msg_too_long")
        return markup(text), taken(team, blocks, self.files) if blocks else blocks

    def post(self, by: Installation, channel: Channel, args: Json, *, to: str | None = None) -> Message:
        """Put a message of the app into a channel; with `to` only that person sees it."""
        text, blocks = self.written(by.team, args)
        made = Message(
            channel.id,
            self.world.clock.stamp(),
            by.bot_user,
            text,
            blocks or [],
            by.bot_id,
            self.app.id,
            by.team,
            args.get("thread_ts"),
            to=to,
        )
        if to is None:
            channel.messages[made.ts] = made
            self.world.news.changed()
        else:
            self.world.ephemeral[made.ts] = made
            self.show(to, made)
        return made

    def rewrite(self, message: Message, args: Json) -> None:
        """Change a message; without blocks in the change it keeps those that it has."""
        text, blocks = self.written(message.team, args)
        message.text = text
        if blocks is not None:
            message.blocks = blocks
        if message.to is None:
            message.edited = {"user": message.user, "ts": self.world.clock.stamp()}
            self.world.news.changed()
        else:
            self.show(message.to, message)

    def respond(self, hook: Hook, args: Json) -> None:
        """Do what is asked by a response_url. That of a command replaces nothing, whatever is asked."""
        by = self.active(hook.team)
        source = hook.source
        if source and args.get("delete_original"):
            self._forget(source)
        elif source and args.get("replace_original"):
            if source.to and args.get("response_type") == "in_channel":
                raise No("invalid_arguments")
            self.rewrite(source, args)
        else:
            private = args.get("response_type", "ephemeral") != "in_channel"
            channel = self.world.channels[hook.channel]
            self.post(by, channel, args, to=hook.user if private else None)

    def _forget(self, message: Message) -> None:
        self.world.ephemeral.pop(message.ts, None)
        self.world.channels[message.channel].messages.pop(message.ts, None)
        self.world.news.changed()

    # What people see

    def show(self, user: str, what: Shown) -> None:
        """Note that somebody has something new before them."""
        self.shown.setdefault(user, []).append(replace(what))
        self.world.news.changed()

    def everything(self) -> Iterator[Message]:
        """Give all messages of all channels, oldest first in each."""
        for channel in self.world.channels.values():
            yield from channel.messages.values()

    def place(self, by: Installation, channel: Any) -> Channel:
        """Find a channel, or the direct messages with a person, as the app may name it."""
        found = self.world.channels.get(str(channel))
        if found is None and (user := self.world.users.get(str(channel))):
            found = self.direct(by, user)
        if found is None or found.team != by.team or (found.is_im and by.bot_user not in found.members):
            raise No("channel_not_found")
        if found.is_private and by.bot_user not in found.members:
            raise No("channel_not_found")
        return found

    def direct(self, by: Installation, user: User) -> Channel:
        """Open direct messages with somebody."""
        if user.is_bot or user.name == "slackbot":
            raise No("cannot_dm_bot")
        if user.team != by.team:
            raise No("user_not_found")
        if user.deleted:
            raise No("user_disabled")
        return self.world.direct(user, by.bot_user)
