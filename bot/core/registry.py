"""The registry: all commands, found by themselves and checked at start against the strictest platform."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from bot.core import limits
from bot.core.bind import check, chosen, nearest, short
from bot.core.call import Call, Value
from bot.core.command import Command, Shortcut
from bot.core.errors import BadInput, UnknownCommand
from bot.core.form import ChoiceField, FieldOption, Form, FormField, NumberField, PersonField, TextField
from bot.core.param import Kind, Parameter
from bot.core.parse import parse
from bot.core.within import GROUP
from bot.domain.say import listed


class BadCommand(ValueError):
    """A command cannot be offered on every platform; the program does not start with it."""


class Registry:
    """All commands by path."""

    def __init__(self, commands: Iterable[Command]) -> None:
        """Take the commands; raises BadCommand on clashes and on what some platform would refuse."""
        self._by_path: dict[tuple[str, ...], Command] = {}
        for command in sorted(commands, key=lambda each: each.path):
            if command.path in self._by_path:
                raise BadCommand(f"two commands are called {command.slash}")
            _check(command)
            self._by_path[command.path] = command
        _check_all(self._by_path.values())

    @classmethod
    def discover(cls, package: ModuleType) -> "Registry":
        """Find every command of a package's modules."""
        found: dict[int, Command] = {}
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, Command):
                    found[id(value)] = value
        return cls(found.values())

    def __iter__(self) -> Iterator[Command]:
        """Go through the commands that are typed, by name."""
        return (command for command in self._by_path.values() if command.typed)

    def all(self) -> Iterator[Command]:
        """Go through all commands, also those that are only pressed."""
        return iter(self._by_path.values())

    def shortcuts(self) -> Iterator[tuple[Shortcut, Command]]:
        """Go through what is offered on messages and on people."""
        return ((each.shortcut, each) for each in self._by_path.values() if each.shortcut)

    def find(self, path: tuple[str, ...]) -> Command:
        """Give the command of a path; raises UnknownCommand."""
        if command := self._by_path.get(path):
            return command
        raise self._unknown(path)

    def read(self, text: str) -> Call:
        """Read a typed line such as `/target add "Acme Corp" confidence:4`; raises a Refusal."""
        if len(text) > limits.LINE:
            raise BadInput(
                {"": f"A line of {len(text):,} characters is too long; at most {limits.LINE:,} fit."}
            )
        command, rest = self.split(text)
        pieces, left = parse(command, rest)
        if left:
            given = {piece.parameter.name for piece in pieces}
            for each in command.parameters:
                if each.name not in given:
                    check(each, left[0].text)
            raise BadInput(
                {"": f"“{short(left[0].text)}” is one word too many. So it is typed: {usage(command)}"}
            )
        return Call(command.path, {piece.parameter.name: piece.text for piece in pieces})

    def split(self, text: str) -> tuple[Command, str]:
        """Take the command off a typed line; raises UnknownCommand."""
        line = text.strip().removeprefix("/")
        first, *more = line.split(maxsplit=2)[:2] or [""]
        path = tuple(word.casefold() for word in (first, *more))
        for taken in (path, path[:1]):
            command = self._by_path.get(taken)
            if command and command.typed:
                rest = line.split(maxsplit=len(taken))
                return command, rest[len(taken)] if len(rest) > len(taken) else ""
        raise self._unknown(path)

    def form(self, command: Command, given: Mapping[str, Value], start: Mapping[str, str]) -> Form:
        """Make the form that completes a call; what it keeps without asking stays in the form's own call."""
        kept = {
            each.name
            for each in command.parameters
            if each.param.kept and isinstance(given.get(each.name), int)  # an id, as our buttons have it
        }
        begin = {each.name: each.default for each in command.parameters}
        values = {**begin, **start, **given}
        return Form(
            title=command.title,
            call=Call(command.path, {name: given[name] for name in kept}),
            fields=tuple(
                _field(each, _as_typed(each, values[each.name]))
                for each in command.parameters
                if each.name not in kept
            ),
            submit=command.submit,
        )

    def _unknown(self, path: tuple[str, ...]) -> UnknownCommand:
        typed = list(self)
        under = [command.path[1] for command in typed if command.path[0] == path[0] and len(command.path) > 1]
        if under:
            near = nearest(path[1], under) if len(path) > 1 else None
            said = f"“/{short(' '.join(path))}” is not a command. " if len(path) > 1 else ""
            hint = f"Did you mean “/{path[0]} {near}”? " if near else ""
            return UnknownCommand(f"{said}{hint}After /{path[0]} comes {listed(under, 'or')}.")
        names = [command.name for command in typed]
        near = nearest(" ".join(path), names) or nearest(path[0], names)
        hint = f"Did you mean “/{near}”? " if near else ""
        return UnknownCommand(f"“/{short(path[0])}” is not a command. {hint}/help shows what there is.")


