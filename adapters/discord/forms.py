"""Forms as Discord's modals, as plain data; pure.

A modal holds five fields, and none can follow another: a longer form goes on by a button in between. A form
of one modal carries its call in the modal's own id. Whatever else must be remembered (the fields of earlier
modals, what was typed when something was wrong) is a Draft, kept elsewhere under a key that stands in the id.

    pressed "Go on (2 of 3)"     read_part(custom_id)   →  modal(draft.form, part, draft.values, key=key)
    submitted                    read_modal(data)       →  draft.having(values); then `next_part`:
                                                             a number: go_on(…)   None: the dispatcher
    the dispatcher found faults                         →  open_again(draft.form, problem, key)
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from pydantic import TypeAdapter

from adapters.discord import limits, text
from adapters.discord.render import SELECT, button, display, message, row
from bot.core.card import Weight, shorten
from bot.core.errors import Problem
from bot.core.form import ChoiceField, Form, FormField, NumberField, PersonField, TextField

Json = dict[str, Any]

LABEL, TEXT_INPUT, USER_SELECT = 18, 4, 5
SHORT, PARAGRAPH = 1, 2
_MENTION = re.compile(r"<@!?(\d+)>")
_PART = re.compile(r"form:(?P<key>[^:]+):(?P<part>\d{1,2})")


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that somebody is filling in, with all that was typed so far, by the names of its fields."""

    form: Form
    values: Mapping[str, str] = field(default_factory=dict)

    def having(self, values: Mapping[str, str]) -> "Draft":
        """Give the draft with what was typed in one more modal."""
        return replace(self, values={**self.values, **values})


DRAFT_JSON: TypeAdapter[Draft] = TypeAdapter(Draft)
"""Writes and reads drafts as JSON, for where they are kept."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of which draft a button or a modal is for; parts are numbered from 1."""

    key: str
    part: int


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submitted modal says: its encoded call, or the part of a draft that it is; and what was typed."""

    custom_id: str
    values: Mapping[str, str]

    @property
    def part(self) -> Part | None:
        """The part of a draft, None for a whole form, whose custom_id is its encoded call."""
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
    form: Form, part: int = 1, values: Mapping[str, str] | None = None, *, key: str = "", server: bool = True
) -> Json:
    """Render one part of a form, filled with what was typed so far, else with the form's own values.

    With the key of a draft it is found again by that; without one the whole form is this modal. Outside a
    server nobody can be chosen, so there a person is written by name.
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
    """Render all modals of a form, as it is shown to begin with."""
    key = "0" if needs_draft(form) else ""
    return [modal(form, number, key=key) for number in range(1, len(parts(form)) + 1)]


def read_modal(data: Mapping[str, Any]) -> Submitted:
    """Read a submitted modal's data; what was left empty is an empty text, a person is their mention."""
    values = {}
    for outer in data.get("components", ()):
        for each in [outer["component"]] if "component" in outer else outer.get("components", ()):
            values[str(each["custom_id"])] = _typed(each)
    return Submitted(str(data["custom_id"]), values)


def part_id(key: str, part: int) -> str:
    """Write the id of a part of a draft, for its modal and for the button that opens it."""
    return f"form:{key}:{part}"


def read_part(custom_id: str) -> Part | None:
    """Read what `part_id` wrote; None for anything else, such as an encoded call."""
    found = _PART.fullmatch(custom_id)
    return Part(found["key"], int(found["part"])) if found else None


def go_on(form: Form, part: int, key: str) -> Json:
    """Make the private message between two modals, whose button opens the next part."""
    many = len(parts(form))
    return _opener(
        f"{form.title}: part {part - 1} of {many} is kept",
        ["Nothing is sent before the last part."],
        [(f"Go on ({part} of {many})", part_id(key, part))],
    )


def opener(form: Form, key: str) -> Json:
    """Make the private message whose button opens a form, where a modal may not be the answer."""
    return _opener(form.title, [], [(f"Open “{form.title}”", part_id(key, 1))])


def open_again(form: Form, problem: Problem, key: str) -> Json:
    """Make the private message that names each fault and opens the form again with all that was typed."""
    several = parts(form)
    wrong = [
        number
        for number, fields in enumerate(several, 1)
        if any(each.name in problem.fields for each in fields)
    ] or [1]
    labels = [f"Open part {number} again" for number in wrong] if len(several) > 1 else ["Open it again"]
    return _opener(
        "Almost there: please look at this once more",
        list(problem.fields.values()) or [problem.message],
        [(label, part_id(key, number)) for label, number in zip(labels, wrong, strict=True)],
    )


def _opener(headline: str, lines: Sequence[str], buttons: Sequence[tuple[str, str]]) -> Json:
    first, *others = buttons
    return message(
        [
            display(text.headline(headline)),
            *(display(text.plain(line)) for line in lines),
            row(
                button(*first, Weight.PRIMARY),
                *(button(*each) for each in others[: limits.BUTTONS - 1]),
            ),
        ]
    )


def _labelled(each: FormField, value: str, server: bool) -> Json:
    made: Json = {"type": LABEL, "label": each.label, "component": _control(each, value, server)}
    return made | ({"description": each.hint} if each.hint else {})


def _control(each: FormField, value: str, server: bool) -> Json:
    asked: Json = {"custom_id": each.name, "required": each.required}
    match each:
        case TextField():
            return asked | _input(value, each.max, multiline=each.multiline)
        case NumberField():
            return asked | _input(value, 20) | _bounds(each)
        case ChoiceField():
            options = [
                {"label": one.label, "value": one.value, "default": one.value == value}
                for one in each.options
            ]
            return asked | _select(SELECT, each.required) | {"options": options}
        case PersonField():
            mention = _MENTION.fullmatch(value)
            if not server or (value and not mention):
                return asked | _input(value, 100) | {"placeholder": "A name, as your group knows it"}
            chosen = [{"id": mention[1], "type": "user"}] if mention else []
            return (
                asked | _select(USER_SELECT, each.required) | ({"default_values": chosen} if chosen else {})
            )
        case _:
            assert_never(each)


def _input(value: str, most: int, *, multiline: bool = False) -> Json:
    """Make a text input; what is in it may be longer than what is asked for, so that nothing typed is lost."""
    kept = value[: limits.INPUT]
    return {
        "type": TEXT_INPUT,
        "style": PARAGRAPH if multiline or "\n" in kept else SHORT,
        "max_length": min(max(most, len(kept), 1), limits.INPUT),
    } | ({"value": kept} if kept else {})


def _bounds(each: NumberField) -> Json:
    return {} if each.min is None or each.max is None else {"placeholder": f"{each.min} to {each.max}"}


def _select(kind: int, required: bool) -> Json:
    return {"type": kind, "min_values": 1 if required else 0, "max_values": 1}


def _typed(each: Mapping[str, Any]) -> str:
    if each["type"] == TEXT_INPUT:
        return str(each.get("value") or "")
    chosen = next(iter(each.get("values") or ()), "")
    return f"<@{chosen}>" if chosen and each["type"] == USER_SELECT else str(chosen)
