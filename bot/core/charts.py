"""Charts as inert data: what a picture on a card shows, without a word about how it is drawn.

`bot.pictures` draws them. The card that carries one carries its text too, so no fact is in the picture alone.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: whose it is and how long; `highlight` marks the reader's own."""

    name: str
    value: int
    note: str = ""
    highlight: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars in the order in which they are given, all of one unit such as "points"."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    kind: Literal["bars"] = "bars"


Chart = BarChart
"""Every kind of chart: a closed union, so whoever draws one ends in `assert_never`."""


def digest(chart: Chart) -> str:
    """Name a chart by its content: 32 hexadecimal digits, equal in every process for equal charts."""
    content = json.dumps(asdict(chart), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:32]
