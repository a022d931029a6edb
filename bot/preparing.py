"""Preparations at work: finding one's own, and telling whoever may know when one has changed."""

from collections.abc import Mapping

from bot import meetings, news
from bot.cards import practices
from bot.cards import preparations as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.context import Context, Visit
from bot.domain.company import Company
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
    if cards.how_far(saved.readiness) != cards.how_far(before.readiness):
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


def overview(ctx: Context, mine: Preparation, meant: Company | None = None) -> Card:
    """Make the card of how far the caller is; `meant` is a company that they may have meant instead."""
    runs = ctx.store.preparations.practices(mine.id)
    agreed = [ctx.peer(run.peer) for run in runs if run.state is PracticeState.AGREED]
    return cards.overview(mine, learn(ctx, mine), agreed, meant)


def visited(visit: Visit, given: Mapping[str, Value]) -> Preparation | None:
    """Give what a form begins with: the caller's own preparation, and nobody else's."""
    wanted = given.get("preparation")
    if visit.here is None or visit.known is None or not isinstance(wanted, int):
        return None
    return visit.store.preparations.get(visit.here.id, PreparationId(wanted)).owned(visit.known.id)


def to_peer(preparation: Preparation, peer: MemberId) -> str:
    """Name the messages to a peer about a practice run."""
    return f"{preparation.subject}/peer/{peer}"


def to_owner(preparation: Preparation, peer: MemberId) -> str:
    """Name the messages to the owner about a practice run with a peer."""
    return f"{preparation.subject}/owner/{peer}"
