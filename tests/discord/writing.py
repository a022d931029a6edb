"""Writing messages: what becomes of a request's body, as the service keeps and gives it."""

from copy import deepcopy
from datetime import UTC, datetime
from itertools import count

from tests.discord import payloads, rule_components, schema
from tests.discord.errors import Json, Wrong
from tests.discord.mentions import pings
from tests.discord.rule_components import walk
from tests.discord.rule_messages import Draft, check
from tests.discord.state import World
from tests.discord.world import EPHEMERAL, LOADING, V2, Attachment, Channel, Message

_FILLED_IN: dict[int, Json] = {
    2: {"disabled": False},
    3: {"min_values": 1, "max_values": 1, "disabled": False},
    5: {"min_values": 1, "max_values": 1, "disabled": False},
    14: {"divider": True, "spacing": 1},
    17: {"accent_color": None, "spoiler": False},
}
"""What the service adds to components that leave it out."""


def create(world: World, channel: Channel, draft: Draft, *, answers: str | None = None) -> Message:
    """Write a new message, which nobody has been told of yet; raises a Refusal."""
    refuse_unless_good(draft)
    made = Message(world.ids.new(), channel, world.bot, answers=answers)
    made.nonce = draft.body.get("nonce")
    made.under = (draft.body.get("message_reference") or {}).get("message_id")
    _apply(world, draft, made)
    return made


def edit(world: World, message: Message, draft: Draft) -> None:
    """Change a message; raises a Refusal."""
    refuse_unless_good(draft)
    loading = message.flags & LOADING
    _apply(world, draft, message)
    message.flags &= ~LOADING
    message.edited = None if loading else datetime.now(UTC)


def refuse_unless_good(draft: Draft) -> None:
    """Raise a Refusal for what breaks a rule, also for fields of components that nobody knows."""
    check(draft)
    wrong = Wrong()
    for path, each in walk(draft.body.get("components") or []):
        for name in schema.unknown_fields(each):
            wrong.at((*path, name), "UNKNOWN_FIELD", "There is no such field.")
    wrong.refuse()


def _apply(world: World, draft: Draft, message: Message) -> None:
    body = draft.body
    message.attachments = [*draft.kept(), *_new_files(world, draft)]
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = body["embeds"] or []
    message.flags = (message.flags & ~V2) | (V2 if draft.v2 else 0)
    if draft.v2:
        message.content = ""
    if "components" in body:
        message.components = finished(deepcopy(body["components"] or []), message, world.files)
    said = [message.content, *rule_components.texts(message.components)]
    message.pinged = pings(said, body.get("allowed_mentions"))
    message.mentioned = tuple(world.users[each] for each in message.pinged if each in world.users)


def _new_files(world: World, draft: Draft) -> list[Attachment]:
    said = {str(each.get("id")): each for each in draft.body.get("attachments") or []}
    return [
        Attachment(world.ids.new(), each.filename, each.data, said.get(str(number), {}).get("description"))
        for number, each in sorted(draft.files.items())
    ]


def finished(components: list[Json], message: Message, files: str) -> list[Json]:
    """Give components as the service gives them back: numbered, filled in, their files at their addresses."""
    number(components)
    for _, each in walk(components):
        for key, value in _FILLED_IN.get(each["type"], {}).items():
            if each.get(key) is None:
                each[key] = value
        for item in each.get("items", [each] if "media" in each else []):
            item.setdefault("spoiler", False)
            item["description"] = item.get("description")
            item["media"] = _found(item["media"]["url"], message, files)
        if "file" in each:
            each["file"] = _found(each["file"]["url"], message, files)
            each.setdefault("spoiler", False)
            each |= next(
                (
                    {"name": one.filename, "size": len(one.data)}
                    for one in message.attachments
                    if one.id == each["file"]["id"]
                ),
                {"name": None, "size": None},
            )
    return components


def number(components: list[Json]) -> None:
    """Give a number to every component that has none."""
    everything = [each for _, each in walk(components)]
    taken = {each.get("id") for each in everything}
    free = (each for each in count(1) if each not in taken)
    for each in everything:
        each["id"] = each.get("id") or next(free)


def numbered(modal: Json) -> Json:
    """Give a modal as a person's client has it."""
    opened = deepcopy(modal)
    number(opened["components"])
    return opened


def _found(url: str, message: Message, files: str) -> Json:
    for each in message.attachments:
        written = payloads.attachment(each, files)
        if url in (f"attachment://{each.filename}", written["url"]):
            return {
                "id": each.id,
                "attachment_id": each.id,
                "url": written["url"],
                "proxy_url": written["url"],
                "content_type": written["content_type"],
                "width": None,
                "height": None,
            }
    return {
        "id": message.id,
        "url": url,
        "proxy_url": url,
        "content_type": None,
        "width": None,
        "height": None,
    }


def is_private(body: Json) -> bool:
    """Tell whether an answer is only for the one who asked."""
    return bool((body.get("flags") or 0) & EPHEMERAL)
