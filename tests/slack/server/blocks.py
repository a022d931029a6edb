"""Taking blocks in: checked by every rule there is, and kept as Slack keeps them."""

import json
import re
from copy import deepcopy
from itertools import count
from typing import Any

from tests.slack.server import published, rules
from tests.slack.server.errors import No, invalid
from tests.slack.server.files import Files
from tests.slack.server.world import Json

_BARE = re.compile(r"&(?!(?:amp|lt|gt);)|<|>")
_IN_MRKDWN = re.compile(r"&(?!(?:amp|lt|gt);)|<(?![@#!][^<>]*>|[a-z]+:[^<>]*>)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_numbers = count(1)


def taken(team: str, blocks: Any, files: Files) -> list[Json]:
    """Take the blocks of a message, or refuse them."""
    blocks = decoded(blocks)
    found = rules.message(blocks) or published.wrong_blocks(blocks) or files.wrong_in(team, blocks)
    if found:
        raise invalid("invalid_blocks", found)
    if rules.size(blocks) > rules.MESSAGE_SIZE:
        raise No("msg_blocks_too_long")
    return [kept(block) for block in blocks]


def taken_view(team: str, spec: Any, files: Files) -> Json:
    """Take a view, or refuse it."""
    spec = decoded(spec)
    if isinstance(spec, dict) and len(json.dumps(spec)) > rules.VIEW_SIZE:
        raise No("view_too_large")
    if found := rules.view(spec) or published.wrong_view(spec) or files.wrong_in(team, spec["blocks"]):
        raise invalid("invalid_arguments", found)
    own = {name: _texts(deepcopy(value)) for name, value in spec.items() if name != "blocks"}
    return own | {"blocks": [kept(block) for block in spec["blocks"]]}


def decoded(value: Any) -> Any:
    """Read what a form has as JSON in a string."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise No("invalid_blocks_format") from None


def kept(block: Json) -> Json:
    """Give a block as Slack keeps it: with all ids, and with its text objects escaped."""
    block = deepcopy(block)
    block.setdefault("block_id", f"b{next(_numbers):04d}")
    elements = [block.get("accessory"), block.get("element"), *block.get("elements", ())]
    for element in elements:
        if isinstance(element, dict) and element.get("type") not in _WITHOUT_ACTION:
            element.setdefault("action_id", f"a{next(_numbers):04d}")
    found: Json = _texts(block)
    return found


def escaped(text: str) -> str:
    """Give a text as Slack keeps it where it is not markup: entities stay, what is bare becomes one."""
    return _BARE.sub(lambda bare: _ENTITIES[bare[0]], text)


def markup(text: str) -> str:
    """Give a text as Slack keeps it where mentions and links in it are markup."""
    return _IN_MRKDWN.sub(lambda bare: _ENTITIES[bare[0]], text)


_WITHOUT_ACTION = (
    None, "plain_text", "mrkdwn", "image", "rich_text_section", "rich_text_list", "rich_text_preformatted",
    "rich_text_quote",
)  # fmt: skip


def _texts(value: Any) -> Any:
    match value:
        case {"type": "plain_text", "text": text}:
            return {"emoji": True, **value, "text": escaped(text)}
        case {"type": "mrkdwn", "text": text}:
            return {"verbatim": False, **value, "text": markup(text)}
        case dict():
            return {name: _texts(inner) for name, inner in value.items()}
        case list():
            return [_texts(inner) for inner in value]
        case _:
            return value
