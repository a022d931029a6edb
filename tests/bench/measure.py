"""Measuring on a noisy machine: two ways are taken in turn, so that what disturbs the one disturbs the other too."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

Way = Callable[[], Awaitable[object]]


@dataclass
class Taken:
    """How long one way took: the seconds of every run, and the runs a second of every round."""

    runs: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Runs a second, in the middle round."""
        return median(self.rates)

    @property
    def ms(self) -> float:
        """The milliseconds within which a quarter ended, the one that was disturbed least."""
        return self.within(0.25)

    def within(self, share: float) -> float:
        """Give the milliseconds within which so large a share of the runs ended, such as 0.99."""
        return sorted(self.runs)[min(len(self.runs) - 1, int(share * len(self.runs)))] * 1000


async def throughput(ways: Mapping[str, Way], *, rounds: int, runs: int, at_once: int) -> dict[str, Taken]:
    """Take each way `runs` times a round, with so many under way at once; who begins a round changes."""
    taken = {name: Taken() for name in ways}
    with undisturbed():
        for turn in range(rounds + 1):
            for name in in_turn(ways, turn):
                begun = time.perf_counter()
                seconds = await _many(ways[name], runs, at_once)
                if turn:  # the first round warms up
                    taken[name].rates.append(runs / (time.perf_counter() - begun))
                    taken[name].runs += seconds
    return taken


async def latency(ways: Mapping[str, Way], *, runs: int) -> dict[str, Taken]:
    """Take the ways one after the other, a single run each, again and again."""
    taken = {name: Taken() for name in ways}
    with undisturbed():
        for turn in range(-runs // 10, runs):
            for name in in_turn(ways, turn):
                begun = time.perf_counter()
                await ways[name]()
                if turn >= 0:  # those before warm up
                    taken[name].runs.append(time.perf_counter() - begun)
    return taken


def share_of(one: Taken, other: Taken) -> float:
    """Give one way's throughput as a share of the other's, round by round, and of these the middle."""
    return median(mine / theirs for mine, theirs in zip(one.rates, other.rates, strict=True))


def in_turn(ways: Mapping[str, object], turn: int) -> list[str]:
    """Give the names of the ways in the order of a round: who began the last one ends this one."""
    names = list(ways)
    return names if turn % 2 else names[::-1]


async def _many(way: Way, runs: int, at_once: int) -> list[float]:
    left, seconds = iter(range(runs)), list[float]()

    async def work() -> None:
        for _ in left:
            begun = time.perf_counter()
            await way()
            seconds.append(time.perf_counter() - begun)

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(work())
    return seconds


@contextmanager
def undisturbed() -> Iterator[None]:
    """Take what there is out of the garbage collector's sight: it would walk through all of pytest."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
