"""A member's rhythm: their week, their promises, and when they are asked next."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.core.context import Context
from bot.core.ports import Store
from bot.domain import checkin, due
from bot.domain.checkin import PROMISES, Commitment, Streak
from bot.domain.due import Due
from bot.domain.errors import OverLimit
from bot.domain.group import Group
from bot.domain.ids import CommitmentId
from bot.domain.member import Member
from bot.domain.weekly import WEEK, moment, monday_of


def week(ctx: Context) -> date:
    """Give the caller's week by its Monday."""
    return monday_of(ctx.now.astimezone(ctx.zone).date())


def streak(ctx: Context) -> Streak:
    """Give how many weeks in a row the caller answered."""
    return checkin.streak(ctx.store.checkins.weeks(ctx.group.id, ctx.member.id), week(ctx))


def promises(ctx: Context) -> Sequence[Commitment]:
    """Give what the caller promises this week."""
    return ctx.store.checkins.commitments([ctx.group.id], [ctx.member.id], week(ctx))


def promise(ctx: Context, text: str, *, shared: bool) -> Commitment:
    """Note one more promise of the caller's; raises OverLimit, for more would not be kept."""
    if len(promises(ctx)) >= PROMISES:
        monday = moment(datetime.combine(week(ctx) + WEEK, time()), ctx.zone)
        raise OverLimit(
            f"You have {PROMISES} promises this week, which is plenty. Your next week begins {ctx.say(monday)}."
        )
    made = Commitment(CommitmentId(0), ctx.group.id, ctx.member.id, week(ctx), text, shared)
    return ctx.store.checkins.promise(made, ctx.now)


def waiting(store: Store, group: Group, member: Member) -> Due | None:
    """Give the question that waits for its time."""
    return store.due.get(due.weekly_key(due.CHECK_IN, group.id, member.id))


def moved(store: Store, group: Group, member: Member) -> None:
    """Put a waiting question to its time anew, after a zone or a group's hour has changed: the same week's."""
    if waits := waiting(store, group, member):
        store.due.add([due.checkin(group, member, due.week_of(waits))])
