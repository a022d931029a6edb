from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.words import items, quote, raw, said, split


def told(line: str) -> list[tuple[str, str]]:
    """Give a line's words, each with its name."""
    return [(word.name, word.text) for word in split(line)]


@pytest.mark.parametrize(
    "quoted",
    ['"Acme Corp"', "“Acme Corp”", "”Acme Corp”", "„Acme Corp“", "„Acme Corp”", "«Acme Corp»", "‹Acme Corp›",
     "'Acme Corp'", "‘Acme Corp’", "’Acme Corp’", "‚Acme Corp‘", "「Acme Corp」", "『Acme Corp』", "＂Acme Corp＂",
     "`Acme Corp`", '"Acme Corp”', "“Acme Corp\""],
)  # fmt: skip
def test_quotes_of_every_kind_that_phones_type(quoted: str) -> None:
    assert told(f"{quoted} 4") == [("", "Acme Corp"), ("", "4")]
    assert told(f"company:{quoted} 4") == [("company", "Acme Corp"), ("", "4")]
    assert told(f"@{quoted} 4") == [("", "@Acme Corp"), ("", "4")]
    assert items(f"{quoted}, Globex") == ["Acme Corp", "Globex"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("   ", []),
        ("Acme  Corp\n4", [("", "Acme"), ("", "Corp"), ("", "4")]),
        ("confidence:4", [("confidence", "4")]),
        ("confidence: 4", [("confidence", ""), ("", "4")]),
        ("asks-per_week:4", [("asks-per_week", "4")]),
        ("at 9:30", [("", "at"), ("", "9:30")]),
        ("https://acme.example", [("", "https://acme.example")]),
        (":) a", [("", ":)"), ("", "a")]),
        ('Joe\'s "Diner"', [("", "Joe's"), ("", "Diner")]),
        ("O'Reilly rock 'n' roll", [("", "O'Reilly"), ("", "rock"), ("", "n"), ("", "roll")]),
        ('"Acme Corp', [("", '"Acme'), ("", "Corp")]),
        ('Acme" Corp', [("", 'Acme"'), ("", "Corp")]),
        ('"Acme"Corp', [("", '"Acme"Corp')]),
        ('""', [("", "")]),
        ('why:"', [("why", '"')]),
        ('"a "b" c"', [("", 'a "b'), ("", 'c"')]),
        ('"Acme Corp",Globex', [("", "Acme Corp"), ("", ",Globex")]),
    ],
)
def test_lines_are_taken_apart(line: str, words: list[tuple[str, str]]) -> None:
    assert told(line) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Acme", ["Acme"]),
        ("Acme, Globex;Hooli、Bar，Baz\nFoo", ["Acme", "Globex", "Hooli", "Bar", "Baz", "Foo"]),
        ('"Foo, Inc." , „Bar; Ltd“', ["Foo, Inc.", "Bar; Ltd"]),
        (",, ,;", []),
        ("Acme,", ["Acme"]),
        ('"Acme, Globex', ['"Acme', "Globex"]),
        ('""', [""]),
        ("Johnson & Johnson, O'Reilly", ["Johnson & Johnson", "O'Reilly"]),
    ],
)  # fmt: skip
def test_lists_are_taken_apart_at_their_commas(text: str, found: list[str]) -> None:
    assert items(text) == found


def test_words_are_given_back_as_they_were_typed() -> None:
    line = 'how: they  "work" today'
    words = split(line)
    assert raw(line, words, named=True) == ' they  "work" today'
    assert raw(line, words, named=False) == line
    assert said(line, words[2:3], named=False) == "work"
    assert said(line, words[1:], named=False) == 'they  "work" today'


@pytest.mark.parametrize(
    "text", ["Acme", "Acme Corp", 'Joe "The Man" Ltd', "“Acme”", "a:b", "、", "", "'", "«a» b"]
)
def test_what_is_quoted_is_read_again_as_one_word(text: str) -> None:
    assert told(quote(text)) == [("", text)]
    assert items(quote(text)) == [text]


@given(st.text(st.sampled_from(" ,:\n'`’") | st.characters(exclude_characters='"“”„'), max_size=20))
def test_what_is_quoted_is_read_again_whatever_it_is(text: str) -> None:
    written = quote(text)
    assert [(word.text, word.start, word.end) for word in split(written)] == [(text, 0, len(written))]


@given(st.text(st.sampled_from("ab: ,\n\"“”'@") | st.characters(), max_size=60))
def test_every_character_belongs_to_one_word_or_is_a_space(line: str) -> None:
    words = split(line)
    assert all(before.end <= after.start for before, after in pairwise(words))
    covered = {at for word in words for at in range(word.start, word.end)}
    assert all(line[at].isspace() for at in range(len(line)) if at not in covered)
    assert items(line) is not None
