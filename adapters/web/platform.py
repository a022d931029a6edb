"""The simulator as a platform: its messages are the delivered rows of the outbox, so it keeps none itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from adapters.http import listening
from adapters.web.clock import ShiftedClock
from adapters.web.feed import Event, Feed
from adapters.web.guards import Gate
from adapters.web.people import PLATFORM, place_of
from adapters.web.server import Server
from adapters.web.view import View
from bot.core.card import Card
from bot.core.dispatcher import Dispatcher
from bot.core.errors import Undeliverable
from bot.core.outbox import Address
from bot.core.ports import UnitOfWork
from bot.pictures import Pictures

_log = structlog.get_logger("netlearn.web")


class WebPlatform:
    """Serves the simulator, and shows every delivered message to whoever is looking.

    There is nothing to send: the relay puts a delivery on record and then calls `show`. So the live stream
    and GET /api/posts never disagree, and a message that is sent again after a crash appears once.
    """

    name = PLATFORM

    def __init__(
        self,
        dispatcher: Dispatcher,
        work: UnitOfWork,
        clock: ShiftedClock,
        pictures: Pictures,
        *,
        host: str = "127.0.0.1",
        port: int = 8080,
        moved: Callable[[], None] = lambda: None,
        ready: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Take what it works with.

        `moved` is called after a visitor moved the clock (what waits for its time may be due), `ready` with
        the address once it answers there. Port 0 takes any free one. Whoever reaches `host` can be anybody.
        """
        self._work, self._host, self._port, self._ready = work, host, port, ready
        self._view, self._feed = View(), Feed()
        self._server = Server(dispatcher, work, clock, pictures, self._view, self._feed, moved)
        self._recorded: asyncio.Queue[int] = asyncio.Queue()

    async def send(self, to: Address, card: Card, *, key: str, under: str | None) -> str:
        if place_of(to) is None:
            raise Undeliverable("nobody lives at this address")
        return key

    async def edit(self, to: Address, message: str, card: Card) -> None:
        if place_of(to) is None:
            raise Undeliverable("nobody lives at this address")

    def show(self, row: int) -> None:
        """Show a post that is on record now, or was changed; returns at once. The relay's `after`."""
        self._recorded.put_nowait(row)

    async def run(self) -> None:
        async with self.serving() as address:
            self._ready(address)
            await asyncio.Event().wait()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Serve as long as the context lasts; gives the address. Raises CannotListen."""
        app = self._server.app(Gate(self._host))
        showing = asyncio.create_task(self._pass_on())
        try:
            async with listening(app, self._host, self._port) as address:
                yield address
        finally:
            showing.cancel()

    async def _pass_on(self) -> None:
        """Pass on what is recorded; if it cannot be read, pages come back and read everything anew."""
        while True:
            rows = [await self._recorded.get()]
            while not self._recorded.empty():
                rows.append(self._recorded.get_nowait())
            try:
                await self._tell(list(dict.fromkeys(rows)))
            except Exception as error:
                _log.warning("posts not shown live", error=type(error).__name__)
                self._feed.end()

    async def _tell(self, rows: list[int]) -> None:
        if not self._feed:
            return  # nobody is looking; whoever comes reads all there is
        found = await self._work.read(lambda store: [store.outbox.post(row) for row in rows])
        for post in {post.id: post for post in found if post}.values():
            if place := place_of(post.address):
                event = Event.of("post", self._view.post(post))
                self._feed.tell(event, only=post.address.to if place.direct else None)
