"""Due work of meetings: the evening before, the hour before, the question afterwards, and the follow-ups."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.due import Due
from bot.domain.followup import FollowUp, FollowUpState, Hours
from bot.domain.meeting import Meeting
from bot.domain.quiet import Quiet
from bot.domain.weekly import moment

EVENING_BEFORE, HOUR_BEFORE, AFTERWARDS = "meeting eve", "meeting soon", "meeting log"
FOLLOW_UP = "follow-up"
EVE = time(18)
HOUR = timedelta(hours=1)
LEAST = timedelta(minutes=15)
"""So long before a meeting the card of the day comes at the latest, if it can."""
QUARTER = timedelta(minutes=15)
"""So long after a meeting its owner is asked how it was."""


def of_planned(meeting: Meeting, now: datetime, zone: ZoneInfo, quiet: Quiet | None) -> Sequence[Due]:
    """Give what is due for a planned meeting; `zone` and `quiet` are its owner's.

    What would come too late is left out, and the card of the day comes at once where the hour before has begun.
    """
    eve = moment(datetime.combine(meeting.start.astimezone(zone).date() - timedelta(days=1), EVE), zone)
    day = max(before_quiet(meeting.start - HOUR, meeting.start - LEAST, zone, quiet), now)
    asked = Hours(zone, quiet).after(meeting.end + QUARTER)
    dates = ((EVENING_BEFORE, eve), (HOUR_BEFORE, day), (AFTERWARDS, asked))
    coming = (_due(kind, meeting.id, meeting.subject, meeting, at) for kind, at in dates if at >= now)
    return [*coming]


def before_quiet(at: datetime, latest: datetime, zone: ZoneInfo, quiet: Quiet | None) -> datetime:
    """Give a moment at which a member may be written to: then, until `latest`, or else before the quiet hours begin."""
    free = quiet.over(at, zone) if quiet else at
    if quiet is None or free <= latest:
        return free.astimezone(UTC)
    here = at.astimezone(zone)
    day = here.date() if here.time() >= quiet.begin else here.date() - timedelta(days=1)
    return moment(datetime.combine(day, quiet.begin), zone) - QUARTER


def of_followup(followup: FollowUp) -> Sequence[Due]:
    """Give the next reminder of a follow-up, if there is one."""
    if followup.next_at is None or followup.state is not FollowUpState.OPEN:
        return []
    return [_due(FOLLOW_UP, followup.id, followup.subject, followup, followup.next_at)]


def _due(kind: str, id: int, subject: str, of: Meeting | FollowUp, at: datetime) -> Due:
    return Due(f"{kind}:{id}", kind, of.group, subject, at, of.owner)
