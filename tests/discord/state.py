"""The state of the local Discord: its world, what changes in it, and who hears of that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.discord import payloads
from tests.discord.errors import Json, refusal
from tests.discord.ids import Snowflakes, StillClock
from tests.discord.world import DM, NEEDED, TEXT, THREAD, VIEW, Channel, Guild, Message, User

GUILDS, GUILD_MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, DIRECT_MESSAGES, CONTENT = 1 << 9, 1 << 12, 1 << 15
"""Intents."""


@dataclass(frozen=True)
class Event:
    """Something that is told over the gateway: to the shard of its guild, else to the first.

    It needs one of its intents, if it has any; `blind` is what is told without the intent for message content.
    """

    name: str
    data: Json
    guild: Guild | None = None
    intents: int = 0
    blind: Json | None = None


@dataclass
class World:
    """Everybody and everything; `files` is the address under which the server gives attachments."""

    token: str = "MTIz.token.of-the-tests"
    files: str = ""
    ids: Snowflakes = field(default_factory=Snowflakes)
    clock: StillClock = field(default_factory=StillClock)
    users: dict[str, User] = field(default_factory=dict)
    guilds: dict[str, Guild] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    listeners: list[Callable[[Event], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bot = self.person("Netlearn", "Netlearn", bot=True)  # named as its application is
        self.owner = self.person("olga", "Olga")

    def tell(self, event: Event) -> None:
        """Tell what happened."""
        for hear in self.listeners:
            hear(event)

    # Making what there is

    def person(self, username: str, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """Let somebody be there."""
        made = User(self.ids.new(), username, name, bot, locale)
        self.users[made.id] = made
        return made

    def guild(self, name: str, members: Iterable[User] = (), *, id: str = "") -> Guild:
        """Make a server in which the bot is."""
        made = Guild(id or self.ids.new(), name, self.owner)
        made.members = {each.id: each for each in (self.bot, self.owner, *members)}
        self.guilds[made.id] = made
        self._tell_joined(made)
        return made

    def channel(self, guild: Guild, name: str, allowed: int = NEEDED) -> Channel:
        """Make a text channel."""
        made = Channel(self.ids.new(), TEXT, name, guild, allowed=allowed)
        self._add(made)
        if made.may(VIEW):
            self._tell_of("CHANNEL_CREATE", made)
        return made

    def dm(self, user: User) -> Channel:
        """Give somebody's direct messages with the bot."""
        for each in self.channels.values():
            if each.kind == DM and each.recipient is user:
                return each
        made = Channel(self.ids.new(), DM, recipient=user)
        self.channels[made.id] = made
        return made

    def thread(self, head: Message, name: str) -> Channel:
        """Start a thread from a message, whose id it takes."""
        place = head.channel
        made = Channel(head.id, THREAD, name, place.guild, parent=place)
        head.thread = made
        head.flags |= 1 << 5
        self._add(made)
        self._tell_of("THREAD_CREATE", made, newly_created=True)
        return made

    def _add(self, channel: Channel) -> None:
        assert channel.guild
        self.channels[channel.id] = channel.guild.channels[channel.id] = channel

    # What happens to the bot's places

    def rename(self, channel: Channel, name: str) -> None:
        """Rename a channel."""
        channel.name = name
        self._tell_of("CHANNEL_UPDATE", channel)

    def allow(self, channel: Channel, allowed: int) -> None:
        """Change what the bot may do in a channel; one that it no longer sees is deleted for it."""
        saw = channel.may(VIEW)
        channel.allowed = allowed
        if saw or channel.may(VIEW):
            names = {(True, True): "CHANNEL_UPDATE", (True, False): "CHANNEL_DELETE"}
            self._tell_of(names.get((saw, channel.may(VIEW)), "CHANNEL_CREATE"), channel)

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads."""
        assert channel.guild
        for each in [each for each in channel.guild.channels.values() if channel in (each, each.parent)]:
            del self.channels[each.id], channel.guild.channels[each.id]
        self._tell_of("THREAD_DELETE" if channel.kind == THREAD else "CHANNEL_DELETE", channel)

    def remove_bot(self, guild: Guild) -> None:
        """Take the bot out of a server."""
        guild.left = True
        self.tell(Event("GUILD_DELETE", {"id": guild.id}, guild, GUILDS))

    def invite_bot(self, guild: Guild) -> None:
        """Let the bot in again."""
        guild.left = False
        self._tell_joined(guild)

    def outage(self, guild: Guild) -> None:
        """Let a server be unavailable for a while."""
        guild.available = False
        self.tell(Event("GUILD_DELETE", {"id": guild.id, "unavailable": True}, guild, GUILDS))

    def available_again(self, guild: Guild) -> None:
        """Let a server be available again."""
        guild.available = True
        self.tell(Event("GUILD_CREATE", payloads.guild(guild, self.bot), guild, GUILDS))

    def leave(self, guild: Guild, user: User) -> None:
        """Let a member leave; a bot without the privileged intent does not hear of it."""
        del guild.members[user.id]
        data = {"guild_id": guild.id, "user": payloads.user(user)}
        self.tell(Event("GUILD_MEMBER_REMOVE", data, guild, GUILD_MEMBERS))

    def say(self, user: User, channel: Channel, text: str) -> Message:
        """Let a person write a message, whose text only a bot with the privileged intent sees, except in private."""
        made = Message(self.ids.new(), channel, user, text)
        channel.messages[made.id] = made
        self.tell_message("MESSAGE_CREATE", made)
        return made

    def tell_message(self, name: str, message: Message) -> None:
        """Tell of a message that was written or changed."""
        data = payloads.message(message, self.files)
        guild = message.channel.guild
        if guild is None:
            self.tell(Event(name, data, None, DIRECT_MESSAGES))
            return
        data |= {"guild_id": guild.id, "member": payloads.member(message.author, with_user=False)}
        seen = message.author is self.bot or self.bot in message.mentioned
        blind = data if seen else data | {"content": "", "components": [], "attachments": [], "embeds": []}
        self.tell(Event(name, data, guild, GUILD_MESSAGES, blind))

    def tell_deleted(self, message: Message) -> None:
        """Tell of a message that is not there any more."""
        guild = message.channel.guild
        data: Json = {"id": message.id, "channel_id": message.channel.id}
        intents = GUILD_MESSAGES if guild else DIRECT_MESSAGES
        self.tell(Event("MESSAGE_DELETE", data | ({"guild_id": guild.id} if guild else {}), guild, intents))

    def _tell_joined(self, guild: Guild) -> None:
        data = payloads.guild(guild, self.bot)
        del data["unavailable"]  # by its absence a client knows a server that is new to it
        self.tell(Event("GUILD_CREATE", data, guild, GUILDS))

    def _tell_of(self, name: str, channel: Channel, **more: object) -> None:
        data = payloads.channel(channel, self.bot) | more
        self.tell(Event(name, data, channel.guild, GUILDS))

    # Finding what there is, as the bot sees it

    def place(self, channel_id: str) -> Channel:
        """Give a channel that the bot sees; raises a Refusal."""
        found = self.channels.get(channel_id)
        if found is None:
            raise refusal(10003)
        if (found.guild and found.guild.left) or not found.may(VIEW):
            raise refusal(50001)
        return found

    def message(self, channel_id: str, message_id: str) -> Message:
        """Give a message that the bot sees; raises a Refusal."""
        place = self.place(channel_id)
        if message_id not in place.messages:
            raise refusal(10008)
        return place.messages[message_id]
