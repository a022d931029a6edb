"""Crediting: the ways in which an introduction comes to count for whoever made it, and who is told."""

from collections.abc import Iterator

from bot import news
from bot.cards import introductions
from bot.core.card import Card
from bot.core.context import Context
from bot.domain import points
from bot.domain.ask import Ask
from bot.domain.ids import MemberId
from bot.domain.member import Member
from bot.domain.points import HelpEvent, HelpKind


def confirm(ctx: Context, ask: Ask, helper: Member) -> Card:
    """Let the requester confirm that an introduction reached them, which counts; gives their card."""
    saved = ctx.store.asks.save(ask.confirm(helper.id, ctx.member.id))
    worth = 0
    for event in points.introduction_confirmed(saved, helper.id, ctx.group.settings, ctx.now):
        added = ctx.store.ledger.add(event)
        if added and event.kind is HelpKind.INTRODUCTION:
            worth = added.points
            ctx.tell(helper.id, introductions.to_helper_confirmed(saved, ctx.member, added.points))
        elif added:
            ctx.tell(added.helper, introductions.to_suggester(saved, ctx.member, added.points))
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
