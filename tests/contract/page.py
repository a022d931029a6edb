"""What the simulator's interface says, as somebody reads it on the page, and what they enter there."""

from typing import Any

from tests.contract.stage import (
    NAMES,
    Attached,
    Blank,
    Buttons,
    Control,
    Image,
    Mention,
    Menu,
    Opened,
    Part,
    Shown,
    Values,
    Where,
    Words,
)  # fmt: skip

Json = dict[str, Any]
ROOMS: dict[Where, str] = {"room": "job-seekers", "lobby": "lobby", "dm": "dm"}


def read_card(card: Json, where: Where, post: Json | None = None) -> Shown:
    """Read a card: a private answer, or that of a post or a reply."""
    parts = tuple(_part(block) for block in card["blocks"])
    return Shown(where, card["headline"], parts, *((post["id"], post["edited"]) if post else ()))


def _part(block: Json) -> Part:
    match block:
        case {"kind": "text", "text": text, "style": style}:
            return Words(text, style)
        case {"kind": "fields", "fields": fields}:
            return Values(tuple((field["name"], field["value"]) for field in fields))
        case {"kind": "ping", "name": name}:
            return Mention(name)
        case {"kind": "picture", "alt": alt, "src": source}:
            return Image(alt, source)
        case {"kind": "file", "name": name, "href": source}:
            return Attached(name, source)
        case {"kind": "choices", "label": label, "options": options}:
            return Menu(label, tuple(Control(each["label"], each["call"]) for each in options))
        case {"kind": "actions", "buttons": buttons}:
            return Buttons(tuple(Control(each["label"], each["call"]) for each in buttons))
        case _:
            raise AssertionError(block)


def read_form(form: Json) -> Opened:
    """Read a form."""
    return Opened(form["title"], form["submit"], tuple(_blank(field) for field in form["fields"]))


def _blank(field: Json) -> Blank:
    label, hint, required, value = (field[name] for name in ("label", "hint", "required", "value"))
    options = {each["value"]: each["label"] for each in field.get("options", ())}
    if field["kind"] == "person":
        value = value.removeprefix("<@").removesuffix(">")
    return Blank(label, hint, required, options.get(value, value), tuple(options.values()))


def entered(field: Json, value: str) -> str:
    """Give what the page sends for what a person enters."""
    match field["kind"]:
        case "choice":
            by_label: dict[str, str] = {each["label"]: each["value"] for each in field["options"]}
            return by_label.get(value, value)
        case "person":
            return f"<@{value}>" if value in NAMES else value
        case _:
            return value
