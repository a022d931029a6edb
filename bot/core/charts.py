"""Charts as inert data: what a picture on a card shows, without a word about how it is drawn.

`bot.pictures` draws them. The card that carries one carries its text too, so no fact is in the picture alone.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Annotated, Literal

from pydantic import Field


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


WeekState = Literal["answered", "late", "missed", "open", "none"]


@dataclass(frozen=True, slots=True)
class WeekMark:
    """One week: when it began, how it stands, and that in a word."""

    label: str
    state: WeekState
    said: str


@dataclass(frozen=True, slots=True)
class WeeksChart:
    """A row of weeks, oldest first."""

    title: str
    weeks: tuple[WeekMark, ...]
    kind: Literal["weeks"] = "weeks"


@dataclass(frozen=True, slots=True)
class Arrow:
    """That one person helped another, so many times; both are places in the list of names."""

    giver: int
    receiver: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class HelpChart:
    """Who helped whom: names in a circle, and arrows between them; a name may be empty."""

    title: str
    names: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    kind: Literal["help"] = "help"


Chart = Annotated[BarChart | WeeksChart | HelpChart, Field(discriminator="kind")]
"""Every kind of chart: a closed union, so whoever draws one ends in `assert_never`."""


def digest(chart: Chart) -> str:
    """Name a chart by its content: 32 hexadecimal digits, equal in every process for equal charts."""
    content = json.dumps(asdict(chart), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:32]
