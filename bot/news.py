"""News of an ask: who hears of a change, and which messages change with it."""

from datetime import datetime

from bot.cards import asks, offers
from bot.core.card import Card
from bot.core.context import Context
from bot.core.ports import Store
from bot.domain.ask import UNANSWERED, Ask, AskState, OfferState
from bot.domain.ids import MemberId
from bot.domain.member import Member
from bot.domain.preparation import Readiness

PASSED = "passed"
FIRST = "asked first"


def peers(ask: Ask) -> str:
    """Name the private questions to peers."""
    return f"{ask.subject}/peer"


def offer_of(ask: Ask, helper: MemberId) -> str:
    """Name the requester's private messages about one offer."""
    return f"{ask.subject}/offer/{helper}"


def note_for(ask: Ask, helper: MemberId) -> str:
    """Name a helper's private messages about the introduction."""
    return f"{ask.subject}/helper/{helper}"


def in_room(ctx: Context, ask: Ask) -> None:
    """Change the ask's message everywhere to what it has become."""
    requester, state = ctx.peer(ask.requester), ask.state(ctx.now)
    helpers = [ctx.peer(helper) for helper in ask.helpers(OfferState.CONFIRMED, OfferState.MET)]
    names = tuple(helper.name if helper.on_leaderboard else "a peer" for helper in helpers)
    ctx.revise(ask.subject, asks.in_room(ask, requester, state, names, readiness(ctx, ask)))


def readiness(ctx: Context, ask: Ask) -> Readiness:
    """Give how far the requester is with preparing, as the group may know it."""
    return ctx.store.preparations.readiness(ctx.group.id, ask.requester, ask.company)


def prepared(ctx: Context, ask: Ask) -> None:
    """Show how far the requester is in the room, and on the private questions that still wait for an answer."""
    in_room(ctx, ask)
    if ask.state(ctx.now) not in UNANSWERED:
        return
    requester, far = ctx.peer(ask.requester), readiness(ctx, ask)
    waiting: dict[MemberId, Card] = {}
    for peer, many in ctx.store.contacts.who_knows(ctx.group.id, ask.company).items():
        waiting[peer] = offers.to_peer_who_knows(ask, requester, many, far)
    for said in ask.suggestions:
        waiting[said.peer] = offers.to_suggested_peer(ask, requester, ctx.peer(said.by), far)
    if first := ctx.store.tickets.get(FIRST, str(ask.id), ctx.now):
        waiting[MemberId(int(first))] = offers.to_requested_peer(ask, requester, far)
    answered = who_passed(ctx.store, ask, ctx.now) | {offer.helper for offer in ask.offers}
    for peer, card in waiting.items():
        if peer not in answered and peer != ask.requester:
            ctx.revise(peers(ask), card, peer)


def ask_first(ctx: Context, ask: Ask, peer: MemberId) -> None:
    """Ask a peer privately of whom the requester thought first."""
    ctx.store.tickets.put(FIRST, str(ask.id), str(peer), ask.expires_at)
    card = offers.to_requested_peer(ask, ctx.member, readiness(ctx, ask))
    ctx.tell(peer, card, peers(ask))


def in_thread(ctx: Context, ask: Ask, helper: Member) -> None:
    """Tell those who follow the ask's thread that an introduction came about, once."""
    subject = _of_thread(ask, helper.id)
    if not ctx.store.outbox.has(subject):
        name = helper.name if helper.on_leaderboard else "a peer"
        ctx.post(asks.in_thread(ask, ctx.peer(ask.requester), name), subject, under=ask.subject)


def out_of_thread(ctx: Context, ask: Ask, helper: MemberId) -> None:
    """Take back what the thread was told, once the confirmation is taken back."""
    ctx.revise(_of_thread(ask, helper), asks.thread_taken_back(), last=True)


def _of_thread(ask: Ask, helper: MemberId) -> str:
    return f"{ask.subject}/thread/{helper}"


def passed(ctx: Context, ask: Ask) -> None:
    """Remember as long as the ask lives, sealed and for nothing else, that the caller is not to be asked again."""
    ctx.store.groups.lock(ctx.group.id, [ask.requester])  # of two who pass at once, both are remembered
    peers = who_passed(ctx.store, ask, ctx.now) | {ctx.member.id}
    ctx.store.tickets.put(PASSED, str(ask.id), " ".join(map(str, sorted(peers))), ask.expires_at)


def who_passed(store: Store, ask: Ask, now: datetime) -> frozenset[MemberId]:
    """Give those who said "not this time", so that nothing asks them again; nobody is to be told of them."""
    peers = store.tickets.get(PASSED, str(ask.id), now) or ""
    return frozenset(MemberId(int(peer)) for peer in peers.split())


def to_peers(ctx: Context, before: Ask, ask: Ask) -> None:
    """Take the buttons off the private questions once no more offers are needed."""
    if before.state(ctx.now) in UNANSWERED and ask.state(ctx.now) not in UNANSWERED:
        ctx.revise(peers(ask), offers.no_longer_needed(ask, ctx.peer(ask.requester)))


def take_back(ctx: Context, ask: Ask) -> None:
    """Let the requester take an ask back, and tell whoever had to do with it."""
    taken = ctx.store.asks.save(ask.withdraw(ctx.member.id))
    ctx.store.due.cancel(taken.subject)
    in_room(ctx, taken)
    ended(ctx, taken)


def take_offer_back(ctx: Context, ask: Ask) -> Ask:
    """Let a peer take an offer back, and tell the requester."""
    saved = ctx.store.asks.save(ask.take_back(ctx.member.id))
    ctx.revise(offer_of(saved, ctx.member.id), offers.offer_taken_back(saved, ctx.member), last=True)
    ctx.revise(peers(saved), offers.unoffered(saved), ctx.member.id)
    in_room(ctx, saved)
    return saved


def ended(ctx: Context, ask: Ask) -> None:
    """Take the buttons off every message of an ask that has ended."""
    card = offers.no_longer_needed(ask, ctx.peer(ask.requester))
    for offer in ask.offers:
        if ask.ended is AskState.WITHDRAWN or offer.state in (OfferState.ACCEPTED, OfferState.ASKED):
            ctx.revise(note_for(ask, offer.helper), card)
        ctx.revise(offer_of(ask, offer.helper), offers.ask_ended(ask))
    ctx.revise(peers(ask), card)
