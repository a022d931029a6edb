"""What can go wrong on the way to the local Discord, and a record of what was asked of it."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from tests.discord.errors import Json


@dataclass(frozen=True)
class Fault:
    """What happens to a request in place of its answer, or on the way to it.

    With a `status` it is answered so and does nothing; `text` is then a body that is no JSON, such as a proxy's.
    `hold` makes it wait until the test sets the event, `drop` ends its connection, "before" or "after" it was done.
    """

    status: int = 0
    code: int = 0
    message: str = "Something went wrong"
    text: str = ""
    retry_after: float | None = None
    everywhere: bool = False
    hold: asyncio.Event | None = None
    drop: str = ""

    @property
    def body(self) -> Json:
        """What the answer holds."""
        if self.status == 429:
            return {
                "message": "You are being rate limited.",
                "retry_after": self.retry_after or 0.01,
                "global": self.everywhere,
                "code": self.code,
            }
        return {"message": self.message, "code": self.code}


@dataclass
class Waiting:
    """A fault that waits for the next requests of a route whose path has something in it."""

    route: str
    path: str
    fault: Fault
    left: int


@dataclass
class Bucket:
    """A rate limit: so many requests in so many seconds."""

    limit: int
    per: float
    taken: int = 0
    since: float = 0.0

    def take(self) -> float:
        """Take one; gives 0, or after how many seconds there is one again."""
        now = time.monotonic()
        if now - self.since >= self.per:
            self.taken, self.since = 0, now
        self.taken += 1
        return 0.0 if self.taken <= self.limit else self.per - (now - self.since)

    @property
    def reset_after(self) -> float:
        """In how many seconds it begins anew."""
        return max(0.0, self.per - (time.monotonic() - self.since))


@dataclass(frozen=True)
class Asked:
    """A request with its answer."""

    route: str
    path: str
    body: object
    status: int


@dataclass
class Traffic:
    """All requests, and the faults that wait for some of them; routes are as "POST /channels/{channel_id}/messages"."""

    log: list[Asked] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    unguarded: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    _faults: list[Waiting] = field(default_factory=list)
    _limits: dict[str, tuple[int, float]] = field(default_factory=dict)
    _buckets: dict[str, Bucket] = field(default_factory=dict)

    def fail(self, route: str, fault: Fault, times: int = 1, *, path: str = "") -> None:
        """Let the next requests of a route fail, or of "*"; with `path`, only those whose path has it in it."""
        self._faults.append(Waiting(route, path, fault, times))

    def heal(self) -> None:
        """Let nothing fail any more."""
        self._faults.clear()

    def limit(self, route: str, count: int, per: float) -> None:
        """Give a route a real rate limit, for each channel or webhook its own."""
        self._limits[route] = count, per

    def fault(self, route: str, path: str) -> Fault | None:
        """Take the fault that waits for a request."""
        for each in self._faults:
            if each.left and each.route in ("*", route) and each.path in path:
                each.left -= 1
                return each.fault
        return None

    def bucket(self, route: str, major: str) -> Bucket | None:
        """Give the rate limit of a request, if it has one."""
        if route not in self._limits:
            return None
        return self._buckets.setdefault(f"{route} {major}", Bucket(*self._limits[route]))

    def note(self, route: str, path: str, body: object, status: int) -> None:
        """Note a request that was answered; a status of 0 is none."""
        self.calls[route] += 1
        self.log.append(Asked(route, path, body, status))
        self.news.set()

    def unwelcome(self) -> int:
        """Count the answers for which Discord blocks an address, after 10,000 in 10 minutes: 401, 403 and 429."""
        return sum(each.status in (401, 403, 429) for each in self.log)

    async def until(self, met: Callable[[], bool], patience: float = 20) -> None:
        """Wait until something is so; looks after every request and often between."""
        async with asyncio.timeout(patience):
            while not met():
                self.news.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.news.wait(), 0.02)
