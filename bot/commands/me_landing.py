"""Landing: a member decides whether the group celebrates with them."""

from bot.cards import landing as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.domain.errors import Refusal, TooLate
from bot.domain.member import Stage


@command("me celebrate", "Tell the group that you have landed.", typed=False, title="Landed")
def celebrate(ctx: Context) -> Card:
    """Post it in the room, once a month at most."""
    if ctx.member.stage is not Stage.LANDED:
        raise Refusal("Your stage is not “landed” any more. /me profile changes it.")
    subject = f"landed:{ctx.member.id}/{ctx.group.id}/{ctx.now:%Y-%m}"
    if ctx.store.outbox.has(subject):
        raise TooLate("The group has been told already.")
    ctx.post(cards.in_room(ctx.member), subject)
    return cards.celebrated()


@command("me landed", "Keep it to yourself that you have landed.", typed=False, reads=True, title="Landed")
def unsaid(ctx: Context) -> Card:
    """Post nothing."""
    return cards.unsaid()
