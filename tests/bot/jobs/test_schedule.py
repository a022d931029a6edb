"""The schedule wakes what it was given, again and again, on the event loop."""

import asyncio
import threading

from bot.jobs.schedule import heartbeat
from tests.bot.jobs.stage import Bell, end


class Woken:
    def __init__(self, bell: Bell) -> None:
        self.bell, self.times, self.threads = bell, 0, set[int]()

    def wake(self) -> None:
        self.times += 1
        self.threads.add(threading.get_ident())
        self.bell.ring()


async def test_every_job_is_woken_again_and_again_on_the_loop() -> None:
    bell = Bell()
    relay, tick = Woken(bell), Woken(bell)

    async def often() -> bool:
        return min(relay.times, tick.times) >= 3

    beating = asyncio.create_task(heartbeat(relay.wake, tick.wake, every=0.01))
    await bell.until(often)
    await end(beating)
    assert relay.threads == tick.threads == {threading.get_ident()}


async def test_a_job_that_raises_stops_neither_the_beat_nor_the_others() -> None:
    bell = Bell()
    good, tries = Woken(bell), 0

    def bad() -> None:
        nonlocal tries
        tries += 1
        raise RuntimeError("no")

    async def often() -> bool:
        return good.times >= 3 and tries >= 3

    beating = asyncio.create_task(heartbeat(bad, good.wake, every=0.01))
    await bell.until(often)
    await end(beating)


async def test_no_beat_comes_after_the_end() -> None:
    bell = Bell()
    woken = Woken(bell)

    async def once() -> bool:
        return woken.times >= 1

    beating = asyncio.create_task(heartbeat(woken.wake, every=0.01))
    await bell.until(once)
    await end(beating)
    before, other = woken.times, Woken(bell)

    async def thrice() -> bool:
        return other.times >= 3

    beating = asyncio.create_task(heartbeat(other.wake, every=0.01))
    await bell.until(thrice)
    await end(beating)
    assert woken.times == before
