"""Six windows on the simulator, which hear what happens live."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import ClientSession

from tests.contract.page import ROOMS, Json
from tests.contract.stage import NAMES

PATIENCE = 120
"""Seconds after which something that never comes is given up; nothing waits for them to pass."""


class Windows:
    """What everybody's window shows: the posts as they were, changed by whatever the live stream brings."""

    def __init__(self, session: ClientSession, address: str) -> None:
        self._session, self._address = session, address
        self._posts: dict[tuple[str, str], dict[str, Json]] = {}
        self._listening: list[asyncio.Task[None]] = []
        self.news = asyncio.Event()

    async def open(self) -> None:
        """Open all windows."""
        for who in NAMES:
            there = asyncio.Event()
            self._listening.append(asyncio.create_task(self._listen(who, there)))
            await there.wait()

    async def close(self) -> None:
        """Close them."""
        for task in self._listening:
            task.cancel()
        await asyncio.gather(*self._listening, return_exceptions=True)

    async def read(self, who: str, room: str) -> list[Json]:
        """Read the posts of a room anew."""
        async with self._session.get(
            f"{self._address}/api/posts", params={"as": who, "room": room}
        ) as response:
            found: list[Json] = (await response.json())["posts"]
            return found

    async def posts(self, who: str, room: str) -> list[Json]:
        """Give the posts of a room, once the live window agrees with what a reload shows."""
        posts = await self.read(who, room)
        async with asyncio.timeout(PATIENCE):
            while self._live(who, room) != posts:
                self.news.clear()
                if (posts := await self.read(who, room)) != self._live(who, room):
                    await self.news.wait()
        return posts

    def _live(self, who: str, room: str) -> list[Json]:
        live = self._posts[who, room].values()
        return sorted(live, key=lambda post: (post["at"], int(post["id"])))[-500:]

    async def _listen(self, who: str, there: asyncio.Event) -> None:
        """Hear what happens; a stream that ends, for it was read too slowly, is opened again, as a page does."""
        while True:
            async with asyncio.TaskGroup() as reading:
                await self._hear(who, lambda: reading.create_task(self._catch_up(who, there)))

    async def _catch_up(self, who: str, there: asyncio.Event) -> None:
        for room in ROOMS.values():
            read = {post["id"]: post for post in await self.read(who, room)}
            self._posts[who, room] = read | self._posts[who, room]  # what came live meanwhile is newer
        there.set()
        self.news.set()

    async def _hear(self, who: str, greeted: Callable[[], object]) -> None:
        async with self._session.get(f"{self._address}/api/stream", params={"as": who}) as stream:
            kind = ""
            async for line in stream.content:
                name, _, value = line.decode().strip().partition(": ")
                if name == "event":
                    kind = value
                elif name == "data" and kind == "hello":
                    self._posts |= {(who, room): {} for room in ROOMS.values()}
                    greeted()
                elif name == "data" and kind == "post":
                    post = json.loads(value)
                    self._posts[who, post["room"]][post["id"]] = post
                    self.news.set()
