"""Cards as Slack's blocks: which block each becomes, and that what members write is only ever text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import limits, render
from adapters.slack.text import opened, sealed
from bot.core import limits as core
from bot.core.call import Call
from bot.core.card import (
    Actions,
    Button,
    Card,
    Choices,
    Fields,
    NamedValue,
    Option,
    Picture,
    Ping,
    Style,
    Text,
    Weight,
)
from bot.core.charts import digest
from bot.core.errors import Problem
from tests.adapters.slack import reading, rules
from tests.adapters.slack.everything import CHART, FILE, HOSTILE

ASK = Call.to("intro ask")
SHOW = Call.to("intro show", ask=12)

MARKUP = (
    "<!channel>", "<!here>", "<!everyone|all>", "<!subteam^S012|@team>", "<@U012>", "<@U012|Ana>", "<#C012|general>",
    "<https://evil.example|a friendly link>", "https://evil.example", "<mailto:a@b.example>", "<!date^1^{date}|now>",
    "@channel", "@here", "*bold*", "_it_", "~gone~", "`code`", "```block```", ":smile:", "> quoted", "&", "&amp;",
    "&lt;", "&#60;", "<", ">", "AT&T", "\n", " ", "Ana", "👩‍👩‍👧‍👦",
)  # fmt: skip
text = st.lists(st.sampled_from(MARKUP), min_size=1, max_size=12).map("".join) | st.text(min_size=1)


def no_longer_than(most: int) -> st.SearchStrategy[str]:
    return text.map(lambda written: written[:most])


# What members write is text.


@given(text=no_longer_than(1000), name=no_longer_than(45), headline=no_longer_than(core.HEADLINE))
def test_no_text_is_acted_upon_and_all_of_it_is_read(text: str, name: str, headline: str) -> None:
    card = Card(headline, (*(Text(text, style) for style in Style), Fields((NamedValue(name, text),)),
                           Picture(CHART, text), Ping("not-of-slack", name)))  # fmt: skip
    for payload in (render.message(card), render.result(card, "C1"), render.home(card)):
        assert reading.acted_upon(payload) == set()
        assert reading.shown(payload)[-7:] == [headline, text, text, text, f"{name}: {text}", text, name]
    assert reading.spoken(render.message(card)).startswith(f"{headline}\n{text}\n")


@given(label=no_longer_than(core.BUTTON_LABEL), menu=no_longer_than(core.MENU_LABEL))
def test_no_label_is_acted_upon_nor_too_long(label: str, menu: str) -> None:
    card = Card("H", (Choices(menu, (Option(label, SHOW),)), Actions((Button(label, ASK),))))
    payload = render.message(card)
    assert reading.acted_upon(payload) == set()
    assert rules.of_message(payload) == []
    read = reading.shown(payload)[2]
    assert read == label or read.translate(str.maketrans("＆‹›", "&<>")) == label


@given(message=no_longer_than(500))
def test_no_problem_is_acted_upon(message: str) -> None:
    problem = Problem("bad_input", message)
    for payload in (render.refusal(problem), render.result(problem, None), render.home(problem)):
        assert reading.acted_upon(payload) == set()
        assert reading.shown(payload)[-1] == message


@given(value=text, most=st.integers(1, 200))
def test_values_come_back_as_they_were(value: str, most: int) -> None:
    written = sealed(value, most)
    if written != value or "%" not in value:
        assert opened(written) == value
        assert len(written) <= max(most, len(value))


def test_a_value_has_nothing_that_slack_may_escape() -> None:
    assert sealed("R&D <a> 100%26", 2000) == "R%26D %3Ca%3E 100%2526"
    assert sealed("R&D", 4) == "R&D"


# Which block each becomes.


def only(card: Card, pictures: render.Pictures = render.NO_PICTURES) -> dict[str, Any]:
    _, block = render.blocks(card, pictures)
    return block


def test_a_headline_is_a_header_unless_it_is_too_long_when_escaped() -> None:
    (header,) = render.blocks(Card("R&D at Globex"))
    assert header == {
        "type": "header",
        "text": {"type": "plain_text", "text": "R&amp;D at Globex", "emoji": False},
    }
    (large,) = render.blocks(Card("<" * 150))
    (line,) = large["elements"]
    assert line["elements"] == [{"type": "text", "text": "<" * 150, "style": {"bold": True}}]


def test_every_style_has_its_block() -> None:
    def line(text: str, style: Style) -> dict[str, Any]:
        return only(Card("H", (Text(text, style),)))

    literal = [{"type": "text", "text": HOSTILE}]
    assert line(HOSTILE, Style.PLAIN)["elements"] == [{"type": "rich_text_section", "elements": literal}]
    assert line(HOSTILE, Style.QUOTE)["elements"] == [{"type": "rich_text_preformatted", "elements": literal}]
    assert line("small", Style.QUIET)["type"] == "context"
    assert line("&" * 601, Style.QUIET)["type"] == "rich_text"


def test_fields_stand_one_under_another_with_bold_names() -> None:
    lines = only(Card.of("H", Fields.of(Minutes="20", Zone="Europe/Berlin")))["elements"]
    assert [[each["text"] for each in line["elements"]] for line in lines] == [
        ["Minutes: ", "20"],
        ["Zone: ", "Europe/Berlin"],
    ]
    assert [line["elements"][0]["style"] for line in lines] == [{"bold": True}] * 2


def test_a_picture_is_its_file_or_its_words() -> None:
    card = Card.of("H", Picture(CHART, "Ana 5, Ben 3"))
    assert only(card, {digest(CHART): FILE}) == {
        "type": "image",
        "slack_file": {"id": FILE},
        "alt_text": "Ana 5, Ben 3",
    }
    assert only(card, {"another": FILE})["type"] == "context"


def test_a_menu_stands_beside_its_label() -> None:
    block = only(Card("H", (Choices("Open an ask …", (Option("Globex", SHOW), Option("Acme", ASK))),)))
    assert block["text"]["text"] == "Open an ask …"
    assert [option["value"] for option in block["accessory"]["options"]] == [SHOW.encode(), ASK.encode()]


def test_buttons_are_weighed() -> None:
    buttons = tuple(Button(style, Call.to("go", to=style), style) for style in Weight)
    elements = only(Card("H", (Actions(buttons),)))["elements"]
    assert [element.get("style") for element in elements] == ["primary", None, "danger"]
    assert [element["value"] for element in elements] == [button.call.encode() for button in buttons]


def test_ids_of_controls_count_through_the_message() -> None:
    row = Actions((Button("One", ASK),))
    menu = Choices("Menu", (Option("Two", SHOW),))
    rendered = render.blocks(Card("H", (row, menu, Actions((Button("Three", Call.to("help")),)))))
    assert rendered[1]["elements"][0]["action_id"] == "call:0"
    assert rendered[2]["accessory"]["action_id"] == "call:1"
    assert rendered[3]["elements"][0]["action_id"] == "call:2"


def test_a_ping_mentions_and_rings_here_and_is_a_name_elsewhere() -> None:
    here = only(Card("H", (Ping("U0123ABCD", "Ana"),)))
    assert here["text"] == {"type": "mrkdwn", "text": "<@U0123ABCD>", "verbatim": True}
    assert render.message(Card("H", (Ping("U0123ABCD", "Ana"),)))["text"] == "H\n<@U0123ABCD>"
    for foreign in ("123456789012345678", "!channel", "U1> <!channel", "ana"):
        block = only(Card("H", (Ping(foreign, "*Ana*"),)))
        assert block["elements"][0]["elements"] == [{"type": "text", "text": "*Ana*"}]


# Messages, answers, views.


def test_a_message_is_read_aloud_from_its_headline_to_its_buttons() -> None:
    card = Card.of(
        "Ana would like to meet someone at R&D",
        "To learn: how they decide",
        Fields.of(Minutes="20"),
        Picture(CHART, "Ana 5, Ben 3"),
        Choices("Open", (Option("Globex", SHOW), Option("Acme", ASK))),
        Choices("Another time …", (Option("This month", Call.to("c")),)),
        Actions.of(Button("I can introduce", Call.to("a")), Button("I know who might", Call.to("b"))),
    )
    assert render.message(card)["text"].splitlines() == [
        "Ana would like to meet someone at R&amp;D",
        "To learn: how they decide",
        "Minutes: 20",
        "Ana 5, Ben 3",
        "Open: Globex, Acme",
        "Another time … This month",
        "[I can introduce] · [I know who might]",
    ]


def test_nothing_is_unfurled() -> None:
    sent = render.message(Card.of("https://evil.example"))
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)


def test_answers_are_for_the_caller_alone() -> None:
    card = Card.of("Done", "It is on your list.")
    assert render.answer(card) == {
        "response_type": "ephemeral",
        "replace_original": False,
        "text": "Done\nIt is on your list.",
        "blocks": render.blocks(card),
    }
    assert render.answer(card, replace=True)["replace_original"] is True


def test_a_refusal_is_added_and_never_replaces() -> None:
    told = render.refusal(Problem("too_late", "Ben & Cleo were faster."))
    assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)
    assert told["text"] == "Ben &amp; Cleo were faster."
    assert reading.shown(told) == ["Ben & Cleo were faster."]


def test_a_result_can_be_closed_and_knows_its_room() -> None:
    view = render.result(Card.of("Done", Actions.of(Button("Undo", SHOW))), "C0123")
    assert "submit" not in view
    assert view["close"]["text"] == "Close"
    assert view["private_metadata"] == '{"call":"","room":"C0123"}'


@pytest.mark.parametrize(
    ("action", "call"),
    [
        ({"type": "button", "value": 'intro show {"ask":12}'}, 'intro show {"ask":12}'),
        ({"type": "button", "value": 'a {"b":"R%26D"}'}, 'a {"b":"R&D"}'),
        ({"type": "static_select", "selected_option": {"value": "help"}}, "help"),
        ({"type": "static_select", "selected_option": None}, ""),
        ({"type": "button"}, ""),
        ({}, ""),
    ],
)
def test_a_press_gives_its_call(action: dict[str, Any], call: str) -> None:
    assert render.pressed(action) == call


def test_a_home_tab_has_room_for_the_largest_card() -> None:
    card = Card.of("H", *("W" * 150 for _ in range(core.CARD_BLOCKS)))
    view = render.home(card)
    assert rules.of_home(view) == []
    assert len(view["blocks"]) == core.CARD_BLOCKS + 1 < limits.VIEW_BLOCKS


def test_commands_are_named_as_they_are_typed_here_but_what_is_to_be_copied_stays() -> None:
    said = "Type /me quiet."
    card = Card.of(said, said, Text(said, Style.QUIET), Text(said, Style.QUOTE), Fields.of(Next=said))
    here = "Type /netlearn me quiet."
    shown = [here, here, here, said, f"Next: {here}"]
    assert reading.shown(render.message(card)) == shown
    assert reading.spoken(render.message(card)) == "\n".join(shown)
    assert reading.shown(render.refusal(Problem("bad", said, {}))) == [here]
