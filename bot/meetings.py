"""A member's meetings at work: finding them, and planting and taking away what the clock owes for them."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.context import Context
from bot.core.ports import Store
from bot.domain import meeting_due
from bot.domain.ask import Ask
from bot.domain.company import Company
from bot.domain.due import Due
from bot.domain.followup import FollowUp, FollowUpKind, Hours
from bot.domain.group import Group
from bot.domain.ids import MeetingId
from bot.domain.meeting import Meeting, MeetingState, led_here
from bot.domain.member import Member


def mine(ctx: Context, meeting: MeetingId) -> Meeting:
    """Give one of the caller's meetings; raises NotFound, and NotYours for another's."""
    return ctx.store.meetings.get(ctx.group.id, meeting).owned(ctx.member.id)


def hours(member: Member, group: Group) -> Hours:
    """Give when a member can be reminded."""
    return Hours(member.tz(group.settings.zone), member.quiet)


def in_calendar(meeting: Meeting) -> str:
    """Name the messages with a meeting's calendar entries."""
    return f"{meeting.subject}/entry"


def plant(ctx: Context, meeting: Meeting) -> None:
    """Plant what is due for a planned meeting of the caller's, in the place of what was."""
    ctx.store.due.cancel(meeting.subject)
    ctx.store.due.add(meeting_due.of_planned(meeting, ctx.now, ctx.zone, ctx.member.quiet))


def again(store: Store, group: Group, member: Member, now: datetime) -> None:
    """Put what waits before and after a member's meetings to its times anew: their zone or quiet hours changed."""
    waiting = {(each.subject, each.kind) for each in store.due.of(group.id) if each.member == member.id}
    coming = _coming(store, group, member, now) if waiting else []
    store.due.add([each for each in coming if (each.subject, each.kind) in waiting])


def came_back(store: Store, group: Group, member: Member, now: datetime) -> None:
    """Plant anew what is due for a member who had left: their follow-ups, and the meetings still to come."""
    remind(store, store.followups.of(group.id, member.id))
    store.due.add(_coming(store, group, member, now))


def _coming(store: Store, group: Group, member: Member, now: datetime) -> list[Due]:
    """Give what is due before and after the meetings that a member has planned."""
    zone, planned = hours(member, group).zone, MeetingState.PLANNED
    mine = [each for each in store.meetings.of(group.id, member.id) if each.state is planned]
    return [work for each in mine for work in meeting_due.of_planned(each, now, zone, member.quiet)]


def asked_how(meeting: Meeting) -> str:
    """Name the question how a meeting was."""
    return f"{meeting.subject}/how"


def remind(store: Store, followups: Sequence[FollowUp]) -> None:
    """Plant the next reminders of follow-ups, in the place of what was."""
    for each in followups:
        store.due.cancel(each.subject)
        store.due.add(meeting_due.of_followup(each))


def keep_warm(store: Store, group: Group, member: Member, now: datetime) -> int:
    """Let a member who has landed stay in touch by the quarter with whom they do so; gives with how many."""
    followups = store.followups.of(group.id, member.id)
    warm = {
        each: each.keep_warm(now, hours(member, group))
        for each in followups
        if each.kind is FollowUpKind.TOUCH
    }
    remind(store, [store.followups.save(after) for before, after in warm.items() if after != before])
    return len(warm)


def ask_about(ctx: Context, company: Company) -> Ask | None:
    """Give the caller's newest ask about a company, for what they want to learn there."""
    return next((each for each in _asks(ctx) if each.company.key == company.key), None)


def introduction(ctx: Context, company: Company, helper: Member | None) -> tuple[Ask, Member] | None:
    """Give the caller's ask that led to a company, with who introduced them; with a `helper`, only that one's."""
    led = led_here(_asks(ctx), company, helper.id if helper else None)
    return (led[0], ctx.peer(led[1])) if led else None


def _asks(ctx: Context) -> Sequence[Ask]:
    return ctx.store.asks.of(ctx.group.id, ctx.member.id)
