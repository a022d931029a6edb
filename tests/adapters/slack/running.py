"""The bot at work in a local Slack: the real platform, store and relay, and people who use it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any, cast

from aiohttp import ClientSession

from adapters.http import listening, site
from adapters.slack.config import Mode, SlackConfig
from adapters.slack.manifest import EVENTS_PATH, manifest
from adapters.slack.platform import Pace, SlackPlatform
from adapters.slack.teams import PLATFORM
from bot.core.call import Value
from bot.core.context import Caller
from bot.core.dispatcher import Dispatcher, Reply
from bot.core.events import Event
from bot.domain.workspace import Workspace
from bot.jobs.hearing import Hearing, lost
from bot.jobs.relay import Pace as RelayPace
from bot.jobs.relay import Relay
from bot.pictures import Pictures
from storage.database import Database
from tests.adapters.slack.commands import COMMANDS
from tests.contract.program import START, StoryClock
from tests.fixtures.databases import KEY
from tests.slack.server import payloads
from tests.slack.server.delivery import Delivery, HttpDelivery, SocketDelivery
from tests.slack.server.happenings import Happenings
from tests.slack.server.person import Person, controls
from tests.slack.server.server import SlackServer
from tests.slack.server.slack import Shown, Slack
from tests.slack.server.views import View
from tests.slack.server.world import Channel, Message
from tests.slack.town import Town, settle

SECRET = "0123456789abcdef0123456789abcdef"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
QUICK = Pace(start=0.01, moment=0, home=0, files=(0, 0), grace=2)
AT_ONCE = RelayPace(first=0.01)
PATIENCE = 30


class Gate(Dispatcher):
    """The dispatcher, which answers nothing as long as its gate is closed; `calls` are those it was asked for."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.open = asyncio.Event()
        self.open.set()
        self.arrived = asyncio.Event()

    async def typed(self, caller: Caller, text: str, *, key: str = "") -> Reply:
        await self._pass()
        return await super().typed(caller, text, key=key)

    async def pressed(self, caller: Caller, encoded: str, *, key: str = "") -> Reply:
        await self._pass()
        return await super().pressed(caller, encoded, key=key)

    async def submitted(
        self, caller: Caller, encoded: str, values: Mapping[str, Value], *, key: str = ""
    ) -> Reply:
        await self._pass()
        return await super().submitted(caller, encoded, values, key=key)

    def close(self) -> None:
        """Let nothing pass from now on."""
        self.open.clear()
        self.arrived.clear()

    async def _pass(self) -> None:
        self.arrived.set()
        await self.open.wait()


@dataclass
class Running:
    """The bot at work, and what there is around it."""

    server: SlackServer
    town: Town
    platform: SlackPlatform
    database: Database
    clock: StoryClock
    gate: Gate
    delivery: Delivery
    address: str
    heard: list[tuple[Event, str]]
    delivered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def slack(self) -> Slack:
        return self.server.slack

    @property
    def happenings(self) -> Happenings:
        return Happenings(self.slack, self.delivery)

    def person(self, who: str) -> Person:
        return Person(self.slack, self.delivery, self.town.people[who])

    async def type(self, who: str, line: str, channel: Channel | None = None) -> Any:
        """Let somebody type a line; gives what the acknowledgement holds."""
        command, _, text = line.partition(" ")
        ack = await self.person(who).command(channel or self.town.room, command, text)
        return ack.payload

    async def gather(self, *people: str) -> None:
        """Let somebody start a group, and the others come in."""
        await self.type(people[0], '/group setup "The Tuesday Table"')
        for who in people:
            await self.type(who, "/group join")
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything is answered, delivered and published."""
        async with asyncio.timeout(PATIENCE):
            while True:
                await self.platform.settle()
                self.delivered.clear()
                if await self.database.read(lambda store: store.outbox.next_due([PLATFORM])) is None:
                    await self.platform.settle()
                    return
                await self.delivered.wait()

    def shown(self, who: str) -> Shown:
        """Give what somebody was shown last in private."""
        return self.slack.shown[self.town.people[who].id][-1]

    def private(self, who: str) -> list[str]:
        """Give the texts of all that somebody was shown in private, modals by what stands on them."""
        return [said(each) for each in self.slack.shown.get(self.town.people[who].id, [])]

    def messages(self, channel: Channel | None = None) -> list[Message]:
        """Give the messages of a channel, of the room if none is given."""
        return list((channel or self.town.room).messages.values())

    def home(self, who: str) -> str:
        """Give what stands on somebody's Home tab."""
        return said(self.slack.views.homes[self.town.people[who].id])


def said(shown: Shown) -> str:
    """Give all the words of a message or a view."""
    return unescape(shown.text if isinstance(shown, Message) else " ".join(_words(shown.spec["blocks"])))


