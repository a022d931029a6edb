"""Patterns: phrases written with classes of words, read as regular expressions over a line of plain words.

word            itself                      a|b          one of these
good_word       these words in a row        @paper       a word of that class
?my             there or not                !on|of       is not what follows
~               at most four words that lead nowhere else (no how, about, learn …)
..  ...         at most three words, at most eight (no end of a sentence)
^  $            a sentence begins, or ends, here
"""

import re
from collections.abc import Iterator, Mapping, Sequence

Classes = Mapping[str, Sequence[str]]
_WORD = r"[^\s.?,]+"
_GAPS = {"..": rf"(?:{_WORD} ){{0,3}}?", "...": r"(?:[^\s.?]+ ){0,8}?"}
_BEGIN, _END = r"(?:(?<=^ )|(?<=[.?,] ))", r"(?=[.?,] |$)"


class BadPattern(ValueError):
    """A pattern names no class, or holds nothing that could be found."""


def expanded(pattern: str, classes: Classes) -> Iterator[list[str]]:
    """Give the items of a pattern, each as the words and phrases that it may be."""
    for item in pattern.split():
        yield [each for part in item.lstrip("?!").split("|") for each in _members(part, classes)]


def _members(part: str, classes: Classes) -> list[str]:
    if not part.startswith("@"):
        return [part]
    if part[1:] not in classes:
        raise BadPattern(f"there is no class {part}")
    return [each for word in classes[part[1:]] for each in _members(word, classes)]


def compiled(pattern: str, classes: Classes) -> re.Pattern[str]:
    """Make the expression that finds a pattern; raises BadPattern."""
    made = r"(?<= )"
    for item, words in zip(pattern.split(), expanded(pattern, classes), strict=True):
        if item in _GAPS:
            made += _GAPS[item]
        elif item == "~":
            made += rf"(?:(?!(?:{_either(classes['elsewhere'])}) ){_WORD} ){{0,4}}?"
        elif item == "^":
            made = _BEGIN
        elif item == "#":
            made += r"\d+ "
        elif item == "$":
            made += _END
        elif item.startswith("!"):
            made += rf"(?!(?:{_either(words)}) )"
        else:
            made += rf"(?:{_either(words)}) " if not item.startswith("?") else rf"(?:(?:{_either(words)}) )?"
    return re.compile(made)


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(each).replace("_", " ") for each in words)


def needed(pattern: str, classes: Classes) -> Sequence[frozenset[str]]:
    """Give for each item that must be there the words of which one is, those of the rarest item first."""
    found = [
        frozenset(each.split("_")[-1] for each in words)
        for item, words in zip(pattern.split(), expanded(pattern, classes), strict=True)
        if item[0] not in "?!~.^$#"
    ]
    if not found:
        raise BadPattern(f"{pattern!r} holds nothing to be found")
    common = frozenset(classes["common"])
    return sorted(found, key=lambda words: (len(words & common), len(words)))
