"""The drawing room: one worker thread, and the pictures drawn last."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Self

from bot.core.charts import Chart, digest

STYLE = 1
"""Raise this when the same chart is to look different, so that no cache anywhere shows the old picture."""

Draw = Callable[[Chart, bool], bytes]


def picture_key(chart: Chart, *, dark: bool = False) -> str:
    """Name a picture by what decides its bytes: content, theme and style; fit for an address or an ETag."""
    return f"{digest(chart)}-{'dark' if dark else 'light'}-{STYLE}"


def draw_late(chart: Chart, dark: bool) -> bytes:
    """Draw with matplotlib, which is only imported here because that alone takes half a second."""
    from bot.pictures.draw import draw

    return draw(chart, dark)


class Pictures:
    """Turns charts into PNGs, each content once, and never holds up the event loop.

    matplotlib is not thread-safe, so a single thread draws. A drawing belongs to nobody: those who ask for it
    meanwhile share it, and one who gives up does not spoil it for the others. The `keep` pictures asked for
    last stay in memory (40 to 160 KB each). A failure is raised to those who wait, then forgotten.
    """

    def __init__(self, *, keep: int = 64, draw: Draw = draw_late) -> None:
        self._keep = keep
        self._draw = draw
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self._drawings: OrderedDict[str, asyncio.Future[bytes]] = OrderedDict()

    async def png(self, chart: Chart, *, dark: bool = False) -> bytes:
        """Give the chart as an opaque PNG, 1600 pixels wide (800 at 2x), for a light or a dark page."""
        key = picture_key(chart, dark=dark)
        if (drawing := self._drawings.get(key)) is None:
            drawing = asyncio.get_running_loop().run_in_executor(self._worker, self._draw, chart, dark)
            drawing.add_done_callback(partial(self._forget_failure, key))
            self._drawings[key] = drawing
        self._drawings.move_to_end(key)
        while len(self._drawings) > self._keep:
            self._drawings.popitem(last=False)
        return await asyncio.shield(drawing)

    def _forget_failure(self, key: str, drawing: asyncio.Future[bytes]) -> None:
        if drawing.exception() is not None and self._drawings.get(key) is drawing:
            del self._drawings[key]

    async def aclose(self) -> None:
        """Finish the drawings under way and let the worker go; later requests raise RuntimeError."""
        await asyncio.to_thread(self._worker.shutdown)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
