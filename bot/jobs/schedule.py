"""The schedule: wakes the jobs of this process every second.

It knows nothing that is worth keeping: what is to be done, and when, stands in the tables `outbox` and `due`.
So it does not matter which process wakes, how often, or whether a beat is lost.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

EVERY = 1.0  # as long may pass until one process delivers what another has written


async def heartbeat(*wake: Callable[[], None], every: float = EVERY) -> None:
    """Wake each job every so many seconds, on the event loop, until cancelled.

    A job is woken by a function that returns at once, such as `relay.wake`. One that raises does not stop the
    beat, nor the others.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    for each in wake:
        scheduler.add_job(
            _on_the_loop, "interval", (each,), seconds=every,
            misfire_grace_time=None, coalesce=True, max_instances=1,
        )  # fmt: skip
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)


async def _on_the_loop(wake: Callable[[], None]) -> None:
    """Wake a job; as a coroutine, for plain functions are run in threads."""
    wake()
