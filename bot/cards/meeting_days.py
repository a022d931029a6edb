"""Cards of the day: the evening before, and what to have at hand an hour before; their owner's alone.

The words to say are those of the first article's steps 4 to 8, made shorter.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cards.meetings import headline
from bot.cards.quiet import how_to_mute
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Style, Text, Weight, shorten
from bot.domain.agenda import Agenda, Part, Stretch, agenda
from bot.domain.meeting import Meeting
from bot.domain.preparation import READY, Preparation, Readiness
from bot.domain.quiet import Kind
from bot.domain.say import number

NOTE = 160
"""So much of a note as can be said in one breath."""
NAME = 60
SPARE = 3
"""So many questions are named for which there may be no time."""
_PARTS = {
    Part.ARRIVE: "Arrive, and thank them for the time",
    Part.OPEN: "Open: what you would like to learn",
    Part.STORY: "Come back to yourself, with a story",
    Part.CLOSE: "Thank them, and ask whether you may stay in touch",
}


def evening_before(meeting: Meeting, zone: ZoneInfo, now: datetime, prepared: Readiness) -> Card:
    """Tell a member the evening before that some questions are still missing."""
    there = (
        f"You have {number(prepared.questions)} of {number(READY)} questions."
        if prepared.questions
        else f"{number(READY).capitalize()} questions make it a conversation."
    )
    return Card.of(
        headline(meeting, zone, now),
        f"{there} A quarter of an hour is enough to pick some.",
        Text(how_to_mute(Kind.MEETING), Style.QUIET),
        Actions.of(
            Button("Prepare", Call.to("meeting prepare", meeting=meeting.id), Weight.PRIMARY),
            Button("Change the time", Call.to("meeting move", meeting=meeting.id)),
        ),
    )


def hour_before(meeting: Meeting, zone: ZoneInfo, now: datetime, prepared: Preparation | None) -> Card:
    """Give a member what to have at hand: how to open, a plan by the clock, the stories, and how to close."""
    questions = prepared.questions if prepared else ()
    stories = prepared.stories if prepared else ()
    plan = agenda(meeting.minutes, questions)
    return Card.of(
        headline(meeting, zone, now),
        f"You meet {meeting.whom}. Be a few minutes early, and dressed as they would be. "
        "If they ask about you, a sentence or two will do, and then:",
        Text(_opening(meeting, prepared), Style.QUOTE),
        "\n".join(_lines(plan, meeting.start.astimezone(zone))),
        _spare(plan),
        "\n".join(("To end with:", *(f"• {story}" for story in stories))) if stories else None,
        "Take no résumé along. If they ask for it, you can send it this evening. To close, you could say:",
        Text(
            f"Thank you for your time, and for what you told me about {_name(meeting)}. May I stay in touch? "
            "And if I can ever help you with anything, a line is enough.",
            Style.QUOTE,
        ),
        Text(how_to_mute(Kind.MEETING), Style.QUIET),
        Actions.of(
            Button("See my preparation", Call.to("meeting prepare", meeting=meeting.id), Weight.PRIMARY),
            Button("Change the time", Call.to("meeting move", meeting=meeting.id)),
        ),
    )


def _name(meeting: Meeting) -> str:
    return shorten(meeting.company.name, NAME)


def _opening(meeting: Meeting, prepared: Preparation | None) -> str:
    """Write what to say to "tell me about yourself", with what the research found."""
    company = _name(meeting)
    note = next(iter(prepared.notes.values()), "") if prepared else ""
    read = f" From what I read: {shorten(' '.join(note.split()), NOTE)}" if note else ""
    return (
        f"Thank you for asking. What I would really like is to learn about {company}, "
        f"and how you came there.{read}"
    )


def _lines(plan: Agenda, start: datetime) -> Iterator[str]:
    for each in plan.stretches:
        at = start + timedelta(minutes=each.begin)
        yield f"{at.hour}:{at:%M} · {each.end - each.begin} min · {_what(each)}"


def _what(stretch: Stretch) -> str:
    if stretch.part is Part.ASK:
        return stretch.question.text if stretch.question else "Ask what you would like to learn, and listen"
    return _PARTS[stretch.part]


def _spare(plan: Agenda) -> str | None:
    """Name some of the questions that wait for a free minute."""
    if not plan.spare:
        return None
    named = [f"• {each.text}" for each in plan.spare[:SPARE]]
    left = len(plan.spare) - len(named)
    return "\n".join(("If there is time:", *named, *([f"• {left} more in your preparation"] if left else [])))
