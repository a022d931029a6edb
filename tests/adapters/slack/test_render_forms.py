"""Forms as modals, what comes back from them, and what may be meant while it is typed."""

from collections.abc import Sequence
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import forms, limits, render
from adapters.slack.text import opened
from bot.core.call import Call
from bot.core.card import Card
from bot.core.command import command
from bot.core.complete import Completion, complete
from bot.core.context import Visit
from bot.core.errors import Problem
from bot.core.form import ChoiceField, FieldOption, Form, FormField, NumberField, PersonField, TextField
from bot.core.param import Param, Suggestion
from bot.core.registry import Registry
from tests.adapters.slack import reading, rules
from tests.adapters.slack.test_render import text

Json = dict[str, Any]

CALL = Call.to("intro ask", group=3)


def field(**other: Any) -> TextField:
    values: Json = {"name": "why", "label": "Why?", "hint": "", "required": True, "value": "", "max": 300}
    return TextField(**values | other)


def opened_with(*fields: FormField, room: str | None = "C0123") -> Json:
    return forms.modal(Form("Ask to learn", CALL, fields, submit="Post"), room)


def element(of: FormField) -> Json:
    (block,) = opened_with(of)["blocks"]
    return {name: value for name, value in block["element"].items() if name != "action_id"}


# What a form becomes.


def test_a_form_is_a_modal_that_keeps_its_call_and_its_room() -> None:
    view = opened_with(field())
    assert view["callback_id"] == forms.FORM
    assert [view[name]["text"] for name in ("title", "submit", "close")] == ["Ask to learn", "Post", "Cancel"]
    assert view["private_metadata"] == '{"call":"intro ask {\\"group\\":3}","room":"C0123"}'


def test_a_field_is_known_by_its_name_so_that_an_update_keeps_what_was_typed() -> None:
    first, again = (opened_with(field(value=value)) for value in ("", "because"))
    ids = [
        (block["block_id"], block["element"]["action_id"])
        for view in (first, again)
        for block in view["blocks"]
    ]
    assert ids == [("why", "field:intro ask")] * 2


def test_a_field_of_another_form_is_not_taken_for_it() -> None:
    other = forms.modal(Form("Thank", Call.to("thanks"), (field(),)), None)
    assert other["blocks"][0]["element"]["action_id"] == "field:thanks"


def test_a_field_has_its_label_and_its_hint_and_may_be_optional() -> None:
    asked, optional = opened_with(field(hint="In a few words"), field(name="b", required=False))["blocks"]
    assert (asked["label"]["text"], asked["hint"]["text"], asked["optional"]) == (
        "Why?",
        "In a few words",
        False,
    )
    assert ("hint" in optional, optional["optional"]) == (False, True)


@pytest.mark.parametrize(
    ("of", "becomes"),
    [
        (field(), {"type": "plain_text_input", "multiline": False, "max_length": 300}),
        (
            field(value="R&D", multiline=True),
            {"type": "plain_text_input", "multiline": True, "max_length": 300, "initial_value": "R&D"},
        ),
        (field(suggest=True), {"type": "plain_text_input", "multiline": False, "max_length": 300}),
        (
            NumberField("n", "N", "", True, "3", 1, 5),
            {
                "type": "number_input",
                "is_decimal_allowed": False,
                "min_value": "1",
                "max_value": "5",
                "initial_value": "3",
            },
        ),
        (NumberField("n", "N", "", True, "0", 0), {
            "type": "number_input", "is_decimal_allowed": False, "min_value": "0", "initial_value": "0",
        }),
        (NumberField("n", "N", "", True, "three"), {"type": "number_input", "is_decimal_allowed": False}),
    ],
)  # fmt: skip
def test_texts_and_numbers(of: FormField, becomes: Json) -> None:
    assert element(of) == becomes


