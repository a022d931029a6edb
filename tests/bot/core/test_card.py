import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import limits
from bot.core.call import BadCall, Call
from bot.core.card import (
    CARD_JSON,
    Actions,
    Block,
    Button,
    Card,
    CardTooLarge,
    Choices,
    Fields,
    File,
    NamedValue,
    Option,
    Picture,
    Style,
    Text,
    Weight,
    shorten,
)
from bot.core.charts import Bar, BarChart

CHART = BarChart("Who helped", "points", (Bar("Ana", 5), Bar("Ben", 3, "first help", highlight=True)))


def options(many: int) -> tuple[Option, ...]:
    return tuple(Option(f"Option {number}", Call.to("a", n=number)) for number in range(many))


def press(many: int) -> tuple[Button, ...]:
    return tuple(Button(f"Button {number}", Call.to("b", n=number)) for number in range(many))


said = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
calls = st.builds(
    lambda number, name: Call.to("x", n=number, name=name), st.integers(0, 10**9), st.text("aé", max_size=9)
)
blocks: Sequence[st.SearchStrategy[Block]] = (
    st.builds(Text, said, st.sampled_from(Style)),
    st.builds(Fields, st.lists(st.builds(NamedValue, said, said), min_size=1, max_size=4).map(tuple)),
    st.builds(
        Picture,
        st.builds(
            BarChart,
            said,
            said,
            st.lists(st.builds(Bar, said, st.integers(), said, st.booleans())).map(tuple),
        ),
        said,
    ),
    st.builds(Choices, said, st.lists(st.builds(Option, said, calls), min_size=1, max_size=4).map(tuple)),
    st.builds(
        Actions,
        st.lists(st.builds(Button, said, calls, st.sampled_from(Weight)), min_size=1, max_size=4).map(tuple),
    ),
)


@given(said, st.tuples(*blocks).flatmap(st.permutations))
def test_a_card_of_every_block_survives_json(headline: str, each: list[Block]) -> None:
    try:
        card = Card(headline, tuple(each))
    except CardTooLarge:
        return  # two equal buttons
    again = CARD_JSON.validate_json(CARD_JSON.dump_json(card))
    assert again == card
    assert [*map(type, again.blocks)] == [*map(type, each)]


def test_the_json_is_what_the_simulator_documents() -> None:
    card = Card.of(
        "Headline",
        "A paragraph",
        Text("to copy", Style.QUOTE),
        Fields.of(Time_zone="UTC"),
        Choices("Menu", options(1)),
        Actions.of(Button("Press", Call.to("intro show", ask=1), Weight.PRIMARY)),
    )
    assert json.loads(CARD_JSON.dump_json(card)) == {
        "headline": "Headline",
        "blocks": [
            {"kind": "text", "text": "A paragraph", "style": "plain"},
            {"kind": "text", "text": "to copy", "style": "quote"},
            {"kind": "fields", "fields": [{"name": "Time zone", "value": "UTC"}]},
            {"kind": "choices", "label": "Menu", "options": [{"label": "Option 0", "call": 'a {"n":0}'}]},
            {
                "kind": "actions",
                "buttons": [{"label": "Press", "call": 'intro show {"ask":1}', "style": "primary"}],
            },
        ],
    }


