"""A text that asks for a job, said as one that asks to learn."""

from collections.abc import Iterator, Sequence

from bot.domain.coach.details import Details, Tone
from bot.domain.coach.finding import Found
from bot.domain.coach.rules import Rules
from bot.domain.coach.words import COMMA, QUESTION, STOP, Words

LEAST_WORDS = 3
_BREAKS = (COMMA, "and", "but", "so", "or", "because", "while", "though")


def rewrites(text: Words, found: Sequence[Found], rules: Rules) -> Iterator[str]:
    """Give ways to say a text without its pitch, the nearest to it first; the last is true of any text."""
    if rest := _rest(text, found, rules):
        yield rest
    details = Details.of(text.text, rules)
    for core in _cores(details):
        yield details.tone.value.format(core)
    yield Tone.FRAGMENT.value.format(ANYWHERE)


ANYWHERE = "how your team works and what makes people do well there"


def _cores(of: Details) -> Iterator[str]:
    at = f" at {of.company}" if of.company else ""
    if of.work:
        where = at or (f" {_on(of.place)} {of.place}" if of.place else "")
        yield f"what the work of {of.work} is like{where} and what makes people do well in it"
    if of.field:
        yield f"how {of.field} works{at or ' at your company'} and what makes people do well in it"
    if of.place:
        yield f"how {of.place}{at} works and what makes people do well there"
    if of.company:
        yield f"how work gets done at {of.company} and what makes people do well there"
    yield ANYWHERE


def _on(place: str) -> str:
    return "on" if place.endswith(("team", "crew", "desk", "ward")) else "in"


def _rest(text: Words, found: Sequence[Found], rules: Rules) -> str:
    """Give what a text says besides its pitch, if that asks to learn something."""
    kept: list[str] = []
    learns = False
    for sentence in text.sentences:
        first, last = sentence.first, sentence.first + len(sentence.plain) - 1
        while last >= first and text.words[last].plain in (STOP, QUESTION):
            last -= 1
        if last < first:
            continue
        inside = [each for each in found if each.first <= last and first <= each.last]
        part = _without(text, first, last, inside, rules) if inside else (first, last)
        if part is None:
            continue
        learns = learns or _asks(text, *part, rules)
        kept.append(_said(text, *part, last))
    return " ".join(kept) if learns else ""


def _without(
    text: Words, first: int, last: int, found: Sequence[Found], rules: Rules
) -> tuple[int, int] | None:
    """Give the clauses before the pitch of a sentence, or else those after it, that ask to learn."""
    plain = [word.plain for word in text.words]
    begin, end = min(each.first for each in found), max(each.last for each in found)
    for cut in (number for number in range(min(begin, last), first, -1) if plain[number] in _BREAKS):
        stop = cut - 1
        while stop > first and plain[stop] in rules.dangling | {COMMA}:
            stop -= 1
        if _asks(text, first, stop, rules):
            return first, stop
    for cut in (number for number in range(end + 1, last) if plain[number] in _BREAKS):
        start = cut + 1
        while start < last and plain[start] in (*_BREAKS, "also", "then"):
            start += 1
        if _asks(text, start, last, rules) and (
            plain[start] == "i" or _is_question(text, start, last, rules)
        ):
            return start, last
    return None


def _asks(text: Words, first: int, last: int, rules: Rules) -> bool:
    """Tell whether words ask to learn: one of them says so, and something follows it."""
    plain = [word.plain for word in text.words[first : last + 1]]
    before = ["", *plain]
    cue = next(
        (
            number
            for number, word in enumerate(plain)
            if word in rules.learning and (before[number], word) != ("i", "hear")  # "I hear you know her"
        ),
        None,
    )
    return cue is not None and len(plain) - cue >= LEAST_WORDS and plain[-1] not in rules.dangling


def _is_question(text: Words, first: int, last: int, rules: Rules) -> bool:
    marked = text.words[last + 1 : last + 2]
    return text.words[first].plain in rules.open_questions and bool(marked) and marked[0].plain == QUESTION


def _said(text: Words, first: int, last: int, whole: int) -> str:
    """Give words as they were written, with their sentence's mark; a part begins as its text began."""
    said = text.said(first, last)
    mark = text.words[whole + 1] if whole + 1 < len(text.words) else None
    if mark and mark.plain in (STOP, QUESTION):
        said += text.text[mark.start : mark.end].strip() or ""
    starts_large = text.text.lstrip()[:1].isupper()
    return said[:1].upper() + said[1:] if starts_large else said
