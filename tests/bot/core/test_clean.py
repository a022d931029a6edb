import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.clean import clean

FAMILY = "👨‍👩‍👧‍👦"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
MI_RAVAM = "می‌روم"  # Persian: a zero width non-joiner within a word


@pytest.mark.parametrize(
    ("sent", "harmless"),
    [
        ("Acme Corp", "Acme Corp"),
        ("  Acme \t  Corp\n", "Acme Corp"),
        ("Acme\u00a0Corp\u3000Ltd", "Acme Corp Ltd"),
        ("Acme\x0bCorp\x0cLtd\x85Inc\x1fAG", "Acme Corp Ltd Inc AG"),
        ("Ac\x00me\x07", "Acme"),
        ("Ac\u200bme\ufeff", "Acme"),
        ("\u202eemcA\u202c", "emcA"),
        ("\u2066Acme\u2069\u200f\u061c", "Acme"),
        ("Ac\ud83dme", "Acme"),
        ("Ac\ue000me\U0010ffff", "Acme"),
        ("Ac\u00adme", "Acme"),
        ("Ac\U000e0041\U000e0042me", "Acme"),
        ("e\u200b\u0301cole", "école"),
        ("\u0301cole", "\u0301cole"),
        (FAMILY, FAMILY),
        ("❤️ of Oslo", "❤️ of Oslo"),
        (SCOTLAND, SCOTLAND),
        (MI_RAVAM, MI_RAVAM),
        ("مرحبا", "مرحبا"),
        ("葛\U000e0100飾区", "葛\U000e0100飾区"),
    ],
)  # fmt: skip
def test_text_becomes_harmless_and_keeps_its_meaning(sent: str, harmless: str) -> None:
    assert clean(sent) == harmless
    assert clean(sent, lines=True) == harmless.replace("Corp Ltd Inc", "Corp\nLtd\nInc").replace(
        "Acme Corp\n", "Acme\nCorp\n"
    )


@pytest.mark.parametrize(
    "nothing",
    ["", " ", "\n\n", "\x00", "\u200b", "\u200d", "\u200c\ufe0f", "\ufe0e", "\u3164", "\u115f\u1160", "\uffa0",
     "\u2800", "\u034f", "\U000e0061\U000e0062", "\ud800\udfff"],
)  # fmt: skip
def test_what_shows_nothing_is_nothing(nothing: str) -> None:
    assert clean(nothing) == ""
    assert clean(nothing, lines=True) == ""


@pytest.mark.parametrize(
    ("sent", "harmless"),
    [
        ("one\ntwo", "one\ntwo"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("one\n\n\n\n\ntwo\n", "one\n\ntwo"),
        ("one\n  \n \n two  words ", "one\n\ntwo words"),
        ("\n\n one", "one"),
    ],
)
def test_line_ends_are_kept_where_asked_for(sent: str, harmless: str) -> None:
    assert clean(sent, lines=True) == harmless
    assert clean(sent) == " ".join(harmless.split())


@given(st.text(), st.booleans())
def test_clean_text_stays_as_it_is(text: str, lines: bool) -> None:
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once
    assert once == once.strip()
    assert unicodedata.is_normalized("NFC", once)
    assert not {unicodedata.category(char) for char in once} & {"Cc", "Cs", "Co", "Cn"} - (
        {"Cc"} if "\n" in once and lines else set()
    )
    once.encode()
