"""Who helped whom: names in a circle, and an arrow from each helper to whom they helped."""

from math import cos, pi, sin

from bot.core.charts import Arrow, HelpChart
from bot.pictures.canvas import WIDTH, Canvas
from bot.pictures.lettering import fit, width, wrap
from bot.pictures.theme import Theme

MARGIN = 40
INSIDE = WIDTH - 2 * MARGIN
TITLE, TITLE_LINE, NAME = 36, 46, 26
ACROSS, HIGH = 210.0, 150.0
DOT = 11.0
NAME_AT_MOST = 190


def draw_help(chart: HelpChart, theme: Theme) -> bytes:
    """Draw everybody on an ellipse; the more often somebody helped another, the thicker the arrow."""
    title = wrap(chart.title, TITLE, INSIDE, bold=True)
    top = MARGIN + len(title) * TITLE_LINE + 30
    canvas = Canvas(top + 2 * HIGH + 100, theme)
    for line, words in enumerate(title):
        canvas.text(MARGIN, MARGIN + line * TITLE_LINE + TITLE * 0.73, words, TITLE, theme.ink, bold=True)
    middle = (WIDTH / 2, top + HIGH + 20)
    places = [_place(number, len(chart.names), middle) for number in range(len(chart.names))]
    for arrow in chart.arrows:
        _arrow(canvas, theme, arrow, places)
    for name, place in zip(chart.names, places, strict=True):
        _person(canvas, theme, name, place, middle)
    return canvas.png()


def _place(number: int, of: int, middle: tuple[float, float]) -> tuple[float, float]:
    angle = 2 * pi * number / max(of, 1) - pi / 2
    return middle[0] + ACROSS * cos(angle), middle[1] + HIGH * sin(angle)


def _arrow(canvas: Canvas, theme: Theme, arrow: Arrow, places: list[tuple[float, float]]) -> None:
    begin, end = places[arrow.giver], places[arrow.receiver]
    canvas.arrow(begin, end, theme.bar, thickness=min(2 + 1.5 * arrow.times, 9), gap=DOT + 8)


def _person(
    canvas: Canvas, theme: Theme, name: str, place: tuple[float, float], middle: tuple[float, float]
) -> None:
    x, y = place
    canvas.box(x - DOT, y - DOT, 2 * DOT, 2 * DOT, theme.accent, radius=DOT)
    words = fit(name, NAME, NAME_AT_MOST)
    if abs(x - middle[0]) < ACROSS / 4:  # above or below
        canvas.text(x - width(words, NAME) / 2, y - 26 if y < middle[1] else y + 46, words, NAME, theme.ink)
    elif x > middle[0]:
        canvas.text(x + DOT + 12, y + 9, words, NAME, theme.ink)
    else:
        canvas.text(x - DOT - 12 - width(words, NAME), y + 9, words, NAME, theme.ink)