def test_a_text_with_suggestions_is_chosen_or_typed() -> None:
    of = element(field(suggest=True, max=100, value="R&D"))
    assert (of["type"], of["min_query_length"]) == ("external_select", 0)
    assert of["initial_option"]["value"] == "R%26D"
    assert "initial_option" not in element(field(suggest=True, max=100))


def test_few_choices_are_all_seen_and_many_are_in_a_menu() -> None:
    def choice(many: int, value: str) -> ChoiceField:
        options = tuple(FieldOption(f"Option {n}", str(n)) for n in range(many))
        return ChoiceField("c", "C", "", True, value, options)

    few, many = element(choice(5, "2")), element(choice(6, ""))
    assert (few["type"], many["type"]) == ("radio_buttons", "static_select")
    assert few["initial_option"] == few["options"][2]
    assert "initial_option" not in many
    assert "initial_option" not in element(choice(5, "of an older version"))


def test_a_person_is_chosen_among_people() -> None:
    def person(value: str) -> PersonField:
        return PersonField("p", "P", "Who helped you", True, value)

    assert element(person("<@U0123|ana>"))["initial_user"] == "U0123"
    (block,) = opened_with(person("@Ana & Ben"))["blocks"]
    assert "initial_user" not in block["element"]
    assert reading.shown({"blocks": [block]})[-1] == "Who helped you (You wrote @Ana & Ben.)"


@given(st.lists(text.map(lambda written: written[:45]), min_size=1, max_size=5), text.map(lambda w: w[:24]))
def test_no_text_of_a_form_is_acted_upon(labels: list[str], title: str) -> None:
    options = tuple(FieldOption(label, str(n)) for n, label in enumerate(labels))
    fields: tuple[FormField, ...] = (
        *(field(name=str(n), label=label, hint=label, value=label) for n, label in enumerate(labels)),
        field(name="suggested", suggest=True, max=45, value=labels[0]),
        ChoiceField("choice", labels[0], labels[0], True, "0", options),
    )
    view = forms.modal(Form(title, CALL, fields, submit=title), None)
    assert rules.of_modal(view) == []
    assert {
        name: found for name, found in (("view", reading.acted_upon(_without_inputs(view))),) if found
    } == {}


def _without_inputs(view: Json) -> Json:
    """Leave out initial values, which are no text objects."""
    return {**view, "blocks": [{name: each for name, each in block.items() if name != "element"} | {
        "element": {name: each for name, each in block["element"].items() if name != "initial_value"}
    } for block in view["blocks"]]}  # fmt: skip


# What comes back.


def filled(view: Json, **states: Json) -> Json:
    """Give a view as Slack sends it back when it is submitted."""
    values = {
        block["block_id"]: {
            block["element"]["action_id"]: {
                "type": block["element"]["type"],
                **states.get(block["block_id"], {}),
            }
        }
        for block in view["blocks"]
    }
    return {**view, "id": "V0123", "state": {"values": values}}


def test_values_are_read_by_field() -> None:
    options = (FieldOption("A", "R&D"), FieldOption("B", "b"))
    view = opened_with(
        field(),
        field(name="company", suggest=True, max=100),
        NumberField("n", "N", "", True, "", 1, 5),
        ChoiceField("c", "C", "", True, "", options),
        PersonField("p", "P", "", True, ""),
    )
    typed = filled(
        view,
        why={"value": "R&amp;D <b>"},
        company={"selected_option": {"text": {"text": "AT&amp;T"}, "value": "AT%26T"}},
        n={"value": "4"},
        c={"selected_option": view["blocks"][3]["element"]["options"][0]},
        p={"selected_user": "U0123"},
    )
    assert forms.submitted(typed) == (
        CALL.encode(),
        "C0123",
        {"why": "R&amp;D <b>", "company": "AT&T", "n": "4", "c": "R&D", "p": "<@U0123>"},
    )


