"""A form as a modal, and back: what is asked for each kind of field, and what comes of it."""

from adapters.discord.forms import Submitted, modal, parts, read_modal, render_form
from adapters.discord.render import Json
from bot.core.call import Call
from bot.core.form import ChoiceField, FieldOption, FormField, NumberField, PersonField, TextField
from tests.adapters.discord.everything import BEN, forms
from tests.adapters.discord.filling import field, form, submitted

SIZES = (FieldOption("Small", "s"), FieldOption("Huge", "h"))


def control(of: FormField, value: str | None = None, *, server: bool = True) -> Json:
    """Give the inner component of a form's only field."""
    typed = {} if value is None else {of.name: value}
    (label,) = modal(form(of), 1, typed, server=server)["components"]
    assert label["type"] == 18
    found: Json = label["component"]
    return found


# What is asked.


def test_a_short_form_is_one_modal_that_carries_its_call() -> None:
    shown = modal(form(field("why")))
    assert shown["custom_id"] == Call.to("sample all", thing=7).encode()
    assert shown["title"] == "Ask to learn"
    assert [label["label"] for label in shown["components"]] == ["Why"]


def test_a_hint_stands_with_its_label() -> None:
    (label,) = modal(form(TextField("why", "Why?", "The group reads it", True, "", 100)))["components"]
    assert (label["label"], label["description"]) == ("Why?", "The group reads it")
    (bare,) = modal(form(field("why")))["components"]
    assert "description" not in bare


def test_a_text_is_typed_on_one_line_or_on_several() -> None:
    assert control(field("why", max=300)) == {
        "type": 4, "custom_id": "why", "required": True, "style": 1, "max_length": 300,
    }  # fmt: skip
    assert control(field("why", multiline=True))["style"] == 2
    assert control(field("why", "two\nlines"))["style"] == 2


def test_a_text_begins_with_what_is_known() -> None:
    assert control(field("why", "because"))["value"] == "because"
    assert control(field("why", "because"), "since")["value"] == "since"
    assert "value" not in control(field("why", "because"), "")


def test_a_text_that_is_too_long_stays_whole() -> None:
    shown = control(field("why", max=10), "W" * 400)
    assert (shown["value"], shown["max_length"]) == ("W" * 400, 400)
    assert len(control(field("why", max=10), "W" * 9000)["value"]) == 4000


def test_a_number_is_a_short_text_that_says_its_bounds() -> None:
    shown = control(NumberField("page", "Page", "", False, "2", 1, 5))
    assert (shown["type"], shown["style"], shown["placeholder"], shown["value"]) == (4, 1, "1 to 5", "2")
    assert not shown["required"]
    assert "placeholder" not in control(NumberField("page", "Page", "", False, ""))


def test_one_of_a_few_is_chosen_from_a_menu() -> None:
    shown = control(ChoiceField("size", "Size", "", True, "h", SIZES))
    assert (shown["type"], shown["min_values"], shown["max_values"]) == (3, 1, 1)
    assert shown["options"] == [
        {"label": "Small", "value": "s", "default": False},
        {"label": "Huge", "value": "h", "default": True},
    ]
    assert control(ChoiceField("size", "Size", "", False, "", SIZES))["min_values"] == 0


def test_a_person_is_chosen_among_the_servers() -> None:
    shown = control(PersonField("peer", "Peer", "", True, ""))
    assert (shown["type"], shown["required"], "default_values" in shown) == (5, True, False)
    known = control(PersonField("peer", "Peer", "", True, f"<@{BEN}>"))
    assert known["default_values"] == [{"id": BEN, "type": "user"}]


def test_a_person_is_written_where_nobody_can_be_chosen_or_a_name_was_given() -> None:
    alone = control(PersonField("peer", "Peer", "", True, ""), server=False)
    assert (alone["type"], "value" in alone) == (4, False)
    named = control(PersonField("peer", "Peer", "", True, ""), "@Ben Tan")
    assert (named["type"], named["value"]) == (4, "@Ben Tan")


def test_a_form_without_fields_still_asks() -> None:
    (said,) = modal(form())["components"]
    assert said == {"type": 10, "content": "Ask to learn"}
    assert read_modal({"custom_id": "me home", "components": [{"type": 10, "id": 1}]}).values == {}


# What comes back.


def test_what_was_typed_comes_back_by_its_names() -> None:
    shown = modal(
        form(
            field("why", "because"),
            NumberField("page", "Page", "", False, "2"),
            ChoiceField("size", "Size", "", True, "h", SIZES),
            PersonField("peer", "Peer", "", True, f"<@{BEN}>"),
        )
    )
    sent = read_modal(submitted(shown, {}))
    assert sent == Submitted(
        None, shown["custom_id"], {"why": "because", "page": "2", "size": "h", "peer": f"<@{BEN}>"}
    )
    emptied = read_modal(submitted(shown, {"why": "", "page": "", "size": [], "peer": []}))
    assert emptied.values == {"why": "", "page": "", "size": "", "peer": ""}


def test_a_name_that_was_written_comes_back_as_it_is() -> None:
    shown = modal(form(PersonField("peer", "Peer", "", True, "")), server=False)
    assert read_modal(submitted(shown, {"peer": "@Ben"})).values == {"peer": "@Ben"}


def test_every_form_of_the_program_comes_back_as_it_was_filled() -> None:
    for name, each in forms().items():
        for fields, shown in zip(parts(each), render_form(each), strict=True):
            values = read_modal(submitted(shown, {})).values
            for one in fields:
                offered = (
                    {option.value for option in one.options} if isinstance(one, ChoiceField) else {one.value}
                )
                expected = one.value[:4000] if one.value in offered else ""
                assert values[one.name] == expected, name
