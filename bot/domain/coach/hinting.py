"""Hints: what no phrase of the rules says, told by many small things in a sentence that are weighed together.

The weights are learned from the corpus of the tests (a logistic regression; tests/bot/domain/coach/weighing.py), and
each is a named thing: a word ("w:referral"), a class of words ("c:papers"), two of these in a row ("g:me $?"), or how
the sentence is built ("asks", "yes or no").
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt

from bot.domain.coach.rules import Hints
from bot.domain.coach.words import COMMA, QUESTION, STOP

SCALE = 4.0
"""The length to which a sentence's hints are brought, so that long sentences weigh no more than short ones."""
BIAS = "bias"
_YES_OR_NO = frozenset((
    "do", "does", "did", "is", "are", "was", "can", "could", "would", "will", "may", "might", "have", "has", "am",
))  # fmt: skip
_OPEN = frozenset(["how", "why", "what", "which", "where", "when"])


def hints_of(plain: Sequence[str], hints: Hints) -> frozenset[str]:
    """Give the names of all hints in a sentence."""
    return frozenset(_hints_of(plain, hints))


def _hints_of(plain: Sequence[str], hints: Hints) -> Iterator[str]:
    words = [word for word in plain if word not in (STOP, QUESTION)]
    mark = QUESTION if plain[-1:] == [QUESTION] else STOP
    classes = [hints.classes.get(word, ()) for word in words]
    present = {name for names in classes for name in names}
    yield from (f"w:{word}" for word in words)
    yield from (f"c:{name}" for name in present)
    rough = [
        names or ((word if word in hints.small else "_"),) for word, names in zip(words, classes, strict=True)
    ]
    row = [("^",), *rough, (f"${mark}",)]
    yield from (f"g:{one} {next_}" for first, second in pairwise(row) for one in first for next_ in second)
    first = words[0] if words else ""
    if mark == QUESTION:
        yield "asks"
    if first in _OPEN:
        yield "begins open"
    if first in _YES_OR_NO:
        yield "yes or no"
    if not present & {"learning", "open_question"}:
        yield "nothing to learn"
        if "me" in present:
            yield "me, and nothing to learn"
    if {"me", "they"} <= present:
        yield "me and they"


def may_tell(plain: Sequence[str], hints: Hints) -> bool:
    """Tell whether a sentence speaks of its author, or of work, at all."""
    return any(not hints.telling.isdisjoint(hints.classes.get(word, ())) for word in plain)


def weight(plain: Sequence[str], hints: Hints) -> float:
    """Weigh a sentence: the more above zero, the surer it asks for a job."""
    weights = hints.weights
    known = [weights[name] for name in hints_of(plain, hints) if name in weights]
    return weights.get(BIAS, 0.0) + SCALE / sqrt(max(len(known), 1)) * sum(known)


def heaviest(plain: Sequence[str], hints: Hints) -> tuple[int, int, str]:
    """Give the clause that hints most: the numbers of its first and last word, and the class that says most there."""
    clauses, first = [], 0
    for number, word in enumerate([*plain, STOP]):
        if word in (STOP, QUESTION, COMMA, "and", "but", "so", "because"):
            if number > first:
                clauses.append((first, number - 1))
            first = number + 1
    by_word = [_of_word(word, hints) for word in plain]
    first, last = max(clauses or [(0, len(plain) - 1)], key=lambda each: sum(by_word[each[0] : each[1] + 1]))
    names = {
        name
        for word in plain[first : last + 1]
        for name in hints.classes.get(word, ())
        if name in hints.intents
    }
    return (
        first,
        last,
        max(sorted(names), key=lambda name: hints.weights.get(f"c:{name}", 0.0), default="wanting"),
    )


def _of_word(word: str, hints: Hints) -> float:
    named = [f"w:{word}", *(f"c:{name}" for name in hints.classes.get(word, ()))]
    return sum(hints.weights.get(name, 0.0) for name in named)
