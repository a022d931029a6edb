"""Completion: what may come next in a typed line, or in one parameter's value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.core import limits
from bot.core.command import Command
from bot.core.context import Visit
from bot.core.errors import BadInput, UnknownCommand
from bot.core.param import Kind, Parameter, Suggestion
from bot.core.parse import parse
from bot.core.registry import Registry
from bot.core.words import OPENING, ends_with_comma, items, quote, split


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on: `text` is the whole line with it, `value` only what it completes."""

    text: str
    label: str
    hint: str
    value: str


def complete(registry: Registry, line: str) -> Callable[[Visit], Sequence[Completion]]:
    """Work out what a line may go on with; the answer is then read from the store by what is returned."""
    line = line.lstrip()
    if len(line) > limits.LINE:
        return lambda _: []
    try:
        command, rest = registry.split(line)
    except UnknownCommand:
        return lambda _: _commands(registry, line)
    if not rest and not line.endswith(" "):
        return lambda _: _commands(registry, line)
    rest += line[len(line.rstrip()) :] if rest else ""
    return lambda visit: _values(command, rest, visit)[: limits.SUGGESTIONS]


def suggestions(each: Parameter, typed: str, visit: Visit) -> Sequence[Suggestion]:
    """Give what may be meant as one parameter's value."""
    if each.kind in (Kind.CHOICE, Kind.SWITCH):
        return [
            Suggestion(each.label_of(choice), choice)
            for choice in each.choices
            if typed.casefold() in choice.casefold() or typed.casefold() in each.label_of(choice).casefold()
        ]
    if each.kind is Kind.PERSON and visit.here:
        wanted = typed.removeprefix("@").casefold()
        people = [one.member for one in visit.store.groups.members(visit.here.id)]
        return [
            Suggestion(one.name, "@" + quote(one.name))
            for one in people
            if wanted in one.name.casefold() and one != visit.known
        ][: limits.SUGGESTIONS]
    return each.suggest(visit, typed)[: limits.SUGGESTIONS]


def _commands(registry: Registry, line: str) -> Sequence[Completion]:
    typed = " ".join(line.removeprefix("/").casefold().split())
    return [
        Completion(
            command.slash + (" " if command.parameters else ""), command.slash, command.about, command.name
        )
        for command in registry
        if command.name.startswith(typed)
    ]


def _values(command: Command, rest: str, visit: Visit) -> Sequence[Completion]:
    """Complete the last word of what follows a command: a value, or the name of an option."""
    try:
        pieces, left = parse(command, rest)
    except BadInput:
        return []
    words = split(rest)
    last = next((piece for piece in pieces if words[-1] in piece.words), None)
    listing = last is not None and last.parameter.kind is Kind.TEXTS and ends_with_comma(rest)
    begun = listing or (bool(rest) and not rest[-1].isspace())  # the last word may go on
    if left and not (begun and words[-1:] == left):
        return []
    given = {piece.parameter.name for piece in pieces}
    free = [each for each in command.parameters if each.name not in given]
    found: list[Completion] = []
    if begun and last is not None:
        typed = "" if listing else last.text
        if last.parameter.kind is Kind.TEXTS:
            typed = (items(typed) or [""])[-1]
        found += _of(command, last.parameter, typed.lstrip(OPENING), rest, visit)
    elif free:
        found += _of(command, free[0], left[0].text if left else "", rest, visit)
    if listing or (begun and words[-1].name):
        return found  # a value is being typed, and no option's name
    beginning = words[-1].text if begun else ""
    found += [
        Completion(
            _replaced(command, rest, beginning, each.name + ":"), each.name + ":", each.param.about, each.name
        )
        for each in free
        if each.name.startswith(beginning)
    ]
    return found


def _of(command: Command, each: Parameter, typed: str, rest: str, visit: Visit) -> Sequence[Completion]:
    return [
        Completion(
            _replaced(command, rest, typed, _written(each, one.value)) + " ",
            one.label,
            each.param.about,
            one.value,
        )
        for one in suggestions(each, typed, visit)
    ]


def _written(each: Parameter, value: str) -> str:
    return value if each.kind is Kind.PERSON else quote(value)


def _replaced(command: Command, rest: str, typed: str, by: str) -> str:
    kept = rest[: len(rest) - len(typed)] if typed and rest.endswith(typed) else rest
    kept = kept.rstrip(OPENING)
    return f"{command.slash} {kept}{by}"
