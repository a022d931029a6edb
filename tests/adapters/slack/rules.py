"""What Slack refuses, written by hand: counts, lengths, ids, and what no published schema says.

Sources stand in adapters/slack/limits.py. What a payload breaks is told as sentences; none means Slack takes it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from adapters.slack import limits

Json = dict[str, Any]

MENTION = re.compile(r"<@[UW][A-Z0-9]+>")
LINES = ("rich_text_section", "rich_text_preformatted")


def of_message(payload: Json) -> list[str]:
    """Say what a message's `text` and `blocks` break."""
    return [
        *_text("the message's text", payload["text"], 40_000),
        *_count("blocks", payload["blocks"], limits.MESSAGE_BLOCKS),
        *_blocks(payload["blocks"]),
        *(["an input block in a message"] if _inputs(payload["blocks"]) else []),
        *_count("characters of a message", list(_said(payload["blocks"])), limits.MESSAGE),
    ]


def of_modal(view: Json) -> list[str]:
    """Say what a modal breaks."""
    inputs = _inputs(view["blocks"])
    return [
        *(["not a modal"] if view["type"] != "modal" else []),
        *(fault for name in ("title", "submit", "close") for fault in _title(name, view.get(name))),
        *(["a modal without a title"] if "title" not in view else []),
        *(["inputs, and no submit"] if inputs and "submit" not in view else []),
        *_count("characters of private_metadata", view["private_metadata"], limits.PRIVATE_METADATA),
        *_count("characters of callback_id", view["callback_id"], 255),
        *_count("blocks", view["blocks"], limits.VIEW_BLOCKS),
        *_blocks(view["blocks"]),
    ]


def of_home(view: Json) -> list[str]:
    """Say what a Home tab breaks."""
    return [
        *(["not a Home tab"] if view["type"] != "home" else []),
        *(f"a Home tab with {name}" for name in ("title", "submit", "close") if name in view),
        *_count("blocks", view["blocks"], limits.VIEW_BLOCKS),
        *_blocks(view["blocks"]),
    ]


OF = {"message": of_message, "modal": of_modal, "home": of_home}
"""The rules by the kind of a payload."""


def _blocks(blocks: list[Json]) -> Iterator[str]:
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    yield from (f"two blocks are called {each}" for each, times in ids.items() if times > 1)
    yield from (f"a block_id of {len(each)}" for each in ids if not 0 < len(each) <= limits.BLOCK_ID)
    actions = Counter(
        element["action_id"] for block in blocks if block["type"] != "input" for element in _controls(block)
    )
    yield from (f"two controls are called {each}" for each, times in actions.items() if times > 1)
    for block in blocks:
        yield from _block(block)


def _block(block: Json) -> Iterator[str]:
    match block:
        case {"type": "header", "text": text}:
            yield from _plain("a header", text, limits.HEADER)
        case {"type": "section", "text": {"type": "mrkdwn", "text": text}}:
            yield from [] if MENTION.fullmatch(text) else ["mrkdwn that is more than a mention"]
        case {"type": "section", "text": text}:
            yield from _plain("a section", text, limits.TEXT)
        case {"type": "context", "elements": elements}:
            yield from _count("elements of a context", elements, limits.CONTEXT_ELEMENTS)
            for each in elements:
                yield from _plain("small print", each, limits.TEXT)
        case {"type": "rich_text", "elements": elements}:
            yield from _count("elements of rich text", elements, 1000)
            for each in elements:
                yield from _line(each)
        case {"type": "image", "alt_text": alt, "slack_file": {"id": file}}:
            yield from _text("an image's text", alt, limits.ALT_TEXT)
            yield from [] if re.fullmatch(r"F[A-Z0-9]+", file) else [f"{file} is not a file's id"]
        case {"type": "actions", "elements": elements}:
            yield from _count("elements of actions", elements, limits.ACTIONS_ELEMENTS)
        case {"type": "input", "label": label, "block_id": _}:
            yield from _plain("a label", label, limits.LABEL)
            yield from _plain("a hint", block["hint"], limits.HINT) if "hint" in block else []
        case _:
            yield f"no rule for {block}"
    for element in _controls(block):
        yield from _control(element)
        yield from _count("characters of an action_id", element["action_id"], limits.ACTION_ID)


