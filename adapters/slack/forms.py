"""Forms as Slack's modals, what is entered into them, and what may be meant while it is typed; pure."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, assert_never

from adapters.slack import limits, render
from adapters.slack.text import Json, escape, opened, plain, sealed
from bot.core.call import BadCall
from bot.core.card import shorten
from bot.core.complete import Completion
from bot.core.errors import Problem
from bot.core.form import ChoiceField, Form, FormField, NumberField, PersonField, TextField
from bot.core.words import quote

FORM = "form"
FIELD = "field"
SLOW = "That took a moment longer than usual. Press to go on."

_AS_RADIOS = 5  # more options than this are offered in a menu
_MENTION = re.compile(r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>")
_WHOLE = re.compile(r"-?\d{1,10}")


class OldView(ValueError):
    """A view is not one of this program's forms, or not one of this version's."""


def modal(form: Form, room: str | None) -> Json:
    """Render a form, opened in a channel or None: one input block for each field, whose block_id is its name."""
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain(form.title, limits.VIEW_TITLE),
        "submit": plain(form.submit, limits.VIEW_TITLE),
        "close": plain("Cancel", limits.VIEW_TITLE),
        "private_metadata": render.metadata(form.call.encode(), room),
        "blocks": [_input(field, form.call.name) for field in form.fields] or _nothing_to_fill(),
    }


def opener(form: Form) -> Json:
    """Render a form, whose trigger has expired, as a private answer with a button that opens it again."""
    button = {"type": "button", "action_id": f"{render.PRESS}:0", "style": "primary"}
    label = plain(form.title, limits.BUTTON_LABEL)
    return {
        "response_type": "ephemeral",
        "replace_original": False,
        "text": escape(f"{SLOW} [{form.title}]"),
        "blocks": [
            {"type": "section", "text": plain(SLOW, limits.TEXT)},
            {
                "type": "actions",
                "elements": [{**button, "text": label, "value": sealed(_again(form), limits.BUTTON_VALUE)}],
            },
        ],
    }


def _again(form: Form) -> str:
    """Encode the call that asks for a form again, with what is filled in as far as it fits.

    Where nothing is missing the call would be carried out with it instead of asking, so nothing is added.
    """
    call = form.call
    if any(field.required and not field.value for field in form.fields):
        for field in form.fields:
            with suppress(BadCall):
                fuller = call.having(**{field.name: field.value}) if field.value else call
                fuller.encode()
                call = fuller
    return call.encode()


def kept(view: Json) -> tuple[str, str | None]:
    """Give what a view of ours keeps: the encoded call ("" on a result) and the channel's id. Raises OldView."""
    try:
        found = json.loads(opened(view["private_metadata"]))
        call, room = found["call"], found["room"]
    except (KeyError, TypeError, ValueError):
        raise OldView from None
    if not isinstance(call, str) or not isinstance(room, str | None):
        raise OldView
    return call, room


def submitted(view: Json) -> tuple[str, str | None, dict[str, str]]:
    """Read a submitted form: its encoded call, the channel's id, and the values by field. Raises OldView.

    A person is a mention, and a field left empty is "".
    """
    call, room = kept(view)
    try:
        states = {name: next(iter(block.values())) for name, block in view["state"]["values"].items()}
        return call, room, {name: _value(state) for name, state in states.items()}
    except (AttributeError, KeyError, StopIteration, TypeError):
        raise OldView from None


def errors(problem: Problem, view: Json) -> Json:
    """Answer a submission: what is wrong stands at its field, and at the first one where it has none there."""
    inputs = [block["block_id"] for block in view.get("blocks", []) if block["type"] == "input"]
    if not inputs:
        return update(render.result(problem, kept(view)[1]))
    said: dict[str, list[str]] = {}
    for name, message in (problem.fields or {"": problem.message}).items():
        said.setdefault(name if name in inputs else inputs[0], []).append(message)
    return {"response_action": "errors", "errors": {name: " ".join(told) for name, told in said.items()}}


def update(view: Json) -> Json:
    """Answer a submission with another view in the place of the submitted one."""
    return {"response_action": "update", "view": view}


