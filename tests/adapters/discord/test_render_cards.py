"""A card as a message: private or not, pinging whom it should, with its pictures, and always small enough."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.forms import read_part
from adapters.discord.render import MENU, Json, files, render_card, render_problem
from bot.core import limits
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
from tests.adapters.discord.everything import BEN, CHART, HOSTILE, OTHER, press
from tests.adapters.discord.markdown import text_of
from tests.fixtures.gallery import REGISTRY

V2, PRIVATE = 1 << 15, 1 << 6


def inside(payload: Json) -> list[Json]:
    """Give what is in a message's one container."""
    (container,) = payload["components"]
    assert container["type"] == 17
    found: list[Json] = container["components"]
    return found


def contents(payload: Json) -> list[str]:
    return [each["content"] for each in inside(payload) if each["type"] == 10]


def test_a_card_for_the_group_is_for_all_and_pings_nobody() -> None:
    payload = render_card(Card.of("@everyone", HOSTILE))
    assert payload["flags"] == V2
    assert payload["allowed_mentions"] == {"parse": [], "users": []}
    assert "content" not in payload
    assert "embeds" not in payload


def test_a_reply_is_seen_by_its_reader_alone() -> None:
    assert render_card(Card("H"), private=True)["flags"] == V2 | PRIVATE


def test_who_is_to_act_is_pinged_and_nobody_else() -> None:
    payload = render_card(Card.of("H", "<@99>", Ping(BEN, "Ben"), Ping(BEN, "Ben")))
    assert payload["allowed_mentions"] == {"parse": [], "users": [BEN]}
    assert contents(payload) == ["### H", "\\<@99>", f"<@{BEN}>", f"<@{BEN}>"]


def test_who_is_not_on_discord_is_named() -> None:
    payload = render_card(Card.of("H", Ping("U0ANA", "*Ana*")))
    assert payload["allowed_mentions"]["users"] == []
    assert contents(payload)[1] == "\\*Ana\\*"


def test_each_style_has_its_look() -> None:
    card = Card.of(
        "H", Text("plain\ntext"), Text("small\n\nprint", Style.QUIET), Text("copy *me*", Style.QUOTE)
    )
    assert contents(render_card(card)) == [
        "### H",
        "plain\ntext",
        "-# small\n\n-# print",
        "```\ncopy *me*\n```",
    ]


def test_values_stand_under_one_another_with_their_names() -> None:
    payload = render_card(Card.of("H", Fields.of(Prepared="research ✓", To_learn="how_they *plan*")))
    assert contents(payload)[1] == "**Prepared** research ✓\n**To learn** how\\_they \\*plan\\*"


def test_a_button_sends_its_call() -> None:
    offer, decline = Call.to("intro offer", ask=1), Call.to("intro decline", ask=1)
    drop = Call.to("target drop", target=1)
    payload = render_card(
        Card.of(
            "H",
            Actions.of(
                Button("Offer", offer, Weight.PRIMARY), Button("Drop", drop, Weight.DANGER), Button("No", decline)
            ),
        )
    )  # fmt: skip
    row = inside(payload)[1]
    assert row["type"] == 1
    assert row["components"] == [
        {"type": 2, "style": 1, "label": "Offer", "custom_id": offer.encode()},
        {"type": 2, "style": 4, "label": "Drop", "custom_id": drop.encode()},
        {"type": 2, "style": 2, "label": "No", "custom_id": decline.encode()},
    ]


def test_choosing_sends_a_call_and_menus_are_told_apart() -> None:
    first, second = Call.to("target move", stage="met"), Call.to("target move", stage="dropped")
    card = Card.of(
        "H", Choices("Which?", (Option("Met", first),)), Choices("Which?", (Option("Dropped", second),))
    )
    menus = [row["components"][0] for row in inside(render_card(card))[1:]]
    assert [menu["options"] for menu in menus] == [
        [{"label": "Met", "value": first.encode()}],
        [{"label": "Dropped", "value": second.encode()}],
    ]
    assert len({menu["custom_id"] for menu in menus}) == 2
    for menu in menus:
        assert menu["custom_id"].startswith(MENU)
        assert menu["placeholder"] == "Which?"


def test_no_call_can_be_taken_for_a_menu_or_for_a_part_of_a_form() -> None:
    for command in REGISTRY.all():
        encoded = Call(command.path, {"form:k:1": f"{MENU}0"}).encode()
        assert not encoded.startswith(MENU)
        assert read_part(encoded) is None


