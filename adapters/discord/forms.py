"""Forms as Discord's modals, as plain data; pure.

A modal holds five fields, and one cannot follow another: a longer form goes on by a button in between. The form
of one modal carries its call in the modal's own id, and nothing is kept. For the rest there is a Draft, kept by
others under a key, which stands in the ids of its modals and buttons:

    a form of several parts      keep Draft(form)       →  modal(form, key=key)
    a modal is submitted         read_modal(data)       →  with a part: keep draft.having(values); `next_part` says
                                                           which is to come (answer `go_on`), or None: dispatch
    the dispatcher found faults  keep the draft         →  open_again(draft.form, problem, key)
    a button is pressed          read_part(custom_id)   →  modal(draft.form, part.part, draft.values, key=key)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from pydantic import TypeAdapter

from adapters.discord import limits, text
from adapters.discord.render import SELECT, Json, button, display, faults, message, row
from bot.core.card import Weight, shorten
from bot.core.errors import Problem
from bot.core.form import ChoiceField, Form, FormField, NumberField, PersonField, TextField

LABEL, TEXT_INPUT, USER_SELECT = 18, 4, 5
SHORT, PARAGRAPH = 1, 2
NUMBER_MAX = 20  # characters: any number a field takes, and a mistyped one
NAME_MAX = 100
_MENTION = re.compile(r"<@!?(\d+)>", re.ASCII)
_PART = re.compile(r"form:(?P<key>[^:]+):(?P<part>\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that somebody is filling in, with what was typed so far, by the names of its fields."""

    form: Form
    values: Mapping[str, str] = field(default_factory=dict)

    def having(self, values: Mapping[str, str]) -> "Draft":
        """Give the draft with what was typed in one more modal."""
        return replace(self, values={**self.values, **values})


DRAFT_JSON: TypeAdapter[Draft] = TypeAdapter(Draft)
"""Writes and reads drafts as JSON, for where they are kept; what members wrote is in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part, from 1, of the draft under a key."""

    key: str
    part: int


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submitted modal says: its id, and what was typed, by the names of its fields."""

    custom_id: str
    values: Mapping[str, str]

    @property
    def part(self) -> Part | None:
        """Which part of a draft it is; None for a whole form, whose id is its encoded call."""
        return read_part(self.custom_id)


def parts(form: Form) -> list[tuple[FormField, ...]]:
    """Cut a form's fields into what fits on one modal each."""
    starts = range(0, len(form.fields), limits.FIELDS)
    return [form.fields[start : start + limits.FIELDS] for start in starts]


def needs_draft(form: Form) -> bool:
    """Tell whether a form is too long for one modal, so that it must be kept from the start."""
    return len(form.fields) > limits.FIELDS


def next_part(draft: Draft) -> int | None:
    """Give the first part that was not submitted yet, from 1; None when all were."""
    for number, fields in enumerate(parts(draft.form), 1):
        if any(each.name not in draft.values for each in fields):
            return number
    return None


def modal(
    form: Form,
    part: int = 1,
    values: Mapping[str, str] | None = None,
    *,
    key: str = "",
    server: bool = True,
) -> Json:
    """Render one part of a form, filled with what was typed so far, else with the form's own values.

    Without the key of a draft the whole form must be this one modal. Outside a server (`server=False`) there is
    nobody to choose from, so there a person is written by name.
    """
    several = parts(form)
    number = min(max(part, 1), len(several))
    counted = f" ({number} of {len(several)})" if len(several) > 1 else ""
    typed = values or {}
    return {
        "custom_id": part_id(key, number) if key else form.call.encode(),
        "title": shorten(form.title, limits.TITLE - len(counted)) + counted,
        "components": [
            _labelled(each, typed.get(each.name, each.value), server) for each in several[number - 1]
        ],
    }


def render_form(form: Form) -> list[Json]:
    """Render every modal of a form as it is shown to begin with."""
    key = "draft" if needs_draft(form) else ""
    return [modal(form, number, key=key) for number, _ in enumerate(parts(form), 1)]


def read_modal(data: Mapping[str, Any]) -> Submitted:
    """Read a submitted modal's data: what was left empty is an empty text, a person is their mention."""
    inputs = (label["component"] for label in data["components"] if "component" in label)
    return Submitted(data["custom_id"], {each["custom_id"]: _typed(each) for each in inputs})


