"""Who helped whom: people in a ring, and an arrow from each helper to whom they helped."""

from math import cos, pi, sin

from bot.core.charts import Arrow, HelpChart
from bot.pictures.canvas import WIDTH, Canvas
from bot.pictures.lettering import ELLIPSIS, width, wrap
from bot.pictures.theme import Theme

MARGIN = 40
TITLE, TITLE_LINE = 36, 46
ACROSS = 170.0
HIGH_AT_MOST = 180.0
DOT, GAP, EDGE = 11.0, 12.0, 24.0
SIZES = (28, 24, 20)
"""The sizes of names: the largest in which a name is whole within its two lines."""

Place = tuple[float, float]


def draw_help(chart: HelpChart, theme: Theme) -> bytes:
    """Draw everybody on an ellipse; the more often somebody helped another, the thicker the arrow."""
    title = wrap(chart.title, TITLE, WIDTH - 2 * MARGIN, bold=True)
    high = min(40 + 14.0 * len(chart.names), HIGH_AT_MOST)
    room = 20 if len(chart.names) == 2 else 84  # for names above and below
    top = MARGIN + len(title) * TITLE_LINE + room
    canvas = Canvas(top + 2 * high + room + 20, theme)
    for line, words in enumerate(title):
        canvas.text(MARGIN, MARGIN + line * TITLE_LINE + TITLE * 0.73, words, TITLE, theme.ink, bold=True)
    middle = (WIDTH / 2, top + high)
    places = [_place(number, len(chart.names), middle, high) for number in range(len(chart.names))]
    for arrow in chart.arrows:
        _arrow(canvas, theme, arrow, places)
    for name, place in zip(chart.names, places, strict=True):
        _person(canvas, theme, name, place, middle)
    return canvas.png()


def _place(number: int, of: int, middle: Place, high: float) -> Place:
    first = pi if of == 2 else -pi / 2  # two stand side by side
    angle = first + 2 * pi * number / of
    return middle[0] + ACROSS * cos(angle), middle[1] + high * sin(angle)


def _arrow(canvas: Canvas, theme: Theme, arrow: Arrow, places: list[Place]) -> None:
    thickness = min(2 + 1.5 * arrow.times, 9)
    canvas.arrow(places[arrow.giver], places[arrow.receiver], theme.accent, thickness=thickness, gap=DOT + 8)


def _person(canvas: Canvas, theme: Theme, name: str, place: Place, middle: Place) -> None:
    x, y = place
    canvas.box(x - DOT, y - DOT, 2 * DOT, 2 * DOT, theme.ink, radius=DOT)
    beside = abs(x - middle[0]) >= ACROSS / 4
    away = DOT + GAP
    size, lines = _lettered(name, WIDTH / 2 - abs(x - middle[0]) - away - EDGE if beside else WIDTH / 2)
    line = size * 1.2
    first = y - (len(lines) - 1) * line / 2 + size * 0.35  # the baseline of the upper line
    if not beside:
        first = y - away - 6 - (len(lines) - 1) * line if y < middle[1] else y + away + size
    for number, words in enumerate(lines):
        across = width(words, size)
        left = x - across / 2 if not beside else x + away if x > middle[0] else x - away - across
        canvas.text(left, first + number * line, words, size, theme.ink)


def _lettered(name: str, room: float) -> tuple[int, list[str]]:
    """Break a name into lines, as large as it is whole; one that is too long for all sizes is cut."""
    for size in SIZES:
        lines = wrap(name, size, room)
        if not any(line.endswith(ELLIPSIS) for line in lines):
            return size, lines
    return SIZES[-1], wrap(name, SIZES[-1], room)
