"""One chart in, one PNG out: the list of all kinds."""

from typing import assert_never

from bot.core.charts import BarChart, Chart, HelpChart, WeeksChart
from bot.pictures.bars import draw_bars
from bot.pictures.help import draw_help
from bot.pictures.theme import DARK, LIGHT
from bot.pictures.weeks import draw_weeks


def draw(chart: Chart, dark: bool) -> bytes:
    """Draw any chart as a PNG; slow and not thread-safe, so ask `Pictures` for it instead."""
    theme = DARK if dark else LIGHT
    match chart:
        case BarChart():
            return draw_bars(chart, theme)
        case WeeksChart():
            return draw_weeks(chart, theme)
        case HelpChart():
            return draw_help(chart, theme)
        case _:
            assert_never(chart)
