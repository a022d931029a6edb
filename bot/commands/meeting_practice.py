"""/meeting practise: a peer plays the other side before a meeting, which is help once it is confirmed."""

from collections.abc import Sequence
from typing import Annotated

from bot import preparing
from bot.cards import practices as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.core.errors import at_field
from bot.core.param import Param
from bot.domain import points
from bot.domain.errors import NotFound, TooLate
from bot.domain.ids import PreparationId
from bot.domain.member import Member
from bot.domain.preparation import Practice, PracticeState, Preparation
from bot.domain.preparation import asked as asked_of
from bot.domain.preparation import practised as practice_with

Which = Annotated[PreparationId, Param(about="Which preparation", kept=True, min=1)]
Partner = Annotated[Member, Param(about="With whom", kept=True)]


@command(
    "meeting practise", "Ask a peer to practise with you.", title="A practice run", submit="Ask", typed=False
)
def practise(
    ctx: Context,
    preparation: Which,
    peer: Annotated[
        Member, Param(about="They are asked privately, and are free to pass", label="With whom?")
    ],
) -> Card:
    """Ask a peer privately to play the other side."""
    mine = preparing.mine(ctx, preparation)
    runs = _runs(ctx, mine)
    ctx.store.preparations.keep(at_field("peer", lambda _: asked_of(mine, runs, peer.id), ""))
    ask = cards.question(mine, ctx.member, preparing.minutes(ctx, mine))
    ctx.tell(peer.id, ask, preparing.to_peer(mine, peer.id))
    return cards.asked(mine, peer)


@command("meeting agree", "Agree to practise with a peer.", title="Practise", typed=False)
def agree(ctx: Context, preparation: Which) -> Card:
    """Agree to play the other side; from now on the caller sees the questions."""
    mine, run = _asked_me(ctx, preparation)
    ctx.store.preparations.keep(run.agree(ctx.member.id))
    told = cards.to_owner_agreed(mine, ctx.member)
    ctx.tell(mine.owner, told, preparing.to_owner(mine, ctx.member.id))
    card = cards.to_play(mine, ctx.peer(mine.owner), preparing.minutes(ctx, mine))
    ctx.revise(preparing.to_peer(mine, ctx.member.id), card, ctx.member.id)
    return card


@command("meeting pass", "Say that you would rather not practise now.", title="Not this time", typed=False)
def pass_(ctx: Context, preparation: Which) -> Card:
    """Answer a peer's question by not this time; nobody hears of it, and nothing is kept."""
    mine, run = _asked_me(ctx, preparation)
    owner = ctx.peer(mine.owner)
    if run.state is not PracticeState.ASKED:
        raise TooLate(
            f"You said that you can. If it does not suit you any more, a word to {owner.name} is all."
        )
    card = cards.passed(mine, owner)
    ctx.revise(preparing.to_peer(mine, ctx.member.id), card, ctx.member.id)
    return card


@command("meeting practised", "Confirm that a peer practised with you.", title="Practised", typed=False)
def practised(ctx: Context, preparation: Which, peer: Partner) -> Card:
    """Confirm a practice run, which counts as the peer's help."""
    mine = preparing.mine(ctx, preparation)
    run = practice_with(_runs(ctx, mine), peer.id).confirm()
    ctx.store.preparations.keep(run)
    added = ctx.store.ledger.add(points.practice_done(mine, run, ctx.group.settings, ctx.now))
    worth = added.points if added else 0
    told = cards.to_peer_done(mine, ctx.member, worth)
    ctx.tell(peer.id, told, preparing.to_peer(mine, peer.id), before=cards.over(mine, ctx.member))
    card = cards.done(mine, peer, worth)
    ctx.revise(preparing.to_owner(mine, peer.id), card)
    return card


@command("meeting unpractised", "Take a confirmation back.", title="Undo", typed=False)
def unpractised(ctx: Context, preparation: Which, peer: Partner) -> Card:
    """Take back that a practice run was done, with the points for it."""
    mine = preparing.mine(ctx, preparation)
    run = practice_with(_runs(ctx, mine), peer.id).unconfirm()
    ctx.store.preparations.keep(run)
    for event in ctx.store.ledger.counted(ctx.group.id, points.practice_subject(mine, run)):
        ctx.store.ledger.undo(points.taken_back(event, ctx.member.id))
        ctx.tell(peer.id, cards.to_peer_undone(mine, ctx.member, event.points))
    to_play = cards.to_play(mine, ctx.member, preparing.minutes(ctx, mine))
    ctx.revise(preparing.to_peer(mine, peer.id), to_play, peer.id)
    card = cards.undone(mine, peer)
    ctx.revise(preparing.to_owner(mine, peer.id), card)
    return card


def _asked_me(ctx: Context, preparation: PreparationId) -> tuple[Preparation, Practice]:
    """Give the practice run for which the caller was asked; raises NotFound, also where there is none at all."""
    mine = ctx.store.preparations.get(ctx.group.id, preparation)
    for run in _runs(ctx, mine):
        if run.peer == ctx.member.id:
            return mine, run
    raise NotFound("Nobody asked you for this practice run.")


def _runs(ctx: Context, mine: Preparation) -> Sequence[Practice]:
    """Give the practice runs of a preparation; of two presses at once, the second finds what the first did."""
    ctx.store.groups.lock(ctx.group.id, [mine.owner])
    return ctx.store.preparations.practices(mine.id)
