"""A row of weeks: one box for each, filled where it was answered."""

from bot.core.charts import WeekMark, WeeksChart
from bot.pictures.canvas import WIDTH, Canvas
from bot.pictures.lettering import fit, width, wrap
from bot.pictures.theme import Theme

MOST = 12
MARGIN = 40
INSIDE = WIDTH - 2 * MARGIN
TITLE, TITLE_LINE, LABEL = 36, 46, 20
GAP = 12
SIDE = (INSIDE - (MOST - 1) * GAP) / MOST


def draw_weeks(chart: WeeksChart, theme: Theme) -> bytes:
    """Draw the last twelve weeks, the newest on the right, with the day on which each began."""
    title = wrap(chart.title, TITLE, INSIDE, bold=True)
    top = MARGIN + len(title) * TITLE_LINE + 16
    canvas = Canvas(top + SIDE + 76, theme)
    for line, words in enumerate(title):
        canvas.text(MARGIN, MARGIN + line * TITLE_LINE + TITLE * 0.73, words, TITLE, theme.ink, bold=True)
    for place, week in enumerate(chart.weeks[-MOST:]):
        _week(canvas, theme, week, MARGIN + place * (SIDE + GAP), top, label=place % 2 == 0)
    return canvas.png()


def _week(canvas: Canvas, theme: Theme, week: WeekMark, x: float, y: float, *, label: bool) -> None:
    match week.state:
        case "answered":
            canvas.box(x, y, SIDE, SIDE, theme.accent, radius=10)
        case "missed":
            canvas.box(x, y, SIDE, SIDE, theme.bar, radius=10)
            canvas.box(x + 4, y + 4, SIDE - 8, SIDE - 8, theme.page, radius=7)
        case "open":
            canvas.box(x, y, SIDE, SIDE, theme.bar, radius=10)
        case "none":
            canvas.box(x + SIDE / 2 - 4, y + SIDE / 2 - 4, 8, 8, theme.band, radius=4)
    if label:
        words = fit(week.label, LABEL, 2 * SIDE + GAP)
        canvas.text(x + (SIDE - width(words, LABEL)) / 2, y + SIDE + 34, words, LABEL, theme.quiet)
