"""Cards and problems as Slack's messages, modals and Home tabs; pure.

Nothing on a card is markup, a mention or a link but a Ping: texts are rich text elements or escaped plain text. A
command whose name Slack keeps for itself is named as it is typed here; only what is there to be copied stays as it is.
"""

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import assert_never

from adapters.slack import limits
from adapters.slack.text import Json, escape, literal, opened, plain, sealed, typable
from bot.core.card import Actions, Block, Card, Choices, Fields, File, Picture, Ping, Style, Text, Weight
from bot.core.charts import digest
from bot.core.errors import Problem

Pictures = Mapping[str, str]
"""The ids of uploaded files, by the digest of the chart that each shows."""

NO_PICTURES: Pictures = MappingProxyType({})

NAME = "Netlearn"
RESULT = "result"
HOME = "home"
PRESS = "call"
"""How the action_id of every button and menu begins; what follows is only there to be unique."""

_STYLES = {Weight.PRIMARY: {"style": "primary"}, Weight.DANGER: {"style": "danger"}, Weight.PLAIN: {}}
_USER = re.compile(r"[UW][A-Z0-9]+")


def message(card: Card, pictures: Pictures = NO_PICTURES, *, attached: bool = False) -> Json:
    """Render a card as a message's `text` and `blocks`, with nothing unfurled; for posting and for editing.

    A file that is `attached` follows by itself; else its text stands in its place.
    """
    return {
        "text": aloud(card, attached=attached),
        "blocks": blocks(card, pictures, attached=attached),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def answer(card: Card, pictures: Pictures = NO_PICTURES, *, replace: bool = False) -> Json:
    """Render a card as an answer that only the caller sees; `replace` puts it in the place of the last one."""
    return _private(aloud(card), blocks(card, pictures), replace=replace)


def refusal(problem: Problem) -> Json:
    """Render a problem as an answer that only the caller sees, and that replaces nothing."""
    return _private(escape(typable(problem.message)), _said(problem.message), replace=False)


def result(shown: Card | Problem, room: str | None, pictures: Pictures = NO_PICTURES) -> Json:
    """Render a card, or why there is none, as a modal without inputs; buttons on it are pressed in `room`."""
    return {
        "type": "modal",
        "callback_id": RESULT,
        "title": plain(NAME, limits.VIEW_TITLE),
        "close": plain("Close", limits.VIEW_TITLE),
        "private_metadata": metadata("", room),
        "blocks": blocks(shown, pictures) if isinstance(shown, Card) else _said(shown.message),
    }


def home(shown: Card | Problem, pictures: Pictures = NO_PICTURES) -> Json:
    """Render a member's own page, or why there is none, as a Home tab."""
    rendered = blocks(shown, pictures) if isinstance(shown, Card) else _said(shown.message)
    return {"type": "home", "callback_id": HOME, "blocks": rendered}


def metadata(call: str, room: str | None) -> str:
    """Write what a modal keeps for its submission and its buttons: an encoded call, and the channel's id."""
    kept = json.dumps({"call": call, "room": room}, ensure_ascii=False, separators=(",", ":"))
    return sealed(kept, limits.PRIVATE_METADATA)


def pressed(action: Json) -> str:
    """Give the encoded call of a pressed button or a chosen option, "" where there is none."""
    chosen = action.get("selected_option") or action
    return opened(str(chosen.get("value") or ""))


def blocks(card: Card, pictures: Pictures = NO_PICTURES, *, attached: bool = False) -> list[Json]:
    """Render a card's headline and blocks; ids of buttons and menus are unique among them."""
    rendered = [
        _headline(card.headline),
        *(each for block in card.blocks for each in _block(block, pictures, attached)),
    ]
    for number, control in enumerate(_controls(rendered)):
        control["action_id"] = f"{PRESS}:{number}"
    return rendered


def aloud(card: Card, *, attached: bool = False) -> str:
    """Give all that a card says as a message's `text`, which notifications and screen readers show."""
    return "\n".join(
        (escape(typable(card.headline)), *(line for block in card.blocks for line in _aloud(block, attached)))
    )


def _controls(rendered: list[Json]) -> Iterator[Json]:
    for block in rendered:
        match block:
            case {"type": "actions", "elements": elements}:
                yield from elements
            case {"accessory": control}:
                yield control
            case _:
                pass


def _block(block: Block, pictures: Pictures, attached: bool) -> Iterator[Json]:
    match block:
        case Text(style=Style.QUOTE):
            yield _rich("rich_text_preformatted", literal(block.text))
        case Text(style=Style.QUIET):
            yield _small(typable(block.text))
        case Text():
            yield _rich("rich_text_section", literal(typable(block.text)))
        case Fields():
            yield {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [literal(f"{field.name}: ", bold=True), literal(typable(field.value))],
                    }
                    for field in block.fields
                ],
            }
        case Picture():
            if file := pictures.get(digest(block.chart)):
                yield {"type": "image", "slack_file": {"id": file}, "alt_text": block.alt}
            else:
                yield _small(block.alt)
        case File():
            yield _small(block.name)
            if not attached:
                yield _rich("rich_text_preformatted", literal(block.text))
        case Choices():
            yield {
                "type": "section",
                "text": plain(block.label, limits.TEXT),
                "accessory": {
                    "type": "static_select",
                    "placeholder": plain("Choose", limits.PLACEHOLDER),
                    "options": [
                        {
                            "text": plain(option.label, limits.OPTION_LABEL),
                            "value": sealed(option.call.encode(), limits.OPTION_VALUE),
                        }
                        for option in block.options
                    ],
                },
            }
        case Actions():
            yield {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "text": plain(button.label, limits.BUTTON_LABEL),
                        "value": sealed(button.call.encode(), limits.BUTTON_VALUE),
                        **_STYLES[button.style],
                    }
                    for button in block.buttons
                ],
            }
        case Ping():
            if mention := _mention(block):
                yield {"type": "section", "text": {"type": "mrkdwn", "text": mention, "verbatim": True}}
            else:
                yield _rich("rich_text_section", literal(block.name))
        case _:
            assert_never(block)


