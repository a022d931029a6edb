"""The tick: does what is due, in batches, each in one transaction with all it tells and what is due next.

The work is taken out of its table by the transaction that does it. So it is done once, whatever is killed and
however many processes do it; a batch that fails is rolled back, and its pieces are done one by one.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import groupby

import structlog

from bot.core.errors import StoreBusy
from bot.core.ports import Clock, Store, UnitOfWork
from bot.domain import due
from bot.domain.due import Due
from bot.domain.errors import Conflict
from bot.jobs.planting import plant
from bot.jobs.turn import Handler, Turn

BATCH = 200
"""So many pieces of work are done in one transaction; commands go on between two."""
REST = 60.0
"""The longest sleep, in seconds: a timer does not notice that the clock was put forward."""
MOMENT = 0.05
"""Until work that is due but was not handed out (another process is doing it) is looked for again."""
BUSY = 2.0
"""So many seconds the store is left alone when it does not take anything."""
AGAIN = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
)
"""How long after each failure a piece of work is tried anew; after the last it is buried."""
_log = structlog.get_logger("netlearn.tick")


class UnknownKind(Exception):
    """No handler does this kind of work; another version of the program may."""


class Tick:
    """Does due work; several processes may share one database."""

    def __init__(
        self,
        work: UnitOfWork,
        clock: Clock,
        handlers: Mapping[str, Handler],
        wake: Callable[[], None],
        *,
        batch: int = BATCH,
    ) -> None:
        """Take what it works with; `wake` is called after a commit that left something in the outbox.

        Of several kinds that are due at once, those are done first that come first in `handlers`.
        """
        self._work, self._clock, self._handlers, self._wake, self._batch = work, clock, handlers, wake, batch
        self._order = {kind: place for place, kind in enumerate(handlers)}
        self._woken = asyncio.Event()
        self._planted = False
        self._more = False  # the last batch was full: there may be more

    def wake(self) -> None:
        """Look for due work now: after a commit, or when the clock was moved. To be called on the event loop."""
        self._woken.set()

    async def run(self) -> None:
        """Do what is due, until cancelled."""
        while True:
            self._woken.clear()
            pause = await self.turn()
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()

    async def turn(self) -> float:
        """Do one batch; gives for how many seconds there is nothing to do.

        Where nothing is due it costs one read. What no batch has waited for is planted first.
        """
        try:
            if not self._planted:
                await plant(self._work, self._clock, batch=self._batch)
                self._planted = True
            now = self._clock.now()
            if not self._more:
                ahead = await self._work.read(lambda store: store.due.next_at())
                if ahead is None or ahead > now:
                    return min((ahead - now).total_seconds(), REST) if ahead else REST
            return await self._batch_of(now)
        except (StoreBusy, Conflict) as error:
            _log.warning("due work out of reach", error=type(error).__name__)
            return BUSY

    async def _batch_of(self, now: datetime) -> float:
        taken: list[Due] = []

        def turn(store: Store) -> bool:
            taken[:] = store.due.take(now, self._batch)
            return self._do(store, taken, now)

        try:
            if await self._work.write(turn):
                self._wake()
        except StoreBusy:
            raise
        except Exception as error:
            _log.warning("a batch failed, and is done piece by piece", error=type(error).__name__)
            for each in taken:
                await self._alone(each, now)
        self._more = len(taken) == self._batch
        return 0 if taken else MOMENT

    async def _alone(self, row: Due, now: datetime) -> None:
        def alone(store: Store) -> bool:
            return store.due.take_one(row, now) and self._do(store, [row], now)

        try:
            if await self._work.write(alone):
                self._wake()
        except StoreBusy:
            raise
        except Exception as error:  # its message may hold what a member wrote
            await self._fail(row, type(error).__name__, now)

    async def _fail(self, row: Due, reason: str, now: datetime) -> None:
        until = now + AGAIN[row.attempts] if row.attempts < len(AGAIN) else None
        _log.warning(
            "due work failed", kind=row.kind, error=reason, attempts=row.attempts + 1, buried=not until
        )
        await self._work.write(lambda store: store.due.fail(row, reason, until))
        if until is None and row.kind in due.WEEKLY:
            self._planted = False  # the week after has its turn all the same

    def _do(self, store: Store, rows: Sequence[Due], now: datetime) -> bool:
        turn = Turn(store, now)
        for kind, several in groupby(sorted(rows, key=self._place), key=lambda row: row.kind):
            if (handler := self._handlers.get(kind)) is None:
                raise UnknownKind(kind)
            handler(turn, list(several))
        return turn.end()

    def _place(self, row: Due) -> tuple[int, str]:
        return self._order.get(row.kind, len(self._order)), row.kind
