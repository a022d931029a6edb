"""The relay: delivers what waits in the outbox, in order for each address, at once after a commit.

Every message is sent at least once. One that was sent but not yet marked when its process died is sent again
with the same key, by which a platform can tell it from a second message.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom

import structlog

from bot.core.errors import Lost, RetryLater, Undeliverable
from bot.core.outbox import Address, Delivery
from bot.core.ports import Clock, Platform, Store, UnitOfWork

_DAY = 24 * 60 * 60
_MOMENT = (
    0.05  # until a row that is due and was not handed out (another relay is taking it) is looked for again
)
_RANDOM = SystemRandom()
_log = structlog.get_logger("netlearn.relay")


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the relay goes and how much it bears; times are in seconds."""

    at_once: int = 16
    """Sends under way on one platform, so that a slow platform holds back no other."""
    patience: float = 20
    """A send that takes longer has failed."""
    lease: float = 45
    """For so long a claimed row belongs to this process alone; longer than patience, with time to mark it."""
    first: float = 2
    """The pause after the first failure; it doubles with each that follows, …"""
    longest: float = 15 * 60
    """… up to this one, …"""
    attempts: int = 136
    """… and after so many, which takes about a day, a message is buried."""
    grace: float = 10
    """For so long the sends under way may go on when the relay is cancelled."""
    rest: float = 60
    """The longest sleep: a timer does not notice that the clock was put forward."""

    def pause(self, failures: int, after: float | None, chance: float) -> timedelta:
        """Give how long to wait after so many failures, at least as long as the platform said.

        `chance`, from 0 to 1, spreads the repetitions, so that they do not all come at once.
        """
        backoff = min(self.longest, self.first * 2.0 ** min(failures - 1, 30)) * (0.5 + chance / 2)
        return timedelta(seconds=min(max(backoff, after or 0), _DAY))


