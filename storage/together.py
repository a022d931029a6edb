"""Works that wait for the database are done in one transaction.

A commit and the way to a thread and back take as long as much of the work between them. Nobody is told anything before
the commit, and nobody pays for another: once a work fails, each has a savepoint of its own for a while and is taken
back alone; one that met a conflict, or that the database refused, is run again in a transaction of its own. Where the
database takes several transactions at once, nobody waits for a long one either.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from sqlalchemy.exc import DBAPIError

from bot.core.errors import StoreBusy
from bot.core.ports import Store
from bot.domain.errors import Conflict
from storage.failures import Meaning, meaning, reason
from storage.quick import Quick

T = TypeVar("T")
Work = Callable[[Store], Any]

MOST = 32
"""So many works make a transaction at most: other processes wait for its end."""
BREATH = 2
"""So many turns of the loop a crowd is waited for: works that came in the same breath commit once."""
LATELY = 2
"""There is a crowd while one of the last so many transactions held several works."""
LONG = 0.1
"""After so many seconds also a transaction of several works is long, and what waits goes beside it where it can."""
CAREFUL = 32
"""For so many transactions after one in which a work failed, each work has a savepoint of its own."""


class _Outcome(NamedTuple):
    """What came of a work: its result or its error."""

    result: Any = None
    error: Exception | None = None


class _Order(NamedTuple):
    """A work, and who waits for what comes of it."""

    work: Work
    answer: asyncio.Future[_Outcome]

    def settle(self, outcome: _Outcome) -> None:
        if not self.answer.cancelled():
            self.answer.set_result(outcome)


class _Failed(Exception):
    """A work failed among others that had no savepoints, so that all are taken back."""


_AGAIN = _Outcome()


class Together:
    """Runs works on the threads that write, as many together as are waiting."""

    def __init__(
        self,
        threads: ThreadPoolExecutor,
        store: Callable[[Quick], Store],
        once: Callable[[Callable[[Quick], list[_Outcome]]], list[_Outcome]],
        alone: Callable[[Work], Any],
        *,
        at_once: int = 1,
        begin: Sequence[str] = (),
        committed: Callable[[int], None] = lambda works: None,
    ) -> None:
        """Take the threads; `store` makes a work's store on a connection.

        `once` runs a function in one transaction, `alone` a work in one of its own, again if need be. The database
        takes `at_once` transactions, and is told `begin` where several works make one. `committed` is told how many
        works were carried out.
        """
        self._threads, self._store, self._once, self._alone = threads, store, once, alone
        self._at_once, self._begin, self._committed = at_once, begin, committed
        self._lately, self._careful = deque[int](maxlen=LATELY), 0
        self._waiting = deque[_Order]()
        self._working, self._prompt = set[asyncio.Task[None]](), set[asyncio.Task[None]]()

    async def run(self, work: Callable[[Store], T]) -> T:
        """Give a work's result once it is committed, or raise what it raised."""
        answer: asyncio.Future[_Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Order(work, answer))
        self._go_on()
        outcome = await answer
        if outcome.error:
            raise outcome.error
        result: T = outcome.result
        return result

    async def settle(self) -> None:
        """Wait until nothing is waiting any more."""
        while self._working:
            await asyncio.wait({*self._working})

    def _go_on(self) -> None:
        """Let somebody work off what is waiting, unless somebody does so without delay."""
        if self._waiting and not self._prompt and len(self._working) < self._at_once:
            worker = asyncio.create_task(self._work_off())
            self._working.add(worker)
            self._prompt.add(worker)

    def _delayed(self, worker: asyncio.Task[None]) -> None:
        self._prompt.discard(worker)
        self._go_on()

    async def _work_off(self) -> None:
        worker: Any = asyncio.current_task()
        try:
            while self._waiting:
                for _ in range(BREATH if max(self._lately, default=1) > 1 else 0):
                    await asyncio.sleep(0)
                ordered = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
                taken = [each for each in ordered if not each.answer.cancelled()]
                wait = LONG if len(taken) > 1 else 0.0  # one alone may be anything: nobody waits for it
                delay = asyncio.get_running_loop().call_later(wait, self._delayed, worker)
                await self._answer(taken)
                delay.cancel()
                self._prompt.add(worker)
                self._committed(len(taken))
                self._lately.append(len(taken))
        finally:
            self._prompt.discard(worker)
            self._working.discard(worker)

    async def _answer(self, orders: Sequence[_Order]) -> None:
        outcomes = [_AGAIN] * len(orders)
        if len(orders) > 1:
            outcomes = await self._in_thread(self._in_one, orders)
        for order, outcome in zip(orders, outcomes, strict=True):
            if outcome is not _AGAIN:
                order.settle(outcome)
        for order, outcome in zip(orders, outcomes, strict=True):
            if outcome is _AGAIN:  # one after the other: they may be at the same row
                order.settle(*await self._in_thread(self._by_itself, [order]))

    async def _in_thread(
        self, carry_out: Callable[[Sequence[_Order]], list[_Outcome]], orders: Sequence[_Order]
    ) -> list[_Outcome]:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, carry_out, orders)
        except Exception as error:  # the thread is gone
            return [_Outcome(error=error) for _ in orders]

    def _in_one(self, orders: Sequence[_Order]) -> list[_Outcome]:
        """Carry out several: all are trusted unless one failed lately, and begin anew with care if one fails now."""
        try:
            if self._careful < 1:  # several threads count it down
                with suppress(_Failed):
                    return self._once(lambda connection: self._trusting(connection, orders))
                self._careful = CAREFUL
            self._careful -= 1
            return self._once(lambda connection: self._one_by_one(connection, orders))
        except DBAPIError as error:
            busy = meaning(error) is Meaning.BUSY
            return [_Outcome(error=StoreBusy(reason(error))) if busy else _AGAIN for _ in orders]

    def _trusting(self, connection: Quick, orders: Sequence[_Order]) -> list[_Outcome]:
        connection.tell(*self._begin)
        try:
            outcomes = [_Outcome(order.work(self._store(connection))) for order in orders]
            connection.catch_up()
        except Exception as error:
            raise _Failed from error
        return outcomes

    def _one_by_one(self, connection: Quick, orders: Sequence[_Order]) -> list[_Outcome]:
        outcomes, before = [], self._begin
        for order in orders:
            connection.tell(*before, "SAVEPOINT one")
            before = ("RELEASE one",)
            try:
                outcome = _Outcome(order.work(self._store(connection)))
                connection.catch_up()
                outcomes.append(outcome)
            except Exception as error:
                connection.forget()
                connection.tell("ROLLBACK TO one")
                again = isinstance(error, Conflict | DBAPIError)
                outcomes.append(_AGAIN if again else _Outcome(error=error))
        return outcomes

    def _by_itself(self, orders: Sequence[_Order]) -> list[_Outcome]:
        (order,) = orders
        try:
            return [_Outcome(self._alone(order.work))]
        except Exception as error:
            return [_Outcome(error=error)]
