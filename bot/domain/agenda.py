"""Time plans: what to do in each minute of a meeting, so that its end stays free for people rather than questions.

The first article's steps 4 to 8: be friendly, turn "tell me about yourself" round, ask, watch the time, circle back to
your own story or two, thank them and ask to stay in touch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.questions import Category, Question

PER_QUESTION = 2
"""So many minutes a question takes at the least, with a real answer."""
FIRST = (Category.ADVICE, Category.INSIGHTS)
"""What is asked first when not everything can be asked: what only this person can answer."""


class Part(StrEnum):
    """What a stretch of a meeting is for."""

    ARRIVE = "arrive"
    OPEN = "open"
    ASK = "ask"
    STORY = "story"
    CLOSE = "close"


_MINUTES = {
    20: ((Part.ARRIVE, 1), (Part.OPEN, 2), (Part.ASK, 10), (Part.STORY, 3), (Part.CLOSE, 4)),
    30: ((Part.ARRIVE, 2), (Part.OPEN, 2), (Part.ASK, 17), (Part.STORY, 4), (Part.CLOSE, 5)),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The minutes of a meeting from `begin` until before `end`; while asking, for one question."""

    begin: int
    end: int
    part: Part
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting by the minute, and the questions for which there may be no time."""

    stretches: tuple[Stretch, ...]
    spare: tuple[Question, ...]


def agenda(minutes: int, questions: Sequence[Question]) -> Agenda:
    """Plan a meeting of 20 or 30 minutes; where time is short, Advice and Insights come first."""
    time = dict(_MINUTES[minutes])[Part.ASK]
    asked, spare = _chosen(questions, time // PER_QUESTION)
    made: list[Stretch] = []
    for part, length in _MINUTES[minutes]:
        begin = made[-1].end if made else 0
        if part is Part.ASK and asked:
            ends = [begin + length * number // len(asked) for number in range(len(asked) + 1)]
            made += [Stretch(ends[n], ends[n + 1], part, question) for n, question in enumerate(asked)]
        else:
            made.append(Stretch(begin, begin + length, part))
    return Agenda(tuple(made), spare)


def _chosen(questions: Sequence[Question], room: int) -> tuple[Sequence[Question], tuple[Question, ...]]:
    if len(questions) <= room:
        return questions, ()
    ranked = sorted(
        questions, key=lambda each: FIRST.index(each.category) if each.category in FIRST else len(FIRST)
    )
    return ranked[:room], tuple(ranked[room:])