def usage(command: Command) -> str:
    """Write how a command is typed."""
    return f"{command.slash} {command.usage}".strip()


def _as_typed(each: Parameter, value: Value) -> str:
    """Write a value as a form shows it; one of a few choices as the form's options have it."""
    if each.kind in (Kind.CHOICE, Kind.SWITCH):
        return chosen(each, value) or ""
    return str(value)


def _field(each: Parameter, value: str) -> FormField:
    label, hint, required = each.label, each.param.about, each.required
    match each.kind:
        case Kind.NUMBER:
            return NumberField(each.name, label, hint, required, value, each.param.min, each.param.max)
        case Kind.CHOICE | Kind.SWITCH:
            options = tuple(FieldOption(each.label_of(choice), choice) for choice in each.choices)
            return ChoiceField(each.name, label, hint, required, value, options)
        case Kind.PERSON:
            return PersonField(each.name, label, hint, required, value)
        case _:
            most = limits.TEXT_INPUT if each.kind is Kind.TEXTS else each.most
            suggest = each.param.suggest is not None
            return TextField(each.name, label, hint, required, value, most, each.param.prose, suggest)


def _check(command: Command) -> None:
    def hold(what: str, text: str, most: int) -> None:
        if not 0 < len(text) <= most:
            raise BadCommand(f"{command.slash}: {what} has {len(text)} characters, of 1 to {most}")

    if not 1 <= len(command.path) <= 2:
        raise BadCommand(f"{command.slash}: a path has one or two words")
    for word in command.path:
        hold("a word of the path", word, limits.NAME)
        if not (word.islower() and word.replace("-", "").isalpha()):
            raise BadCommand(f"{command.slash}: {word!r} is not a lower-case word")
    hold("the description", command.about, limits.DESCRIPTION)
    hold("the form's title", command.title, limits.FORM_TITLE) if command.parameters else None
    hold("the form's submit button", command.submit, limits.SUBMIT)
    if command.parameters:
        hold("the usage hint", command.usage, limits.USAGE_HINT)
    if len(command.parameters) > limits.OPTIONS:
        raise BadCommand(f"{command.slash}: more than {limits.OPTIONS} options")
    if command.shortcut:
        hold("the shortcut's label", command.shortcut.label, limits.SHORTCUT)
        if command.shortcut.parameter not in (
            each.name for each in command.parameters if each.kind is Kind.PERSON
        ):
            raise BadCommand(f"{command.slash}: its shortcut names no parameter that takes a person")
    optional = False
    for each in command.parameters:
        hold(f"the name of {each.name}", each.name, limits.NAME)
        hold(f"what is said about {each.name}", each.param.about, limits.FIELD_HINT)
        hold(f"the label of {each.name}", each.label, limits.FIELD_LABEL)
        if each.name == GROUP:
            raise BadCommand(f"{command.slash}: “{GROUP}” is how a direct message names its group")
        for choice in each.choices:
            hold(f"the choice {choice}", each.label_of(choice), limits.OPTION_LABEL)
        if len(each.choices) > limits.CHOICES:
            raise BadCommand(f"{command.slash}: {each.name} has more than {limits.CHOICES} choices")
        if each.kind is Kind.TEXT and each.most > limits.TEXT_INPUT:
            raise BadCommand(f"{command.slash}: {each.name} takes more than {limits.TEXT_INPUT} characters")
        if each.required and optional:
            raise BadCommand(f"{command.slash}: {each.name} is required but comes after an optional one")
        optional = optional or not each.required


def _check_all(commands: Iterable[Command]) -> None:
    under: dict[str, list[Command]] = {}
    shortcuts: dict[str, list[str]] = {"message": [], "person": []}
    for command in commands:
        if command.typed:
            under.setdefault(command.path[0], []).append(command)
        if command.shortcut:
            shortcuts[command.shortcut.on].append(command.shortcut.label)
    for on, labels in shortcuts.items():
        if len(set(labels)) < len(labels):
            raise BadCommand(f"two shortcuts on a {on} are called the same")
        if len(labels) > limits.SHORTCUTS:
            raise BadCommand(f"more than {limits.SHORTCUTS} shortcuts on a {on}")
    if len(under) > limits.COMMANDS:
        raise BadCommand(f"more than {limits.COMMANDS} commands")
    for name, several in under.items():
        if len(several) > 1 and any(len(command.path) == 1 for command in several):
            raise BadCommand(f"/{name} is a command, so nothing can come under it")
        if len(several) > limits.SUBCOMMANDS:
            raise BadCommand(f"more than {limits.SUBCOMMANDS} commands under /{name}")
        if (size := sum(map(_size, several))) > limits.COMMAND_SIZE:
            raise BadCommand(f"/{name} and what is under it hold {size} characters")


def _size(command: Command) -> int:
    options = sum(
        len(each.name) + len(each.param.about) + sum(2 * len(choice) for choice in each.choices)
        for each in command.parameters
    )
    return len(command.name) + len(command.about) + options
