"""Slack as a stage: six people in a workspace on a local Slack server, and the program that serves it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from adapters.slack.manifest import manifest
from adapters.slack.text import UMBRELLA
from tests.contract.stage import (
    Answer,
    Attached,
    Buttons,
    Image,
    Menu,
    Opened,
    PutUp,
    Refused,
    Setting,
    Shown,
    Stage,
    Where,
)
from tests.slack import reading
from tests.slack.program import InProcess, Program, Way
from tests.slack.server import payloads
from tests.slack.server.blocks import escaped
from tests.slack.server.delivery import Delivery
from tests.slack.server.person import Person, controls
from tests.slack.server.server import SlackServer
from tests.slack.server.views import View
from tests.slack.server.world import Channel, Json, Message
from tests.slack.town import Town, settle

Source = Message | View


class SlackStage:
    """Everybody of NAMES in one workspace."""

    def __init__(self, server: SlackServer, town: Town, program: Program, way: Way) -> None:
        self.name = f"slack over {way}"
        self._server, self._town, self._program = server, town, program
        self._people: dict[str, Person] = {}
        self._windows: list[tuple[Shown, Source]] = []
        self._where: dict[str, Where] = {}
        self._names = {user.id: user.real_name for user in town.people.values()}

    async def open(self) -> None:
        """Start the program."""
        delivery: Delivery = await self._program.start()
        self._people = {
            who: Person(self._server.slack, delivery, user) for who, user in self._town.people.items()
        }

    async def close(self) -> None:
        """Let the program end."""
        await self._program.stop()

    async def type(self, who: str, text: str, where: Where = "room") -> Answer:
        person = self._people[who]
        command, _, rest = text.partition(" ")
        if command not in self._server.slack.app.commands:
            command, rest = UMBRELLA, text.removeprefix("/")
        return await self._answer(who, where, lambda: person.command(self._place(who, where), command, rest))

    async def press(self, who: str, label: str, where: Where = "room", *, on: Shown | None = None) -> Answer:
        def buttons(shown: Shown) -> list[str]:
            rows = [part.of for part in shown.parts if isinstance(part, Buttons)]
            return [control.id for row in rows for control in row if control.label == label]

        return await self._pressed(who, buttons, f"[{label}]", where, on)

    async def choose(
        self, who: str, menu: str, option: str, where: Where = "room", *, on: Shown | None = None
    ) -> Answer:
        def options(shown: Shown) -> list[str]:
            menus = [part for part in shown.parts if isinstance(part, Menu) and part.label == menu]
            return [control.id for each in menus for control in each.options if control.label == option]

        return await self._pressed(who, options, f"[{menu} {option}]", where, on)

    async def forge(self, who: str, call: str, where: Where = "room") -> Answer:
        place = self._place(who, where)
        there = [*place.messages.values()]
        nowhere = Message(place.id, self._server.slack.world.clock.stamp(), self._town.bot.id, "", [])
        button = {"action_id": "call:0", "text": {"type": "plain_text", "text": "Forged"}, "value": call}
        action = payloads.pressed("forged", button, self._server.slack.world.clock.stamp())
        on = there[-1] if there else nowhere
        return await self._answer(who, where, lambda: self._people[who].act(on, action))

    async def fill(self, who: str, values: Mapping[str, str]) -> Answer:
        person, view = self._people[who], self._open_form(who)
        blocks = {
            reading.said(block["label"], {}): block
            for block in view.spec["blocks"]
            if block["type"] == "input"
        }
        for label, value in values.items():
            await self._enter(person, view, blocks[label], value)
        before = self._count(who)
        errors = await person.submit()
        if errors:
            at = {
                label: errors[block["block_id"]]
                for label, block in blocks.items()
                if block["block_id"] in errors
            }
            return Refused(" ".join(at.values()), at)
        return await self._shown(who, before, self._where[who])

    def form(self, who: str) -> Opened:
        return self._read_form(self._open_form(who))

    async def seen(self, who: str, where: Where) -> list[Shown]:
        return [
            self._seen(message, where)
            for message in self._place(who, where).messages.values()
            if message.thread_ts in (None, message.ts)
        ]

    async def replies(self, who: str, to: Shown) -> list[Shown]:
        return [
            self._seen(message, to.where)
            for message in self._place(who, to.where).messages.values()
            if message.thread_ts == to.id != message.ts
        ]

    async def png(self, image: Image) -> bytes:
        return self._server.slack.files.get(image.source).contents

    async def contents(self, file: Attached) -> bytes:
        return self._server.slack.files.get(file.source).contents

    async def settle(self) -> None:
        await self._program.settle()

    async def advance(self, by: timedelta) -> None:
        self._server.slack.world.clock.advance(by)
        await self._program.advance(by)

    async def restart(self) -> None:
        await self.close()
        await self.open()

    # What people do

    def _place(self, who: str, where: Where) -> Channel:
        if where == "dm":
            return self._people[who].app_messages
        return self._town.room if where == "room" else self._town.lobby

    async def _pressed(
        self, who: str, find: Callable[[Shown], list[str]], label: str, where: Where, on: Shown | None
    ) -> Answer:
        there = [on] if on else reversed(await self.seen(who, where))
        window, value = next(((each, value) for each in there for value in find(each)), (None, ""))
        assert window is not None, f"{who} sees no {label} in {where}"
        then = next(source for shown, source in self._windows if shown is window)
        stamp = self._server.slack.world.clock.stamp()
        action = next(action for action in _actions(then, stamp) if _value(action) == value)
        return await self._answer(who, window.where, lambda: self._people[who].act(self._now(then), action))

    def _now(self, source: Source) -> Source:
        """Give a message or a modal as Slack has it now, for that is what Slack sends when it is pressed."""
        slack = self._server.slack
        if isinstance(source, View):
            return slack.views.find(source.team, source.id)
        there = slack.world.channels[source.channel].messages | slack.world.ephemeral
        return there.get(source.ts, source)

    async def _enter(self, person: Person, view: View, block: Json, value: str) -> None:
        """Enter something as the person whose modal it is; nothing that Slack's own checks would stop is held back."""
        state, element = reading.state_of(view, block), block["element"]
        match state["type"]:
            case "users_select":
                state["selected_user"] = self._town.people[value].id if value else None
            case "radio_buttons" | "static_select":
                state["selected_option"] = _option(element["options"], value)
            case "external_select":
                offered = await person.suggestions(block["block_id"], element["action_id"], value)
                made_up = {"text": {"type": "plain_text", "text": escaped(value)}, "value": value}
                state["selected_option"] = _option(offered, value) or (made_up if value else None)
            case _:
                state["value"] = value or None

    # What people see

    async def _answer(self, who: str, where: Where, act: Callable[[], Awaitable[object]]) -> Answer:
        before = self._count(who)
        await act()
        return await self._shown(who, before, where)

    async def _shown(self, who: str, before: int, where: Where) -> Answer:
        """Wait for what somebody is shown in answer, until nothing more is going to change on it."""
        shown = self._server.slack.shown.setdefault(self._town.people[who].id, [])
        await self._server.slack.world.news.until(lambda: shown[before:] or None)
        self._where[who] = where
        return self._read(shown[-1], where)

    def _seen(self, message: Message, where: Where) -> Shown:
        shown = reading.read_message(message, where, self._names)
        assert isinstance(shown, Shown), shown
        return self._remember(shown, message)

    def _read(self, source: Source, where: Where) -> Answer:
        if isinstance(source, Message):
            answer = reading.read_message(source, where, self._names)
        elif reading.is_form(source):
            return self._read_form(source)
        else:
            answer = reading.read_blocks(source.spec["blocks"], where, self._names)
        return self._remember(answer, source) if isinstance(answer, Shown) else answer

    def _read_form(self, view: View) -> Opened:
        return reading.read_form(view, {user.id: who for who, user in self._town.people.items()})

    def _remember(self, shown: Shown, source: Source) -> Shown:
        self._windows.append((shown, replace(source)))
        return shown

    def _count(self, who: str) -> int:
        return len(self._server.slack.shown.get(self._town.people[who].id, ()))

    def _open_form(self, who: str) -> View:
        view = self._people[who].view
        assert view, f"{who} has no form open"
        assert reading.is_form(view)
        return view


