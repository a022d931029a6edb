"""A simulator that really listens, on a real store, with the real relay."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession

from adapters.web.clock import ShiftedClock
from adapters.web.people import JOB_SEEKERS, PEOPLE
from adapters.web.platform import WebPlatform
from bot.core.dispatcher import Dispatcher
from bot.core.ports import Store
from bot.domain.group import Settings
from bot.jobs.relay import Relay
from bot.pictures import Pictures
from storage import migrate
from storage.database import Database
from tests.adapters.web.sample import registry
from tests.fixtures.databases import KEY

Json = dict[str, Any]


class Stream:
    """What one member's window hears."""

    def __init__(self, response: ClientResponse) -> None:
        self._response = response

    async def next(self) -> tuple[str, Json]:
        """Give the next event, skipping keep-alives; raises EOFError when there is none any more."""
        kind = ""
        async with asyncio.timeout(10):
            while line := await self._response.content.readline():
                name, _, value = line.decode().strip().partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    return kind, json.loads(value)
        raise EOFError

    async def post(self) -> Json:
        """Give the next event, which must be a post."""
        kind, data = await self.next()
        assert kind == "post"
        return data


@dataclass
class Simulator:
    """A running simulator and somebody who talks to it."""

    address: str
    session: ClientSession
    platform: WebPlatform
    database: Database
    clock: ShiftedClock

    async def get(self, path: str, query: dict[str, str] | None = None, *, status: int = 200) -> Json:
        async with self.session.get(self.address + path, params=query) as response:
            assert response.status == status, await response.text()
            found: Json = await response.json()
            return found

    async def send(self, path: str, body: object, *, status: int = 200) -> Json:
        async with self.session.post(self.address + path, json=body) as response:
            assert response.status == status, await response.text()
            found: Json = await response.json()
            return found

    async def call(self, who: str, text: str, room: str = "job-seekers") -> Json:
        return await self.send("/api/call", {"as": who, "room": room, "text": text})

    async def press(self, who: str, call: str, room: str = "job-seekers") -> Json:
        return await self.send("/api/press", {"as": who, "room": room, "call": call})

    async def submit(self, who: str, call: str, values: Json, room: str = "job-seekers") -> Json:
        body = {"as": who, "room": room, "call": call, "values": values}
        return await self.send("/api/submit", body)

    async def posts(self, who: str, room: str = "job-seekers") -> list[Json]:
        found: list[Json] = (await self.get("/api/posts", {"as": who, "room": room}))["posts"]
        return found

    @asynccontextmanager
    async def stream(self, who: str) -> AsyncIterator[Stream]:
        """Open a window's stream and hear its greeting."""
        async with self.session.get(f"{self.address}/api/stream", params={"as": who}) as response:
            assert response.status == 200
            stream = Stream(response)
            assert (await stream.next())[0] == "hello"
            yield stream


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Give an SQLite database with a group of two in it; the simulator's own is never another."""
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    await asyncio.to_thread(migrate.upgrade, url)
    opened = Database.open(url, keys=[KEY])
    await opened.write(a_group_of_two)
    yield opened
    await opened.close()


def a_group_of_two(store: Store) -> None:
    assert JOB_SEEKERS.room
    group = store.groups.add("The Tuesday Table", Settings(), JOB_SEEKERS.room)
    for who in ("ana", "ben"):
        member = store.members.add(PEOPLE[who].name, PEOPLE[who].identity)
        store.groups.enrol(group.id, member.id)


@pytest.fixture
def clock(tmp_path: Path) -> ShiftedClock:
    return ShiftedClock(tmp_path / "clock.json")


@pytest.fixture
async def simulator(database: Database, clock: ShiftedClock) -> AsyncIterator[Simulator]:
    async with running(database, clock) as started:
        yield started


def web_platform(
    database: Database,
    clock: ShiftedClock,
    pictures: Pictures,
    *,
    wake: Callable[[], None] = lambda: None,
    host: str = "127.0.0.1",
    port: int = 0,
    ready: Callable[[str], None] = lambda _: None,
) -> WebPlatform:
    """Make the platform, on a free port unless one is given."""
    dispatcher = Dispatcher(registry(), database, clock, wake)
    return WebPlatform(dispatcher, database, clock, pictures, host=host, port=port, moved=wake, ready=ready)


@asynccontextmanager
async def running(
    database: Database, clock: ShiftedClock, *, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[Simulator]:
    """Run a simulator with its relay."""
    async with Pictures() as pictures, ClientSession() as session:
        platform = web_platform(database, clock, pictures, wake=lambda: relay.wake(), host=host, port=port)
        relay = Relay(database, clock, [platform], after=platform.show)
        relaying = asyncio.create_task(relay.run())
        try:
            async with platform.serving() as address:
                yield Simulator(address, session, platform, database, clock)
        finally:
            relaying.cancel()
            await asyncio.wait({relaying})
