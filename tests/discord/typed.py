"""A typed line as somebody fills in the options of a slash command.

The line is dealt out to the options as everywhere else. What no client would let anybody type (an unknown command, an
option that does not exist, a word in the place of a number) is sent nevertheless: by hand, or from a registration that
is older than the program.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.command import Command
from bot.core.errors import BadInput, UnknownCommand
from bot.core.parse import parse
from bot.core.registry import Registry
from bot.core.words import split
from tests.discord.errors import Json
from tests.discord.rule_commands import BOOLEAN, CHAT, GROUP, INTEGER, STRING, SUB

_SWITCH = {"yes": True, "no": False}


@dataclass(frozen=True)
class Entered:
    """A command's path, and its options as {"name", "type", "value"}."""

    path: tuple[str, ...]
    options: list[Json]


def entered(line: str, registry: Registry, registered: Iterable[Json]) -> Entered:
    """Fill in the options of a registered command."""
    try:
        command, rest = registry.split(line)
    except UnknownCommand:
        return _unknown(line, registered)
    known = {each["name"]: each for each in _options(registered, command.path)}
    given = [(name, text) for name, text in _dealt(command, rest) if text]
    return Entered(command.path, [_value(name, text, known.get(name)) for name, text in given])


def _dealt(command: Command, rest: str) -> list[tuple[str, str]]:
    """Deal the words out; those for which there is no place go to the next option that is free."""
    try:
        pieces, left = parse(command, rest)
    except BadInput:
        words = split(rest)
        free = " ".join(word.text for word in words if not word.name)
        return [
            *((each.name, free) for each in command.parameters[:1]),
            *((word.name, word.text) for word in words if word.name),
        ]
    dealt = [(piece.parameter.name, piece.text) for piece in pieces]
    if left:
        given = {name for name, _ in dealt}
        free_options = [each.name for each in command.parameters if each.name not in given]
        dealt.append((free_options[0] if free_options else "more", " ".join(word.text for word in left)))
    return dealt


def _unknown(line: str, registered: Iterable[Json]) -> Entered:
    name, *words = line.strip().removeprefix("/").split() or [""]
    grouped = any(each["name"] == name and _groups(each) for each in registered)
    return Entered((name, *words[: 1 if grouped else 0]), [])


def _groups(command: Json) -> bool:
    return any(each["type"] in (SUB, GROUP) for each in command.get("options", []))


def _options(registered: Iterable[Json], path: tuple[str, ...]) -> list[Json]:
    """Give the options that are registered for a command."""
    inside = [each for each in registered if each["type"] == CHAT]
    for word in path:
        inside = next((each.get("options", []) for each in inside if each["name"] == word), [])
    return inside


def _value(name: str, text: str, option: Json | None) -> Json:
    kind = option["type"] if option else STRING
    value: str | int | bool = text
    if kind == INTEGER and text.lstrip("+-").isdecimal():
        value = int(text)
    elif kind == BOOLEAN and text.casefold() in _SWITCH:
        value = _SWITCH[text.casefold()]
    elif kind != STRING:
        kind = STRING
    for choice in (option or {}).get("choices", []):
        if text.casefold() in (choice["name"].casefold(), str(choice["value"]).casefold()):
            value = choice["value"]
    return {"name": name, "type": kind, "value": value}
