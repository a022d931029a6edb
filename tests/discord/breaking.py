"""Small components to break rules with, and what a rule says of them."""

from typing import Any

from tests.discord.errors import Json, Refusal, Wrong
from tests.discord.raw import codes_of


def text(content: Any = "x") -> Json:
    return {"type": 10, "content": content}


def box(*inside: Json) -> Json:
    return {"type": 17, "components": list(inside)}


def row(*inside: Json) -> Json:
    return {"type": 1, "components": list(inside)}


def button(custom_id: str = "a", **more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "x", "custom_id": custom_id} | more


def menu(*values: str, **more: Any) -> Json:
    options = [{"label": value, "value": value} for value in values]
    return {"type": 3, "custom_id": "menu", "options": options} | more


def picture(url: str = "attachment://a.png", **more: Any) -> Json:
    return {"type": 12, "items": [{"media": {"url": url}, **more}]}


def wrong_with(check: Any, *args: Any, **more: Any) -> set[str]:
    wrong = Wrong()
    check(wrong, *args, **more)
    try:
        wrong.refuse()
    except Refusal as refused:
        return codes_of(refused.body)
    return set()


def among(code: str, found: set[str]) -> bool:
    """Tell whether a code such as "label BASE_TYPE_BAD_LENGTH" is among what was found, wherever that was."""
    return any(each.endswith(code) for each in found)
