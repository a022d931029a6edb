"""What Slack shows of blocks, as somebody reads it there; pure."""

import re
from collections.abc import Mapping, Sequence

from tests.contract.stage import (
    Attached,
    Blank,
    Buttons,
    Control,
    Image,
    Mention,
    Menu,
    Opened,
    Part,
    Refused,
    Shown,
    Values,
    Where,
    Words,
)
from tests.slack.server.views import View
from tests.slack.server.world import Json, Message

Names = Mapping[str, str]
"""Everybody's names, by their ids: who is mentioned is shown by their name."""

_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ALIKE = str.maketrans({"＆": "&", "‹": "<", "›": ">"})
"""Where an escaped text would be too long for its place, these stand for what they look like, and are read so."""

_CALLED = re.compile(r"<@(?P<user>\w+)>")
_EMOJI = re.compile(r":[a-z0-9_+'-]+:")
_TOKEN = re.compile(
    r"```(?P<code>.*?)```|`(?P<word>[^`\n]+)`|<(?P<markup>[@#!][^<>]*|[a-z]+:[^<>]*)>"
    r"|(?<!\w)(?P<mark>[*_~])(?P<marked>[^\s*_~](?:[^\n*_~]*[^\s*_~])?)(?P=mark)(?!\w)",
    re.DOTALL,
)


def decoded(text: str) -> str:
    """Decode a text once."""
    return re.sub("&(?:amp|lt|gt);", lambda found: _ENTITIES[found[0]], text)


def told(text: str) -> str:
    """Read a text of Netlearn's: what it calls `/netlearn me` here, the stories call `/me` as everywhere else."""
    return re.sub(r"/netlearn (?=me\b)", "/", text)


def said(text: Json, names: Names) -> str:
    """Read a text object."""
    if text["type"] == "mrkdwn":
        return mrkdwn(text["text"], names)
    shown = told(decoded(text["text"]).translate(_ALIKE))
    return _EMOJI.sub("☺", shown) if text.get("emoji") else shown


def mrkdwn(text: str, names: Names) -> str:
    """Read text with markup: marks are gone, a mention is the name of whom it calls, a link its label."""

    def token(found: re.Match[str]) -> str:
        if (literal := found["code"] or found["word"]) is not None:
            return decoded(literal)
        if found["marked"]:
            return mrkdwn(found["marked"], names)
        target, _, label = found["markup"].partition("|")
        if target.startswith("@"):
            return names.get(target[1:], "somebody unknown")
        if target.startswith("!"):
            return f"⟦everybody is called: {target[1:]}⟧"
        return decoded(label or target)

    parts, last = [], 0
    for found in _TOKEN.finditer(text):
        parts += [_EMOJI.sub("☺", decoded(text[last : found.start()])), token(found)]
        last = found.end()
    return "".join([*parts, _EMOJI.sub("☺", decoded(text[last:]))])


def read_message(message: Message, where: Where, names: Names) -> Shown | Refused:
    """Read a message: a refusal has no headline."""
    if message.files:
        kept = tuple(Attached(each["name"], each["id"]) for each in message.files)
        return Shown(where, kept[0].name, kept, message.ts)
    private = message.to is not None
    if not message.blocks:
        return Refused(mrkdwn(message.text, names))
    return read_blocks(message.blocks, where, names, "" if private else message.ts, bool(message.edited))


def read_blocks(
    blocks: Sequence[Json], where: Where, names: Names, id: str = "", edited: bool = False
) -> Shown | Refused:
    """Read blocks that begin with a headline, or else say why there is nothing to show."""
    headline = _headline(blocks[0], names) if blocks else None
    if headline is None:
        parts = [part for block in blocks for part in _parts(block, names)]
        return Refused("\n".join(part.text for part in parts if isinstance(part, Words)))
    parts = [part for block in blocks[1:] for part in _parts(block, names)]
    return Shown(where, headline, tuple(parts), id, edited)


