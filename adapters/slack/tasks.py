"""Work that goes on beside the requests, and how it comes to its end when the program stops."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import structlog

GRACE = 8.0
"""Seconds that what is running may take when the program stops; closing connections may take two more."""

_log = structlog.get_logger("netlearn.slack")


class Tasks:
    """Keeps track of what is running: answers that must still be given, and what is only nice to have."""

    def __init__(self) -> None:
        self._owed: set[asyncio.Task[Any]] = set()
        self._spare: set[asyncio.Task[Any]] = set()
        self._requests = 0
        self._changed = asyncio.Event()
        self.closing = False

    def owe(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        """Start what somebody waits for; the end of the program waits for it too."""
        self._start(work, name, self._owed)

    def spare(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        """Start what can be left out; the end of the program cuts it off."""
        if self.closing:
            work.close()
        else:
            self._start(work, name, self._spare)

    @contextmanager
    def request(self) -> Iterator[None]:
        """Count something that is under way in a task of somebody else's."""
        self._requests += 1
        try:
            yield
        finally:
            self._requests -= 1
            self._changed.set()

    async def settle(self) -> None:
        """Wait until nothing is running any more."""
        while self._requests or self._owed or self._spare:
            self._changed.clear()
            await self._changed.wait()

    async def drain(self, within: float = GRACE) -> None:
        """Let what is owed come to its end, and cut off the rest."""
        self.closing = True
        for task in self._spare:
            task.cancel()
        try:
            async with asyncio.timeout(within):
                await self.settle()
        except TimeoutError:
            left = [*self._owed, *self._spare]
            _log.warning("cut off", tasks=len(left), requests=self._requests)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, Any], name: str, among: set[asyncio.Task[Any]]) -> None:
        task = asyncio.create_task(work, name=name)
        among.add(task)
        task.add_done_callback(lambda done: self._ended(done, among))

    def _ended(self, task: asyncio.Task[Any], among: set[asyncio.Task[Any]]) -> None:
        among.discard(task)
        self._changed.set()
        if not task.cancelled() and (error := task.exception()):
            _log.error("failed", task=task.get_name(), error=type(error).__name__, at=where(error))


def where(error: BaseException) -> str:
    """Say where an error came from without its message, which may hold what a member wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"
