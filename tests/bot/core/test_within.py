from bot.core import limits
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Text
from bot.core.form import Form, TextField
from bot.core.within import within
from bot.domain.ids import GroupId

HERE = GroupId(7)


def test_every_call_of_a_card_says_its_group() -> None:
    card = Card.of(
        "Headline",
        Text("text"),
        Choices("Menu", (Option("One", Call.to("a", n=1)), Option("Two", Call.to("a", n=2)))),
        Actions.of(Button("Press", Call.to("b"))),
    )
    assert within(card, HERE) == Card.of(
        "Headline",
        Text("text"),
        Choices(
            "Menu", (Option("One", Call.to("a", n=1, group=7)), Option("Two", Call.to("a", n=2, group=7)))
        ),
        Actions.of(Button("Press", Call.to("b", group=7))),
    )


def test_a_form_says_its_group() -> None:
    form = Form("Title", Call.to("a", ask=1), (TextField("why", "Why?", "Hint", True, "", 10),))
    assert within(form, HERE) == Form("Title", Call.to("a", ask=1, group=7), form.fields)


def test_a_call_without_room_for_it_stays_as_it_is() -> None:
    full = Call.to("a", text="x" * (limits.CALL - len(Call.to("a", text="").encode())))
    card = Card.of("Headline", Actions.of(Button("Press", full)))
    assert within(card, HERE) == card
