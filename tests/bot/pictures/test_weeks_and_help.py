"""Rows of weeks and who helped whom: everything is seen, names are whole and within the picture."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from PIL import Image

from bot.core.charts import Arrow, HelpChart, WeekMark, WeeksChart, WeekState
from bot.pictures.canvas import Canvas
from bot.pictures.draw import draw
from bot.pictures.lettering import width
from bot.pictures.theme import DARK, LIGHT, Theme

STATES: tuple[WeekState, ...] = get_args(WeekState)
WEEKS = WeeksChart("Your last twelve weeks", tuple(WeekMark("9 Nov", each, each) for each in STATES))
NAMES = ("Ana Souza", "Ben Tan", "Cleo Papadaki", "Dev Raman", "Edda Jónsdóttir", "Femi Adeyemi", "Grace O’Neill",
         "Hiro", "Ines María de la Cruz", "Jakub Wiśniewski")  # fmt: skip
HELP = HelpChart("Who helped whom", NAMES[:3], (Arrow(0, 1), Arrow(1, 0, 3), Arrow(2, 0)))


def pixels(png: bytes) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    with Image.open(BytesIO(png), formats=["PNG"]) as image:
        return np.asarray(image.convert("RGB"))


def written(chart: HelpChart, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[float, float]]:
    """Give what is written on a picture, each with where it begins and ends."""
    found: dict[str, tuple[float, float]] = {}
    plain = Canvas.text

    def text(
        self: Canvas, x: float, baseline: float, text: str, size: float, colour: str, *, bold: bool = False
    ) -> None:
        found[text] = (x, x + width(text, size, bold))
        plain(self, x, baseline, text, size, colour, bold=bold)

    monkeypatch.setattr(Canvas, "text", text)
    draw(chart, False)
    return found


@pytest.mark.parametrize("chart", [WEEKS, HELP], ids=["weeks", "help"])
@pytest.mark.parametrize(("dark", "theme"), [(False, LIGHT), (True, DARK)])
def test_a_picture_is_in_the_colours_of_its_page(
    chart: WeeksChart | HelpChart, dark: bool, theme: Theme
) -> None:
    seen = {"#" + bytes(each).hex() for each in pixels(draw(chart, dark)).reshape(-1, 3)}
    assert {theme.page, theme.ink, theme.accent} <= seen


def test_every_part_is_seen() -> None:
    first, *others = WEEKS.weeks
    charts: list[WeeksChart | HelpChart] = [
        WEEKS,
        replace(WEEKS, title="Your weeks"),
        *(replace(WEEKS, weeks=(replace(first, state=state), *others)) for state in STATES[1:]),
        HELP,
        replace(HELP, title="Help"),
        replace(HELP, names=("Anna", *NAMES[1:3])),
        replace(HELP, arrows=HELP.arrows[:2]),
        replace(HELP, arrows=(Arrow(1, 0), *HELP.arrows[1:])),
        replace(HELP, arrows=(Arrow(0, 1, 2), *HELP.arrows[1:])),
    ]
    pngs = [draw(chart, False) for chart in charts]
    assert all(one != other for one, other in combinations(pngs, 2))
    assert draw(HELP, True) == draw(replace(HELP), True)


@pytest.mark.parametrize("many", [0, 1, 11, 12, 60])
def test_any_number_of_weeks_is_drawn_and_the_last_are_shown(many: int) -> None:
    weeks = tuple(WeekMark(f"{number}", STATES[number % 5], "said") for number in range(many))
    last = draw(replace(WEEKS, weeks=weeks), False)
    assert (last == draw(replace(WEEKS, weeks=weeks[-12:]), False)) is True
    assert pixels(last).shape[1] == 1600


@pytest.mark.parametrize("many", range(2, 11))
def test_ordinary_names_are_whole_and_within_the_picture(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    names = NAMES[-many:]
    arrows = tuple(Arrow(one, (one + 1) % many) for one in range(many))
    found = written(HelpChart("Who helped whom", names, arrows), monkeypatch)
    assert {word for line in found for word in line.split()} >= {
        word for name in names for word in name.split()
    }
    assert all(begin >= 16 and end <= 784 for begin, end in found.values()), found


@pytest.mark.parametrize(
    "name", ["x" * 80, "Maximiliane-Antoinette von und zu Donaudampfschifffahrtsgesellschaft", "ש" * 80]
)
def test_a_name_that_is_too_long_is_shortened_not_cut_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = HelpChart("Who helped whom", (name,) * 10, (Arrow(0, 5), Arrow(7, 2)))
    found = written(chart, monkeypatch)
    assert any("…" in line for line in found)
    assert all(begin >= 16 and end <= 784 for begin, end in found.values()), found


@pytest.mark.parametrize("dark", [False, True])
def test_awkward_names_are_drawn(dark: bool) -> None:
    names = (
        "",
        "ليلى الحداد",
        "נועה לוי",
        "田中 太郎",
        "🦊🦊",
        "$x^2$",
        "<b>&amp;",
        "Z" + "\u0338" * 9,
        "\ud800",
        "a\nb",
    )
    arrows = (Arrow(0, 1, 10_000), Arrow(1, 0), *(Arrow(one, 9) for one in range(2, 9)))
    assert pixels(draw(HelpChart("🦊", names, arrows), dark)).shape[1] == 1600


def test_a_picture_without_anybody_is_drawn() -> None:
    assert pixels(draw(HelpChart("Who helped whom", (), ()), False)).shape[1] == 1600