def _words(found: Any) -> list[str]:
    match found:
        case {"text": str(text)}:
            return [text]
        case dict():
            return [word for each in found.values() for word in _words(each)]
        case list():
            return [word for each in found for word in _words(each)]
        case _:
            return []


def view_of(shown: Shown) -> View:
    assert isinstance(shown, View)
    return shown


def message_of(shown: Shown) -> Message:
    assert isinstance(shown, Message)
    return shown


def config_of(server: SlackServer, town: Town, mode: Mode, public_url: str = "") -> SlackConfig:
    """Give how a host would set up the app in a mode."""
    app = server.slack.app
    app.signing_secret = SECRET
    token = town.by.token if mode is not Mode.MANY else ""
    return SlackConfig(
        bot_token=token,
        app_token=app.app_token if mode is Mode.SOCKET else "",
        signing_secret=SECRET if mode is not Mode.SOCKET else "",
        client_id=app.client_id if mode is Mode.MANY else "",
        client_secret=app.client_secret if mode is Mode.MANY else "",
        public_url=public_url,
        api_url=server.api_url,
    )


@asynccontextmanager
async def running(
    mode: Mode, database_url: str, folder: Path, *, pace: Pace = QUICK
) -> AsyncIterator[Running]:
    """Let the bot work in a town as long as the context lasts."""
    async with AsyncExitStack() as stack:
        there = await stack.enter_async_context(SlackServer())
        town = settle(there.slack)
        database = Database.open(database_url, keys=[KEY])
        stack.push_async_callback(database.close)
        if mode is Mode.MANY:
            await installed(database, town)
        yield await at_work(stack, mode, there, town, database, folder, pace)


async def at_work(
    stack: AsyncExitStack,
    mode: Mode,
    server: SlackServer,
    town: Town,
    database: Database,
    folder: Path,
    pace: Pace = QUICK,
    delivered: asyncio.Event | None = None,
) -> Running:
    """Start the bot until the stack is closed; several may work for one app, and share what tells of deliveries."""
    arrived = delivered or asyncio.Event()
    server.slack.app.configure(manifest(COMMANDS, socket=True, url=None))
    session = await stack.enter_async_context(ClientSession())  # Slack's, which outlives the program
    clock = StoryClock(folder)
    pictures = await stack.enter_async_context(Pictures(draw=lambda chart, dark: PNG))
    heard: list[tuple[Event, str]] = []

    def wake() -> None:
        relay.wake()

    gate, hearing = Gate(COMMANDS, database, clock, wake), Hearing(database, clock, wake)

    async def hears(event: Event, *, key: str = "") -> None:
        heard.append((event, key))
        await hearing(event, key=key)

    public = "https://netlearn.example.org" if mode is not Mode.SOCKET else ""
    platform = SlackPlatform(
        config_of(server, town, mode, public), gate, database, clock, pictures, hears, COMMANDS, pace=pace
    )
    relay = Relay(database, clock, [platform], after=lambda _: arrived.set(), lost=lost, pace=AT_ONCE)
    await stack.enter_async_context(task(relay.run()))
    serving = await stack.enter_async_context(platform.serving())
    assert not serving.done()
    address, delivery = "", cast("Delivery", SocketDelivery(server.slack, server.sockets))
    if mode is not Mode.SOCKET:
        web = site([platform.routes], healthy)
        address = await stack.enter_async_context(listening(web, "127.0.0.1", 0))
        delivery = HttpDelivery(server.slack, session, address + EVENTS_PATH)
    else:
        await server.sockets.connected()
    return Running(server, town, platform, database, clock, gate, delivery, address, heard, arrived)


@asynccontextmanager
async def task(work: Any) -> AsyncIterator[None]:
    """Let something go on as long as the context lasts."""
    going = asyncio.create_task(work)
    try:
        yield
    finally:
        going.cancel()
        await asyncio.wait({going})


async def healthy() -> None:
    """Be well."""


async def installed(database: Database, town: Town) -> None:
    """Put a town's installation into the store, as OAuth does."""
    by = town.by
    workspace = Workspace(
        PLATFORM, by.team, town.team.name, by.token, by.bot_user, tuple(by.scopes), START - timedelta(days=1)
    )
    await database.write(lambda store: store.workspaces.save(workspace))


async def choose(person: Person, on: Message | View, label: str) -> None:
    """Let somebody choose an option of a menu."""
    for block, element in controls(on):
        for option in element.get("options", ()):
            if option["text"]["text"] == label:
                await person.act(on, payloads.chosen(block, element, option, "1.1"))
                return
    raise LookupError(label)


def enter(view: View, **values: str) -> None:
    """Enter values into a modal, by field."""
    for name, value in values.items():
        (state,) = view.values[name].values()
        match state["type"]:
            case "external_select" | "static_select" | "radio_buttons":
                state["selected_option"] = {"text": {"type": "plain_text", "text": value}, "value": value}
            case "users_select":
                state["selected_user"] = value
            case _:
                state["value"] = value
