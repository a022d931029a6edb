"""Payloads as somebody reads them in Slack: what a client decodes is decoded, what it would act upon is told."""

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_DECODED = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ACTIVE = re.compile(r"<[^<>]*>")


def shown(payload: Json) -> list[str]:
    """Give every text that stands in a message or a view, in its order, as it is read."""
    titles = [payload[name] for name in ("title", "submit", "close") if name in payload]
    return [*map(_object, titles), *(text for block in payload["blocks"] for text in of_block(block))]


def of_block(block: Json) -> Iterator[str]:
    """Give every text of a block as it is read."""
    match block:
        case {"type": "header" | "section", "text": text}:
            yield _object(text)
            yield from _control(block["accessory"]) if "accessory" in block else []
        case {"type": "context", "elements": elements}:
            yield "".join(map(_object, elements))
        case {"type": "rich_text", "elements": lines}:
            for line in lines:
                yield "".join(each["text"] for each in line["elements"])
        case {"type": "image", "alt_text": alt}:
            yield alt
        case {"type": "actions", "elements": elements}:
            for each in elements:
                yield from _control(each)
        case {"type": "input", "label": label, "element": element}:
            yield _object(label)
            yield from _control(element)
            yield from [_object(block["hint"])] if "hint" in block else []
        case _:
            raise AssertionError(block)


def spoken(payload: Json) -> str:
    """Read a message's `text` as a notification and a screen reader say it."""
    return decoded(payload["text"])


def acted_upon(payload: Any) -> set[str]:
    """Give what a client would not show but act upon: mentions, links, dates, in any text that it decodes."""
    match payload:
        case {"type": "rich_text"}:
            return set()  # its elements are literal
        case dict():
            texts = [each for name, each in payload.items() if name == "text" and isinstance(each, str)]
            nested = [each for each in payload.values() if isinstance(each, dict | list)]
            return {found for text in texts for found in _ACTIVE.findall(text)}.union(
                *map(acted_upon, nested)
            )
        case list():
            return set().union(*map(acted_upon, payload))
        case _:
            return set()


def decoded(text: str) -> str:
    """Decode a text as Slack's clients do: these three entities, once, and no other."""
    return re.sub("|".join(_DECODED), lambda found: _DECODED[found[0]], text)


def _object(text: Json) -> str:
    return decoded(text["text"])


def _control(element: Json) -> Iterator[str]:
    if "text" in element:
        yield _object(element["text"])
    for option in element.get("options", []):
        yield _object(option["text"])
    if "initial_value" in element:
        yield element["initial_value"]
    if "initial_option" in element and "options" not in element:
        yield _object(element["initial_option"]["text"])
    if "initial_user" in element:
        yield f"<@{element['initial_user']}>"
