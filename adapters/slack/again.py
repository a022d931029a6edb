"""A form shown again: with what was entered into it, or with what it begins with this time."""

from typing import Any

from adapters.slack import limits
from adapters.slack.text import Json, plain
from bot.core.errors import Problem

_INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_user": "initial_user",
}
_KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata")


def refilled(view: Json, problem: Problem) -> Json:
    """Give a submitted view as it stood there, with what is wrong above its fields."""
    said = " ".join(problem.fields.values()) or problem.message
    note: Json = {"type": "section", "text": plain(said[: limits.TEXT], limits.TEXT)}
    states = view["state"]["values"]
    return {
        **{name: view[name] for name in _KEPT if view.get(name)},
        "blocks": [note, *(_entered(block, states) for block in view["blocks"])],
    }


def fresh(view: Json, mark: str) -> Json:
    """Give a form that follows a form: by new ids, for under the same ones Slack keeps what was entered."""
    return {**view, "blocks": [_marked(block, mark) for block in view["blocks"]]}


def _marked(block: Json, mark: str) -> Json:
    if block["type"] != "input":
        return block
    element = block["element"]
    return {**block, "element": {**element, "action_id": f"{element['action_id']}:{mark}"}}


def _entered(block: Json, states: dict[str, dict[str, Any]]) -> Json:
    if block["type"] != "input":
        return block
    element = {name: value for name, value in block["element"].items() if name not in _INITIAL.values()}
    state = states.get(block["block_id"], {}).get(element["action_id"], {})
    begun = {_INITIAL[name]: value for name, value in state.items() if name in _INITIAL and value}
    return {**block, "element": {**element, **begun}}
