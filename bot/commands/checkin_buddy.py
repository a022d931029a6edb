"""/checkin buddy: a peer who hears when two check-ins in a row are missed, if both want it."""

from dataclasses import replace
from typing import Annotated

from bot.cards import checkins as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.core.errors import BadInput
from bot.core.param import Param
from bot.domain.errors import NotFound
from bot.domain.member import Member

Asker = Annotated[Member, Param(about="Who asked", kept=True)]


@command(
    "checkin buddy", "Ask a peer to hear when you miss two check-ins.", title="Your buddy", submit="Ask them"
)
def buddy(
    ctx: Context, peer: Annotated[Member, Param(about="They may say no, and that is fine", label="Who?")]
) -> Card:
    """Ask a peer; nothing holds until they agree."""
    if peer.id == ctx.member.id:
        raise BadInput({"peer": "Who? Name a peer: a buddy is somebody else."})
    rhythm = ctx.store.checkins.rhythm(ctx.group.id, ctx.member.id)
    if rhythm.buddy != peer.id:
        ctx.store.checkins.keep(replace(rhythm, buddy=peer.id, buddy_agreed=False))
        ctx.tell(peer.id, cards.asked_to_be_buddy(ctx.member))
    elif rhythm.buddy_agreed:
        return cards.buddy_agreed(peer)
    return cards.buddy_asked(peer)


@command("checkin agree", "Agree to be a peer's buddy.", title="Agree", typed=False)
def agree(ctx: Context, peer: Asker) -> Card:
    """Become the buddy of a peer who still asks for it."""
    rhythm = ctx.store.checkins.rhythm(ctx.group.id, peer.id)
    if rhythm.buddy != ctx.member.id:
        raise NotFound(f"{peer.first_name} does not ask for it any more.")
    if not rhythm.buddy_agreed:
        ctx.store.checkins.keep(replace(rhythm, buddy_agreed=True))
        ctx.tell(peer.id, cards.buddy_agreed(ctx.member))
    return cards.buddy_of(peer)


@command("checkin decline", "Say that you would rather not be a peer's buddy.", title="Not now", typed=False)
def decline(ctx: Context, peer: Asker) -> Card:
    """Answer a peer's question by not now, of which they are not told; who had agreed does not leave them unaware."""
    rhythm = ctx.store.checkins.rhythm(ctx.group.id, peer.id)
    if rhythm.buddy != ctx.member.id:
        return cards.not_buddy(peer)
    ctx.store.checkins.keep(replace(rhythm, buddy=None, buddy_agreed=False))
    if not rhythm.buddy_agreed:
        return cards.not_buddy(peer)
    ctx.tell(peer.id, cards.buddy_gone(ctx.member))
    return cards.buddy_no_more(peer)


@command("checkin alone", "Have no accountability buddy any more.", title="No buddy")
def alone(ctx: Context) -> Card:
    """Let nobody hear of the caller's silence."""
    rhythm = ctx.store.checkins.rhythm(ctx.group.id, ctx.member.id)
    ctx.store.checkins.keep(replace(rhythm, buddy=None, buddy_agreed=False))
    return cards.no_buddy()