@pytest.mark.parametrize(
    "json_text",
    [
        "{}",
        '{"headline":""}',
        '{"headline":"x","blocks":[{"kind":"video"}]}',
        '{"headline":"x","blocks":[{"kind":"text","text":""}]}',
        '{"headline":"x","blocks":[{"kind":"actions","buttons":[{"label":"a","call":"{"}]}]}',
    ],
)
def test_json_that_is_no_card_is_refused(json_text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        CARD_JSON.validate_json(json_text)


def test_a_card_is_written_in_code_without_what_is_left_out() -> None:
    card = Card.of("Headline", None, "", "text", Fields.of(name="Ana", empty=""))
    assert card.blocks == (Text("text"), Fields((NamedValue("name", "Ana"),)))


LARGEST: list[Sequence[Block]] = [
    [],
    [Text("x")] * limits.CARD_BLOCKS,
    [Text("x" * (limits.CARD_TEXT - 1))],
    [Fields(tuple(NamedValue(f"n{n}", "v") for n in range(limits.FIELDS)))],
    [Fields((NamedValue("n" * limits.FIELD_LABEL, "v" * limits.FIELD_VALUE),))],
    [Picture(CHART, "x" * limits.PICTURE_TEXT)],
    [Choices("m" * limits.MENU_LABEL, options(limits.CHOICES))],
    [Choices("Menu", (Option("x" * limits.OPTION_LABEL, Call.to("a")),))],
    [Actions(press(limits.BUTTONS))],
    [Actions((Button("x" * limits.BUTTON_LABEL, Call.to("a")),))],
]
TOO_LARGE: list[tuple[Sequence[Block], str]] = [
    ([Text("x")] * (limits.CARD_BLOCKS + 1), "25 blocks"),
    ([Text("x" * limits.CARD_TEXT)], f"a card of {limits.CARD_TEXT + 1} characters"),
    ([Text("x" * 2000), Picture(CHART, "y" * 1000), Fields.of(name="z" * 996)], "a card of 4007 characters"),
    ([Text("")], "a text of 0 characters"),
    ([Fields(())], "0 fields"),
    ([Fields(tuple(NamedValue(f"n{n}", "v") for n in range(limits.FIELDS + 1)))], "11 fields"),
    ([Fields((NamedValue("", "v"),))], "a field's name of 0"),
    ([Fields((NamedValue("n", ""),))], "a field's value of 0"),
    ([Fields((NamedValue("n", "v" * (limits.FIELD_VALUE + 1)),))], "a field's value of 1001"),
    ([Picture(CHART, "")], "a picture's text of 0"),
    ([Picture(CHART, "x" * (limits.PICTURE_TEXT + 1))], "a picture's text of 1025"),
    ([File("", "text/plain", "x")], "a file's name of 0"),
    ([File("a.ics", "text/plain", "")], "a file's text of 0"),
    ([File("a.ics", "text/plain", "x" * 3796)], "a card of 3802 characters"),
    ([File("a.ics", "text/plain", "x"), File("b.ics", "text/plain", "y")], "2 files"),
    ([Choices("Menu", ())], "0 options"),
    ([Choices("", options(1))], "a menu's label of 0"),
    ([Choices("Menu", options(limits.CHOICES + 1))], "26 options"),
    ([Choices("Menu", (Option("x" * (limits.OPTION_LABEL + 1), Call.to("a")),))], "a option of 76"),
    ([Actions(())], "0 buttons"),
    ([Actions(press(limits.BUTTONS + 1))], "6 buttons"),
    ([Actions((Button("", Call.to("a")),))], "a button of 0"),
    ([Actions((Button("x" * (limits.BUTTON_LABEL + 1), Call.to("a")),))], "a button of 76"),
    ([Actions(press(1)), Actions(press(1))], "two buttons of a card make the same call"),
    ([Choices("Menu", options(1)), Choices("Menu", options(1))], "two buttons of a card make the same call"),
]


@pytest.mark.parametrize("largest", LARGEST, ids=range(len(LARGEST)))
def test_the_largest_card_fits(largest: Sequence[Block]) -> None:
    assert Card("x", tuple(largest)).blocks == tuple(largest)


@pytest.mark.parametrize(("too_large", "why"), TOO_LARGE, ids=range(len(TOO_LARGE)))
def test_a_card_that_some_platform_would_refuse_is_not_made(too_large: Sequence[Block], why: str) -> None:
    with pytest.raises(CardTooLarge, match=why):
        Card("x", tuple(too_large))


def test_a_headline_is_shortened_where_it_is_written_and_refused_elsewhere() -> None:
    long = "word " * 40
    assert len(Card.of(long).headline) <= limits.HEADLINE
    assert Card.of(long).headline.endswith("word…")
    for headline in (long, ""):
        with pytest.raises(CardTooLarge, match="headline"):
            Card(headline)


def test_a_button_whose_call_does_not_fit_is_not_made_a_card() -> None:
    with pytest.raises(BadCall):
        Card.of("x", Actions.of(Button("a", Call.to("a", text="x" * 100))))


@given(st.text(), st.integers(2, 20))
def test_a_shortened_text_fits_and_says_so(text: str, to: int) -> None:
    short = shorten(text, to)
    assert len(short) <= to
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
