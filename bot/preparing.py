"""Preparations at work: finding one's own, and telling whoever may know when one has changed."""

from bot import meetings, news
from bot.cards import practices
from bot.cards.preparations import how_far
from bot.core.context import Context
from bot.domain.ids import MemberId, PreparationId
from bot.domain.meeting import MeetingState
from bot.domain.preparation import PracticeState, Preparation

MINUTES = 20
"""A practice run is as long as the meeting that it is for, or this long."""


def mine(ctx: Context, preparation: PreparationId) -> Preparation:
    """Give one of the caller's preparations; raises NotFound, and NotYours for another's."""
    return ctx.store.preparations.get(ctx.group.id, preparation).owned(ctx.member.id)


def keep(ctx: Context, before: Preparation, after: Preparation) -> Preparation:
    """Store what the caller changed, and show how far they are wherever that is told."""
    if after == before:
        return before
    saved = ctx.store.preparations.save(after)
    if how_far(saved.readiness) != how_far(before.readiness):
        for ask in ctx.store.asks.of(ctx.group.id, ctx.member.id):
            if ask.company.key == saved.company.key and not ask.ended:
                news.prepared(ctx, ask)
    if saved.questions != before.questions:
        for run in ctx.store.preparations.practices(saved.id):
            if run.state is PracticeState.AGREED:
                card = practices.to_play(saved, ctx.member, minutes(ctx, saved))
                ctx.revise(to_peer(saved, run.peer), card, run.peer)
    return saved


def minutes(ctx: Context, preparation: Preparation) -> int:
    """Give how long the talk will be: that of the next meeting there, or as the ask has it."""
    owner, company = preparation.owner, preparation.company
    for meeting in reversed(ctx.store.meetings.of(ctx.group.id, owner)):
        if meeting.company.key == company.key and meeting.state is MeetingState.PLANNED:
            return meeting.minutes
    asks = (each for each in ctx.store.asks.of(ctx.group.id, owner) if each.company.key == company.key)
    return next((each.minutes for each in asks), MINUTES)


def learn(ctx: Context, preparation: Preparation) -> str:
    """Give what the caller wants to learn at a company, as their newest ask says it."""
    ask = meetings.ask_about(ctx, preparation.company)
    return ask.learn if ask else ""


def to_peer(preparation: Preparation, peer: MemberId) -> str:
    """Name the messages to a peer about a practice run."""
    return f"{preparation.subject}/peer/{peer}"


def to_owner(preparation: Preparation, peer: MemberId) -> str:
    """Name the messages to the owner about a practice run with a peer."""
    return f"{preparation.subject}/owner/{peer}"
