"""/intro answer: a peer's side, from the first word to the introduction."""

from enum import StrEnum
from typing import Annotated

from bot import news
from bot.cards import introductions, offers
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.core.errors import BadInput
from bot.core.param import Param
from bot.domain import due
from bot.domain.ask import OfferState
from bot.domain.ids import AskId
from bot.domain.member import Member
from bot.suggestions import waiting_asks


class Answer(StrEnum):
    """How a peer may answer an ask."""

    INTRODUCE = "introduce"
    KNOW_WHO = "know who"
    NOT_THIS_TIME = "not this time"


WaitingAsk = Annotated[AskId, Param(about="Which ask", label="Ask", suggest=waiting_asks, kept=True, min=1)]


@command(
    "intro answer",
    "Answer a peer's ask: introduce, name who might, or pass.",
    title="Answer an ask",
    submit="Answer",
)
def answer(
    ctx: Context,
    ask: WaitingAsk,
    how: Annotated[
        Answer,
        Param(
            about="Not this time is a fine answer, and nobody will know",
            label="Your answer",
            labels={
                "introduce": "I can introduce",
                "know who": "I know who might",
                "not this time": "Not this time",
            },
        ),
    ],
    peer: Annotated[Member | None, Param(about="Only for “I know who might”", label="Who might?")] = None,
) -> Card:
    """Offer, name another peer, or pass."""
    match how:
        case Answer.INTRODUCE:
            return _offer(ctx, ask)
        case Answer.KNOW_WHO:
            if peer is None:
                raise BadInput({"peer": "Who might know someone there? Name a peer, such as peer:@Ben."})
            return _suggest(ctx, ask, peer)
        case Answer.NOT_THIS_TIME:
            return _pass(ctx, ask)


@command(
    "intro suggest",
    "Name a peer who might know someone there.",
    title="Who might know?",
    submit="Ask them",
    typed=False,
)
def suggest(
    ctx: Context,
    ask: WaitingAsk,
    peer: Annotated[
        Member, Param(about="They are asked privately, and are free to pass", label="Who might?")
    ],
) -> Card:
    """Ask another peer privately."""
    return _suggest(ctx, ask, peer)


@command("intro unoffer", "Take an offer back.", title="Take an offer back", typed=False)
def unoffer(ctx: Context, ask: WaitingAsk) -> Card:
    """Take the caller's offer back, as long as nobody counts on it."""
    return _take_back(ctx, ask)


@command("intro asked", "Note that you have asked the other side.", title="Asked", typed=False)
def asked(ctx: Context, ask: WaitingAsk) -> Card:
    """Note that the helper has asked the other side first."""
    saved = ctx.store.asks.save(ctx.store.asks.get(ctx.group.id, ask).ask_them(ctx.member.id))
    offer = next(offer for offer in saved.offers if offer.helper == ctx.member.id)
    card = introductions.to_helper_accepted(
        saved, ctx.peer(saved.requester), ctx.member, ctx.group.name, offer.state
    )
    ctx.revise(news.note_for(saved, ctx.member.id), card)
    return card


@command("intro refused", "Note that the other side said no.", title="They said no", typed=False)
def refused(ctx: Context, ask: WaitingAsk) -> Card:
    """Note that the other side said no; the ask is open to others again."""
    saved = ctx.store.asks.save(ctx.store.asks.get(ctx.group.id, ask).decline(ctx.member.id))
    card = introductions.refused(saved)
    ctx.revise(news.note_for(saved, ctx.member.id), card)
    told = introductions.to_requester_refused(saved, ctx.member, saved.state(ctx.now))
    ctx.tell(saved.requester, told)
    ctx.revise(news.offer_of(saved, ctx.member.id), offers.was_accepted(saved, ctx.member), last=True)
    ctx.store.due.add([due.expiry(saved)])
    news.in_room(ctx, saved)
    return card


def _offer(ctx: Context, ask: AskId) -> Card:
    saved = ctx.store.asks.save(ctx.store.asks.get(ctx.group.id, ask).offer_help(ctx.member.id, ctx.now))
    card = offers.to_requester_of_offer(saved, ctx.member)
    ctx.tell(saved.requester, card, news.offer_of(saved, ctx.member.id))
    ctx.store.due.cancel(saved.subject, "ask nudge")
    news.in_room(ctx, saved)
    answered = offers.offered(saved, ctx.peer(saved.requester))
    ctx.revise(news.peers(saved), answered, ctx.member.id)
    return answered


def _pass(ctx: Context, ask: AskId) -> Card:
    found = ctx.store.asks.get(ctx.group.id, ask)
    if ctx.member.id in found.helpers(*(state for state in OfferState if state is not OfferState.DECLINED)):
        return _take_back(ctx, ask)
    card = offers.not_this_time(found)
    news.passed(ctx, found)
    ctx.revise(news.peers(found), card, ctx.member.id)
    return card


def _suggest(ctx: Context, ask: AskId, peer: Member) -> Card:
    found = ctx.store.asks.get(ctx.group.id, ask).suggest(ctx.member.id, peer.id, ctx.now)
    saved = ctx.store.asks.save(found)
    prepared = news.readiness(ctx, saved)
    card = offers.to_suggested_peer(saved, ctx.peer(saved.requester), ctx.member, prepared)
    ctx.tell(peer.id, card, news.peers(saved))
    return offers.suggested(saved, peer)


def _take_back(ctx: Context, ask: AskId) -> Card:
    return offers.unoffered(news.take_offer_back(ctx, ctx.store.asks.get(ctx.group.id, ask)))
