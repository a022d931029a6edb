"""A row of weeks: one box for each, filled where it was answered, and under it what the boxes say."""

from bot.core.charts import WeeksChart, WeekState
from bot.pictures.canvas import WIDTH, Canvas
from bot.pictures.lettering import fit, width, wrap
from bot.pictures.theme import Theme

MOST = 12
MARGIN = 40
INSIDE = WIDTH - 2 * MARGIN
TITLE, TITLE_LINE, LABEL = 36, 46, 26
GAP = 12
SIDE = (INSIDE - (MOST - 1) * GAP) / MOST
NAMED = 3
"""Every third week has its date under it, the newest among them."""
KEY = 26.0


def draw_weeks(chart: WeeksChart, theme: Theme) -> bytes:
    """Draw the last twelve weeks, the newest on the right, with the days on which they began."""
    title = wrap(chart.title, TITLE, INSIDE, bold=True)
    top = MARGIN + len(title) * TITLE_LINE + 16
    canvas = Canvas(top + SIDE + 130, theme)
    for line, words in enumerate(title):
        canvas.text(MARGIN, MARGIN + line * TITLE_LINE + TITLE * 0.73, words, TITLE, theme.ink, bold=True)
    weeks = chart.weeks[-MOST:]
    for place, week in enumerate(weeks):
        x = MARGIN + place * (SIDE + GAP)
        _box(canvas, theme, week.state, x, top, SIDE)
        if (len(weeks) - 1 - place) % NAMED == 0:
            words = fit(week.label, LABEL, NAMED * SIDE)
            canvas.text(x + (SIDE - width(words, LABEL)) / 2, top + SIDE + 36, words, LABEL, theme.quiet)
    _key(canvas, theme, {week.state: week.said for week in weeks if week.state != "none"}, top + SIDE + 74)
    return canvas.png()


def _key(canvas: Canvas, theme: Theme, said: dict[WeekState, str], y: float) -> None:
    x = float(MARGIN)
    for state, words in said.items():
        _box(canvas, theme, state, x, y, KEY)
        word = fit(words, LABEL, INSIDE / 3)
        canvas.text(x + KEY + GAP, y + LABEL * 0.82, word, LABEL, theme.quiet)
        x += KEY + width(word, LABEL) + 4 * GAP


def _box(canvas: Canvas, theme: Theme, state: WeekState, x: float, y: float, side: float) -> None:
    corner, line = side / 5, max(3, side / 12)
    match state:
        case "answered":
            canvas.box(x, y, side, side, theme.accent, radius=corner)
        case "late" | "missed":
            canvas.box(x, y, side, side, theme.bar, radius=corner)
            canvas.box(
                x + line, y + line, side - 2 * line, side - 2 * line, theme.page, radius=corner - line / 2
            )
            if state == "late":
                canvas.box(x + side / 3, y + side / 3, side / 3, side / 3, theme.accent, radius=side / 12)
        case "open":
            canvas.box(x, y, side, side, theme.bar, radius=corner)
        case "none":
            canvas.box(x + side / 2 - 4, y + side / 2 - 4, 8, 8, theme.bar, radius=4)
