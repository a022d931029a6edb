"""The registry as Discord's application commands, as plain data; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from adapters.discord import limits
from bot.core import limits as core
from bot.core.card import shorten
from bot.core.command import Command
from bot.core.param import Kind, Parameter
from bot.core.registry import Registry

Json = dict[str, Any]
Translations = Mapping[str, Mapping[str, str]]
"""Names and descriptions in other languages: by the English text, then by Discord's locale such as "pt-BR"."""

CHAT, ON_PERSON, ON_MESSAGE = 1, 2, 3
SUBCOMMAND, STRING, INTEGER, BOOLEAN = 1, 3, 4, 5
IN_SERVERS, IN_DIRECT_MESSAGES = 0, 1
_SHORTCUTS = {"person": ON_PERSON, "message": ON_MESSAGE}
_SET = (
    "type", "name", "description", "options", "required", "autocomplete", "choices", "value", "min_value", "max_value",
    "min_length", "max_length", "name_localizations", "description_localizations", "contexts", "integration_types",
)  # fmt: skip


def commands(registry: Registry, translations: Translations | None = None) -> list[Json]:
    """Give the bodies by which all commands are registered at once.

    No option is required: where one is missing, the form asks for it. People are chosen among the group's by
    autocomplete, for not all of them need be on Discord.
    """
    words = translations or {}
    return [*_chat(registry, words), *_shortcuts(registry, words)]


def shortcut(registry: Registry, name: str) -> Command | None:
    """Find the command that is offered under a name on messages or on people."""
    return next((command for offered, command in registry.shortcuts() if offered.label == name), None)


@dataclass(frozen=True, slots=True)
class Changes:
    """What registering would change, by the names as members see them."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to change."""
        return bool(self.added or self.changed or self.removed)


def diff(registered: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> Changes:
    """Compare what Discord gives as registered (asked `with_localizations`) with what `commands` gives.

    Only what we set is compared: Discord adds ids, versions, and defaults for what was left out.
    """
    there = {_key(each): _plain(each) for each in registered}
    here = {_key(each): _plain(each) for each in wanted}
    return Changes(
        added=tuple(_shown(key) for key in here if key not in there),
        changed=tuple(_shown(key) for key in here if key in there and here[key] != there[key]),
        removed=tuple(_shown(key) for key in there if key not in here),
    )


def _chat(registry: Registry, words: Translations) -> Iterator[Json]:
    for name, several in groupby(registry, key=lambda command: command.path[0]):
        under = list(several)
        if len(under) == 1 and len(under[0].path) == 1:
            made = _said(name, under[0].about, words) | {"options": _options(under[0], words)}
        else:
            about = shorten(", ".join(command.path[1] for command in under).capitalize(), limits.DESCRIPTION)
            made = _said(name, about, words)
            made["options"] = [
                _said(command.path[1], command.about, words)
                | {"type": SUBCOMMAND, "options": _options(command, words)}
                for command in under
            ]
        yield made | {"type": CHAT, "contexts": [IN_SERVERS, IN_DIRECT_MESSAGES], "integration_types": [0]}


def _shortcuts(registry: Registry, words: Translations) -> Iterator[Json]:
    for offered, _ in registry.shortcuts():
        made: Json = {"type": _SHORTCUTS[offered.on], "name": offered.label}
        yield (
            made
            | _localized("name", offered.label, words)
            | {"contexts": [IN_SERVERS], "integration_types": [0]}
        )


def _options(command: Command, words: Translations) -> list[Json]:
    return [
        _said(each.name, each.param.about, words) | {"required": False} | _typed(each, words)
        for each in command.parameters
    ]


def _typed(each: Parameter, words: Translations) -> Json:
    match each.kind:
        case Kind.NUMBER:
            bounds = {"min_value": each.param.min, "max_value": each.param.max}
            return {"type": INTEGER} | {name: value for name, value in bounds.items() if value is not None}
        case Kind.SWITCH:
            return {"type": BOOLEAN}
        case Kind.CHOICE:
            return {"type": STRING, "choices": [_choice(each, str(choice), words) for choice in each.choices]}
        case Kind.TEXT:
            least = {"min_length": each.param.min} if each.param.min else {}
            return {"type": STRING, "max_length": each.most, **least, **_suggesting(each)}
        case Kind.TEXTS:
            return {"type": STRING, "max_length": core.TEXT_INPUT, **_suggesting(each)}
        case Kind.PERSON | Kind.PICK:
            return {"type": STRING, "autocomplete": True}


def _choice(each: Parameter, choice: str, words: Translations) -> Json:
    label = str(each.label_of(choice))
    return {"name": label, "value": choice, **_localized("name", label, words)}


def _suggesting(each: Parameter) -> Json:
    return {"autocomplete": True} if each.param.suggest else {}


def _said(name: str, about: str, words: Translations) -> Json:
    return {
        "name": name, "description": about,
        **_localized("name", name, words), **_localized("description", about, words),
    }  # fmt: skip


def _localized(what: str, english: str, words: Translations) -> Json:
    return {f"{what}_localizations": dict(words[english])} if words.get(english) else {}


def _key(command: Mapping[str, Any]) -> tuple[int, str]:
    return command.get("type") or CHAT, command["name"]


def _shown(key: tuple[int, str]) -> str:
    kind, name = key
    return f"/{name}" if kind == CHAT else name


def _plain(value: Any) -> Any:
    """Take a command to what we set, without what is the same as left out."""
    if isinstance(value, Mapping):
        kept = {
            name: value[name] if name.endswith("_localizations") else _plain(value[name])
            for name in _SET
            if name in value
        }
        return {name: each for name, each in kept.items() if each or (each == 0 and each is not False)}
    if isinstance(value, list | tuple):
        return sorted(value) if all(isinstance(each, int) for each in value) else [*map(_plain, value)]
    return value
