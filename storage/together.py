"""SQLite's one writer: what waits for it is done in one transaction, each work in a savepoint of its own.

A commit and the way to the writer's thread and back take as long as much of the work between them. Nobody is told
anything before the commit, and nobody pays for another: a work that fails is taken back alone, and one that met a
conflict, or that the database refused, is run again in a transaction of its own.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection
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


class _Outcome(NamedTuple):
    """What came of a work: its result or its error."""

    result: Any = None
    error: Exception | None = None


class _Order(NamedTuple):
    """A work, and who waits for what comes of it."""

    work: Work
    answer: asyncio.Future[_Outcome]


_AGAIN = _Outcome()


class Together:
    """Runs works on the one thread that writes, as many together as are waiting."""

    def __init__(
        self,
        threads: ThreadPoolExecutor,
        store: Callable[[Connection], Store],
        once: Callable[[Callable[[Quick], list[_Outcome]]], list[_Outcome]],
        alone: Callable[[Work], Any],
        committed: Callable[[int], None],
    ) -> None:
        """Take the writer's thread; `store` makes a work's store on a connection.

        `once` runs a function in one transaction, `alone` a work in one of its own, again if need be; `committed`
        is told how many works were carried out.
        """
        self._threads, self._store, self._once, self._alone = threads, store, once, alone
        self._committed, self._lately = committed, deque[int](maxlen=LATELY)
        self._waiting = deque[_Order]()
        self._working: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[Store], T]) -> T:
        """Give a work's result once it is committed, or raise what it raised."""
        answer: asyncio.Future[_Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Order(work, answer))
        if self._working is None:
            self._working = asyncio.create_task(self._work_off())
        outcome = await answer
        if outcome.error:
            raise outcome.error
        result: T = outcome.result
        return result

    async def settle(self) -> None:
        """Wait until nothing is waiting any more."""
        if self._working:
            await asyncio.wait({self._working})

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                for _ in range(BREATH if max(self._lately, default=1) > 1 else 0):
                    await asyncio.sleep(0)
                taken = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
                await self._answer([each for each in taken if not each.answer.cancelled()])
                self._committed(len(taken))
                self._lately.append(len(taken))
        finally:
            self._working = None

    async def _answer(self, orders: Sequence[_Order]) -> None:
        works = [each.work for each in orders]
        try:
            outcomes = await asyncio.get_running_loop().run_in_executor(self._threads, self._carry_out, works)
        except Exception as error:  # the thread is gone
            outcomes = [_Outcome(error=error) for _ in works]
        for order, outcome in zip(orders, outcomes, strict=True):
            if not order.answer.cancelled():
                order.answer.set_result(outcome)

    def _carry_out(self, works: Sequence[Work]) -> list[_Outcome]:
        outcomes = [_AGAIN] * len(works)
        if len(works) > 1:
            try:
                outcomes = self._once(
                    lambda connection: [self._in_savepoint(connection, each) for each in works]
                )
            except DBAPIError as error:
                if meaning(error) is Meaning.BUSY:
                    return [_Outcome(error=StoreBusy(reason(error))) for _ in works]
        return [
            self._by_itself(work) if outcome is _AGAIN else outcome
            for work, outcome in zip(works, outcomes, strict=True)
        ]

    def _in_savepoint(self, connection: Quick, work: Work) -> _Outcome:
        connection.tell("SAVEPOINT one")
        try:
            outcome = _Outcome(work(self._store(connection)))
        except Exception as error:
            connection.tell("ROLLBACK TO one")
            outcome = _AGAIN if isinstance(error, Conflict | DBAPIError) else _Outcome(error=error)
        connection.tell("RELEASE one")
        return outcome

    def _by_itself(self, work: Work) -> _Outcome:
        try:
            return _Outcome(self._alone(work))
        except Exception as error:
            return _Outcome(error=error)
