"""Every kind of due work, with who does it; where several are due at once they are done in this order."""

from collections.abc import Mapping

from bot.domain import due, meeting_due
from bot.jobs import asks, checkins, digests, followups, meetings
from bot.jobs.turn import Handler

HANDLERS: Mapping[str, Handler] = {
    due.CLOSE: checkins.close,
    due.REMINDER: checkins.remind,
    due.CHECK_IN: checkins.ask,
    due.EXPIRY: asks.expire,
    due.NUDGE: asks.nudge,
    **{due.FOLLOW_UP.format(days): asks.follow_up for days in due.FOLLOW_UPS},
    meeting_due.HOUR_BEFORE: meetings.hour_before,
    meeting_due.EVENING_BEFORE: meetings.evening_before,
    meeting_due.AFTERWARDS: meetings.afterwards,
    meeting_due.FOLLOW_UP: followups.remind,
    due.DIGEST: digests.post,
}
