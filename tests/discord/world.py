"""Who and what there is on the local Discord, and what the bot may do where."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.discord.errors import Json

TEXT, DM, THREAD = 0, 1, 11
"""Kinds of channels."""

VIEW, SEND, EMBED, ATTACH, HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16
OPEN_THREADS, SEND_IN_THREADS = 1 << 35, 1 << 38
NEEDED = VIEW | SEND | EMBED | ATTACH | HISTORY | OPEN_THREADS | SEND_IN_THREADS
"""The permissions that the bot has in a channel unless a test takes some away."""

EPHEMERAL, LOADING, V2, HAS_THREAD = 1 << 6, 1 << 7, 1 << 15, 1 << 5
"""Flags of messages."""


@dataclass(eq=False)
class User:
    """Somebody, or the bot; `name` is what others read, `refuses` the code with which direct messages fail."""

    id: str
    username: str
    name: str
    bot: bool = False
    locale: str = "en-US"
    refuses: int = 0


@dataclass(eq=False)
class Guild:
    """A server with its people; `left` once the bot is not there any more."""

    id: str
    name: str
    owner: User
    locale: str = "en-US"
    members: dict[str, User] = field(default_factory=dict)
    channels: dict[str, "Channel"] = field(default_factory=dict)
    available: bool = True
    left: bool = False


@dataclass(eq=False)
class Channel:
    """A text channel, a thread, or somebody's direct messages with the bot; `allowed` is what the bot may do."""

    id: str
    kind: int
    name: str = ""
    guild: Guild | None = None
    recipient: User | None = None
    parent: "Channel | None" = None
    allowed: int = NEEDED
    archived: bool = False
    messages: dict[str, "Message"] = field(default_factory=dict)

    def may(self, permissions: int) -> bool:
        """Tell whether the bot has all these permissions here."""
        place = self.parent or self
        return place.allowed & permissions == permissions

    @property
    def texts(self) -> "list[Message]":
        """Its messages, oldest first."""
        return sorted(self.messages.values(), key=lambda message: int(message.id))


@dataclass(frozen=True)
class Attachment:
    """A file of a message."""

    id: str
    filename: str
    data: bytes
    description: str | None = None


@dataclass(eq=False)
class Message:
    """A message as the server holds it.

    `only_for` is the one who sees an ephemeral answer, `answers` the interaction, `under` the message that it
    replies to. `pinged` is what really mentioned somebody when it was last written: user and role ids, "everyone".
    """

    id: str
    channel: Channel
    author: User
    content: str = ""
    components: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    flags: int = 0
    attachments: list[Attachment] = field(default_factory=list)
    nonce: str | int | None = None
    pinged: tuple[str, ...] = ()
    mentioned: tuple[User, ...] = ()
    only_for: User | None = None
    answers: str | None = None
    thread: Channel | None = None
    under: str | None = None
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    edited: datetime | None = None

    @property
    def v2(self) -> bool:
        """Whether it is made of components only."""
        return bool(self.flags & V2)
