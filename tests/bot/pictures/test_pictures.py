"""The drawing room: another thread draws, once for each content, and remembers the last pictures."""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.core.charts import Bar, BarChart, Chart
from bot.pictures import Pictures

LONG_ENOUGH = 60  # seconds after which a test that would hang fails instead
HERE = Path(__file__).parents[3]


def chart(name: str) -> BarChart:
    return BarChart("Help this week", "points", (Bar(name, 5),))


class Drawer:
    """Stands in for the drawing: notes what it is asked for, and waits at a gate."""

    def __init__(self, *, open: bool = True) -> None:
        self.drawn: list[str] = []
        self.threads: set[int] = set()
        self.gate = threading.Event()
        self.begun = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        if open:
            self.gate.set()

    def __call__(self, chart: Chart, dark: bool) -> bytes:
        assert isinstance(chart, BarChart)
        name = chart.bars[0].name
        self.drawn.append(name + "*" * dark)
        self.threads.add(threading.get_ident())
        self.loop.call_soon_threadsafe(self.begun.set)
        assert self.gate.wait(LONG_ENOUGH)
        if name == "broken":
            raise ValueError("no ink")
        return self.drawn[-1].encode()


async def test_a_real_picture_is_drawn_once() -> None:
    async with Pictures() as pictures:
        light, dark, again = await asyncio.gather(
            pictures.png(chart("Ben")), pictures.png(chart("Ben"), dark=True), pictures.png(chart("Ben"))
        )
    assert light.startswith(b"\x89PNG\r\n\x1a\n")
    assert light is again
    assert light != dark


async def test_the_loop_goes_on_while_one_other_thread_draws() -> None:
    drawer = Drawer(open=False)
    async with Pictures(draw=drawer) as pictures:
        waiting = [asyncio.create_task(pictures.png(chart(name))) for name in ("Ben", "Ana")]
        await drawer.begun.wait()  # the loop is alive while the drawing stands at the gate
        drawer.gate.set()
        assert await asyncio.gather(*waiting) == [b"Ben", b"Ana"]
    assert len(drawer.threads) == 1
    assert threading.get_ident() not in drawer.threads


async def test_who_asks_meanwhile_shares_the_drawing() -> None:
    drawer = Drawer(open=False)
    async with Pictures(draw=drawer) as pictures:
        first = asyncio.create_task(pictures.png(chart("Ben")))
        await drawer.begun.wait()
        second = asyncio.create_task(pictures.png(chart("Ben")))
        drawer.gate.set()
        assert await first is await second
        assert await pictures.png(chart("Ben")) == b"Ben"
    assert drawer.drawn == ["Ben"]


async def test_who_gives_up_does_not_spoil_it_for_others() -> None:
    drawer = Drawer(open=False)
    async with Pictures(draw=drawer) as pictures:
        first = asyncio.create_task(pictures.png(chart("Ben")))
        await drawer.begun.wait()
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        second = asyncio.create_task(pictures.png(chart("Ben")))
        drawer.gate.set()
        assert await second == b"Ben"
    assert drawer.drawn == ["Ben"]


async def test_light_and_dark_are_two_pictures() -> None:
    drawer = Drawer()
    async with Pictures(draw=drawer) as pictures:
        assert await pictures.png(chart("Ben")) == b"Ben"
        assert await pictures.png(chart("Ben"), dark=True) == b"Ben*"


async def test_the_pictures_asked_for_last_are_kept() -> None:
    drawer = Drawer()
    async with Pictures(keep=2, draw=drawer) as pictures:
        for name in ("Ben", "Ana", "Ben", "Zoë", "Ben", "Ana"):
            await pictures.png(chart(name))
    assert drawer.drawn == ["Ben", "Ana", "Zoë", "Ana"]


async def test_a_picture_pushed_out_while_it_is_drawn_still_arrives() -> None:
    drawer = Drawer(open=False)
    async with Pictures(keep=1, draw=drawer) as pictures:
        broken = asyncio.create_task(pictures.png(chart("broken")))
        await drawer.begun.wait()
        other = asyncio.create_task(pictures.png(chart("Ben")))
        drawer.loop.call_soon(drawer.gate.set)  # after the second request
        assert await other == b"Ben"
        with pytest.raises(ValueError, match="no ink"):
            await broken


async def test_a_failure_is_told_and_tried_anew() -> None:
    drawer = Drawer()
    async with Pictures(draw=drawer) as pictures:
        for _ in range(2):
            with pytest.raises(ValueError, match="no ink"):
                await pictures.png(chart("broken"))
    assert drawer.drawn == ["broken", "broken"]


async def test_closing_finishes_what_is_under_way() -> None:
    drawer = Drawer(open=False)
    pictures = Pictures(draw=drawer)
    waiting = asyncio.create_task(pictures.png(chart("Ben")))
    await drawer.begun.wait()
    drawer.gate.set()
    await pictures.aclose()
    assert await waiting == b"Ben"
    with pytest.raises(RuntimeError):
        await pictures.png(chart("Ana"))


def test_matplotlib_comes_late_and_without_pyplot() -> None:
    program = """
import asyncio, sys
from bot.core.charts import Bar, BarChart
from bot.pictures import Pictures
assert "matplotlib" not in sys.modules

async def main():
    async with Pictures() as pictures:
        await pictures.png(BarChart("Help", "points", (Bar("Ben", 5),)))

asyncio.run(main())
assert "matplotlib" in sys.modules
assert "matplotlib.pyplot" not in sys.modules
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=HERE, check=True, timeout=LONG_ENOUGH)