def _line(line: Json) -> Iterator[str]:
    yield from [] if line["type"] in LINES else [f"no rule for {line['type']}"]
    for each in line["elements"]:
        yield from [] if each["type"] == "text" else [f"rich text with {each['type']}"]
        yield from _text("an element of rich text", each["text"], limits.MESSAGE)


def _control(element: Json) -> Iterator[str]:
    match element:
        case {"type": "button", "text": text, "value": value}:
            yield from _plain("a button", text, limits.BUTTON_LABEL)
            yield from _text("a button's value", value, limits.BUTTON_VALUE)
            yield from [] if element.get("style") in (None, "primary", "danger") else ["an unknown style"]
        case {"type": "static_select", "options": options}:
            yield from _options(element, options, limits.OPTIONS)
        case {"type": "radio_buttons", "options": options}:
            yield from _options(element, options, limits.RADIO_OPTIONS)
        case {"type": "external_select"}:
            yield from _option(element["initial_option"]) if "initial_option" in element else []
        case {"type": "users_select"}:
            user = element.get("initial_user", "U1")
            yield from [] if re.fullmatch(r"[UW][A-Z0-9]+", user) else [f"{user} is not a person's id"]
        case {"type": "plain_text_input", "max_length": most}:
            yield from [] if 0 < most <= limits.INPUT else [f"a max_length of {most}"]
            if "initial_value" in element:
                yield from _text("a text's initial value", element["initial_value"], most)
        case {"type": "number_input", "is_decimal_allowed": False}:
            numbers = [element.get(name) for name in ("min_value", "initial_value", "max_value")]
            given = [int(each) for each in numbers if each is not None]
            yield from [] if given == sorted(given) else [f"{given} are not in order"]
        case _:
            yield f"no rule for {element}"
    if "placeholder" in element:
        yield from _plain("a placeholder", element["placeholder"], limits.PLACEHOLDER)


def _options(element: Json, options: list[Json], most: int) -> Iterator[str]:
    yield from _count("options", options, most)
    yield from (
        ["two options have one value"] if len({each["value"] for each in options}) < len(options) else []
    )
    for each in options:
        yield from _option(each)
    if element.get("initial_option", options[0]) not in options:
        yield "an initial option that is none of the options"


def _option(option: Json) -> Iterator[str]:
    yield from _plain("an option", option["text"], limits.OPTION_LABEL)
    yield from _text("an option's value", option["value"], limits.OPTION_VALUE)


def _plain(what: str, text: Json, most: int) -> Iterator[str]:
    """Escaped or not, a text fits: the reference does not say which of the two Slack counts."""
    if text["type"] != "plain_text" or text["emoji"]:
        yield f"{what} is not plain text without emoji"
    yield from _text(what, text["text"], most)
    if re.search(r"[<>]|&(?!(?:amp|lt|gt);)", text["text"]):
        yield f"{what} is not escaped: {text['text']}"


def _title(what: str, text: Json | None) -> Iterator[str]:
    return _plain(f"a view's {what}", text, limits.VIEW_TITLE) if text else iter(())


def _text(what: str, text: str, most: int) -> Iterator[str]:
    if not 0 < len(text) <= most:
        yield f"{what} has {len(text)} characters, of 1 to {most}"


def _count(what: str, things: Any, most: int) -> Iterator[str]:
    if not 0 < len(things) <= most:
        yield f"{len(things)} {what}, of 1 to {most}"


def _controls(block: Json) -> list[Json]:
    match block:
        case {"type": "actions", "elements": elements}:
            return list(elements)
        case {"type": "input", "element": element} | {"accessory": element}:
            return [element]
        case _:
            return []


def _inputs(blocks: list[Json]) -> list[Json]:
    return [block for block in blocks if block["type"] == "input"]


def _said(value: Any) -> str:
    """Give all texts of some blocks, one after another."""
    if isinstance(value, dict):
        return "".join(
            each if name in ("text", "alt_text") and isinstance(each, str) else _said(each)
            for name, each in value.items()
        )
    return "".join(map(_said, value)) if isinstance(value, list) else ""
