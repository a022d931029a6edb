"""Cards about help and its points."""

from enum import StrEnum

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Picture, Style, Text
from bot.core.charts import Bar, BarChart
from bot.domain.ids import EventId, MemberId
from bot.domain.member import Member
from bot.domain.points import Standing, Standings
from bot.domain.say import count, listed


class Period(StrEnum):
    """Over what time help is counted."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"

    @property
    def said(self) -> str:
        """The period in a sentence."""
        return {"week": "this week", "month": "this month", "all": "since the group began"}[self.value]


def thanked(helper: Member, event: EventId, points: int, *, returned: bool) -> Card:
    """Tell the giver that the thank-you is passed on; a `returned` one counts nothing."""
    worth = f"{helper.first_name} gets {count(points, 'point')}." if points else None
    if returned:
        worth = (
            f"{helper.first_name} thanked you within a week, and the two count once, so no point is added."
        )
    return Card.of(
        f"Your thank-you to {helper.name} is posted",
        worth,
        Actions.of(Button("Undo", Call.to("thanks undo", event=event))),
    )


def thanks_in_room(giver: Member, helper: Member, why: str) -> Card:
    """Show a thank-you to the group."""
    return Card.of(f"{giver.name} thanks {helper.name}", f"“{why}”")


def thanks_taken_back(helper: Member) -> Card:
    """Tell the giver that the thank-you is taken back."""
    return Card.of(f"Taken back: the thank-you to {helper.name}", "What it counted is taken back too.")


def thanks_taken_back_in_room(giver: Member) -> Card:
    """Show the group that a thank-you was taken back."""
    return Card.of(f"{giver.name} took a thank-you back")


def leaderboard(standings: Standings, period: Period, viewer: Member) -> Card:
    """Show what the group gave: its total first, then who helped most, and the viewer's own place privately."""
    if not standings.total:
        return Card.of(
            f"Nothing is counted {period.said} yet",
            "Introductions, meetings that came of them, hints and thanks count once their receiver confirms them.",
            Actions.of(Button("See who waits for help", Call.to("intro waiting"))),
        )
    names = [standing.name for standing in standings.top if standing.first_time]
    first = f"First help ever: {listed(names)}. Welcome among the helpers." if names else None
    return Card.of(
        f"Together you gave {count(standings.total, 'point')} of help {period.said}",
        "\n".join(f"{each.place}. {each.name} · {each.points}" for each in standings.top)
        or "Those who helped prefer not to be shown.",
        first,
        Picture(chart(standings, period, viewer.id), picture_text(standings, period))
        if standings.top
        else None,
        Text(_own(standings, viewer), Style.QUIET),
        Choices(
            "Another time …",
            tuple(
                Option(other.said.capitalize(), Call.to("leaderboard", period=other.value))
                for other in Period
                if other is not period
            ),
        ),
    )


def chart(standings: Standings, period: Period, viewer: MemberId) -> BarChart:
    """Give the leaderboard as a picture, with the viewer's own bar marked."""
    return BarChart(
        f"Who helped {period.said}",
        "points",
        tuple(
            Bar(each.name, each.points, "first help" if each.first_time else "", each.member == viewer)
            for each in standings.top
        ),
    )


def picture_text(standings: Standings, period: Period) -> str:
    """Say all that the leaderboard's picture shows."""
    bars = listed([f"{each.name} {each.points}" for each in standings.top])
    return f"Bars of the points for help {period.said}: {bars}."


def _own(standings: Standings, viewer: Member) -> str:
    own: Standing | None = standings.own
    if own is None:
        return "You have no points in this time. Asking is fine too: that is what the group is for."
    if not viewer.on_leaderboard:
        return f"You have {count(own.points, 'point')}. You are not shown on the board; /me profile changes that."
    return f"Your own place is {own.place}, with {count(own.points, 'point')}. Only you see this line."
