"""What in a text asks for a job: phrases of the rules that are not turned round, or else hints that weigh enough."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.coach.hinting import heaviest, may_tell, weight
from bot.domain.coach.rules import ByWord, Intent, Phrase, Rules
from bot.domain.coach.words import COMMA, QUESTION, STOP, Sentence, Words

_JOINED_BY = ("and", "or", COMMA)
_SENTENCE_ENDS = (STOP, QUESTION)
_MARKS = frozenset((*_SENTENCE_ENDS, COMMA))
_LINKS = ("and", "or", "but", "so")
_WHETHER = ("if", "whether")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that asks for a job: its intent, and the numbers of its first and last word in the text."""

    intent: Intent
    first: int
    last: int


LEARNS = -1.0
"""A sentence of less weight than this asks to learn."""


def found(text: Words, rules: Rules) -> Sequence[Found]:
    """Give what asks for a job, in the order of the text; phrases that overlap become one."""
    hits: list[Found] = []
    weights = [weight(told(sentence, rules), rules.hints) for sentence in text.sentences]
    for sentence, own in zip(text.sentences, weights, strict=True):
        here = _joined(sorted(_hits(sentence, rules), key=lambda hit: (hit.first, -hit.last)))
        least = rules.hints.least_beside if min(weights) < LEARNS else rules.hints.least
        if not here and own > least and may_tell(sentence.plain, rules.hints):
            first, last, name = heaviest(sentence.plain, rules.hints)
            here = [Found(rules.hints.intents[name], sentence.first + first, sentence.first + last)]
        hits += here
    return hits


def told(sentence: Sentence, rules: Rules) -> Sequence[str]:
    """Give the words of a sentence that say what is meant: one "not" stands for what is turned round."""
    turned = [*_turned_round(sentence, frozenset(sentence.plain), rules)]
    if not turned:
        return sentence.plain
    return [
        "not" if any(begin == number for begin, _ in turned) else word
        for number, word in enumerate(sentence.plain)
        if word in _SENTENCE_ENDS or not any(begin < number < end for begin, end in turned)
    ]


def _hits(sentence: Sentence, rules: Rules) -> Iterator[Found]:
    there = frozenset(sentence.plain)
    turned: list[tuple[int, int]] | None = None
    for phrase in _possible(there, rules.phrases):
        for first, last in _places(phrase, sentence, rules):
            if turned is None:
                turned = [*_turned_round(sentence, there, rules)]
            if any(begin < last and first < end for begin, end in turned):
                continue
            if phrase.intent and not (phrase.unless_how and _in_open_question(sentence.plain, first, rules)):
                yield Found(phrase.intent, sentence.first + first, sentence.first + last)


def _possible(there: frozenset[str], phrases: ByWord) -> Sequence[Phrase]:
    """Give the phrases of which all needed words are there."""
    found = {phrase for word in there for phrase in phrases.get(word, ())}
    return [phrase for phrase in found if not any(map(there.isdisjoint, phrase.needs))]


def _places(phrase: Phrase, sentence: Sentence, rules: Rules) -> Iterator[tuple[int, int]]:
    """Give a phrase's first and last word wherever it stands, without marks and joining words at its ends."""
    plain = sentence.plain
    for place in phrase.finds.finditer(sentence.line):
        first, last = sentence.number(place.start()), sentence.number(place.end() - 2)
        while first < last and (plain[first] in _MARKS or plain[first] in _LINKS):
            first += 1
        while last > first and (plain[last] in _MARKS or plain[last] in rules.dangling):
            last -= 1
        yield first, last


def _joined(hits: Sequence[Found]) -> list[Found]:
    joined: list[Found] = []
    for hit in hits:
        if joined and hit.first <= joined[-1].last:
            before = joined[-1]
            joined[-1] = Found(before.intent, before.first, max(before.last, hit.last))
        else:
            joined.append(hit)
    return joined


def _in_open_question(plain: Sequence[str], first: int, rules: Rules) -> bool:
    """Tell whether a how, why or what before these words, or their first one, asks about them."""
    for number in range(first - 1, -1, -1):
        word, following = plain[number], plain[number + 1]
        if word in _WHETHER:
            return False
        if word in rules.open_questions:
            return True
        if word in _JOINED_BY and following in rules.begins and following not in rules.open_questions:
            return False
    return plain[first] in rules.open_questions


def _turned_round(sentence: Sentence, there: frozenset[str], rules: Rules) -> Iterator[tuple[int, int]]:
    """Give the parts of a sentence in which a phrase means the opposite: from a "not" to the end of its clause."""
    for phrase in _possible(there, rules.turned_round):
        for place in phrase.finds.finditer(sentence.line):
            after = sentence.line.index(" ", place.start())
            if not sentence.line.startswith(rules.kept_by, after):  # "not only", "I do not know whether"
                first = sentence.number(place.start())
                yield first, _end(sentence.plain, first, rules)


def _end(plain: Sequence[str], first: int, rules: Rules) -> int:
    """Give the number of the word at which the clause of a "not" ends."""
    for number in range(first + 1, len(plain)):
        following = plain[number + 1 : number + 2]
        if plain[number] in rules.ends:
            return number
        if plain[number] in _JOINED_BY and following and following[0] in rules.begins:
            return number
    return len(plain)
