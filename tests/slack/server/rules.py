"""Rules for blocks, messages and views, which Slack checks and neither schema nor SDK does in full.

Limits: docs.slack.dev/reference/block-kit/blocks and /reference/views; the size of a whole message
(`msg_blocks_too_long`) as others measured it. Lengths are in characters.
"""

from collections.abc import Iterator
from typing import Any

from tests.slack.server.elements import ACTIONS, INPUTS, Check, element, image
from tests.slack.server.findings import MISSING, Findings
from tests.slack.server.world import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_SIZE = 13_200
VIEW_SIZE = 250_000
VISIBLE = ("text", "alt_text")


def message(blocks: Any) -> Findings:
    """Check the blocks of a message; an action_id is there once in all of it."""
    found = Findings()
    _blocks(found, blocks, MESSAGE_BLOCKS, actions=set())
    return found


def view(spec: Any) -> Findings:
    """Check a modal or a Home tab; an action_id is there once in its block."""
    found = Findings()
    if not isinstance(spec, dict) or spec.get("type") not in ("modal", "home"):
        found.add("/view/type", "must be modal or home")
        return found
    blocks = _blocks(found, spec.get("blocks"), VIEW_BLOCKS, actions=None, at="/view/blocks")
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if len(str(spec.get(name) or "")) > most:
            found.add(f"/view/{name}", f"must be less than {most + 1} characters")
    if spec["type"] == "modal":
        _modal(found, spec, blocks)
    else:
        for name in ("title", "submit", "close", "clear_on_close", "notify_on_close"):
            if name in spec:
                found.add(f"/view/{name}", "is not a property of a Home tab")
    return found


def size(blocks: Any) -> int:
    """Count the characters that a message's blocks show."""
    return sum(len(text) for text in _visible(blocks))


def _modal(found: Findings, spec: Json, blocks: list[Json]) -> None:
    found.text("/view/title", spec.get("title"), 24)
    found.text("/view/submit", spec.get("submit"), 24, needed=False)
    found.text("/view/close", spec.get("close"), 24, needed=False)
    inputs = [block for block in blocks if block.get("type") == "input"]
    if inputs and not spec.get("submit"):
        found.add("/view/submit", "must be provided when an input block is in the blocks array")
    focused = [each for each in inputs if (each.get("element") or {}).get("focus_on_load")]
    if len(focused) > 1:
        found.add("/view/blocks", "only one element can have focus_on_load")


def _blocks(
    found: Findings, blocks: Any, most: int, *, actions: set[object] | None, at: str = "/blocks"
) -> list[Json]:
    given = found.many(at, blocks, most, least=0 if at != "/blocks" else 1)
    ids: set[object] = set()
    for number, block in enumerate(given):
        here = f"{at}/{number}"
        found.string(f"{here}/block_id", block.get("block_id"), 255, needed=False)
        found.once(f"{here}/block_id", block.get("block_id"), ids, "block_id")
        check = BLOCKS.get(str(block.get("type")))
        if check is None:
            found.add(here, f"Unsupported block type: {block.get('type')}")
        else:
            check(found, here, block, set() if actions is None else actions)
    return given


def _section(found: Findings, at: str, block: Json, seen: set[object]) -> None:
    if block.get("text") is None and not block.get("fields"):
        found.add(at, "must provide text or fields")
    found.text(f"{at}/text", block.get("text"), 3000, plain=False, needed=False)
    if "fields" in block:
        for number, each in enumerate(found.many(f"{at}/fields", block["fields"], 10)):
            found.text(f"{at}/fields/{number}", each, 2000, plain=False)
    if "accessory" in block:
        kinds: dict[str, Check] = {**ACTIONS, "image": image}
        element(found, f"{at}/accessory", block["accessory"], kinds, seen)


def _header(found: Findings, at: str, block: Json, seen: set[object]) -> None:
    found.text(f"{at}/text", block.get("text"), 150)


def _divider(found: Findings, at: str, block: Json, seen: set[object]) -> None:
    """Nothing can be wrong with a line."""


def _image(found: Findings, at: str, block: Json, seen: set[object]) -> None:
    image(found, at, block)
    found.text(f"{at}/title", block.get("title"), 2000, needed=False)


def _context(found: Findings, at: str, block: Json, seen: set[object]) -> None:
    for number, each in enumerate(found.many(f"{at}/elements", block.get("elements"), 10)):
        here = f"{at}/elements/{number}"
        if each.get("type") == "image":
            image(found, here, each)
        else:
            found.text(here, each, 3000, plain=False)


def _actions(found: Findings, at: str, block: Json, seen: set[object]) -> None:
    for number, each in enumerate(found.many(f"{at}/elements", block.get("elements"), 25)):
        element(found, f"{at}/elements/{number}", each, ACTIONS, seen)


def _input(found: Findings, at: str, block: Json, seen: set[object]) -> None:
    found.text(f"{at}/label", block.get("label"), 2000)
    found.text(f"{at}/hint", block.get("hint"), 2000, needed=False)
    element(found, f"{at}/element", block.get("element"), INPUTS, seen)


def _markdown(found: Findings, at: str, block: Json, seen: set[object]) -> None:
    found.string(f"{at}/text", block.get("text"), 12_000)


def _rich_text(found: Findings, at: str, block: Json, seen: set[object]) -> None:
    kinds = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
    for number, each in enumerate(found.many(f"{at}/elements", block.get("elements"), 100)):
        here = f"{at}/elements/{number}"
        if each.get("type") not in kinds:
            found.add(here, f"unsupported element type: {each.get('type')}")
            continue
        for inner, part in enumerate(found.many(f"{here}/elements", each.get("elements"), 1000)):
            _rich_part(found, f"{here}/elements/{inner}", part)


def _rich_part(found: Findings, at: str, part: Json) -> None:
    needs = {
        "text": "text",
        "link": "url",
        "user": "user_id",
        "channel": "channel_id",
        "emoji": "name",
        "broadcast": "range",
        "date": "timestamp",
        "usergroup": "usergroup_id",
        "rich_text_section": "elements",
    }
    kind = str(part.get("type"))
    if kind not in needs:
        found.add(at, f"unsupported element type: {kind}")
    elif not part.get(needs[kind]):
        found.add(f"{at}/{needs[kind]}", f"{MISSING}: {needs[kind]}")


def _visible(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in VISIBLE and isinstance(inner, str):
                yield inner
            else:
                yield from _visible(inner)
    elif isinstance(value, list):
        for each in value:
            yield from _visible(each)


BLOCKS = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "image": _image,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
}
"""The blocks that an app of ours may ever send; any other is refused."""
