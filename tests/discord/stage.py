"""The local Discord as a stage: six people on one server with two text channels, and in direct messages."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Protocol

from aiohttp import ClientSession

from bot.core.call import BadCall, Call
from bot.core.errors import UnknownCommand
from bot.core.registry import Registry
from tests.contract.stage import (
    NAMES,
    Answer,
    Attached,
    Buttons,
    Image,
    Menu,
    Opened,
    Refused,
    Setting,
    Shown,
    Stage,
    Where,
)
from tests.discord.errors import Json
from tests.discord.forms import Filling, Forms, opens_more, refused, says_what_is_wrong
from tests.discord.interactions import Interaction
from tests.discord.markdown import lines_of
from tests.discord.program import InProcess
from tests.discord.reading import is_refusal, read
from tests.discord.rule_components import texts, walk
from tests.discord.server import DiscordServer
from tests.discord.typed import entered
from tests.discord.world import Channel, Message, User

PATIENCE = 120
"""Seconds after which something that never comes is given up; nothing waits for them to pass."""


class Program(Protocol):
    """A running program, in this process or another."""

    async def start(self) -> None:
        """Start it, and wait until the gateway has its session."""

    async def stop(self) -> None:
        """Let it end."""

    async def waiting(self) -> bool:
        """Tell whether anything in its outbox is not delivered yet."""

    async def advance(self, by: timedelta) -> None:
        """Put its clock forward."""


class DiscordStage:
    """Everybody of NAMES on the local Discord."""

    name = "discord"

    def __init__(self, server: DiscordServer, registry: Registry, session: ClientSession) -> None:
        self.server, self._registry, self._session = server, registry, session
        self.program: Program | None = None
        self.news = asyncio.Event()
        world = server.world
        self.users = {who: world.person(who, name) for who, name in NAMES.items()}
        self._keys = {user.id: who for who, user in self.users.items()}
        self.guild = world.guild("The Tuesday Table", self.users.values())
        self.rooms = {
            "room": world.channel(self.guild, "job-seekers"),
            "lobby": world.channel(self.guild, "lobby"),
        }
        ids = {who: user.id for who, user in self.users.items()}
        self._forms = Forms(server.people, self._wait, self._key, ids, self._submit)
        self._open: dict[str, Filling] = {}
        self._answers: list[tuple[Shown, Message]] = []

    # What people do

    async def type(self, who: str, text: str, where: Where = "room") -> Answer:
        return await self._done(who, where, lambda: self.typed(who, text, where))

    def typed(self, who: str, text: str, where: Where = "room") -> Interaction:
        """Type a line, without waiting for an answer."""
        commands = self.server.service.commands.values()
        command = entered(text, self._registry, commands)
        return self.server.people.command(
            self.users[who], self.place(who, where), command.path, command.options
        )

    async def press(self, who: str, label: str, where: Where = "room", *, on: Shown | None = None) -> Answer:
        def buttons(shown: Shown) -> list[str]:
            rows = [part.of for part in shown.parts if isinstance(part, Buttons)]
            return [control.id for row in rows for control in row if control.label == label]

        shown, (custom_id, *_) = await self._found(who, buttons, f"[{label}]", where, on)
        message = self.message(shown)
        return await self._done(
            who, shown.where, lambda: self.server.people.press(self.users[who], message, custom_id)
        )

    async def choose(
        self, who: str, menu: str, option: str, where: Where = "room", *, on: Shown | None = None
    ) -> Answer:
        def options(shown: Shown) -> list[str]:
            menus = [part for part in shown.parts if isinstance(part, Menu) and part.label == menu]
            return [control.id for each in menus for control in each.options if control.label == option]

        shown, (value, *_) = await self._found(who, options, f"[{menu} {option}]", where, on)
        message = self.message(shown)
        custom_id = next(
            (each["custom_id"] for _, each in walk(message.components) if _offers(each, value)), "gone"
        )
        return await self._done(
            who,
            shown.where,
            lambda: self.server.people.choose(self.users[who], message, custom_id, [value]),
        )

    async def menu(self, who: str, name: str, target: User | Message) -> Answer:
        """Choose the bot's entry in the menu of a person or of a message in the room."""
        place = self.place(who, "room")
        return await self._done(
            who, "room", lambda: self.server.people.menu(self.users[who], place, name, target)
        )

    async def suggest(self, who: str, text: str, option: str, where: Where = "room") -> list[Json]:
        """Type a line as far as the value of one option; gives the choices that are offered."""
        command = entered(text, self._registry, self.server.service.commands.values())
        asked = self.server.people.typing(
            self.users[who], self.place(who, where), command.path, command.options, option
        )
        return (await self._wait(asked)).choices or []

    async def forge(self, who: str, call: str, where: Where = "room") -> Answer:
        place = self.place(who, where)
        on = place.texts[-1] if place.messages else Message("1", place, self.server.world.bot)
        return await self._done(who, where, lambda: self.server.people.press(self.users[who], on, call))

    async def fill(self, who: str, values: Mapping[str, str]) -> Answer:
        filling = self._open[who]
        answered = await self._forms.fill(filling, values)
        where = self._where(answered.channel)
        if answered.modal:
            return await self._opened(who, answered)
        message = answered.said[-1]
        if says_what_is_wrong(message):
            wrong = refused(filling, lines_of(texts(message.components)[1]))
            await self._forms.reopen(filling, answered)
            return wrong
        answer = self._read(message, where)
        if isinstance(answer, Shown):
            del self._open[who]
        return answer

    def form(self, who: str) -> Opened:
        return self._open[who].shown

    async def seen(self, who: str, where: Where) -> list[Shown]:
        there = [each for each in self.place(who, where).texts if not each.under]
        return [self._shown(each, where) for each in there if each.author is self.server.world.bot]

    async def replies(self, who: str, to: Shown) -> list[Shown]:
        head = self.message(to)
        under = [each for each in head.channel.texts if each.under == head.id]
        return [self._shown(each, to.where) for each in (head.thread.texts if head.thread else under)]

    async def png(self, image: Image) -> bytes:
        async with self._session.get(image.source) as response:
            assert response.status == 200
            return await response.read()

    async def contents(self, file: Attached) -> bytes:
        async with self._session.get(file.source) as response:
            assert response.status == 200
            return await response.read()

    # The program

    async def settle(self) -> None:
        assert self.program
        async with asyncio.timeout(PATIENCE):
            while True:
                self.news.clear()
                if not await self.program.waiting():
                    return
                with suppress(TimeoutError):  # a row that was buried arrives nowhere
                    await asyncio.wait_for(self.news.wait(), 0.25)

    async def advance(self, by: timedelta) -> None:
        assert self.program
        await self.program.advance(by)

    async def restart(self) -> None:
        assert self.program
        await self.program.stop()
        await self.program.start()

    # What the stage knows

    def place(self, who: str, where: Where) -> Channel:
        """Give a channel, or somebody's direct messages."""
        return self.server.world.dm(self.users[who]) if where == "dm" else self.rooms[where]

    def message(self, shown: Shown) -> Message:
        """Give the message behind what was shown."""
        if shown.id:
            channel, _, message = shown.id.partition(":")
            return self.server.world.channels[channel].messages[message]
        return next(message for each, message in reversed(self._answers) if each is shown)

    def _shown(self, message: Message, where: Where) -> Shown:
        return read(message, where, self._name, id=f"{message.channel.id}:{message.id}")

    def _where(self, place: Channel) -> Where:
        here = place.parent or place
        return next((where for where in ("room", "lobby") if self.rooms[where] is here), "dm")

    def _name(self, user: str) -> str:
        return self.server.world.users[user].name

    def _key(self, user: str) -> str:
        return self._keys.get(user, user)

    def _submit(self, modal: Json) -> str:
        """Give the word of a form's command for its button: on Discord every form says "Submit"."""
        with suppress(BadCall, UnknownCommand):
            return self._registry.find(Call.decode(modal["custom_id"]).path).submit
        return next(
            (each.submit for each in self._registry.all() if modal["title"].startswith(each.title)), ""
        )

    async def _found(
        self, who: str, find: Callable[[Shown], list[str]], label: str, where: Where, on: Shown | None
    ) -> tuple[Shown, list[str]]:
        for shown in [on] if on else reversed(await self.seen(who, where)):
            if found := find(shown):
                return shown, found
        raise AssertionError(f"{who} sees no {label} in {where}")

    async def _wait(self, asked: Interaction) -> Interaction:
        await asked.wait(lambda it: it.answered, PATIENCE)
        return asked

    async def _done(self, who: str, where: Where, do: Callable[[], Interaction]) -> Answer:
        """Do something, and read what is answered."""

        async def again() -> Interaction:
            asked = await self._wait(do())
            return await self._pressed_through(asked)

        asked = await again()
        if asked.modal:
            return await self._opened(who, asked, again)
        return self._read(asked.said[-1], where)

    async def _pressed_through(self, asked: Interaction) -> Interaction:
        """Press the button that stands for a form which could not be opened at once."""
        while opens_more(asked):
            message = asked.said[-1]
            (button, *_) = (each for _, each in walk(message.components) if each["type"] == 2)
            asked = await self._wait(self.server.people.press(asked.user, message, button["custom_id"]))
        return asked

    async def _opened(
        self, who: str, asked: Interaction, again: Callable[[], Awaitable[Interaction]] | None = None
    ) -> Opened:
        self._open[who] = await self._forms.open(asked, again)
        return self._open[who].shown

    def _read(self, message: Message, where: Where) -> Answer:
        if is_refusal(message):
            return Refused(lines_of(texts(message.components)[0]))
        shown = read(message, where, self._name)
        self._answers.append((shown, message))
        return shown


def _offers(menu: Json, value: str) -> bool:
    return any(each["value"] == value for each in menu.get("options", []))


@asynccontextmanager
async def discord(setting: Setting) -> AsyncIterator[Stage]:
    """Put a stage up in a Discord in this process."""
    async with DiscordServer() as server, ClientSession() as session:
        stage = DiscordStage(server, setting.registry, session)
        stage.program = InProcess(setting, server, delivered=stage.news.set)
        await stage.program.start()
        try:
            yield stage
        finally:
            await stage.program.stop()