def test_what_was_left_empty_is_empty() -> None:
    fields = (
        field(),
        field(name="company", suggest=True, max=100),
        NumberField("n", "N", "", False, ""),
        ChoiceField("c", "C", "", False, "", (FieldOption("A", "a"),)),
        PersonField("p", "P", "", False, ""),
    )
    nothing: dict[str, Json] = {
        "why": {"value": None},
        "company": {"selected_option": None},
        "n": {},
        "c": {"selected_option": None},
        "p": {"selected_user": None},
    }
    _, room, values = forms.submitted(filled(opened_with(*fields, room=None), **nothing))
    assert room is None
    assert values == dict.fromkeys(("why", "company", "n", "c", "p"), "")


@pytest.mark.parametrize(
    "damage",
    [
        {"private_metadata": ""},
        {"private_metadata": "{}"},
        {"private_metadata": "[]"},
        {"private_metadata": '{"call":1,"room":null}'},
        {"private_metadata": '{"call":"help","room":7}'},
        {"private_metadata": None},
        {"state": None},
        {"state": {}},
        {"state": {"values": []}},
        {"state": {"values": {"why": {}}}},
        {"state": {"values": {"why": {"field": {"type": "datepicker"}}}}},
        {"state": {"values": {"why": {"field": []}}}},
        {"state": {"values": {"why": {"field": {"type": "static_select", "selected_option": {"text": {}}}}}}},
    ],
)
def test_a_view_that_is_not_of_this_version_is_told_apart(damage: Json) -> None:
    view = filled(opened_with(field()), why={"value": "because"}) | damage
    with pytest.raises(forms.OldView):
        forms.submitted(view)


def test_a_result_keeps_a_room_and_no_call() -> None:
    assert forms.kept(render.result(Card.of("Done"), "C0123")) == ("", "C0123")


# What is wrong stands at its field.


def test_a_fault_stands_at_its_field() -> None:
    view = opened_with(field(), NumberField("n", "N", "", True, "", 1, 5))
    assert forms.errors(Problem("bad_input", "x", {"n": "N: 9 is not 1 to 5."}), view) == {
        "response_action": "errors",
        "errors": {"n": "N: 9 is not 1 to 5."},
    }


def test_a_fault_without_a_field_stands_at_the_first() -> None:
    view = opened_with(field(), field(name="b"))
    told = forms.errors(Problem("over_limit", "You have posted 3 asks."), view)
    assert told["errors"] == {"why": "You have posted 3 asks."}
    fields = {"kept": "One.", "why": "Two.", "": "Three.", "b": "Four."}
    assert forms.errors(Problem("bad_input", "x", fields), view)["errors"] == {
        "why": "One. Two. Three.",
        "b": "Four.",
    }


def test_without_any_field_the_fault_takes_the_form_s_place() -> None:
    told = forms.errors(Problem("not_found", "It is gone."), render.result(Card.of("Done"), "C0123"))
    assert told["response_action"] == "update"
    assert reading.shown(told["view"]) == ["Netlearn", "Close", "It is gone."]
    assert forms.kept(told["view"]) == ("", "C0123")


def test_a_form_without_fields_has_something_to_show() -> None:
    view = opened_with()
    assert rules.of_modal(view) == []
    assert view["submit"]["text"] == "Post"


# A form whose trigger has expired.


def test_a_late_form_is_a_button_that_opens_it_with_what_was_given() -> None:
    late = forms.opener(Form("Thank a peer", Call.to("thanks"), (
        PersonField("peer", "P", "", True, "<@U0123>"), field(), field(name="note", required=False),
    )))  # fmt: skip
    assert (late["response_type"], late["replace_original"]) == ("ephemeral", False)
    assert rules.of_message(late) == []
    button = late["blocks"][1]["elements"][0]
    assert button["text"]["text"] == "Thank a peer"
    assert Call.decode(render.pressed(button)) == Call.to("thanks", peer="<@U0123>")


