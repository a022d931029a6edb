"""A member's rhythm: of which week they tell, what they promise, and when they are asked next."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.core.context import Context
from bot.core.ports import Store
from bot.domain import checkin, due
from bot.domain.checkin import PROMISES, CheckIn, Commitment, Streak
from bot.domain.due import Due
from bot.domain.errors import OverLimit
from bot.domain.group import Group
from bot.domain.ids import CommitmentId
from bot.domain.member import Member
from bot.domain.quiet import Kind
from bot.domain.weekly import WEEK, monday_of


def week(ctx: Context) -> date:
    """Give the week of which the caller tells now, by its Monday: that whose window is open, else this one."""
    latest = ctx.store.checkins.latest(ctx.group.id, ctx.member.id)
    if latest and ctx.now < latest.closes_at:
        return latest.week
    return monday_of(ctx.now.astimezone(ctx.zone).date())


def streak(ctx: Context) -> Streak:
    """Give how many weeks in a row the caller answered."""
    return checkin.streak(ctx.store.checkins.weeks(ctx.group.id, ctx.member.id), week(ctx))


def promises(ctx: Context) -> Sequence[Commitment]:
    """Give what the caller promises until they are asked about it."""
    return ctx.store.checkins.commitments([(ctx.group.id, ctx.member.id)], _asked_before(ctx))


def promise(ctx: Context, text: str, *, shared: bool) -> Commitment:
    """Note one more promise of the caller's; raises OverLimit, for more would not be kept."""
    before = _asked_before(ctx)
    if len(promises(ctx)) >= PROMISES:
        asked = due.checkin(ctx.group, ctx.member, before + WEEK).at
        raise OverLimit(
            f"You have {PROMISES} promises until your next check-in, which is plenty. "
            f"It comes {ctx.say_due(asked)}, and then you can promise more."
        )
    made = Commitment(CommitmentId(0), ctx.group.id, ctx.member.id, before, text, shared)
    return ctx.store.checkins.promise(made, ctx.now)


def _asked_before(ctx: Context) -> date:
    """Give the week before the one in which the caller is asked next: what is promised now belongs to it."""
    waits = waiting(ctx.store, ctx.group, ctx.member)
    if waits is None:
        return week(ctx)
    asked = due.week_of(waits)
    answered_early = ctx.store.checkins.get(ctx.group.id, ctx.member.id, asked)
    return asked if answered_early else asked - WEEK


def waiting(store: Store, group: Group, member: Member) -> Due | None:
    """Give the question that waits for its time."""
    return store.due.get(due.weekly_key(due.CHECK_IN, group.id, member.id))


def next_question(ctx: Context) -> str:
    """Say when the caller is asked next; empty where they are not."""
    waits = waiting(ctx.store, ctx.group, ctx.member)
    return ctx.say_due(waits.at) if waits and Kind.CHECK_IN not in ctx.member.muted else ""


def help_noted(said: CheckIn) -> str:
    """Name the messages that ask a peer whether a member's help did help."""
    return f"checkin:{said.group}/{said.member}/{said.week}/help"


def moved(store: Store, group: Group, members: Sequence[Member], now: datetime) -> None:
    """Put waiting questions to their times anew, after a zone or the group's hour has changed.

    Each week that has one keeps it: what is past by the new time comes at once, and a week in which nobody was
    asked yet may have one by it.
    """
    waiting = {each.member: each for each in store.due.of(group.id) if each.kind == due.CHECK_IN}
    asked = [member for member in members if member.id in waiting]
    since = monday_of(now.date()) - WEEK
    lately = store.checkins.lately([(group.id, member.id) for member in asked], since)
    again = []
    for member in asked:
        weeks = [week for week, _ in lately.get((group.id, member.id), ())]
        free = due.next_checkin(group, member, now, done=max(weeks, default=None))
        week = min(due.week_of(waiting[member.id]), due.week_of(free))
        again.append(due.checkin(group, member, week))
    store.due.add(again)
