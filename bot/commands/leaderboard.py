"""/leaderboard: what the group gave, and who helped."""

from datetime import datetime, time, timedelta
from typing import Annotated

from bot.cards import points as cards
from bot.cards.points import Period
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.core.param import Param

TOP = 10


@command("leaderboard", "Show what the group gave, and who helped.", reads=True, title="Leaderboard")
def leaderboard(
    ctx: Context,
    period: Annotated[
        Period,
        Param(
            about="Over what time",
            labels={"week": "This week", "month": "This month", "all": "Since the group began"},
        ),
    ] = Period.MONTH,
) -> Card:
    """Show the standings of a period, which begins in the group's own zone."""
    since = _since(period, ctx.now.astimezone(ctx.group.tz))
    return cards.leaderboard(
        ctx.store.ledger.standings(ctx.group.id, ctx.member.id, since, TOP), period, ctx.member
    )


def _since(period: Period, now: datetime) -> datetime | None:
    today = datetime.combine(now, time(), now.tzinfo)
    match period:
        case Period.WEEK:
            return today - timedelta(days=now.weekday())
        case Period.MONTH:
            return today.replace(day=1)
        case Period.ALL:
            return None
