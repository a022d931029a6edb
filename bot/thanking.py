"""Thanks that count: the one way in which a member's thank-you becomes a line of the ledger."""

from datetime import datetime, time, timedelta

from bot.core.context import Context
from bot.domain.errors import TooLate
from bot.domain.ids import EventId
from bot.domain.member import Member
from bot.domain.points import PAIR_WINDOW, HelpEvent, HelpKind, ThanksRules


def count(ctx: Context, helper: Member, fact: str) -> HelpEvent:
    """Count the caller's thanks to a helper for a fact, once, within the limits; raises what forbids it."""
    ctx.store.groups.lock(ctx.group.id, [ctx.member.id, helper.id])
    recent = ctx.store.ledger.thanks(ctx.group.id, ctx.member.id, ctx.now - PAIR_WINDOW)
    start = datetime.combine(ctx.now.astimezone(ctx.zone), time(), ctx.zone)
    worth = ThanksRules(ctx.member.id, recent, ctx.now).points_for(
        helper.id, ctx.group.settings, day_start=start, day_end=start + timedelta(days=1)
    )
    event = HelpEvent(
        EventId(0), ctx.group.id, helper.id, ctx.member.id, HelpKind.THANKS, worth, fact, ctx.now
    )
    counted = ctx.store.ledger.add(event)
    if counted is None:
        raise TooLate("You have said thank you for this already.")
    return counted


def is_returned(ctx: Context, event: HelpEvent) -> bool:
    """Tell whether a thank-you counts nothing because its receiver has just thanked its giver."""
    return event.points < ctx.group.settings.thanks_points


def subject(event: HelpEvent) -> str:
    """Name the messages that tell of a thank-you, so that they change when it is taken back."""
    return f"event:{event.id}"
