"""Names of every kind can be drawn and fit; warnings are errors here, so a missing glyph would be one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.lettering import fit, letters, width, wrap


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Ana Souza", "Ana Souza"),
        ("  Ana\n\tSouza ", "Ana Souza"),
        ("Jose\u0301", "José"),
        ("$x^2$ \\alpha", "$x^2$ \\alpha"),
        ("מרים כהן", "מרים כהן"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Zoë \U0010fffd", "Zoë"),
        ("abc\u202edef\u0007\ud800", "abcdef"),
        ("Z" + "\u0338" * 40, "Z" + "\u0338" * 3),
        ("\u0338\u200d", ""),
        ("\U0010fffd", ""),
        ("", ""),
    ],
)
def test_what_cannot_be_drawn_is_left_out(name: str, drawn: str) -> None:
    assert fit(name, 30, 1000) == drawn


def test_marks_stay_with_their_letter_or_go_alone() -> None:
    assert letters("e\u0338a") == ["e\u0338", "a"]
    assert letters("e\U0001e8d0a") == ["e", "a"]


def test_long_names_end_in_an_ellipsis_and_fill_the_room() -> None:
    drawn = fit("Maximiliane-Alexandra von Hohenstein", 30, 300)
    assert drawn.startswith("Maximiliane")
    assert drawn.endswith("…")
    assert 250 < width(drawn, 30) <= 300


def test_no_space_before_the_ellipsis() -> None:
    assert fit("Maximilian Alexander", 30, width("Maximilian …", 30)) == "Maximilian…"


def test_bold_text_is_measured_bold() -> None:
    assert width("Ana Souza", 30, bold=True) > width("Ana Souza", 30)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("", [""]),
        ("Help this week", ["Help this week"]),
        ("The Tuesday Table gave 42 points", ["The Tuesday Table gave 42 points"]),
        ("The Tuesday Table gave 42 points this week", ["The Tuesday Table gave 42 points", "this week"]),
        ("W" * 100, ["W" * 17 + "…"]),
    ],
)
def test_titles_are_broken_between_words(title: str, lines: list[str]) -> None:
    assert wrap(title, 36, 720, bold=True) == lines


def test_the_last_line_of_a_title_is_cut() -> None:
    lines = wrap("learning " * 40, 36, 720, bold=True)
    assert len(lines) == 2
    assert [line.endswith("…") for line in lines] == [False, True]


@settings(deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_any_text_fits(text: str, bold: bool) -> None:
    assert width(fit(text, 30, 300, bold), 30, bold) <= 300
    assert all(width(line, 36, bold) <= 720 for line in wrap(text, 36, 720, bold))