def test_a_picture_is_attached_once_and_says_what_it_shows() -> None:
    card = Card.of(
        "H", Picture(CHART, "Ana 5, Ben 3"), Picture(OTHER, "Ana 5"), Picture(CHART, "Ana 5, Ben 3")
    )
    payload = render_card(card)
    names = [f"{digest(CHART)}.png", f"{digest(OTHER)}.png"]
    assert [(name, chart) for name, chart, _ in files(card)] == list(zip(names, (CHART, OTHER), strict=True))
    assert payload["attachments"] == [
        {"id": 0, "filename": names[0], "description": "Ana 5, Ben 3"},
        {"id": 1, "filename": names[1], "description": "Ana 5"},
    ]
    shown = [each["items"][0] for each in inside(payload)[1:]]
    assert shown[0] == {"media": {"url": f"attachment://{names[0]}"}, "description": "Ana 5, Ben 3"}
    assert shown[1]["media"]["url"] == f"attachment://{names[1]}"
    assert shown[2] == shown[0]


def test_without_pictures_their_words_stand_in_their_places() -> None:
    payload = render_card(Card.of("H", Picture(CHART, "Ana 5, *Ben* 3")), pictures=False)
    assert payload["attachments"] == []
    assert contents(payload) == ["### H", "-# Ana 5, \\*Ben\\* 3"]


def test_an_edit_without_pictures_takes_away_those_that_were_there() -> None:
    assert render_card(Card("H"))["attachments"] == []


def test_a_text_that_has_room_is_escaped_and_one_that_has_none_is_not_cut() -> None:
    fits, full = Card.of("H", "*" * 1900), Card.of("H", "*" * (limits.CARD_TEXT - 1))
    assert contents(render_card(fits))[1] == "\\*" * 1900
    assert contents(render_card(full)) == ["### H", "∗" * (limits.CARD_TEXT - 1)]


def test_a_frame_is_kept_while_there_is_room_for_it() -> None:
    note = Text("2 * 3\n" * 20 + "done", Style.QUOTE)
    payload = render_card(Card.of("H", note, "*" * 3600))
    assert contents(payload)[0] == "### H"
    assert contents(payload)[1] == f"```\n{note.text}\n```"


cards = st.builds(
    lambda headline, blocks: Card.of(headline, *blocks),
    st.text("*a", min_size=1, max_size=limits.HEADLINE),
    st.lists(
        st.one_of(
            st.builds(Text, st.text("*_\n`a", min_size=1, max_size=330), st.sampled_from(Style)),
            st.builds(
                lambda name, value: Fields((NamedValue(name, value),) * 3),
                st.text("*a", min_size=1, max_size=limits.FIELD_LABEL),
                st.text("*_\n`a", min_size=1, max_size=60),
            ),
        ),
        max_size=limits.CARD_BLOCKS - 1,
    ),
)


@given(cards)
def test_every_card_that_the_core_lets_pass_fits(card: Card) -> None:
    size = len(card.headline) + sum(
        len(block.text)
        if isinstance(block, Text)
        else sum(len(each.name) + len(each.value) + 6 for each in block.fields)
        for block in card.blocks
        if isinstance(block, Text | Fields)
    )
    filled = Card(card.headline, (*card.blocks, Text("*" * max(1, limits.CARD_TEXT - size))))
    assert sum(map(len, contents(render_card(card)))) <= 4000
    assert sum(map(len, contents(render_card(filled)))) <= 4000


def test_a_refusal_is_private_and_says_only_what_is_the_matter() -> None:
    payload = render_problem(Problem("not_found", "No group lives here *yet*. /group setup starts one."))
    assert payload["flags"] == V2 | PRIVATE
    assert payload["allowed_mentions"] == {"parse": [], "users": []}
    assert contents(payload) == ["No group lives here \\*yet\\*. /group setup starts one."]


def test_a_refusal_of_several_values_names_each_on_its_line() -> None:
    problem = Problem("bad_input", "Both.", {"why": "Why: please fill this in.", "peer": "Peer: nobody."})
    assert contents(render_problem(problem)) == ["Why: please fill this in.\nPeer: nobody."]


def test_even_a_refusal_made_of_markup_fits() -> None:
    (said,) = contents(render_problem(Problem("x", "*" * 9000)))
    assert len(said) <= 4000
    assert text_of(said).startswith("***")


def test_the_longest_call_fits_into_an_id() -> None:
    payload = render_card(Card.of("H", Actions.of(Button("B", press(1)))))
    assert len(inside(payload)[1]["components"][0]["custom_id"]) == 100
