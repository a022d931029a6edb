"""What an interaction tells besides: what somebody is called, where they may live, whether the bot may write there."""

from datetime import datetime, timedelta

import structlog

from adapters.discord.receive import Incoming
from adapters.discord.recent import Recent
from adapters.discord.zones import zones_of
from bot.core.errors import StoreBusy
from bot.core.events import Event, Hears, PersonKnown, RoomClosed, RoomOpened
from bot.core.ports import Clock, Store, UnitOfWork
from bot.domain.group import Closed

AGAIN = timedelta(minutes=1)
"""After so long a room is looked up again: another process may have closed it."""
_REMEMBERED = 10_000
_log = structlog.get_logger("netlearn.discord")


class Notices:
    """Reports what is new to this process, once."""

    def __init__(self, work: UnitOfWork, clock: Clock, hears: Hears) -> None:
        self._work, self._clock, self._hears = work, clock, hears
        self._people = Recent[str, tuple[str, str]](_REMEMBERED)
        self._rooms = Recent[str, tuple[bool, datetime]](_REMEMBERED)

    async def take(self, incoming: Incoming) -> None:
        """Take notice; what cannot be stored now is noticed another time."""
        try:
            await self._person(incoming)
            await self._room(incoming)
        except StoreBusy:
            _log.info("notice not taken")

    async def _person(self, incoming: Incoming) -> None:
        caller = incoming.caller
        seen = (caller.name, incoming.locale)
        if self._people.get(caller.identity.user) == seen:
            return
        if await self._work.read(lambda store: store.members.by_identity(caller.identity)):
            await self._hears(PersonKnown(caller.identity, caller.name, None, zones_of(incoming.locale)))
            self._people.keep(caller.identity.user, seen)

    async def _room(self, incoming: Incoming) -> None:
        room, writable, now = incoming.caller.room, incoming.writable, self._clock.now()
        if room is None or writable is None:
            return
        before = self._rooms.get(room.channel)
        if before and before[0] == writable and now - before[1] < AGAIN:
            return

        def changed(store: Store) -> Event | None:
            home = store.groups.home(room)
            if home and home.closed and writable:
                return RoomOpened(room, incoming.caller.place)
            if home and not home.closed and not writable:
                return RoomClosed(room, Closed.FORBIDDEN)
            return None

        if event := await self._work.read(changed):
            await self._hears(event)
        self._rooms.keep(room.channel, (writable, now))
