"""The simulator as a stage: six windows that hear what happens live, and the same HTTP interface as the page."""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Protocol

from aiohttp import ClientSession

from adapters.web.platform import WebPlatform
from bot.pictures import Pictures
from storage.database import Database
from tests.contract.page import ROOMS, Json, entered, read_card, read_form
from tests.contract.program import Parts, StoryClock, running
from tests.contract.stage import (
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
from tests.contract.windows import PATIENCE, Windows


class Program(Protocol):
    """A running simulator, in this process or another."""

    async def start(self) -> str:
        """Start it; gives the address at which it answers."""

    async def stop(self) -> None:
        """Let it end."""

    async def waiting(self) -> bool:
        """Tell whether anything in its outbox is not delivered yet, once what is due is done."""


class InProcess:
    """The simulator in this process."""

    def __init__(self, setting: Setting) -> None:
        self._setting, self._clock = setting, StoryClock(setting.folder)
        self._stack = AsyncExitStack()
        self._database: Database | None = None
        self._caught_up: Callable[[], Awaitable[None]] | None = None

    async def start(self) -> str:
        pictures = await self._stack.enter_async_context(Pictures())

        def make(of: Parts) -> WebPlatform:
            self._caught_up = of.caught_up
            return WebPlatform(of.dispatcher, of.database, of.clock, pictures, port=0, moved=of.wake)

        around = running(self._setting, self._clock, make, WebPlatform.show)
        web, self._database = await self._stack.enter_async_context(around)
        return await self._stack.enter_async_context(web.serving())

    async def stop(self) -> None:
        await self._stack.aclose()

    async def waiting(self) -> bool:
        assert self._database
        assert self._caught_up
        await self._caught_up()
        return await undelivered(self._database)


async def undelivered(database: Database) -> bool:
    """Tell whether anything waits in the simulator's outbox."""
    return await database.read(lambda store: store.outbox.next_due([WebPlatform.name])) is not None


class Simulator:
    """Everybody of NAMES at the simulator."""

    name = "simulator"

    def __init__(self, session: ClientSession, program: Program) -> None:
        self._session, self._program = session, program
        self._address = ""
        self._windows = Windows(session, "")
        self._forms: dict[str, tuple[Json, str]] = {}

    async def open(self) -> None:
        """Start the program and open everybody's windows."""
        self._address = await self._program.start()
        self._windows = Windows(self._session, self._address)
        await self._windows.open()

    async def close(self) -> None:
        """Close the windows, and let the program end."""
        await self._windows.close()
        await self._program.stop()

    async def type(self, who: str, text: str, where: Where = "room") -> Answer:
        return await self._send("call", who, where, text=text)

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
        return await self._send("press", who, where, call=call)

    async def fill(self, who: str, values: Mapping[str, str]) -> Answer:
        form, room = self._forms[who]
        by_label = {field["label"]: field for field in form["fields"]}
        for label, value in values.items():
            by_label[label]["value"] = entered(by_label[label], value)
        filled = {field["name"]: field["value"] for field in form["fields"]}
        where = next(each for each, name in ROOMS.items() if name == room)
        answer = await self._send("submit", who, where, call=form["call"], values=filled)
        if isinstance(answer, Shown):
            del self._forms[who]
        return answer

    def form(self, who: str) -> Opened:
        return read_form(self._forms[who][0])

    async def seen(self, who: str, where: Where) -> list[Shown]:
        return [read_card(post["card"], where, post) for post in await self._windows.posts(who, ROOMS[where])]

    async def replies(self, who: str, to: Shown) -> list[Shown]:
        posts = await self._windows.posts(who, ROOMS[to.where])
        (post,) = (post for post in posts if post["id"] == to.id)
        return [read_card(reply["card"], to.where, reply) for reply in post["replies"]]

    async def png(self, image: Image) -> bytes:
        async with self._session.get(self._address + image.source) as response:
            assert response.content_type == "image/png"
            return await response.read()

    async def contents(self, file: Attached) -> bytes:
        kind, _, written = file.source.partition(";base64,")
        assert kind == "data:text/calendar;charset=utf-8"
        return b64decode(written)

    async def settle(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                self._windows.news.clear()
                if not await self._program.waiting():
                    return
                await self._windows.news.wait()

    async def advance(self, by: timedelta) -> None:
        async with self._session.post(
            f"{self._address}/api/clock", json={"advance_seconds": int(by.total_seconds())}
        ) as response:
            assert response.status == 200

    async def restart(self) -> None:
        await self.close()
        await self.open()

    async def _pressed(
        self, who: str, find: Callable[[Shown], list[str]], label: str, where: Where, on: Shown | None
    ) -> Answer:
        there = [on] if on else reversed(await self.seen(who, where))
        call = next((call for shown in there for call in find(shown)), None)
        assert call is not None, f"{who} sees no {label} in {where}"
        return await self._send("press", who, on.where if on else where, call=call)

    async def _send(self, what: str, who: str, where: Where, **more: object) -> Answer:
        body = {"as": who, "room": ROOMS[where], **more}
        async with self._session.post(f"{self._address}/api/{what}", json=body) as response:
            assert response.status == 200, await response.text()
            answer = await response.json()
        match answer:
            case {"card": card}:
                return read_card(card, where)
            case {"form": form}:
                self._forms[who] = form, ROOMS[where]
                return read_form(form)
            case {"error": {"message": message, "fields": fields}}:
                labels = {each["name"]: each["label"] for each in self._forms[who][0]["fields"]} if (
                    what == "submit"
                ) else {}  # fmt: skip
                return Refused(message, {labels.get(name, name): text for name, text in fields.items()})
            case _:
                raise AssertionError(answer)


@asynccontextmanager
async def playing(program: Program) -> AsyncIterator[Stage]:
    """Put a stage up in a simulator."""
    async with ClientSession() as session:
        stage = Simulator(session, program)
        await stage.open()
        try:
            yield stage
        finally:
            await stage.close()


@asynccontextmanager
async def simulator(setting: Setting) -> AsyncIterator[Stage]:
    """Put a stage up in a simulator in this process."""
    async with playing(InProcess(setting)) as stage:
        yield stage