USUAL = Pace()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a send, to be written down."""

    row: Delivery
    mark: Callable[[Store], None]
    delivered: bool = False


class Relay:
    """Delivers the outbox to the platforms of this process; several relays may share one database."""

    def __init__(
        self,
        work: UnitOfWork,
        clock: Clock,
        platforms: Iterable[Platform],
        *,
        after: Callable[[int], None] | None = None,
        lost: Callable[[Store, Address, Lost, datetime], None] = lambda *_: None,
        pace: Pace = USUAL,
        chance: Callable[[], float] = _RANDOM.random,
    ) -> None:
        """Take what it works with.

        `after` hears the id of each post that is there now, or was changed; `lost` is called in the transaction
        that buries a message, with what cannot be reached any more.
        """
        self._lost = lost
        self._work, self._clock, self._after, self._pace, self._chance = work, clock, after, pace, chance
        self._platforms = {platform.name: platform for platform in platforms}
        self._underway: dict[int, Delivery] = {}  # claimed, and not yet marked
        self._sends: set[asyncio.Task[None]] = set()
        self._outcomes: list[_Outcome] = []
        self._woken = asyncio.Event()
        self._closing = False

    def wake(self) -> None:
        """Look into the outbox now: after a commit, or when the clock was moved.

        To be called on the event loop; from another thread, hand it to `loop.call_soon_threadsafe`.
        """
        self._woken.set()

    async def run(self) -> None:
        """Deliver until cancelled; sends under way may then end within the grace, and are still marked."""
        rounds = asyncio.create_task(self._rounds())
        try:
            await asyncio.shield(rounds)
        finally:
            self._closing = True
            self.wake()
            await asyncio.wait({rounds}, timeout=self._pace.grace)
            for send in self._sends:
                send.cancel()
            await asyncio.wait({rounds}, timeout=1)
            rounds.cancel()

    async def _rounds(self) -> None:
        while True:
            self._woken.clear()
            pause = await self._turn()
            if self._closing and not self._underway:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()

    async def _turn(self) -> float:
        """Write down what became of sends and start the next ones; gives how long there is nothing to do."""
        ended, now = list(self._outcomes), self._clock.now()
        free = {} if self._closing else self._free(ended)

        def turn(store: Store) -> tuple[list[Delivery], datetime | None]:
            for each in ended:
                each.mark(store)
            until, claimed = now + timedelta(seconds=self._pace.lease), list[Delivery]()
            for name, most in free.items():
                claimed += store.outbox.claim([name], now=now, until=until, most=most)
            taken = Counter(row.address.platform for row in claimed)
            return claimed, store.outbox.next_due([name for name, most in free.items() if taken[name] < most])

        try:
            claimed, due = await self._work.write(turn)
        except Exception as error:  # locked, full, unreachable: what became of the sends stays known here
            _log.warning("outbox out of reach", error=type(error).__name__)
            return self._pace.first
        del self._outcomes[: len(ended)]
        for each in ended:
            del self._underway[each.row.id]
            if each.delivered and self._after:
                asyncio.get_running_loop().call_soon(self._after, each.row.edits or each.row.id)
        for row in claimed:
            if row.id not in self._underway:  # it is where the clock was put past the lease of a send
                self._underway[row.id] = row
                send = asyncio.create_task(self._send(row))
                self._sends.add(send)
                send.add_done_callback(self._sends.discard)
        ahead = (due - now).total_seconds() if due else self._pace.rest
        return min(max(ahead, _MOMENT), self._pace.rest)

    def _free(self, ended: Sequence[_Outcome]) -> dict[str, int]:
        """Give how many more sends each platform may have under way once the ended ones are marked."""
        sending = Counter(row.address.platform for row in self._underway.values())
        sending.subtract(each.row.address.platform for each in ended)
        free = {name: self._pace.at_once - sending[name] for name in self._platforms}
        return {name: most for name, most in free.items() if most > 0}

    async def _send(self, row: Delivery) -> None:
        try:
            async with asyncio.timeout(self._pace.patience):
                message = await self._put(row)
            outcome = self._delivered(row, message)
        except Undeliverable as error:
            outcome = self._buried(row, _clean(error.reason), error.lost)
        except RetryLater as error:
            outcome = self._failed(row, _clean(error.reason), error.after)
        except (Exception, asyncio.CancelledError) as error:  # its message may hold what a member wrote
            outcome = self._failed(row, type(error).__name__, None)
        self._outcomes.append(outcome)
        self.wake()

    async def _put(self, row: Delivery) -> str:
        platform = self._platforms[row.address.platform]
        if row.edits is None:
            return await platform.send(row.address, row.card, key=row.key, under=row.under)
        if row.message is None:
            raise Undeliverable("the message it edits was never delivered")
        await platform.edit(row.address, row.message, row.card)
        return row.message

    def _delivered(self, row: Delivery, message: str) -> _Outcome:
        at = self._clock.now()
        _log.info("delivered", **_of(row))
        return _Outcome(row, lambda store: store.outbox.delivered(row.id, message, at), delivered=True)

    def _failed(self, row: Delivery, reason: str, after: float | None) -> _Outcome:
        failures = row.attempts + 1
        if failures >= self._pace.attempts:
            return self._buried(row, reason)
        again = self._clock.now() + self._pace.pause(failures, after, self._chance())
        _log.info("postponed", **_of(row), reason=reason, failures=failures)
        return _Outcome(row, lambda store: store.outbox.postpone(row.id, reason, again))

    def _buried(self, row: Delivery, reason: str, lost: Lost = Lost.MESSAGE) -> _Outcome:
        at = self._clock.now()
        _log.warning("buried", **_of(row), reason=reason, lost=lost, failures=row.attempts + 1)

        def bury(store: Store) -> None:
            store.outbox.bury(row.id, reason, at)
            self._lost(store, row.address, lost, at)

        return _Outcome(row, bury)


def _of(row: Delivery) -> dict[str, int | str]:
    """Say which row it is, without a name or a word of it."""
    return {"row": row.id, "platform": row.address.platform, "kind": row.address.kind}


def _clean(reason: str) -> str:
    """Take from a platform's reason what no database stores and no terminal shows."""
    return "".join(each for each in reason if each.isprintable())
