"""Follow-ups by the clock: the reminders of what is owed after a meeting."""

from collections import Counter
from collections.abc import Sequence

from bot import meetings
from bot.cards import followups as cards
from bot.domain import meeting_due
from bot.domain.debrief import Debrief
from bot.domain.due import Due
from bot.domain.errors import NotFound
from bot.domain.followup import FollowUp, FollowUpState
from bot.domain.group import Attendance
from bot.domain.ids import FollowUpId
from bot.domain.meeting import Meeting
from bot.domain.quiet import Kind
from bot.jobs.turn import Turn


def remind(turn: Turn, rows: Sequence[Due]) -> None:
    """Remind members of what they owe; what is muted comes again later, and counts as no miss.

    What one member is reminded of together comes as one message.
    """
    due = [
        (to, followup, meeting)
        for row, to in turn.attending(rows).items()
        for followup, meeting in _of(turn, row)
    ]
    together = Counter((to.group.id, to.member.id) for to, _, _ in due)
    for to, followup, meeting in due:
        hours = meetings.hours(to.member, to.group)
        if not turn.may_write(to, Kind.FOLLOW_UP):
            again = followup.later(followup.turn, to.member.id, turn.now, hours)
        else:
            again = followup.reminded(turn.now, hours)
            _write(turn, to, followup, meeting, alone=together[to.group.id, to.member.id] == 1)
        turn.next += meeting_due.of_followup(turn.store.followups.save(again))


def _write(turn: Turn, to: Attendance, followup: FollowUp, meeting: Meeting, *, alone: bool) -> None:
    told = turn.store.meetings.debrief(meeting.id) or Debrief(meeting.id)
    introducer = next(
        iter(turn.store.members.named([each for each in (meeting.introduced_by,) if each])), None
    )
    turn.voice(to.group).revise(followup.subject, cards.again_later(), last=True)
    card = cards.reminder(followup, meeting, told, to.member, introducer)
    turn.write(to, Kind.FOLLOW_UP, card, followup.subject if alone else "")


def _of(turn: Turn, row: Due) -> Sequence[tuple[FollowUp, Meeting]]:
    """Give the follow-up of a piece of work with its meeting; nothing where it is settled, or gone."""
    try:
        followup = turn.store.followups.get(row.group, FollowUpId(int(row.about)))
        meeting = turn.store.meetings.get(row.group, followup.meeting)
    except NotFound:
        return ()
    if followup.state is not FollowUpState.OPEN or followup.next_at is None or followup.next_at > turn.now:
        return ()
    return ((followup, meeting),)
