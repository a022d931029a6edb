"""/checkin pause and resume, and the peer who confirms that somebody's help did help."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot import rhythm, thanking
from bot.cards import checkins as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.core.param import Param
from bot.domain import due
from bot.domain.errors import NotFound
from bot.domain.member import Member
from bot.domain.quiet import Kind


@command("checkin pause", "Pause the check-ins; no reason is needed.", title="Pause check-ins")
def pause(ctx: Context) -> Card:
    """Stop asking the caller."""
    now = ctx.store.checkins.rhythm(ctx.group.id, ctx.member.id)
    ctx.store.checkins.keep(replace(now, paused=True))
    for kind in (due.CHECK_IN, due.REMINDER, due.CLOSE):
        ctx.store.due.drop(due.weekly_key(kind, ctx.group.id, ctx.member.id))
    return cards.paused()


@command("checkin resume", "Have the check-ins come again.", title="Resume check-ins")
def resume(ctx: Context) -> Card:
    """Ask the caller again from the next occurrence on."""
    now = ctx.store.checkins.rhythm(ctx.group.id, ctx.member.id)
    ctx.store.checkins.keep(replace(now, paused=False))
    if Kind.CHECK_IN in ctx.member.muted:
        ctx.store.members.save(replace(ctx.member, muted=ctx.member.muted - {Kind.CHECK_IN}))
    waits = rhythm.waiting(ctx.store, ctx.group, ctx.member)
    if waits is None:
        waits = due.next_checkin(ctx.group, ctx.member, ctx.now)
        ctx.store.due.add([waits])
    return cards.resumed(ctx.say_due(waits.at))


@command("checkin confirm", "Confirm that a peer helped you.", title="Confirm help", typed=False)
def confirm(
    ctx: Context,
    peer: Annotated[Member, Param(about="Who helped", kept=True)],
    week: Annotated[str, Param(about="In which week", max=10)],
) -> Card:
    """Make help that a peer noted a line of the ledger; only who was named may."""
    try:
        said = ctx.store.checkins.get(ctx.group.id, peer.id, date.fromisoformat(week))
    except ValueError:
        said = None
    if said is None or said.peer != ctx.member.id:
        raise NotFound("There is no such note for you any more. /thanks says thank you at any time.")
    counted = thanking.count(ctx, peer, f"checkin/{week}/{peer.id}/{ctx.member.id}")
    returned = thanking.is_returned(ctx, counted)
    told = cards.help_confirmed(ctx.member, counted.points, returned=returned)
    ctx.tell(peer.id, told, thanking.subject(counted))
    card = cards.confirmed(peer, counted.id, counted.points)
    ctx.revise(rhythm.help_noted(said), card, ctx.member.id)
    return card
