"""What stands behind the routes of the local Discord, and how a route is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.discord.errors import Json
from tests.discord.faults import Traffic
from tests.discord.interactions import Interaction
from tests.discord.rule_messages import Upload
from tests.discord.state import World
from tests.discord.world import Message


@dataclass
class Service:
    """The world, what is registered there, what is going on, and what was asked."""

    world: World = field(default_factory=World)
    traffic: Traffic = field(default_factory=Traffic)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    tokens: dict[str, Interaction] = field(default_factory=dict)
    commands: dict[str, Json] = field(default_factory=dict)
    nonces: dict[tuple[str, str], tuple[float, Message]] = field(default_factory=dict)
    gateway_url: str = ""
    shards: int = 1
    identifies: int = 0

    def all_messages(self) -> Iterator[Message]:
        """Give every message that there is, also those that one person alone sees."""
        for channel in self.world.channels.values():
            yield from channel.messages.values()
        for interaction in self.interactions.values():
            yield from interaction.written.values()

    def file(self, id: str) -> bytes | None:
        """Give what is in a file that was attached somewhere."""
        attached = (each for message in self.all_messages() for each in message.attachments)
        return next((each.data for each in attached if each.id == id), None)


@dataclass(frozen=True)
class Request:
    """A request to a route such as "POST /channels/{channel_id}/messages"."""

    route: str
    at: Mapping[str, str]
    query: Mapping[str, str]
    body: Json
    files: Mapping[int, Upload]
    listed: list[Json] = field(default_factory=list)


Reply = tuple[int, object]
"""The status and what the answer holds."""

Handler = Callable[[Service, Request], Reply]
Routes = dict[str, Handler]
