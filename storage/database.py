"""The unit of work: a whole transaction in one hop to a worker thread, again if somebody was faster."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.core.errors import StoreBusy
from bot.core.ports import Store
from bot.domain.errors import Conflict
from storage import engine
from storage.checkpoints import Checkpoints
from storage.failures import Meaning, meaning, reason
from storage.quick import Quick
from storage.store import SqlStore
from storage.together import Together
from storage.vault import Vault

T = TypeVar("T")

ATTEMPTS = 3
PAUSE = 0.01  # seconds before the second attempt, twice as many before the third: the other shall get done
READERS = 3  # threads beside SQLite's one writer
WORKERS = 6  # threads, each with its connection, on PostgreSQL
IMPATIENT = "SET LOCAL lock_timeout = 50"
"""Milliseconds that several works in one transaction wait for a row; then the one that needs it is run alone.

So two processes never wait for one another for long, whatever their transactions hold.
"""


@dataclass(frozen=True, slots=True)
class _Lane:
    """Worker threads with the connections they use."""

    engine: Engine
    threads: ThreadPoolExecutor

    def close(self) -> None:
        self.threads.shutdown()
        self.engine.dispose()


class Database:
    """The store behind a URL: SQLite has one writer with readers beside it, PostgreSQL a pool for both."""

    def __init__(self, writing: _Lane, reading: _Lane, vault: Vault, **together: Any) -> None:
        self._writing, self._reading, self._vault = writing, reading, vault
        where = writing.engine
        once, alone = partial(self._once, where), partial(self._transact, where)
        self._together = Together(writing.threads, self._store, once, alone, **together)

    @classmethod
    def open(cls, url: str, *, keys: Sequence[str], patience: float = 5.0) -> Self:
        """Open the database of a URL; nothing is sent to it yet.

        `keys` are Fernet keys: the first encrypts, all decrypt. `patience` is how many seconds a transaction
        waits for another. Raises ValueError for a URL or a key that is none.
        """
        vault, made = Vault(keys), engine.parsed(url)
        if made.get_backend_name() == "sqlite":
            writer = engine.sqlite(made, connections=1, patience=patience)
            readers = engine.sqlite(made, connections=READERS, patience=patience, reads=True)
            reading = _Lane(readers, _threads(READERS))
            committed = Checkpoints(readers, reading.threads).committed
            return cls(_Lane(writer, _threads(1)), reading, vault, committed=committed)
        pool, threads = engine.postgresql(made, connections=WORKERS, patience=patience), _threads(WORKERS)
        reading = _Lane(engine.only_reading(pool), threads)
        return cls(_Lane(pool, threads), reading, vault, at_once=WORKERS, begin=(IMPATIENT,))

    async def write(self, work: Callable[[Store], T]) -> T:
        """Run work that may write; raises StoreBusy when the database cannot take it.

        Who stops waiting stops nothing: a transaction that has begun goes on to its end.
        """
        return await self._together.run(work)

    async def read(self, work: Callable[[Store], T]) -> T:
        """Run work that only reads, beside the writer; raises StoreBusy."""
        loop, reading = asyncio.get_running_loop(), self._reading
        return await loop.run_in_executor(reading.threads, self._transact, reading.engine, work)

    async def close(self) -> None:
        """Let what has begun come to its end, and close the connections."""
        await self._together.settle()
        await asyncio.to_thread(self._writing.close)
        await asyncio.to_thread(self._reading.close)

    def _transact(self, where: Engine, work: Callable[[Store], T]) -> T:
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._once(where, lambda connection: work(self._store(connection)))
            except Conflict:
                if attempt == ATTEMPTS:
                    raise
            except DBAPIError as error:
                match meaning(error):
                    case Meaning.FAULT:
                        raise
                    case Meaning.BUSY:
                        raise StoreBusy(reason(error)) from None
                    case Meaning.LOST if attempt > 1:
                        raise StoreBusy(reason(error)) from None
                    case Meaning.RACE if attempt == ATTEMPTS:
                        raise Conflict from None
            time.sleep(PAUSE * attempt)

    def _store(self, connection: Quick) -> Store:
        return SqlStore(connection, self._vault)

    def _once(self, where: Engine, work: Callable[[Quick], T]) -> T:
        connection = Quick(where)
        with connection:  # leaving it rolls back what is not committed
            transaction = connection.begin()
            result = work(connection)
            connection.catch_up()
            try:
                transaction.commit()
            except DBAPIError as error:
                if meaning(error) is Meaning.LOST:  # it may have been committed: never run it again
                    raise StoreBusy("the connection broke during the commit") from None
                raise
            return result


def _threads(many: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(many, thread_name_prefix="store")
