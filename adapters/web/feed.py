"""The live feed: what happens, passed on to whoever listens, without ever waiting for them."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, with its data as JSON."""

    kind: Literal["hello", "post", "clock"]
    data: str

    @classmethod
    def of(cls, kind: Literal["hello", "post", "clock"], data: dict[str, Any]) -> "Event":
        """Make an event of what the page is to read."""
        return cls(kind, json.dumps(data))


class Listener:
    """One open stream of one member.

    A listener who lags `MOST_WAITING` events behind is hung up on rather than left with gaps: the page comes
    back by itself and reads everything anew.
    """

    def __init__(self, member: str, hang_up: Callable[[], None]) -> None:
        self.member = member
        self._hang_up = hang_up
        self._waiting: deque[Event] = deque()
        self._news = asyncio.Event()
        self._ended = False

    def hear(self, event: Event) -> None:
        """Take an event, to be passed on later."""
        if len(self._waiting) >= MOST_WAITING:
            self.end()
            self._hang_up()
        else:
            self._waiting.append(event)
            self._news.set()

    def end(self) -> None:
        """Let the stream end after the event that is being passed on."""
        self._ended = True
        self._news.set()

    async def events(self) -> AsyncIterator[Event]:
        """Give the events one by one until the stream ends."""
        while not self._ended:
            if self._waiting:
                yield self._waiting.popleft()
            else:
                self._news.clear()
                await self._news.wait()


class Feed:
    """All listeners."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def __len__(self) -> int:
        """Count the listeners."""
        return len(self._listeners)

    @contextmanager
    def listening(self, member: str, hang_up: Callable[[], None]) -> Iterator[Listener]:
        """Let a member listen; `hang_up` breaks a connection that takes nothing any more."""
        listener = Listener(member, hang_up)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def tell(self, event: Event, *, only: str | None = None) -> None:
        """Pass an event on to everybody, or to one member alone."""
        for listener in self._listeners:
            if only in (None, listener.member):
                listener.hear(event)

    def end(self) -> None:
        """End every stream; pages come back and read everything anew."""
        for listener in self._listeners:
            listener.end()
