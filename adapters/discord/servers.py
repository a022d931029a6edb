"""Servers and their channels: what the gateway tells of them, as far as groups live there.

At the start and after every lost session Discord says in which servers the bot is, and which channels they have.
That is compared with where groups live, so what happened meanwhile is heard too.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import stamina
import structlog

from adapters.discord.client import Listens
from adapters.discord.receive import PLATFORM
from bot.core.errors import StoreBusy
from bot.core.events import Event, Hears, RoomClosed, RoomOpened, RoomRenamed, WorkspaceJoined, WorkspaceLeft
from bot.core.ports import Clock, Store, UnitOfWork
from bot.domain.group import Closed, Home, Room

Json = Mapping[str, Any]
News = Callable[[Store], list[Event]]
"""What is to be reported, once the store has said which rooms are known."""

_log = structlog.get_logger("netlearn.discord")


@dataclass(frozen=True, slots=True)
class _There:
    """A server as it was announced: its channels' names by their ids; `new` where the bot has just been added."""

    guild: str
    name: str
    channels: Mapping[str, str]
    new: bool

    def __call__(self, store: Store) -> list[Event]:
        homes = store.groups.homes_in(PLATFORM, self.guild)
        if homes and self.new:
            return [WorkspaceJoined(PLATFORM, self.guild, self.name), *self._changes(homes)]
        return list(self._changes(homes))

    def _changes(self, homes: Sequence[Home]) -> Iterator[Event]:
        for home in homes:
            name = self.channels.get(home.room.channel)
            if name is None and home.closed is not Closed.DELETED:
                yield RoomClosed(home.room, Closed.DELETED)
            elif name is not None and home.closed in (Closed.DELETED, Closed.REMOVED) and not self.new:
                yield RoomOpened(home.room, name)
            elif name is not None and name != home.name:
                yield RoomRenamed(home.room, name)


class _Announced(list[_There]):
    """Servers that were announced one after the other, looked at in one go: at a start they are thousands."""

    def __call__(self, store: Store) -> list[Event]:
        return [event for each in self for event in each(store)]


class Servers:
    """Listens, and reports one thing after the other."""

    def __init__(self, work: UnitOfWork, clock: Clock, hears: Hears) -> None:
        self._work, self._clock, self._hears = work, clock, hears
        self._news: asyncio.Queue[News] = asyncio.Queue()
        self._announced: _Announced | None = None  # what waits at the end of the queue
        self._lived_in: set[str] | None = None  # the servers in which groups live, or were out of reach

    @property
    def listens(self) -> Listens:
        """Give who takes which of the gateway's events."""
        return {
            "READY": self._ready,
            "GUILD_CREATE": self._there,
            "GUILD_DELETE": self._gone,
            "CHANNEL_CREATE": self._channel_there,
            "CHANNEL_UPDATE": self._channel_there,
            "CHANNEL_DELETE": self._channel_gone,
        }

    async def run(self) -> None:
        """Report until cancelled."""
        while True:
            news = await self._news.get()
            if news is self._announced:
                self._announced = None
            await self._report(news)

    async def _report(self, news: News) -> None:
        try:
            async for attempt in stamina.retry_context(on=StoreBusy, attempts=None, timeout=None):
                with attempt:
                    for event in await self._work.read(news):
                        await self._hears(event)
        except Exception as error:
            _log.error("news not reported", error=type(error).__name__)

    def _ready(self, data: Json) -> None:
        """Compare the servers in which groups live with those in which the bot is, as far as this shard knows."""
        there, (shard, shards) = {each["id"] for each in data["guilds"]}, data["shard"]
        now = self._clock.now()
        self._lived_in = None  # until it was read anew

        def news(store: Store) -> list[Event]:
            homes = store.groups.homes_on(PLATFORM)
            self._lived_in = {home.room.workspace for home in homes}
            known = {home.room.workspace for home in homes if home.closed is not Closed.REMOVED}
            left = (each for each in known - there if (int(each) >> 22) % shards == shard)
            return [WorkspaceLeft(PLATFORM, each, now) for each in sorted(left)]

        self._add(news)

    def _there(self, data: Json) -> None:
        guild, new = str(data["id"]), "unavailable" not in data  # discord.py tells by this too who is new
        nobody = self._lived_in is not None and guild not in self._lived_in
        if data.get("unavailable") or (nobody and not new):
            return
        # people write in many kinds of channels
        rooms = {each["id"]: each["name"] for each in data.get("channels", ())}
        there = _There(guild, data.get("name", ""), rooms, new)
        if self._announced is None:
            self._add(announced := _Announced())
            self._announced = announced
        self._announced.append(there)

    def _add(self, news: News) -> None:
        self._announced = None
        self._news.put_nowait(news)

    def _gone(self, data: Json) -> None:
        guild, now = str(data["id"]), self._clock.now()
        # an outage on Discord's side: the server is announced again when it is over
        if data.get("unavailable"):
            if self._lived_in is not None:
                self._lived_in.add(guild)  # a group may have begun there since
            return
        left: Event = WorkspaceLeft(PLATFORM, guild, now)
        self._add(lambda store: [left] if store.groups.homes_in(PLATFORM, guild) else [])

    def _channel_there(self, data: Json) -> None:
        room, name = Room(PLATFORM, str(data.get("guild_id")), str(data["id"])), data.get("name") or ""

        def news(store: Store) -> list[Event]:
            home = store.groups.home(room)
            # also said when the bot may see it no more, and then again
            if home and home.closed is Closed.DELETED:
                return [RoomOpened(room, name)]
            return [RoomRenamed(room, name)] if home and home.name != name else []

        self._add(news)

    def _channel_gone(self, data: Json) -> None:
        room = Room(PLATFORM, str(data.get("guild_id")), str(data["id"]))
        closed: Event = RoomClosed(room, Closed.DELETED)
        self._add(lambda store: [closed] if store.groups.home(room) else [])
