"""Every text is shown as it is: names and words are never markup, mentions, emoji or links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import text
from adapters.discord.text import Manner
from tests.adapters.discord.markdown import ALIKE, read, rules, text_of

HOSTILE = [
    "**bold**", "*it*", "_it_", "__under__", "***both***", "~~gone~~", "~~~", "||spoiler||", "|||x|||", "`code`",
    "``co`de``", "```py\ncode\n```", "# Heading", "### C#", "-# small", "> quote", ">>> all of it", "- item", "* item",
    "3. item", "  - item", "[a](https://evil.example)", "[a](<https://evil.example> 'b')", "<https://evil.example>",
    "https://evil.example/a_b", "HTTP://EVIL.example", "steam://run/1", "<steam://run/1>", "<ben@evil.example>",
    "<+15550100>", "<tel:15550100>", "<@1>", "<@!1>", "<@&1>", "<#1>", "</thanks:1>", "<id:customize>", "<t:0:R>",
    "<:smile:1>", "<a:smile:1>", "@everyone", "@here", "@silent hello", ":smile:", ":wave::skin-tone-2:", "a:b:c:d:",
    "¯\\_(ツ)_/¯", "\\", "\\\\", "\\*", "a\\", "C:\\new_folder\\", "snake_case_name", "2 * 3 * 4", "5 < 6 > 4", "#1",
    "C#", "1.5 years", "2024. A year", "-5 °C", "12:30:45", "a|b||c|", "a ~ b", "[x]", "<3", "don't @ me", "e-mail",
    "🌻", "👩‍👩‍👧‍👦 **x**", "ليلى *الحداد*", "a\n# b\n- c\n> d\n1. e",
]  # fmt: skip
MARKS = "*_~`|<>#-[]()@:/\\.+!1 \nab"

texts = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.text(MARKS, max_size=12), st.text(max_size=5)), max_size=6
).map("".join)
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)


@pytest.mark.parametrize("said", HOSTILE)
def test_what_would_be_markup_is_shown_as_text(said: str) -> None:
    assert text_of(text.plain(said)) == said
    assert rules(text.plain(said)) == set()


@pytest.mark.parametrize("said", [each for each in HOSTILE if rules(each)])
def test_the_reader_of_these_tests_sees_markup_where_there_is_some(said: str) -> None:
    assert rules(said)
    assert text.plain(said) != said


@given(texts)
def test_any_text_is_shown_as_it_is(said: str) -> None:
    assert text_of(text.plain(said)) == said
    assert rules(text.plain(said)) == set()


@given(texts)
def test_any_text_that_may_not_grow_keeps_its_look(said: str) -> None:
    for manner in (Manner.ALIKE, Manner.BARE):
        written = text.plain(said, manner)
        assert len(written) == len(said)
        assert written.translate(ALIKE) == said.translate(ALIKE)
        assert rules(written) == set()


@given(lines)
def test_a_headline_is_a_heading_and_nothing_else(said: str) -> None:
    shown, *inside = read(text.headline(said))
    assert (shown.rule, shown.text) == ("heading", said)
    assert {piece.rule for piece in inside} <= {"bold"}


@given(lines, texts)
def test_small_print_is_small_on_every_line(first: str, more: str) -> None:
    said = "\n".join(" ".join(line.split()) for line in f"{first}\n{more}".splitlines())
    shown = read(text.quiet(said))
    assert {piece.rule for piece in shown if piece.text.strip()} == {"small print"}
    assert text_of(text.quiet(said)).rstrip("\n") == said.rstrip("\n")


@given(lines, texts)
def test_nothing_breaks_out_of_a_frame(first: str, more: str) -> None:
    said = f"{first}\n{more}"
    (shown,) = read(text.quote(said))
    assert shown.rule == "frame"
    assert shown.text.replace("ˋˋˋ", "```").strip("\n") == said.strip("\n")


def test_a_note_is_copied_as_it_was_written() -> None:
    note = "Subject: *Ana* would like to learn\n\n- 20 minutes\n- https://example.org/ana"
    assert text.quote(note) == f"```\n{note}\n```"


@given(lines, texts)
def test_a_value_has_its_name_in_bold(name: str, value: str) -> None:
    bold, *rest = read(text.named(name, value))
    assert (bold.rule, bold.text) == ("bold", name)
    assert "".join(piece.text for piece in rest) == f" {value}"
    assert {piece.rule for piece in rest} == {""}


def test_ordinary_words_grow_by_nothing() -> None:
    said = "Ana would like to meet someone at Acme GmbH & Co. KG (Porto), 20–30 minutes: what's next? 1.5 years | 50%"
    assert text.plain(said) == said