def _actions(source: Source, stamp: str) -> Iterator[Json]:
    """Make everything that can be pressed or chosen on something."""
    for block, element in controls(source):
        if element["type"] == "button":
            yield payloads.pressed(block, element, stamp)
        else:
            for option in element["options"]:
                yield payloads.chosen(block, element, option, stamp)


def _value(action: Json) -> str:
    return str(action.get("selected_option", action).get("value", ""))


def _option(offered: Sequence[Json], label: str) -> Json | None:
    """Find the option that somebody means, which may be shown shortened."""
    for option in offered:
        shown = reading.said(option["text"], {})
        if label == shown or (shown.endswith("…") and label.startswith(shown[:-1])):
            return option
    return None


def in_slack(way: Way) -> PutUp:
    """Give the stage on which the program is reached in one of two ways."""

    def put_up(setting: Setting) -> AbstractAsyncContextManager[Stage]:
        return playing(setting, way, lambda server, town: InProcess(setting, server, town, way))

    return put_up


@asynccontextmanager
async def playing(
    setting: Setting, way: Way, make: Callable[[SlackServer, Town], Program]
) -> AsyncIterator["SlackStage"]:
    """Put a stage up around a program, with the app as the program's own manifest configures it."""
    async with SlackServer() as server:
        url = None if way == "socket" else "https://netlearn.example"
        server.slack.app.configure(manifest(setting.registry, socket=way == "socket", url=url))
        town = settle(server.slack)
        stage = SlackStage(server, town, make(server, town), way)
        try:
            await stage.open()
            yield stage
        finally:
            await stage.close()
