"""Bar charts are really drawn: opaque, of the right size, the same every time, whatever the names are."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise

import matplotlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.core.charts import Bar, BarChart
from bot.pictures.draw import draw
from bot.pictures.theme import DARK, LIGHT, Theme

CHART = BarChart(
    "Help this week", "points", (Bar("Ben Okafor", 25), Bar("Ana Souza", 12), Bar("Chloé Martin", 5))
)


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png), formats=["PNG"])


def colours(png: bytes) -> set[str]:
    with opened(png) as image:
        pixels = image.convert("RGB").tobytes()
    return {"#" + pixels[n : n + 3].hex() for n in range(0, len(pixels), 3)}


def height(chart: BarChart) -> int:
    with opened(draw(chart, False)) as image:
        assert image.width == 1600
        return image.height


def ten(count: int) -> BarChart:
    return replace(CHART, bars=tuple(Bar(f"Member {n}", count - n) for n in range(count)))


@pytest.mark.parametrize(("dark", "theme"), [(False, LIGHT), (True, DARK)])
def test_a_picture_is_opaque_and_in_the_colours_of_its_page(dark: bool, theme: Theme) -> None:
    png = draw(CHART, dark)
    with opened(png) as image:
        assert image.convert("RGBA").getchannel("A").getextrema() == (255, 255)
        assert "#" + image.convert("RGB").tobytes()[:3].hex() == theme.page
    assert {theme.page, theme.ink, theme.accent, theme.bar} <= colours(png)
    assert theme.band not in colours(png)


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert draw(CHART, False) == draw(replace(CHART), False)


def test_every_part_of_a_chart_is_seen() -> None:
    ben, *others = CHART.bars
    charts = [
        CHART,
        replace(CHART, title="Help this month"),
        replace(CHART, unit="thanks"),
        *(
            replace(CHART, bars=(bar, *others))
            for bar in (
                replace(ben, name="B"),
                replace(ben, value=24),
                replace(ben, note="first"),
                replace(ben, highlight=True),
            )
        ),
    ]
    pngs = [draw(chart, False) for chart in charts]
    assert all(one != other for one, other in combinations(pngs, 2))


def test_the_readers_own_bar_lies_on_a_band() -> None:
    marked = replace(CHART, bars=(CHART.bars[0], replace(CHART.bars[1], highlight=True)))
    assert LIGHT.band in colours(draw(marked, False))


def test_everybody_with_most_is_first() -> None:
    equal = replace(CHART, bars=(Bar("Ben", 5), Bar("Ana", 5)))
    assert LIGHT.bar not in colours(draw(equal, False))


def test_nobody_is_first_with_nothing() -> None:
    nothing = replace(CHART, bars=(Bar("Ben", 0), Bar("Ana", -2)))
    assert {LIGHT.accent, LIGHT.bar}.isdisjoint(colours(draw(nothing, False)))


def test_the_height_follows_the_number_of_bars_up_to_ten() -> None:
    heights = [height(ten(count)) for count in range(1, 12)]
    steps = {after - before for before, after in pairwise(heights[:10])}
    assert len(steps) == 1
    assert heights[10] == height(ten(500))
    assert height(ten(5)) in range(800, 1000)


@pytest.mark.parametrize("unit", ["points", "", "\U0010fffd"])
def test_no_bars_give_a_friendly_picture(unit: str) -> None:
    assert height(BarChart("Help this week", unit, ())) > 500


@pytest.mark.parametrize("dark", [False, True])
def test_awkward_names_are_drawn(dark: bool) -> None:
    names = [
        "מרים כהן",
        "محمد العربي",
        "田中 太郎",
        "🦊🦊",
        "Zoë 👩‍💻",
        "$x^2$",
        "<b>&amp;",
        "Z" + "\u0338" * 9,
        "x" * 500,
        "",
        "\ud800",
    ]
    bars = tuple(Bar(name, n, name, bool(n % 2)) for n, name in enumerate(names, -1))
    with opened(draw(BarChart(" ".join(names), "🦊", bars), dark)) as image:
        image.load()


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.builds(Bar, st.text(), st.integers(), st.text(), st.booleans()), max_size=3),
    st.text(),
    st.text(),
)
def test_any_chart_is_drawn(bars: list[Bar], title: str, unit: str) -> None:
    with opened(draw(BarChart(title, unit, tuple(bars)), False)) as image:
        image.load()


def test_matplotlibs_own_settings_stay() -> None:
    before = dict(matplotlib.rcParams)
    draw(CHART, True)
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_stands_out(theme: Theme) -> None:
    for text in (theme.ink, theme.quiet):
        for ground in (theme.page, theme.band):
            assert contrast(text, ground) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)
