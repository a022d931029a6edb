"""Cards and problems as Discord's messages (Components V2), as plain data; pure."""

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from adapters.discord import limits, text
from adapters.discord.text import Manner
from bot.core.card import (
    Actions,
    Block,
    Button,
    Card,
    Choices,
    Fields,
    File,
    Picture,
    Ping,
    Style,
    Text,
    Weight,
    shorten,
)
from bot.core.charts import Chart, digest
from bot.core.errors import Problem

Json = dict[str, Any]

PRIVATE = 1 << 6  # a message flag: EPHEMERAL
COMPONENTS_V2 = 1 << 15  # likewise
MENU = "choose:"
"""What a menu's custom_id begins with, and no encoded call's; the call is the value that was chosen."""

FAULTS = 1800  # characters, each of which may be written as two
ROW, BUTTON, SELECT, TEXT_DISPLAY, GALLERY, FILE, CONTAINER = 1, 2, 3, 10, 12, 13, 17
_STYLES = {Weight.PRIMARY: 1, Weight.PLAIN: 2, Weight.DANGER: 4}
_TEXTS = {Style.PLAIN: text.plain, Style.QUIET: text.quiet, Style.QUOTE: text.quote}


def render_card(card: Card, *, private: bool = False, pictures: bool = True) -> Json:
    """Render a card as the body of a message, for a new one and for an edit.

    Its pictures and its file are those of `files(card)`, to be sent along in that order; without `pictures` their
    texts stand in their places, as for an answer that cannot wait until they are drawn.
    """
    attached = files(card) if pictures else []
    return {
        "flags": COMPONENTS_V2 | (PRIVATE if private else 0),
        "components": [{"type": CONTAINER, "components": _fitting(card, pictures)}],
        "allowed_mentions": {"parse": [], "users": _pinged(card)},
        "attachments": [
            {"id": number, "filename": name, "description": alt}
            for number, (name, _, alt) in enumerate(attached)
        ],
    }


def files(card: Card) -> list[tuple[str, Chart | bytes, str]]:
    """Give what is to be attached to a card: file name, chart or contents, and what it shows in words."""
    found: dict[str, tuple[str, Chart | bytes, str]] = {}
    for block in card.blocks:
        if isinstance(block, Picture):
            found[filename(block.chart)] = (filename(block.chart), block.chart, block.alt)
        elif isinstance(block, File):
            found[block.name] = (block.name, block.text.encode(), block.name)
    return list(found.values())


def filename(chart: Chart) -> str:
    """Name the file of a chart."""
    return f"{digest(chart)}.png"


def render_problem(problem: Problem) -> Json:
    """Render a refusal as a private message: each fault on its own line."""
    return message([display(faults(problem))])


def faults(problem: Problem) -> str:
    """Write what is wrong, one line for each fault; beside it there is room for a headline and buttons."""
    said = "\n".join(problem.fields.values()) or problem.message
    return text.plain(shorten(said, FAULTS))


def message(components: Sequence[Json]) -> Json:
    """Make a private message of some components."""
    return {
        "flags": COMPONENTS_V2 | PRIVATE,
        "components": [{"type": CONTAINER, "components": list(components)}],
        "allowed_mentions": {"parse": [], "users": []},
        "attachments": [],
    }


def display(content: str) -> Json:
    """Make a text display of what is written in markdown."""
    return {"type": TEXT_DISPLAY, "content": content}


def button(label: str, custom_id: str, style: Weight) -> Json:
    """Make a button."""
    return {"type": BUTTON, "style": _STYLES[style], "label": label, "custom_id": custom_id}


def row(*components: Json) -> Json:
    """Make a row of buttons, or of one menu."""
    return {"type": ROW, "components": list(components)}


def _fitting(card: Card, pictures: bool) -> list[Json]:
    """Write the texts in the first manner in which all of them fit; the last always does."""
    written: list[Json] = []
    for manner in Manner:
        head = display(text.headline(card.headline, manner))
        written = [head, *_blocks(card.blocks, manner, pictures)]
        if sum(len(each.get("content", "")) for each in written) <= limits.TEXT:
            break
    return written


def _blocks(blocks: Sequence[Block], manner: Manner, pictures: bool) -> Iterator[Json]:
    for number, block in enumerate(blocks):
        match block:
            case Text():
                yield display(_TEXTS[block.style](block.text, manner))
            case Fields():
                lines = (text.named(field.name, field.value, manner) for field in block.fields)
                yield display("\n".join(lines))
            case Picture() if pictures:
                media = {"url": f"attachment://{filename(block.chart)}"}
                yield {"type": GALLERY, "items": [{"media": media, "description": block.alt}]}
            case Picture():
                yield display(text.quiet(block.alt, manner))
            case File() if pictures:
                yield {"type": FILE, "file": {"url": f"attachment://{block.name}"}}
            case File():
                yield display(text.quiet(block.name, manner))
                yield display(text.quote(block.text, manner))
            case Ping():
                yield display(
                    f"<@{block.user}>" if block.user.isdecimal() else text.plain(block.name, manner)
                )
            case Choices():
                yield row(_menu(block, f"{MENU}{number}"))
            case Actions():
                yield row(*map(_button, block.buttons))
            case _:
                assert_never(block)


def _button(pressed: Button) -> Json:
    return button(pressed.label, pressed.call.encode(), pressed.style)


def _menu(block: Choices, custom_id: str) -> Json:
    options = [{"label": each.label, "value": each.call.encode()} for each in block.options]
    return {"type": SELECT, "custom_id": custom_id, "placeholder": block.label, "options": options}


def _pinged(card: Card) -> list[str]:
    pinged = (block.user for block in card.blocks if isinstance(block, Ping))
    return list(dict.fromkeys(user for user in pinged if _is_id(user)))


def _is_id(user: str) -> bool:
    return user.isascii() and user.isdecimal()