def asking(payload: Json) -> tuple[str, str | None]:
    """Read a block_suggestion: the line for the dispatcher's `suggest`, and the channel's id. Raises OldView."""
    try:
        call, room = kept(payload["view"])
        name, typed = payload["block_id"], payload["value"].strip()
    except (AttributeError, KeyError, TypeError):
        raise OldView from None
    path = call.partition("{")[0].strip()
    return f"/{path} {name}:{quote(typed) if typed else ''}", room


def options(typed: str, found: Sequence[Completion]) -> Json:
    """Answer a block_suggestion: what was typed itself, unless it is among them, and what may be meant."""
    typed = typed.strip()
    offered = [(each.label, each.value) for each in found]
    known = {text.casefold() for pair in offered for text in pair}
    if typed and typed.casefold() not in known:
        offered.insert(0, (typed, typed))
    made = (_option(label, value) for label, value in offered)
    return {"options": [each for each in made if len(each["value"]) <= limits.OPTION_VALUE][: limits.OPTIONS]}


def _input(field: FormField, path: str) -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(field.label, limits.LABEL),
        "element": {**_element(field), "action_id": f"{FIELD}:{path}"},
        "optional": not field.required,
    }
    hint = " ".join(_hints(field))
    return {**block, "hint": plain(hint, limits.HINT)} if hint else block


def _hints(field: FormField) -> Iterator[str]:
    if field.hint:
        yield field.hint
    if isinstance(field, PersonField) and field.value and not _MENTION.fullmatch(field.value):
        yield f"(You wrote {field.value}.)"


def _element(field: FormField) -> Json:
    element: Json
    match field:
        case TextField() if field.suggest and field.max <= limits.OPTION_VALUE:
            begun = _option(field.value, field.value) if field.value else None
            element = {"type": "external_select", "min_query_length": 0, **_placeholder("Type or choose")}
            return _begun(element, "initial_option", begun)
        case TextField():
            most = min(max(field.max, len(field.value)), limits.INPUT)
            element = {"type": "plain_text_input", "multiline": field.multiline, "max_length": most}
            return _begun(element, "initial_value", field.value[:most])
        case NumberField():
            element = {"type": "number_input", "is_decimal_allowed": False}
            element = _begun(element, "min_value", None if field.min is None else str(field.min))
            element = _begun(element, "max_value", None if field.max is None else str(field.max))
            return _begun(element, "initial_value", field.value if _WHOLE.fullmatch(field.value) else None)
        case ChoiceField():
            kind = "radio_buttons" if len(field.options) <= _AS_RADIOS else "static_select"
            shown = [_option(each.label, each.value) for each in field.options]
            chosen = next((each for each in shown if each["value"] == field.value), None)
            element = {"type": kind, "options": shown}
            return _begun(element, "initial_option", chosen)
        case PersonField():
            mention = _MENTION.fullmatch(field.value)
            element = {"type": "users_select", **_placeholder("Choose a person")}
            return _begun(element, "initial_user", mention["user"] if mention else None)
        case _:
            assert_never(field)


def _begun(element: Json, name: str, value: object) -> Json:
    """Give an element what it begins with, if there is something."""
    return {**element, name: value} if value else element


def _placeholder(text: str) -> Json:
    return {"placeholder": plain(text, limits.PLACEHOLDER)}


def _option(label: str, value: str) -> Json:
    text = plain(shorten(label, limits.OPTION_LABEL), limits.OPTION_LABEL)
    return {"text": text, "value": sealed(value, limits.OPTION_VALUE)}


def _value(state: dict[str, Any]) -> str:
    match state:
        case {"type": "users_select"}:
            user = state.get("selected_user")
            return f"<@{user}>" if user else ""
        case {"type": "external_select" | "static_select" | "radio_buttons"}:
            chosen = state.get("selected_option")
            return opened(str(chosen["value"])) if chosen else ""
        case {"type": "plain_text_input" | "number_input"}:
            return str(state.get("value") or "")
        case _:
            raise OldView


def _nothing_to_fill() -> list[Json]:
    return [{"type": "section", "text": plain("There is nothing to fill in.", limits.TEXT)}]
