"""Crediting: the ways in which an introduction comes to count for whoever made it, and who is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot import meetings, news
from bot.cards import debriefs, followups, introductions
from bot.core.card import Card
from bot.core.context import Context
from bot.domain import points
from bot.domain.ask import Ask, OfferState
from bot.domain.followup import FollowUpKind
from bot.domain.ids import MemberId
from bot.domain.meeting import Meeting
from bot.domain.member import Member
from bot.domain.points import HelpEvent, HelpKind

BEFORE = (OfferState.ACCEPTED, OfferState.ASKED, OfferState.INTRODUCED)
"""How far an introduction is that its receiver has not confirmed."""


@dataclass(frozen=True, slots=True)
class Credit:
    """What a held meeting was worth to whoever introduced; `late` where their ask had ended, so that nothing counts."""

    points: int = 0
    late: bool = False


def confirm(ctx: Context, ask: Ask, helper: Member) -> Card:
    """Let the requester confirm that an introduction reached them, which counts; gives their card."""
    saved = ctx.store.asks.save(ask.confirm(helper.id, ctx.member.id))
    worth = _count_introduction(ctx, saved, helper.id)
    ctx.store.due.cancel(saved.subject)
    card = introductions.confirmed(saved, helper, worth)
    ctx.revise(news.offer_of(saved, helper.id), card)
    ctx.revise(news.note_for(saved, helper.id), introductions.introduced(saved, ctx.member))
    news.in_room(ctx, saved)
    news.in_thread(ctx, saved, helper)
    return card


def meet(ctx: Context, ask: Ask, helper: Member) -> Card:
    """Let the requester say that the meeting was held, which counts for the helper; gives their card."""
    saved = ctx.store.asks.save(ask.meet(helper.id, ctx.member.id))
    card = introductions.met(saved, helper, count_meeting(ctx, saved, helper.id))
    ctx.revise(news.offer_of(saved, helper.id), card)
    news.in_room(ctx, saved)
    return card


def close(ctx: Context, ask: Ask, how: str) -> Sequence[Member]:
    """Tell those who helped with an ask how it went, and end it; gives who was told."""
    saved = ctx.store.asks.save(ask.close(ctx.member.id, ctx.now))
    told = [ctx.peer(offer.helper) for offer in saved.offers if offer.state is not OfferState.OFFERED]
    for peer in told:
        ctx.tell(peer.id, introductions.to_helper_closed(saved, ctx.member, how))
    ctx.store.due.cancel(saved.subject)
    _nothing_left_to_tell(ctx, saved)
    news.in_room(ctx, saved)
    news.ended(ctx, saved)
    return told


def held(ctx: Context, meeting: Meeting) -> Credit:
    """Count a held meeting of the caller's for whoever introduced them, with the introduction if it was not yet."""
    if meeting.introduced_by is None:
        return Credit()
    helper = ctx.peer(meeting.introduced_by)
    if meeting.ask is None:
        lines = points.meeting_through(meeting, helper.id, ctx.group.settings, ctx.now)
        added = [line for each in lines if (line := ctx.store.ledger.add(each))]
        worth = sum(each.points for each in added)
        if added:
            ctx.tell(helper.id, debriefs.to_introducer(meeting, ctx.member, worth))
        return Credit(worth)
    ask = ctx.store.asks.get(ctx.group.id, meeting.ask)
    if helper.id in ask.helpers(OfferState.MET):
        return Credit()
    if ask.ended:
        return Credit(late=True)
    before = _counted(ctx, ask, helper.id)
    if helper.id in ask.helpers(*BEFORE):
        confirm(ctx, ask, helper)
        ask = ctx.store.asks.get(ctx.group.id, ask.id)
    if helper.id in ask.helpers(OfferState.CONFIRMED):
        meet(ctx, ask, helper)
    return Credit(_counted(ctx, ask, helper.id) - before)


def tell(ctx: Context, meeting: Meeting, how: str) -> None:
    """Let whoever introduced the caller read how it went; with an ask that goes on, that ends it."""
    if meeting.introduced_by is None:
        return
    ask = ctx.store.asks.get(ctx.group.id, meeting.ask) if meeting.ask else None
    if ask and not ask.ended and meeting.introduced_by in ask.helpers(OfferState.MET):
        close(ctx, ask, how)
    else:
        ctx.tell(meeting.introduced_by, followups.to_introducer(meeting, ctx.member, how))


def _nothing_left_to_tell(ctx: Context, ask: Ask) -> None:
    """Settle what the caller owed whoever introduced them through an ask."""
    for each in ctx.store.followups.of(ctx.group.id, ctx.member.id):
        if (
            each.kind is FollowUpKind.TELL
            and ctx.store.meetings.get(ctx.group.id, each.meeting).ask == ask.id
        ):
            hours = meetings.hours(ctx.member, ctx.group)
            ctx.store.followups.save(each.done(each.turn, ctx.member.id, ctx.now, hours))
            ctx.store.due.cancel(each.subject)


def _count_introduction(ctx: Context, ask: Ask, helper: MemberId) -> int:
    """Count a confirmed introduction for its helper, and a hint for who gave it; gives the helper's points."""
    worth = 0
    for event in points.introduction_confirmed(ask, helper, ctx.group.settings, ctx.now):
        added = ctx.store.ledger.add(event)
        if added and event.kind is HelpKind.INTRODUCTION:
            worth = added.points
            ctx.tell(helper, introductions.to_helper_confirmed(ask, ctx.member, added.points))
        elif added:
            ctx.tell(added.helper, introductions.to_suggester(ask, ctx.member, added.points))
    return worth


def _counted(ctx: Context, ask: Ask, helper: MemberId) -> int:
    """Give what an introduction and its meeting count for their helper."""
    kinds = (HelpKind.INTRODUCTION, HelpKind.MEETING)
    subjects = [points.subject(ask, kind, helper) for kind in kinds]
    return sum(line.points for each in subjects for line in ctx.store.ledger.counted(ctx.group.id, each))


def count_meeting(ctx: Context, ask: Ask, helper: MemberId) -> int:
    """Count a held meeting for a helper, and tell them; gives the points, none where it counted before."""
    added = ctx.store.ledger.add(points.meeting_held(ask, helper, ctx.group.settings, ctx.now))
    worth = added.points if added else 0
    ctx.tell(helper, introductions.to_helper_met(ask, ctx.member, worth))
    return worth


def take_back(ctx: Context, ask: Ask, helper: MemberId, *kinds: HelpKind) -> Iterator[HelpEvent]:
    """Take points back; gives what had earned them, one after another."""
    for kind in kinds:
        for event in ctx.store.ledger.counted(ctx.group.id, points.subject(ask, kind, helper)):
            ctx.store.ledger.undo(points.taken_back(event, ctx.member.id))
            yield event
