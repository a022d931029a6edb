"""Meetings by the clock: a word the evening before, what to have at hand an hour before, and the question after."""

from collections.abc import Iterator, Sequence

from bot.cards import debriefs
from bot.cards import meeting_days as cards
from bot.domain.due import Due
from bot.domain.errors import NotFound
from bot.domain.group import Attendance
from bot.domain.ids import MeetingId
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.quiet import Kind
from bot.jobs.turn import Turn
from bot.meetings import asked_how


def evening_before(turn: Turn, rows: Sequence[Due]) -> None:
    """Tell members who have too few questions; who is ready is left in peace."""
    for to, meeting in _coming(turn, rows):
        prepared = turn.store.preparations.readiness(meeting.group, meeting.owner, meeting.company)
        if not prepared.is_ready:
            card = cards.evening_before(meeting, to.zone, turn.now, prepared)
            turn.write(to, Kind.MEETING, card, meeting.subject)


def hour_before(turn: Turn, rows: Sequence[Due]) -> None:
    """Give members what to have at hand."""
    for to, meeting in _coming(turn, rows):
        prepared = turn.store.preparations.find(meeting.group, meeting.owner, meeting.company)
        card = cards.hour_before(meeting, to.zone, turn.now, prepared)
        turn.write(to, Kind.MEETING, card, meeting.subject)


def afterwards(turn: Turn, rows: Sequence[Due]) -> None:
    """Ask members how their meetings were, once; not about one that was called off, moved or told of meanwhile."""
    for to, meeting in _planned(turn, rows):
        if meeting.end <= turn.now:
            turn.write(to, Kind.MEETING, debriefs.question(meeting), asked_how(meeting))


def _coming(turn: Turn, rows: Sequence[Due]) -> Iterator[tuple[Attendance, Meeting]]:
    """Give the meetings that are still to come, with who is there to be written to."""
    return ((to, meeting) for to, meeting in _planned(turn, rows) if meeting.start > turn.now)


def _planned(turn: Turn, rows: Sequence[Due]) -> Iterator[tuple[Attendance, Meeting]]:
    """Give the meetings that were neither called off nor told of, with who is there to be written to."""
    for row, to in turn.attending(rows).items():
        try:
            meeting = turn.store.meetings.get(row.group, MeetingId(int(row.about)))
        except NotFound:
            continue
        if meeting.state is MeetingState.PLANNED:
            yield to, meeting
