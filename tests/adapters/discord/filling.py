"""Forms to be filled in, and what Discord sends of a modal that somebody has filled in."""

from collections.abc import Mapping
from typing import Any

from adapters.discord.render import Json
from bot.core.call import Call
from bot.core.form import Form, FormField, TextField


def form(*fields: FormField, title: str = "Ask to learn") -> Form:
    return Form(title, Call.to("sample all", thing=7), fields, submit="Post")


def field(name: str, value: str = "", **more: Any) -> TextField:
    return TextField(name, name.capitalize(), "", True, value, more.pop("max", 100), **more)


def long(many: int) -> Form:
    return form(*(field(f"field{number}") for number in range(many)))


def submitted(shown: Json, typed: Mapping[str, Any]) -> Json:
    """Fill in a modal as a person does, and give what Discord then sends of it."""
    sent = []
    for number, label in enumerate(shown["components"]):
        inner = label["component"]
        value = typed.get(inner["custom_id"])
        found: Json = {"type": inner["type"], "id": number * 2 + 2, "custom_id": inner["custom_id"]}
        if inner["type"] == 4:
            found["value"] = inner.get("value", "") if value is None else value
        else:
            chosen = [each["value"] for each in inner.get("options", []) if each["default"]]
            chosen += [each["id"] for each in inner.get("default_values", [])]
            found["values"] = chosen if value is None else value
        sent.append({"type": 18, "id": number * 2 + 1, "component": found})
    return {"custom_id": shown["custom_id"], "components": sent}
