"""What drawing does to the event loop, and what remembering a picture saves."""

import asyncio
import time
from itertools import count
from statistics import median

from bot.core.charts import Bar, BarChart
from bot.pictures import Pictures
from tests.bench.report import Report, Row

ROUNDS, DRAWINGS = 5, 4
_number = count(1)


def _another() -> BarChart:
    """Give a chart as on a leaderboard, which was never drawn before."""
    people = ("Ana Souza", "Ben Tan", "Cleo Papadaki", "Dev Raman", "Edda Jónsdóttir", "Femi Adeyemi")
    bars = tuple(Bar(f"{name} {place}", 60 - 5 * place) for place, name in enumerate(people))
    return BarChart(f"Who helped in month {next(_number)}", "points", bars)


class Pulse:
    """Notes by how much the event loop is late, every two milliseconds."""

    def __init__(self) -> None:
        self._late: list[float] = []

    @property
    def pause(self) -> float:
        """Give by how many seconds the loop is late once in a hundred times."""
        return sorted(self._late)[int(0.99 * len(self._late))]

    async def __aenter__(self) -> "Pulse":
        self._task = asyncio.create_task(self._beat())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()

    async def _beat(self) -> None:
        while True:
            due = time.perf_counter() + 0.002
            await asyncio.sleep(0.002)
            self._late.append(time.perf_counter() - due)


async def test_drawing_does_not_hold_up_the_loop(report: Report) -> None:
    drawings, idle, busy = list[float](), list[float](), list[float]()
    async with Pictures() as pictures:
        async with Pulse() as beginning:
            await pictures.png(_another())
        for _ in range(ROUNDS):
            async with Pulse() as pulse:
                for _ in range(DRAWINGS):
                    begun = time.perf_counter()
                    await pictures.png(_another())
                    drawings.append(time.perf_counter() - begun)
            busy.append(pulse.pause)
            async with Pulse() as pulse:
                await asyncio.sleep(DRAWINGS * median(drawings))
            idle.append(pulse.pause)
    drawing, still = median(drawings), _ms(median(idle))
    late = "the loop is late, once in a hundred times,"
    report.add(Row(f"{late} when matplotlib is imported, and in idleness", "", _ms(beginning.pause), still))
    report.add(Row(f"{late} during drawings, and in idleness", "", _ms(median(busy)), still))
    report.add(
        Row(
            f"{late} against a drawing", "", _ms(median(busy)), _ms(drawing), median(busy) / drawing, "≤ 0.25"
        )
    )


async def test_a_picture_is_drawn_once(report: Report) -> None:
    async with Pictures() as pictures:
        await pictures.png(_another())
        drawn, kept = list[float](), list[float]()
        for _ in range(ROUNDS):
            chart = _another()
            begun = time.perf_counter()
            png = await pictures.png(chart)
            drawn.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            for _ in range(100):
                assert await pictures.png(chart) is png
            kept.append((time.perf_counter() - begun) / 100)
    ratio = median(one / other for one, other in zip(drawn, kept, strict=True))
    report.add(
        Row(
            "a picture from memory, against drawing it",
            "",
            _ms(median(kept)),
            _ms(median(drawn)),
            ratio,
            "≥ 100",
        )
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
