"""The bot, all of it in this process, at a local Discord with a server, two channels and three people."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from adapters.discord.config import DiscordConfig
from adapters.discord.platform import DiscordPlatform, Pace
from bot.core.dispatcher import Dispatcher
from bot.core.outbox import Address
from bot.jobs.hearing import Hearing, lost
from bot.jobs.relay import Pace as RelayPace
from bot.jobs.relay import Relay
from bot.pictures import Pictures
from storage.database import Database
from tests.adapters.discord.samples import SAMPLES
from tests.discord.interactions import Interaction
from tests.discord.server import DiscordServer
from tests.discord.world import Channel, Guild, Message, User
from tests.fixtures.databases import KEY

T = TypeVar("T")

PATIENCE = 30
"""Seconds after which what never comes is given up; nothing waits for them to pass."""

QUICK = Pace(between_identifies=0, again=0.01)
SOON = RelayPace(first=0.01)


class Clock:
    """A clock that begins on a Wednesday, goes as any does, and is put forward by a test."""

    def __init__(self) -> None:
        self._late = datetime.now(UTC) - datetime(2026, 11, 18, 10, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) - self._late

    def advance(self, by: timedelta) -> None:
        """Put it forward."""
        self._late -= by


@dataclass
class Bot:
    """The running bot, and what is around it."""

    server: DiscordServer
    database_url: str
    guild: Guild
    room: Channel
    lobby: Channel
    ana: User
    ben: User
    cleo: User
    pace: Pace = QUICK
    clock: Clock = field(default_factory=Clock)
    config: DiscordConfig = field(init=False)
    platform: DiscordPlatform = field(init=False)
    database: Database = field(init=False)
    relay: Relay = field(init=False)
    serving: "asyncio.Task[None]" = field(init=False)

    def __post_init__(self) -> None:
        world = self.server.world
        self.config = DiscordConfig(world.token, self.server.api_url, self.server.gateway_url)

    @asynccontextmanager
    async def running(self, shards: int = 1) -> AsyncIterator["Bot"]:
        """Let it run, and wait until so many shards have a session."""
        self.database = Database.open(self.database_url, keys=[KEY])

        def wake() -> None:
            self.relay.wake()

        dispatcher = Dispatcher(SAMPLES, self.database, self.clock, wake)
        hearing = Hearing(self.database, self.clock, wake)
        async with Pictures() as pictures:
            self.platform = DiscordPlatform(
                self.config,
                SAMPLES,
                dispatcher,
                self.database,
                self.clock,
                pictures,
                hearing,
                pace=self.pace,
            )
            self.relay = Relay(self.database, self.clock, [self.platform], lost=lost, pace=SOON)
            self.serving = asyncio.create_task(self.platform.run())
            relaying = asyncio.create_task(self.relay.run())
            try:
                await self.server.gateway.until_ready(shards)
                yield self
            finally:
                self.serving.cancel()
                relaying.cancel()
                await asyncio.wait({self.serving, relaying})
                await self.database.close()

    # What people do

    async def type(self, who: User, line: str, where: Channel | None = None) -> Interaction:
        """Type a command such as "target add" with options such as company=Globex, and wait for the answer."""
        path, _, rest = line.partition(":")
        options = [
            {
                "name": name,
                "type": 4 if value.isdigit() else 3,
                "value": int(value) if value.isdigit() else value,
            }
            for name, value in (each.split("=") for each in rest.split(";") if each)
        ]
        return await self.answered(self.server.people.command(who, where or self.room, path.split(), options))

    async def press(self, who: User, message: Message, label: str) -> Interaction:
        """Press a button, and wait for the answer."""
        return await self.answered(self.server.people.press(who, message, button(message, label)))

    async def submit(self, opened: Interaction, **values: object) -> Interaction:
        """Submit a modal, and wait for the answer."""
        return await self.answered(self.server.people.submit(opened, values))

    async def answered(self, interaction: Interaction) -> Interaction:
        """Wait until an interaction has its answer."""
        await interaction.wait(lambda each: each.answered, PATIENCE)
        return interaction

    async def gather(self) -> None:
        """Let Cleo start a group in the room, and everybody come in."""
        await self.type(self.cleo, "group setup:name=The Tuesday Table;timezone=Europe/Athens")
        for who in (self.ana, self.ben, self.cleo):
            await self.type(who, "group join")
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything told is delivered or buried."""
        async with asyncio.timeout(PATIENCE):
            while await self.undelivered():
                await self.news()

    async def until(self, look: Callable[[], Awaitable[T]], met: Callable[[T], bool]) -> T:
        """Wait until what somebody looks at is so."""
        async with asyncio.timeout(PATIENCE):
            while not met(found := await look()):
                await self.news()
            return found

    async def news(self) -> None:
        """Wait until something was asked of the server, at most for a moment."""
        self.server.traffic.news.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.server.traffic.news.wait(), 0.02)

    async def answering(self) -> bool:
        """Tell whether an interaction is being answered."""
        return bool(self.platform.answering)

    async def undelivered(self) -> bool:
        """Tell whether anything waits in the outbox."""
        return await self.database.read(lambda store: store.outbox.next_due(["discord"]) is not None)

    def direct(self, who: User) -> list[Message]:
        """Give somebody's direct messages, oldest first."""
        return self.server.world.dm(who).texts

    def address(self, to: User | Channel) -> Address:
        """Give the address of a person or a channel."""
        if isinstance(to, User):
            return Address("discord", "", "direct", to.id)
        return Address("discord", self.guild.id, "room", to.id)


def text(message: Message) -> str:
    """Give all text of a message as it is written, one line each."""
    return "\n".join(_texts(message.components))


def _texts(parts: Any) -> list[str]:
    found: list[str] = []
    for part in parts:
        if "content" in part:
            found.append(part["content"])
        found += _texts(part.get("components", ()))
    return found


def buttons(message: Message) -> dict[str, str]:
    """Give a message's buttons: their custom ids by their labels."""
    found: dict[str, str] = {}
    for part in message.components:
        for row in part.get("components", ()):
            found |= {
                each["label"]: each["custom_id"] for each in row.get("components", ()) if each["type"] == 2
            }
    return found


def button(message: Message, label: str) -> str:
    """Give the custom id of a button."""
    return buttons(message)[label]


def set_up(server: DiscordServer, database_url: str) -> Bot:
    """Make the server, the channels and the people."""
    world = server.world
    ana, ben, cleo = (world.person(name, name.capitalize()) for name in ("ana", "ben", "cleo"))
    guild = world.guild("Job seekers", [ana, ben, cleo])
    return Bot(
        server,
        database_url,
        guild,
        world.channel(guild, "room"),
        world.channel(guild, "lobby"),
        ana,
        ben,
        cleo,
    )
