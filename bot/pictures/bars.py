"""Horizontal bars: names on the left, values at the ends, nothing else."""

from bot.core.charts import Bar, BarChart
from bot.pictures.canvas import WIDTH, Canvas
from bot.pictures.lettering import fit, width, wrap
from bot.pictures.theme import Theme

MOST_BARS = 10
MARGIN = 40
INSIDE = WIDTH - 2 * MARGIN
TITLE, TITLE_LINE = 36, 46
NAME, NOTE = 30, 24
NAMES_AT_MOST = 300
ROW, ROW_WITH_NOTE = 66, 92
THICKNESS, SHORTEST, CORNER = 36, 12, 11
GAP = 20
CAPITAL = 0.73  # height of a capital letter in the font, by its size


def draw_bars(chart: BarChart, theme: Theme) -> bytes:
    """Draw up to ten bars and say how many more there are; without any, say that there are none yet."""
    title = wrap(chart.title, TITLE, INSIDE, bold=True)
    unit = fit(chart.unit, NOTE, INSIDE / 2)
    bars = chart.bars[:MOST_BARS]
    more = len(chart.bars) - len(bars)
    row = ROW_WITH_NOTE if any(bar.note for bar in bars) else ROW
    top = MARGIN + len(title) * TITLE_LINE + 44
    height = top + (len(bars) * row if bars else 180) + (44 if more else 0) + 28

    canvas = Canvas(height, theme)
    for line, words in enumerate(title):
        canvas.text(MARGIN, MARGIN + line * TITLE_LINE + TITLE * CAPITAL, words, TITLE, theme.ink, bold=True)
    under_title = unit if bars else f"{f'No {unit}' if unit else 'Nothing'} yet. The first will show up here."
    canvas.text(MARGIN, top - 22, under_title, NOTE, theme.quiet)
    if bars:
        _rows(canvas, theme, bars, top, row)
    else:
        for place, length in enumerate((0.9, 0.55, 0.3)):
            canvas.box(MARGIN, top + 18 + place * 56, INSIDE * length, THICKNESS, theme.band, radius=CORNER)
    if more:
        canvas.text(MARGIN, height - 36, f"and {more:,} more", NOTE, theme.quiet)
    return canvas.png()


def _rows(canvas: Canvas, theme: Theme, bars: tuple[Bar, ...], top: float, row: float) -> None:
    names = [
        fit(bar.name, NAME, NAMES_AT_MOST, bar.highlight) or f"No. {place}"
        for place, bar in enumerate(bars, 1)
    ]
    notes = [fit(bar.note, NOTE, NAMES_AT_MOST) for bar in bars]
    values = [fit(f"{bar.value:,}".replace("-", "−"), NAME, NAMES_AT_MOST, bold=True) for bar in bars]

    name_widths = [width(name, NAME, bar.highlight) for name, bar in zip(names, bars, strict=True)]
    start = MARGIN + max(*name_widths, *(width(note, NOTE) for note in notes)) + GAP
    longest = WIDTH - MARGIN - start - max(width(value, NAME, bold=True) for value in values) - GAP / 2
    most = max(bar.value for bar in bars)

    for place, (bar, name, note, value) in enumerate(zip(bars, names, notes, values, strict=True)):
        y = top + place * row
        middle = y + row / 2
        baseline = middle + NAME * CAPITAL / 2
        if bar.highlight:
            canvas.box(MARGIN / 2, y + 3, WIDTH - MARGIN, row - 6, theme.band, radius=16)
        canvas.text(MARGIN, baseline - (18 if note else 0), name, NAME, theme.ink, bold=bar.highlight)
        canvas.text(MARGIN, middle + 29, note, NOTE, theme.quiet)
        end = start
        if bar.value > 0:
            length = max(SHORTEST, longest * (bar.value / most))
            colour = theme.accent if bar.value == most else theme.bar
            canvas.box(
                start, middle - THICKNESS / 2, length, THICKNESS, colour, radius=min(CORNER, length / 2)
            )
            end += length + GAP / 2
        canvas.text(end, baseline, value, NAME, theme.ink, bold=True)
