"""/thanks: a peer helped, and the group hears of it."""

from typing import Annotated

from bot import thanking
from bot.cards import points as cards
from bot.core.card import Card
from bot.core.command import Shortcut, command
from bot.core.context import Context
from bot.core.param import Param
from bot.domain.errors import NotFound
from bot.domain.ids import EventId
from bot.domain.member import Member
from bot.domain.points import REASON_MAX, HelpKind, taken_back


@command(
    "thanks",
    "Thank a peer for help, with a word about what for.",
    title="Thank a peer",
    submit="Thank",
    shortcut=Shortcut("Thank for help", on="message", parameter="peer"),
)
def thanks(
    ctx: Context,
    peer: Annotated[Member, Param(about="Who helped you", label="Whom do you thank?")],
    why: Annotated[
        str, Param(about="The group reads it", label="What for?", min=2, max=REASON_MAX, prose=True)
    ],
) -> Card:
    """Post the thank-you, and count it within the limits."""
    counted = thanking.count(ctx, peer, f"thanks/{ctx.member.id}/{peer.id}/{ctx.now.isoformat()}")
    ctx.post(cards.thanks_in_room(ctx.member, peer, why), thanking.subject(counted))
    returned = thanking.is_returned(ctx, counted)
    return cards.thanked(peer, counted.id, counted.points, returned=returned)


@command("thanks undo", "Take a thank-you back.", title="Take thanks back", typed=False)
def undo(ctx: Context, event: Annotated[EventId, Param(about="Which thank-you", kept=True, min=1)]) -> Card:
    """Take the caller's thank-you back, with its point."""
    found = ctx.store.ledger.get(ctx.group.id, event)
    if found.kind is not HelpKind.THANKS:
        raise NotFound("There is no such thank-you in this group.")
    ctx.store.ledger.undo(taken_back(found, ctx.member.id))
    ctx.revise(thanking.subject(found), cards.thanks_taken_back_in_room(ctx.member))
    return cards.thanks_taken_back(ctx.peer(found.helper))