def read_form(view: View, names: Names) -> Opened:
    """Read a modal with inputs, and what stands in them."""
    spec = view.spec
    blanks = [_blank(block, view, names) for block in spec["blocks"] if block["type"] == "input"]
    return Opened(said(spec["title"], names), said(spec["submit"], names), tuple(blanks))


def is_form(view: View) -> bool:
    """Tell whether a modal asks for something."""
    return bool(view.spec.get("submit"))


def state_of(view: View, block: Json) -> Json:
    """Give what stands in an input."""
    found: Json = view.values[block["block_id"]][block["element"]["action_id"]]
    return found


def _blank(block: Json, view: View, names: Names) -> Blank:
    state, element = state_of(view, block), block["element"]
    options = tuple(said(each["text"], names) for each in element.get("options", ()))
    match state:
        case {"selected_option": chosen}:
            value = said(chosen["text"], names) if chosen else ""
        case {"selected_user": user}:
            value = names.get(user, user) if user else ""
        case _:
            value = state.get("value") or ""
    hint = said(block["hint"], names) if "hint" in block else ""
    return Blank(said(block["label"], names), hint, not block.get("optional", False), value, options)


def _headline(block: Json, names: Names) -> str | None:
    match block:
        case {"type": "header", "text": text}:
            return said(text, names)
        case {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [{"text": text, "style": {"bold": True}}]}
            ],
        }:  # a headline that is too long for a header
            return told(text)
        case _:
            return None


def _parts(block: Json, names: Names) -> list[Part]:
    match block:
        case {"type": "header", "text": text}:
            return [Words(said(text, names))]
        case {"type": "section", "text": text, "accessory": {"options": options} as menu}:
            return [Menu(said(text, names), _controls(options, names, menu))]
        case {"type": "section", "text": {"type": "mrkdwn", "text": text}} if called := _CALLED.fullmatch(
            text
        ):
            return [Mention(names.get(called["user"], called["user"]))]
        case {"type": "section", "text": text}:
            return [Words(said(text, names))]
        case {"type": "context", "elements": elements}:
            return [Words("".join(said(each, names) for each in elements), "quiet")]
        case {"type": "image", "alt_text": alt}:
            return [Image(alt, block["slack_file"]["id"] if "slack_file" in block else block["image_url"])]
        case {"type": "actions", "elements": elements}:
            return [Buttons(_controls(elements, names))]
        case {"type": "rich_text", "elements": elements}:
            return _rich(elements, names)
        case {"type": "divider"}:
            return []
        case _:
            raise AssertionError(block)


def _controls(elements: Sequence[Json], names: Names, menu: Json | None = None) -> tuple[Control, ...]:
    return tuple(Control(said(each["text"], names), each.get("value", "")) for each in elements)


def _rich(elements: Sequence[Json], names: Names) -> list[Part]:
    pairs = [_pair(each) for each in elements]
    if all(pairs):
        return [Values(tuple(pair for pair in pairs if pair))]
    return [
        Words(
            "".join(_literal(part, names) for part in each["elements"]),
            "quote" if each["type"] == "rich_text_preformatted" else "plain",
        )
        for each in elements
    ]


def _pair(element: Json) -> tuple[str, str] | None:
    match element["elements"]:
        case [{"text": str(name), "style": {"bold": True}}, {"text": str(value)}] if name.endswith(": "):
            return name[:-2], told(value)
        case _:
            return None


def _literal(part: Json, names: Names) -> str:
    match part:
        case {"type": "text", "text": text}:
            return told(text)
        case {"type": "user", "user_id": user}:
            return names.get(user, "somebody unknown")
        case {"type": "link", "url": url}:
            return str(part.get("text", url))
        case {"type": "broadcast", "range": everybody}:
            return f"⟦everybody is called: {everybody}⟧"
        case {"type": "emoji"}:
            return "☺"
        case _:
            raise AssertionError(part)