def part_id(key: str, part: int) -> str:
    """Write the id of a part of a draft: of its modal, and of a button that opens it."""
    return f"form:{key}:{part}"


def read_part(custom_id: str) -> Part | None:
    """Read what `part_id` wrote; None for anything else, such as an encoded call."""
    found = _PART.fullmatch(custom_id)
    return Part(found["key"], int(found["part"])) if found else None


def go_on(form: Form, part: int, key: str) -> Json:
    """Say that what was typed is kept, with a button to the part that comes next."""
    many = len(parts(form))
    said = text.plain(f"What you wrote is kept. “{form.submit}” comes after part {many}.")
    return _between(form.title, said, {f"Go on ({part} of {many})": part}, key)


def opener(form: Form, key: str) -> Json:
    """Offer a form by a button, for where a modal may not be the answer: after another one, or after waiting."""
    return _between(form.title, "The form opens at a press.", {"Open the form": 1}, key)


def open_again(form: Form, problem: Problem, key: str) -> Json:
    """Name every fault, with a button to each part that has one; all that was typed is there again."""
    several = list(enumerate(parts(form), 1))
    wrong = [number for number, fields in several if any(each.name in problem.fields for each in fields)] or [
        1
    ]
    buttons = (
        {f"Open part {number} again": number for number in wrong}
        if len(several) > 1
        else {"Open it again": 1}
    )
    return _between("Please look at this once more", faults(problem), buttons, key)


def _between(headline: str, said: str, buttons: Mapping[str, int], key: str) -> Json:
    """Make the private message between two modals, with buttons that open parts of a draft."""
    made = [
        button(label, part_id(key, part), Weight.PLAIN if number else Weight.PRIMARY)
        for number, (label, part) in enumerate(buttons.items())
    ]
    return message([display(text.headline(headline)), display(said), row(*made[: limits.BUTTONS])])


def _labelled(each: FormField, value: str, server: bool) -> Json:
    made: Json = {"type": LABEL, "label": each.label, "component": _control(each, value, server)}
    return made | ({"description": each.hint} if each.hint else {})


def _control(each: FormField, value: str, server: bool) -> Json:
    asked: Json = {"custom_id": each.name, "required": each.required}
    match each:
        case TextField():
            return asked | _input(value, each.max, multiline=each.multiline)
        case NumberField():
            return asked | _input(value, NUMBER_MAX) | _bounds(each)
        case ChoiceField():
            options = [
                {"label": one.label, "value": one.value, "default": one.value == value}
                for one in each.options
            ]
            return asked | _select(SELECT, each) | {"options": options}
        case PersonField():
            mention = _MENTION.fullmatch(value)
            if mention and server:
                return asked | _select(USER_SELECT, each) | {"default_values": [_user(mention[1])]}
            if server and not value:
                return asked | _select(USER_SELECT, each)
            return asked | _input(value, NAME_MAX) | {"placeholder": "The name your group knows"}
        case _:
            assert_never(each)


def _input(value: str, most: int, *, multiline: bool = False) -> Json:
    """Make a text input; a value that is longer than it may be stays whole, to be shortened by its writer."""
    held = value[: limits.INPUT]
    return {
        "type": TEXT_INPUT,
        "style": PARAGRAPH if multiline or "\n" in held else SHORT,
        "max_length": min(max(most, len(held)), limits.INPUT),
    } | ({"value": held} if held else {})


def _bounds(each: NumberField) -> Json:
    return {} if each.min is None or each.max is None else {"placeholder": f"{each.min} to {each.max}"}


def _select(kind: int, each: FormField) -> Json:
    return {"type": kind, "min_values": 1 if each.required else 0, "max_values": 1}


def _user(user: str) -> Json:
    return {"id": user, "type": "user"}


def _typed(each: Mapping[str, Any]) -> str:
    if each["type"] == TEXT_INPUT:
        return str(each["value"] or "")
    chosen = next(iter(each["values"] or ()), "")
    return f"<@{chosen}>" if chosen and each["type"] == USER_SELECT else str(chosen)
