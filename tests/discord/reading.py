"""What people read on the local Discord: a message's components as a Shown, a modal as an Opened."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.contract.stage import (
    Attached,
    Blank,
    Buttons,
    Control,
    Image,
    Mention,
    Menu,
    Part,
    Shown,
    Values,
    Where,
    Words,
)
from tests.discord import rule_components as kinds
from tests.discord.errors import Json
from tests.discord.markdown import Alive, framed, heading_of, lines_of, named
from tests.discord.people import stands
from tests.discord.world import Message

_QUIET = "-# "
_MENTION = re.compile(r"<@!?(\d+)>")
_COUNTED = re.compile(r"(?P<title>.*) \((?P<number>\d) of (?P<of>\d)\)")
Named = Callable[[str], str]
"""Gives what somebody is called, by their id."""


def read(message: Message, where: Where, named: Named, *, id: str = "") -> Shown:
    """Read a message, or a private answer, which has no id."""
    parts = list(_parts(message.components, named))
    for user in _called(message):
        if user not in message.pinged:
            raise Alive(f"a mention of {named(user)}, whose telephone does not ring")
    headline = ""
    if parts and isinstance(parts[0], Words):
        headline = parts.pop(0).text  # type: ignore[union-attr]  # it is Words
    return Shown(where, headline, tuple(parts), id, bool(id and message.edited))


def _called(message: Message) -> list[str]:
    found = (_MENTION.fullmatch(text) for text in kinds.texts(message.components))
    return [each[1] for each in found if each]


def is_refusal(message: Message) -> bool:
    """Tell whether a message is one paragraph without a headline: how the bot says no."""
    inside = [each for _, each in kinds.walk(message.components) if each["type"] != kinds.CONTAINER]
    return (
        len(inside) == 1 and inside[0]["type"] == kinds.TEXT and not inside[0]["content"].startswith("### ")
    )


def _parts(components: Iterable[Json], named: Named) -> Iterator[Part]:
    for each in components:
        match each["type"]:
            case kinds.CONTAINER:
                yield from _parts(each["components"], named)
            case kinds.TEXT:
                yield _text(each["content"], named)
            case kinds.GALLERY:
                for item in each["items"]:
                    yield Image(item["description"] or "", item["media"]["url"])
            case kinds.FILE:
                url = each["file"]["url"]
                yield Attached(url.rpartition("/")[2].partition("?")[0], url)
            case kinds.SECTION:
                yield from _parts([*each["components"], each["accessory"]], named)
            case kinds.ROW:
                yield from _row(each["components"])
            case kinds.SEPARATOR:
                pass
            case kind:
                raise AssertionError(f"nobody reads a component of type {kind}")


def _row(inside: list[Json]) -> Iterator[Part]:
    if inside[0]["type"] == kinds.BUTTON:
        yield Buttons(tuple(Control(each["label"], each["custom_id"]) for each in inside))
        return
    (menu,) = inside
    options = tuple(Control(each["label"], each["value"]) for each in menu["options"])
    yield Menu(menu.get("placeholder", ""), options)


def _text(content: str, called: Named) -> Part:
    if (quoted := framed(content)) is not None:
        return Words(quoted, "quote")
    if mention := _MENTION.fullmatch(content):
        return Mention(called(mention[1]))
    lines = content.split("\n")
    headings = [heading_of(line) if line.strip() else "" for line in lines]
    if all(heading is not None for heading in headings):
        return Words("\n".join(filter(None, headings)) if len(lines) == 1 else "\n".join(map(str, headings)))
    if all(line.startswith(_QUIET) or not line.strip() for line in lines):
        return Words("\n".join(lines_of(line.removeprefix(_QUIET)) for line in lines), "quiet")
    if named(lines[0]):
        return Values(tuple(_values(lines)))
    return Words(lines_of(content))


def _values(lines: list[str]) -> Iterator[tuple[str, str]]:
    name, value = "", ""
    for line in lines:
        if pair := named(line):
            if name:
                yield name, value
            name, value = pair
        else:
            value += "\n" + lines_of(line)
    yield name, value


# Forms


@dataclass(frozen=True)
class Field:
    """A field of a modal, as Discord has it and as it is read."""

    component: Json
    blank: Blank

    @property
    def id(self) -> str:
        """Its custom id."""
        return str(self.component["custom_id"])


@dataclass(frozen=True)
class Modal:
    """A modal: one of the `of` parts of a form."""

    title: str
    number: int
    of: int
    fields: tuple[Field, ...]


def read_modal(modal: Json, named: Named) -> Modal:
    """Read a modal."""
    fields = tuple(_field(each, named) for each in modal["components"] if each["type"] == kinds.LABEL)
    if counted := _COUNTED.fullmatch(modal["title"]):
        return Modal(counted["title"], int(counted["number"]), int(counted["of"]), fields)
    return Modal(modal["title"], 1, 1, fields)


def _field(label: Json, named: Named) -> Field:
    inner = label["component"]
    by_value = {each["value"]: each["label"] for each in inner.get("options", [])}
    held = stands(inner)
    value = str(next(iter(held), "") if isinstance(held, list) else held or "")
    shown = named(value) if inner["type"] == kinds.PERSON and value else by_value.get(value, value)
    required = bool(inner.get("required", True))
    blank = Blank(label["label"], label.get("description") or "", required, shown, tuple(by_value.values()))
    return Field(inner, blank)
