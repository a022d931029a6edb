"""Typed commands: which word of a line belongs to which parameter.

The rules, as one would explain them: `name:value` goes where its name says. The other words are taken in the
order of the parameters: a number, a choice, a person takes one word, if it fits; a text takes what is in
quotes, or one word if another text follows, or else all words up to one that fits the next number or choice,
unless words were left over then ("Monday 30 Nov 14:00" is no half hour on Monday); prose takes the rest.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.core.bind import Wrong, nearest, no_such_option, value_of
from bot.core.command import Command
from bot.core.errors import BadInput
from bot.core.param import Kind, Parameter
from bot.core.words import Word, raw, said, split

_TEXTS = (Kind.TEXT, Kind.TEXTS, Kind.PICK)
_CHOICE_WORDS = 3  # as in "not this time"


@dataclass(frozen=True, slots=True)
class Piece:
    """A parameter with the words that it takes, and their text."""

    parameter: Parameter
    words: tuple[Word, ...]
    text: str


def parse(command: Command, line: str) -> tuple[list[Piece], list[Word]]:
    """Deal the words of a line (without the command's path) out to the parameters; the rest is left over.

    Raises BadInput for a `name:` that the command does not have.
    """
    by_name = {each.name: each for each in command.parameters}
    pieces: list[Piece] = []
    free: list[Word] = []
    words = split(line)
    at = 0
    while at < len(words):
        word = words[at]
        named = by_name.get(_option(word))
        if named is None:
            free.append(word)
            at += 1
            continue
        taken = [word]
        if word.text == "" and not word.quoted and at + 1 < len(words) and not words[at + 1].name:
            at += 1
            taken = [words[at]]  # "confidence: 4", as phones like to space it
        at += 1
        if named.kind is Kind.CHOICE:
            more = fits(named, [taken[0], *words[at:]]) - 1
            taken += words[at : at + max(0, more)]
            at += max(0, more)
        elif named.kind in _TEXTS and not taken[0].quoted:
            while at < len(words) and _option(words[at]) not in by_name:
                taken.append(words[at])
                at += 1
        if any(piece.parameter is named for piece in pieces):
            raise BadInput({named.name: f"{named.label}: it is there twice. Leave one of them."})
        pieces.append(_piece(named, taken, line, named=True))
    given = {piece.parameter.name for piece in pieces}
    positional, rest = _deal([each for each in command.parameters if each.name not in given], free, line)
    pieces += positional
    _check_names(command, [(word, piece.parameter) for piece in pieces for word in piece.words])
    _check_names(command, [(word, None) for word in rest])
    return pieces, rest


def _option(word: Word) -> str:
    return word.name.casefold().replace("-", "_")


def _check_names(command: Command, words: Sequence[tuple[Word, Parameter | None]]) -> None:
    """Refuse a mistyped option; in free text, `word:` that is like no option is just how somebody writes."""
    names = [each.name for each in command.parameters]
    for word, taken_by in words:
        if not word.name or _option(word) in names:
            continue
        prose = taken_by is not None and taken_by.param.prose
        if not prose or nearest(word.name, names):
            raise BadInput({word.name: no_such_option(command, word.name)})


def _piece(each: Parameter, words: Sequence[Word], line: str, *, named: bool) -> Piece:
    text = raw if each.kind is Kind.TEXTS else said  # a list is taken apart later, so its quotes stay
    return Piece(each, tuple(words), text(line, words, named=named))


def _deal(parameters: Sequence[Parameter], words: list[Word], line: str) -> tuple[list[Piece], list[Word]]:
    pieces = []
    for index, each in enumerate(parameters):
        if not words:
            break
        later = parameters[index + 1 :]
        many = _how_many(each, later, words)
        if many:
            pieces.append(_piece(each, words[:many], line, named=False))
            words = words[many:]
    return pieces, words


def _how_many(each: Parameter, later: Sequence[Parameter], words: Sequence[Word]) -> int:
    if each.kind not in _TEXTS:
        number = each.kind is Kind.NUMBER and words[0].text.lstrip("+-").isdigit()
        return fits(each, words) or int(each.required or number)
    if each.param.prose:
        return len(words)
    if each.kind in (Kind.TEXT, Kind.PICK):
        if words[0].quoted or (each.kind is Kind.PICK and words[0].text.isdigit()):
            return 1
        if any(one.kind in _TEXTS and one.required for one in later):
            return 1
    typed = [one for one in later if one.kind not in _TEXTS]
    for many in range(1, len(words)):
        before = words[many - 1]
        comma = before.text.endswith(",") or words[many].text.startswith(",")
        ends_list = before.quoted and not comma and words[many].text != ""
        if not comma and (
            ends_list or (any(fits(one, words[many:]) for one in typed) and not _left(later, words[many:]))
        ):
            return many
    return len(words)


def _left(parameters: Sequence[Parameter], words: Sequence[Word]) -> Sequence[Word]:
    """Give the words that no parameter takes."""
    for index, each in enumerate(parameters):
        words = words[_how_many(each, parameters[index + 1 :], words) :] if words else words
    return words


def fits(each: Parameter, words: Sequence[Word]) -> int:
    """Give how many of the first words would do as a parameter's value, 0 if they would not."""
    if each.kind is Kind.PERSON:
        return int(words[0].text.startswith(("@", "<@")))
    if words[0].quoted:
        return 0
    for many in range(_CHOICE_WORDS if each.kind is Kind.CHOICE else 1, 0, -1):
        with suppress(Wrong):
            value_of(each, " ".join(word.text for word in words[:many]))
            return min(many, len(words))
    return 0