def test_a_late_form_never_carries_out_by_its_button_what_it_was_to_ask() -> None:
    complete = Form("Your profile", Call.to("me profile"), (field(name="name", required=False, value="Ana"),))
    button = forms.opener(complete)["blocks"][1]["elements"][0]
    assert Call.decode(render.pressed(button)) == Call.to("me profile")


def test_a_late_form_leaves_out_what_does_not_fit() -> None:
    long = Form("Ask", CALL, (field(value="W" * 90), field(name="b", value="short"), field(name="c")))
    button = forms.opener(long)["blocks"][1]["elements"][0]
    assert Call.decode(render.pressed(button)) == CALL.having(b="short")


# Suggestions.


def shops(visit: Visit, typed: str) -> Sequence[Suggestion]:
    return [Suggestion(f"fits {typed}", typed)]


@command("shop find", "Find a shop.")
def find(
    visit: Visit,
    shop: Annotated[str, Param(about="Which", max=100, suggest=shops)],
    other: Annotated[str, Param(about="Which", suggest=shops)] = "",
) -> Card:
    return Card.of(shop + other)


@pytest.mark.parametrize("typed", ["", "A", "AT&T", "Johnson & Johnson", "a: b", "x, y; z", "don't", "東京"])
def test_what_is_being_typed_is_asked_for_as_one_value(typed: str) -> None:
    registry = Registry([find])
    (suggested,) = registry.form(find, {}, {}).fields[:1]
    view = forms.modal(Form("Find", Call.to("shop find", group=3), (suggested,)), "C0123")
    line, room = forms.asking({"view": view, "block_id": "shop", "action_id": "x", "value": f" {typed}"})
    assert room == "C0123"
    found = complete(registry, line)(None)  # type: ignore[arg-type]  # it looks at no visit
    assert [each.value for each in found] == [typed]


@pytest.mark.parametrize("payload", [{}, {"view": {}}, {"view": opened_with(field()), "block_id": "why"}, {
    "view": opened_with(field()), "block_id": "why", "value": None,
}])  # fmt: skip
def test_a_question_that_is_not_of_a_form_of_ours(payload: Json) -> None:
    with pytest.raises(forms.OldView):
        forms.asking(payload)


def found(*pairs: tuple[str, str]) -> list[Completion]:
    return [Completion("", label, "", value) for label, value in pairs]


def read(answer: Json) -> list[tuple[str, str]]:
    return [(reading.decoded(each["text"]["text"]), opened(each["value"])) for each in answer["options"]]


def test_what_was_typed_comes_first_unless_it_is_a_suggestion() -> None:
    suggestions = found(("Globex", "Globex"), ("Ask 12 · Acme", "12"))
    assert read(forms.options("Glo", suggestions))[0] == ("Glo", "Glo")
    for known in ("globex", "Globex ", "12", "ask 12 · acme", ""):
        assert read(forms.options(known, suggestions)) == [("Globex", "Globex"), ("Ask 12 · Acme", "12")]


def test_the_answer_keeps_slack_s_limits() -> None:
    many = found(*((f"{n} " + "W" * 100, f"{n} " + "<" * 120) for n in range(200)))
    answer = forms.options("W" * 150, many)
    assert len(answer["options"]) == limits.OPTIONS
    assert all(len(each["text"]["text"]) <= 75 and len(each["value"]) <= 150 for each in answer["options"])
    assert read(answer)[0] == ("W" * 74 + "…", "W" * 150)


def test_what_is_too_long_for_an_option_is_never_cut_into_one() -> None:
    assert forms.options("W" * 151, []) == {"options": []}


@given(text.map(lambda written: written[:140]))
def test_what_was_typed_is_what_is_sent(typed: str) -> None:
    answer = forms.options(typed, [])
    assert reading.acted_upon(answer) == set()
    assert [value for _, value in read(answer)] == ([typed.strip()] if typed.strip() else [])
