"""Binding: from the raw values of a call to what a handler takes, or a clear word about what is wrong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from bot.core import limits
from bot.core.call import Call, Value
from bot.core.card import shorten
from bot.core.clean import clean
from bot.core.command import Command
from bot.core.errors import BadInput
from bot.core.param import Kind, Parameter
from bot.core.words import items
from bot.domain.say import listed

MENTION = re.compile(r"<@!?(?P<user>[^|>&\s]+)(?:\|(?P<name>[^>]*))?>")
"""Somebody mentioned, as Slack and Discord write it."""
_SWITCH = {"y": "yes", "true": "yes", "on": "yes", "n": "no", "false": "no", "off": "no"}
LIST_MAX = 20


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a caller named them: a mention, a name, or a member's id from one of our buttons."""

    named: str | int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something stored as a caller named it, to be found among the suggestions of its parameter."""

    named: str


class Wrong(ValueError):
    """One value is not what its parameter takes; the message says what is."""


def bind(command: Command, call: Call, *, whole: bool = False) -> tuple[dict[str, Any], list[str]]:
    """Make the handler's arguments, and name the required parameters that are missing; raises BadInput.

    With `whole` what is missing is wrong too, so that a submitted form is told all at once. A person is left as
    a Person and a thing named by words as Wanted, to be found once the store is open.
    """
    by_name = {each.name: each for each in command.parameters}
    wrong = {name: no_such_option(command, name) for name in call.args if name not in by_name}
    values: dict[str, Any] = {}
    missing = []
    for name, each in by_name.items():
        raw = call.args.get(name, "")
        if isinstance(raw, str) and not clean(raw):
            if each.required:
                missing.append(name)
                if whole:
                    wrong[name] = f"{each.said}: please fill this in."
            elif each.kind is Kind.TEXT and name in call.args:
                values[name] = ""  # a text that somebody emptied
            if raw.strip():
                wrong[name] = f"{each.said}: there is nothing readable in it. Please write it again."
            continue
        try:
            values[name] = value_of(each, raw)
        except Wrong as error:
            wrong[name] = str(error)
    if wrong:
        raise BadInput(wrong)
    return values, missing


def value_of(each: Parameter, raw: Value) -> Any:
    """Read one value; raises Wrong, which says what is allowed."""
    match each.kind:
        case Kind.TEXT:
            return _text(each, str(raw))
        case Kind.TEXTS:
            return _texts(each, str(raw))
        case Kind.NUMBER:
            return _number(each, raw)
        case Kind.SWITCH:
            if found := chosen(each, raw):
                return found == "yes"
            raise Wrong(f"{each.said}: “{short(raw)}” is neither yes nor no.")
        case Kind.CHOICE:
            return _choice(each, raw)
        case Kind.PICK:
            text = raw if isinstance(raw, int) else clean(raw)
            return (
                _number(each, text) if isinstance(text, int) or text.isdigit() else Wanted(_text(each, text))
            )
        case Kind.PERSON:
            return Person(_number(each, raw) if isinstance(raw, int) else clean(raw))


def check(each: Parameter, raw: Value) -> None:
    """Let a value pass that a parameter takes; raises BadInput."""
    try:
        value_of(each, raw)
    except Wrong as error:
        raise BadInput({each.name: str(error)}) from None


def _text(each: Parameter, raw: str) -> str:
    text = clean(MENTION.sub(_named, raw), lines=each.param.lines)
    if len(text) > each.most:
        raise Wrong(f"{each.said}: {len(text):,} characters are too long; at most {each.most:,} fit.")
    if len(text) < (each.param.min or 0):
        raise Wrong(f"{each.said}: “{short(text)}” is very short. A few words more help your peers to help.")
    return text


def _named(mention: re.Match[str]) -> str:
    """Write somebody who is mentioned in a text by their name, for nobody else reads a platform's ids."""
    return f"@{mention['name'] or 'a peer'}"


def _texts(each: Parameter, raw: str) -> tuple[str, ...]:
    if len(raw) > limits.TEXT_INPUT:
        raise Wrong(f"{each.said}: {len(raw):,} characters are too long; at most {limits.TEXT_INPUT:,} fit.")
    found = tuple(dict.fromkeys(filter(None, (clean(item) for item in items(raw)))))
    if not found:
        raise Wrong(f"{each.said}: there is nothing between the commas.")
    if len(found) > LIST_MAX:
        raise Wrong(f"{each.said}: {len(found)} at once are too many; send at most {LIST_MAX} at a time.")
    for item in found:
        if len(item) > each.most:
            raise Wrong(f"{each.said}: “{short(item)}” is too long; at most {each.most} characters fit.")
    return found


def _number(each: Parameter, raw: Value) -> int:
    least, most = each.param.min, each.param.max
    allowed = f"a whole number from {least} to {most}" if None not in (least, most) else "a whole number"
    try:
        if isinstance(raw, bool):
            raise ValueError
        number = int(clean(raw)) if isinstance(raw, str) else raw
    except ValueError:
        raise Wrong(f"{each.said}: “{short(raw)}” is not {allowed}.") from None
    if number < (least if least is not None else -(2**31)) or number > (
        most if most is not None else 2**31 - 1
    ):
        raise Wrong(f"{each.said}: {short(number)} is not {allowed}.")
    return number


def chosen(each: Parameter, raw: Value) -> str | None:
    """Give which of the choices of a parameter is meant, by its value or its label."""
    given = clean(str(raw)).casefold()
    return _by_text(each).get(_SWITCH.get(given, given) if each.kind is Kind.SWITCH else given)


def _by_text(each: Parameter) -> dict[str, str]:
    return {text.casefold(): choice for choice in each.choices for text in (choice, each.label_of(choice))}


def _choice(each: Parameter, raw: Value) -> Any:
    if found := chosen(each, raw):
        return each.make(found)
    by_text = _by_text(each)
    near = nearest(clean(str(raw)).casefold(), by_text)
    hint = f" Did you mean “{by_text[near]}”?" if near else ""
    raise Wrong(f"{each.said}: “{short(raw)}” is not {listed(each.choices, 'or')}.{hint}")


def no_such_option(command: Command, name: str) -> str:
    """Say that a command has no such option, and which it may have been."""
    names = [each.name for each in command.parameters]
    if not names:
        return f"{command.slash} takes no options, so “{short(name)}:” cannot be one."
    near = nearest(name, names)
    hint = f"Did you mean “{near}:”?" if near else f"It takes {listed([each + ':' for each in names])}."
    return f"{command.slash} has no option “{short(name)}:”. {hint}"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Give the word that was most likely meant: one that begins so, or that is much alike."""
    among = list(words)
    begun = [each for each in among if len(word) > 2 and each.startswith(word)]
    found = process.extractOne(word, begun or among, scorer=fuzz.ratio, score_cutoff=0 if begun else 60)
    return found[0] if found else None


def short(value: object) -> str:
    """Quote what somebody sent in an answer to them: harmless, and the beginning of it is enough."""
    return shorten(clean(str(value)), 40)
