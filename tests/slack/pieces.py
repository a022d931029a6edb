"""Pieces of which tests make messages and views."""

from typing import Any

from tests.slack.server.world import Json, Message
from tests.slack.town import Town

PRESS: Json = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Press"}, "value": "v"}
    ],
}

TITLE: Json = {"type": "plain_text", "text": "A title"}
LINE: Json = {"type": "divider"}


def field(name: str = "name", **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "field", **more}
    return {"type": "input", "block_id": name, "label": TITLE, "element": element}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": TITLE, "submit": TITLE, "blocks": list(blocks), **more}


def shown(town: Town, who: str = "ana") -> list[str]:
    """Give the texts of what somebody was shown in private."""
    found = town.slack.shown.get(town.people[who].id, [])
    return [each.text if isinstance(each, Message) else "a view" for each in found]
