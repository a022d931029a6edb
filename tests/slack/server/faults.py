"""What goes wrong on the way: faults that a test asks for, how fast one may post, and a book of all calls."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.slack.server.world import Json


@dataclass(frozen=True, slots=True)
class HttpError:
    """An answer that is no answer of the Web API, such as that of a balancer."""

    status: int = 503
    body: str = "<html><body>Service unavailable</body></html>"


@dataclass(frozen=True, slots=True)
class ApiError:
    """Any `error`, whatever was asked."""

    error: str
    more: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limited:
    """429, with a Retry-After in seconds."""

    after: int = 1


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer at all until the server stops; with `done` it has taken effect."""

    done: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """A connection that breaks before the answer; with `done` it has taken effect."""

    done: bool = False


Fault = HttpError | ApiError | Limited | Hang | Drop


def takes_effect(fault: Fault) -> bool:
    """Tell whether a call is carried out, though its answer is lost."""
    return isinstance(fault, Hang | Drop) and fault.done


UPLOAD, HOOK = "(upload)", "(response_url)"
"""What is called beside the methods, by the names under which it can fail and is counted."""


class Faults:
    """The faults to come, by method."""

    def __init__(self) -> None:
        self._next: dict[str, deque[Fault]] = {}

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method fail."""
        self._next.setdefault(method, deque()).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Give what happens to this call, if anything."""
        waiting = self._next.get(method)
        return waiting.popleft() if waiting else None

    def clear(self) -> None:
        """Let everything go well again."""
        self._next.clear()


@dataclass(frozen=True, slots=True)
class Call:
    """One call that reached Slack, whatever became of it; `error` is None where it went well."""

    method: str
    args: Json
    token: str
    error: str | None


class Calls:
    """Every call, in the order in which they were answered."""

    def __init__(self) -> None:
        self.all: list[Call] = []

    def of(self, method: str) -> list[Call]:
        """Give the calls of a method."""
        return [each for each in self.all if each.method == method]

    def count(self, method: str) -> int:
        """Count the calls of a method."""
        return len(self.of(method))


class Pace:
    """About one message a second in each channel, and a few at once; in real time, as who waits does so too."""

    def __init__(
        self, each: float = 1.0, at_once: int = 1, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._each, self._at_once, self._clock = each, at_once, clock
        self._free: dict[str, float] = {}

    def wait(self, channel: str) -> int:
        """Let a message through and give 0, or give the whole seconds after which one may try again."""
        now = self._clock()
        free = max(self._free.get(channel, 0.0), now - self._each * (self._at_once - 1))
        if free > now:
            return max(1, math.ceil(free - now))
        self._free[channel] = free + self._each
        return 0
