"""Forms as Discord's modals, as plain data; pure.

A modal holds five fields, and one cannot follow another: a longer form goes on by a button in between. The form
of one modal carries its call in the modal's own id, and nothing is kept. For the rest there is a Draft, kept by
others under a key, which stands in the ids of its modals and of the buttons between them (`between.py`):

    a form of several parts      keep Draft(form)       →  modal(form, key=key)
    a modal is submitted         read_modal(data)       →  with a part: keep draft.having(values); `next_part` says
                                                           which is to come (answer `go_on`), or None: dispatch
    the dispatcher found faults  keep the draft, without one `draft_of(…)`  →  open_again(draft.form, problem, key)
    a button is pressed          read_part(custom_id)   →  modal(draft.form, part.number, draft.values, key=key)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from pydantic import TypeAdapter

from adapters.discord import limits, text
from adapters.discord.render import SELECT, Json, display
from bot.core.call import Call
from bot.core.card import shorten
from bot.core.form import ChoiceField, Form, FormField, NumberField, PersonField, TextField
from bot.core.registry import Registry
from bot.core.within import GROUP, within
from bot.domain.ids import GroupId

LABEL, TEXT_INPUT, USER_SELECT = 18, 4, 5
SHORT, PARAGRAPH = 1, 2
NUMBER_MAX = 20  # characters: any number a field takes, and a mistyped one
NAME_MAX = 100
_MENTION = re.compile(r"<@!?(\d+)>", re.ASCII)
_PART = re.compile(r"form:(?P<key>[^:]+):(?P<number>\d{1,2})", re.ASCII)


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
    """One part, numbered from 1, of the draft under a key."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submitted modal says: for which part of a draft it is, or else its whole call, and what was typed."""

    part: Part | None
    call: str
    values: Mapping[str, str]


def parts(form: Form) -> list[tuple[FormField, ...]]:
    """Cut a form's fields into what fits on one modal each; there is one modal at least."""
    starts = range(0, len(form.fields) or 1, limits.FIELDS)
    return [form.fields[start : start + limits.FIELDS] for start in starts]


def next_part(draft: Draft) -> int | None:
    """Give the first part that was not submitted yet, from 1; None when all were."""
    for number, fields in enumerate(parts(draft.form), 1):
        if any(each.name not in draft.values for each in fields):
            return number
    return None


def draft_of(registry: Registry, submitted: Submitted) -> Draft:
    """Make a draft of a form that was submitted whole, so that it can be opened again.

    A group that was chosen stays chosen. Raises BadCall and UnknownCommand for a call that is no longer one.
    """
    call = Call.decode(submitted.call)
    form = registry.form(registry.find(call.path), call.args, {})
    group = str(submitted.values.get(GROUP) or call.args.get(GROUP, ""))
    return Draft(within(form, GroupId(int(group))) if group.isdecimal() else form, submitted.values)


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
    asked = [_labelled(each, typed.get(each.name, each.value), server) for each in several[number - 1]]
    return {
        "custom_id": part_id(key, number) if key else form.call.encode(),
        "title": shorten(form.title, limits.TITLE - len(counted)) + counted,
        "components": asked or [display(text.plain(form.title))],
    }


def render_form(form: Form) -> list[Json]:
    """Render every modal of a form as it is shown to begin with."""
    many = len(parts(form))
    return [modal(form, number, key="draft" if many > 1 else "") for number in range(1, many + 1)]


def read_modal(data: Mapping[str, Any]) -> Submitted:
    """Read a submitted modal's data: what was left empty is an empty text, a person is their mention."""
    inputs = (label["component"] for label in data["components"] if "component" in label)
    values = {each["custom_id"]: _typed(each) for each in inputs}
    part = read_part(data["custom_id"])
    return Submitted(part, "" if part else data["custom_id"], values)


def part_id(key: str, number: int) -> str:
    """Write the id of a part of a draft: of its modal, and of a button that opens it."""
    return f"form:{key}:{number}"


def read_part(custom_id: str) -> Part | None:
    """Read what `part_id` wrote; None for anything else, such as an encoded call."""
    found = _PART.fullmatch(custom_id)
    return Part(found["key"], int(found["number"])) if found else None


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
