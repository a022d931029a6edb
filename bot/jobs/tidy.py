"""Tidying: what nobody will ask for again is forgotten."""

import asyncio
from datetime import timedelta

import structlog

from bot.core.ports import Clock, Store, UnitOfWork

HEARD = timedelta(days=3)
"""For so long a delivery is remembered; platforms repeat theirs within hours."""
EVERY = 60 * 60.0
_log = structlog.get_logger("netlearn.tidy")


async def tidy(work: UnitOfWork, clock: Clock, *, every: float = EVERY) -> None:
    """Forget deliveries heard long ago and tickets that have expired, every so many seconds, until cancelled."""

    def forget(store: Store) -> None:
        now = clock.now()
        store.inbox.forget(now - HEARD)
        store.tickets.forget(now)

    while True:
        try:
            await work.write(forget)
        except Exception as error:
            _log.warning("not tidied", error=type(error).__name__)
        await asyncio.sleep(every)
