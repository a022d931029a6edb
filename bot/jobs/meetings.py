"""Before meetings, by the clock: a word the evening before, and what to have at hand an hour before."""

from collections.abc import Iterator, Sequence

from bot.cards import meeting_days as cards
from bot.domain.due import Due
from bot.domain.errors import NotFound
from bot.domain.group import Attendance
from bot.domain.ids import MeetingId
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.quiet import Kind
from bot.jobs.turn import Turn


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


def _coming(turn: Turn, rows: Sequence[Due]) -> Iterator[tuple[Attendance, Meeting]]:
    """Give the meetings that are still to come, with who is there to be written to."""
    for row, to in turn.attending(rows).items():
        try:
            meeting = turn.store.meetings.get(row.group, MeetingId(int(row.subject.rpartition(":")[2])))
        except NotFound:
            continue
        if meeting.state is MeetingState.PLANNED and meeting.start > turn.now:
            yield to, meeting
