"""Meetings: what the members of the gallery write about them, and the time plans that come of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.core.card import File
from bot.domain import debrief, meeting, preparation, questions
from bot.domain.agenda import Agenda, agenda
from bot.domain.followup import FollowUpKind
from bot.domain.ids import GroupId, PreparationId
from bot.domain.preparation import Preparation
from bot.domain.questions import Angle, Category, Question
from bot.gallery.text import Text

if TYPE_CHECKING:
    from bot.gallery.samples import Samples

ANSWER = Text(
    debrief.ANSWER_MAX,
    ("They automate last what people enjoy.", "Ask planners before engineers; she would."),
    prose=True,
    blank=True,
)
NOTE = Text(
    preparation.NOTE_MAX,
    ("Two warehouses, a third in spring; their last report speaks of returns on every page.",),
    prose=True,
)
STORY = Text(
    preparation.STORY_MAX, ("How we halved the returns of shoes by asking one more question.",), prose=True
)
ENTRY = File(
    "globex.ics",
    "text/calendar",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Meet someone at Globex\nEND:VEVENT\nEND:VCALENDAR\n",
)
"""A calendar entry."""
TEXTS: dict[str, Text] = {
    "Meeting.whom": Text(meeting.WHOM_MAX, ("Maria Keller, leads data", "a team lead in operations")),
    "Meeting.zone": Text(60, ("Europe/Lisbon", "America/Argentina/ComodRivadavia"), ours=True),
    "doubts": Text(
        200,
        (
            "3:00 is in the night in Europe/Lisbon. Is that right?",
            "You meet somebody at Initech at that time. Are both right?",
        ),
        ours=True,
    ),
    "Preparation.notes": NOTE,
    "Preparation.stories": STORY,
    "Question.text": Text(
        questions.QUESTION_MAX,
        (
            "What do people outside usually get wrong about Globex?",
            "Which change in your industry do you watch most closely?",
            "What would you solve first if you had one more day a week?",
            "How are decisions made when two good ideas compete?",
            "What do you read to keep up with your industry?",
            "Whom else would you ask about this?",
            "How did your own way lead you to Globex?",
            "What does a good day in your team look like?",
        ),
    ),
    "Debrief.learnt": ANSWER,
    "Debrief.value": ANSWER,
    "Debrief.help": ANSWER,
    "Debrief.place": ANSWER,
    "Debrief.others": ANSWER,
    "Debrief.introduce": ANSWER,
    "Debrief.told": ANSWER,
    "FollowUp.text": ANSWER,
    "Owed.when": Text(40, ("tomorrow at 11:50", "on Thursday at 10:00, in three days"), ours=True),
    "when": Text(40, ("tomorrow at 11:50",), ours=True, blank=True),
}
"""The texts by `Class.field`."""

NUMBERS: dict[str, tuple[int, ...]] = {
    "Meeting.minutes": (20, 30),
    "Meeting.version": (1,),
    "Preparation.version": (1,),
    "Readiness.angles": (3, 0, 1, 4),
    "Readiness.questions": (4, 0, 5, 20),
    "FollowUp.turn": (0, 1, 2, 500),
    "FollowUp.misses": (0, 2, 3),
    "FollowUp.version": (1,),
    "owed": (2, 0, 1, 500),
    "minutes": (20, 30),
}
"""The numbers likewise."""

MOST: dict[str, int] = {
    "doubts": 2,
    "Preparation.questions": preparation.MOST,
    "Preparation.stories": preparation.STORIES,
    "meetings": 10,
    "coming": 3,
    "untold": 3,
    "owed": len(FollowUpKind),
    "offered": 8,
    "practising": preparation.PEERS,
}
"""How many rows there can be, where not any number."""


def question(samples: "Samples") -> Question:
    """Make a question; no two are the same, for a button names each by its words."""
    text, number = samples.text("Question.text"), f" {samples.id()}"
    if samples.flavour.extreme:
        text = text[: questions.QUESTION_MAX - len(number)] + number
    return Question(text, Category.INSIGHTS, Angle.COMPANY)


def prepared(samples: "Samples") -> Preparation:
    """Make a preparation from every angle, with as many questions as a meeting takes."""
    many = preparation.MOST if samples.flavour.extreme else 6
    stories = samples.rows(str, "Preparation.stories", preparation.STORIES)
    notes = {angle: samples.text("Preparation.notes") for angle in Angle}
    return Preparation(
        PreparationId(samples.id()), GroupId(1), samples.person(0), samples.company(),
        notes, samples.rows(Question, "", many), stories,
    )  # fmt: skip


def planned(samples: "Samples") -> Agenda:
    """Make the time plan of half an hour."""
    many = preparation.MOST if samples.flavour.extreme else 6
    return agenda(30, samples.rows(Question, "", many))


def plans(samples: "Samples") -> Iterator[tuple[str, Agenda]]:
    """Give plans that differ from an ordinary one."""
    for minutes in meeting.LENGTHS:
        for many in (0, 5, preparation.MOST):
            yield f"of {minutes} minutes, {many} questions", agenda(minutes, samples.rows(Question, "", many))
