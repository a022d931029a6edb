"""Every kind of due work, with who does it."""

from collections.abc import Mapping

from bot.domain import due
from bot.jobs import asks, checkins, digests
from bot.jobs.turn import Handler

HANDLERS: Mapping[str, Handler] = {
    due.CHECK_IN: checkins.ask,
    due.REMINDER: checkins.remind,
    due.CLOSE: checkins.close,
    due.DIGEST: digests.post,
    due.NUDGE: asks.nudge,
    due.EXPIRY: asks.expire,
    **{due.FOLLOW_UP.format(days): asks.follow_up for days in due.FOLLOW_UPS},
}
