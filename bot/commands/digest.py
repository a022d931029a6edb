"""/digest: the group's weekly summary, beforehand and at once."""

from bot import week
from bot.cards import digests as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.domain import due
from bot.domain.due import Due
from bot.domain.errors import Refusal, TooLate
from bot.domain.member import Role
from bot.domain.weekly import monday_of


@command(
    "digest preview", "See what the digest would say now.", role=Role.FACILITATOR, reads=True, title="Digest"
)
def preview(ctx: Context) -> Card:
    """Show the digest to the facilitator alone."""
    return cards.preview(
        ctx.group, week.gathered(ctx.store, ctx.group, ctx.now), ctx.say_due(_waiting(ctx).at)
    )


@command("digest now", "Post the digest in the room now.", role=Role.FACILITATOR, title="Digest")
def now(ctx: Context) -> Card:
    """Post this week's digest, once; the next one comes by itself."""
    if not ctx.store.groups.rooms(ctx.group.id):
        raise Refusal(
            "No room of the group can be written to just now, so nobody would read it. /group link adds a room."
        )
    if not week.post(ctx.voice, monday_of(ctx.now.astimezone(ctx.group.tz).date())):
        raise TooLate("This week's digest is posted already. /digest preview shows what the next would say.")
    return cards.posted(ctx.group, ctx.say_due(_waiting(ctx).at))


def _waiting(ctx: Context) -> Due:
    """Give the digest that comes by itself."""
    key = due.weekly_key(due.DIGEST, ctx.group.id)
    return ctx.store.due.get(key) or due.next_digest(ctx.group, ctx.now)