def _aloud(block: Block, attached: bool) -> Iterator[str]:
    match block:
        case Text():
            yield escape(block.text if block.style is Style.QUOTE else typable(block.text))
        case Fields():
            yield from (escape(f"{field.name}: {typable(field.value)}") for field in block.fields)
        case Picture():
            yield escape(block.alt)
        case File():
            yield escape(block.name if attached else f"{block.name}\n{block.text}")
        case Choices():
            after = " " if block.label.endswith("…") else ": "
            yield escape(block.label + after + ", ".join(option.label for option in block.options))
        case Actions():
            yield escape(" · ".join(f"[{button.label}]" for button in block.buttons))
        case Ping():
            yield _mention(block) or escape(block.name)
        case _:
            assert_never(block)


def _headline(headline: str) -> Json:
    text = typable(headline)
    if len(escape(text)) <= limits.HEADER:
        return {"type": "header", "text": plain(text, limits.HEADER)}
    return _rich("rich_text_section", literal(text, bold=True))


def _said(text: str) -> list[Json]:
    return [_rich("rich_text_section", literal(typable(text)))]


def _rich(kind: str, *elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def _small(text: str) -> Json:
    """Render small print; what is too long for that when escaped stands as large as the rest."""
    if len(escape(text)) <= limits.TEXT:
        return {"type": "context", "elements": [plain(text, limits.TEXT)]}
    return _rich("rich_text_section", literal(text))


def _mention(ping: Ping) -> str | None:
    """Mention a person of this platform; of another one there is only the name."""
    return f"<@{ping.user}>" if _USER.fullmatch(ping.user) else None


def _private(text: str, rendered: list[Json], *, replace: bool) -> Json:
    return {"response_type": "ephemeral", "replace_original": replace, "text": text, "blocks": rendered}
