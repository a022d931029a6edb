"""The card of a member's own page: what waits for them, what they are curious about, where they stand."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.asks import SAID
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Style, Text, Weight, shorten
from bot.core.limits import CHOICES, OPTION_LABEL
from bot.core.paging import Page
from bot.domain.ask import Ask, AskState, OfferState
from bot.domain.group import Group
from bot.domain.meeting import Meeting
from bot.domain.member import Member
from bot.domain.points import Standings
from bot.domain.say import count, in_words
from bot.domain.target import Target

WAITS = {
    OfferState.OFFERED: "somebody offers to introduce you",
    OfferState.INTRODUCED: "are you in touch?",
}
"""What an offer waits for from the requester."""

ON_YOU = {
    OfferState.ACCEPTED: "you have a note to forward",
    OfferState.ASKED: "what did they say?",
}
"""What an offer waits for from its helper."""
NAME = 40
"""So many characters of a company's name stand in a line about a meeting."""


def home(
    group: Group,
    member: Member,
    targets: Page[Target],
    mine: Page[tuple[Ask, AskState]],
    helping: tuple[tuple[Ask, str, OfferState], ...],
    waiting: int,
    standings: Standings,
    others: Sequence[Group],
    coming: tuple[Meeting, ...],
    untold: tuple[Meeting, ...],
    owed: int,
    now: datetime,
) -> Card:
    """Show a member their own page in a group; `helping` are asks of others, `others` their other groups.

    Of their meetings some are still to come, and of some they have not told; `owed` counts their follow-ups.
    """
    waits = _waits(tuple(ask for ask, _ in mine.rows), helping)
    waits += [f"{shorten(each.company.name, NAME)} · how was your meeting?" for each in untold]
    zone = member.tz(group.settings.zone)
    planned = "\n".join(
        f"{shorten(each.company.name, NAME)} · {in_words(each.start.astimezone(zone), now)}"
        for each in coming
    )
    asks = "\n".join(f"{ask.company} · {SAID[state]}" for ask, state in mine.rows)
    return Card.of(
        f"{member.first_name}, this is your page in {group.name}",
        "Waits for you\n" + "\n".join(waits) if waits else "Nothing waits for you.",
        f"Your companies ({targets.total})\n" + "\n".join(target.company.name for target in targets.rows)
        if targets.total
        else "You have no company on your list yet. Which one are you curious about?",
        f"Your asks ({mine.total})\n{asks}" if mine.total else None,
        f"Your next meetings\n{planned}" if planned else None,
        Text(f"You have {count(owed, 'follow-up')}: /meeting followups shows them.", Style.QUIET)
        if owed
        else None,
        _place(standings),
        Text(f"{count(waiting, 'ask waits', 'asks wait')} for help in the group.", Style.QUIET)
        if waiting
        else None,
        _open(mine, helping),
        _elsewhere(others),
        Actions.of(
            Button("Ask for an introduction", Call.to("intro ask"), Weight.PRIMARY),
            Button("Add a company", Call.to("target add")),
            Button("Who waits for help", Call.to("intro waiting")),
            Button("See the leaderboard", Call.to("leaderboard")),
        ),
    )


def welcome() -> Card:
    """Tell somebody who is in no group how to come into one."""
    return Card.of(
        "Welcome",
        "You are in no group yet. Go to your group's channel and type /group join there.",
        Text("In a channel without a group, /group setup starts one.", Style.QUIET),
        Actions.of(Button("How it works", Call.to("help"))),
    )


def waits_for_requester(ask: Ask) -> bool:
    """Say whether an ask waits for a word of its requester."""
    return not ask.ended and any(offer.state in WAITS for offer in ask.offers)


def _waits(mine: Sequence[Ask], helping: Sequence[tuple[Ask, str, OfferState]]) -> list[str]:
    from_me = [
        f"{ask.company} · {WAITS[offer.state]}"
        for ask in mine
        if waits_for_requester(ask)
        for offer in ask.offers
        if offer.state in WAITS
    ]
    on_me = [
        f"{ask.company}, for {name} · {ON_YOU[state]}" for ask, name, state in helping if state in ON_YOU
    ]
    return [*from_me, *on_me][:10]


def _place(standings: Standings) -> str:
    if standings.own is None:
        return f"The group gave {count(standings.total, 'point')} of help this month."
    return f"You gave {count(standings.own.points, 'point')} of help this month, of the group's {standings.total:,}."


def _open(mine: Page[tuple[Ask, AskState]], helping: Sequence[tuple[Ask, str, OfferState]]) -> Choices | None:
    shown = [
        *((ask, SAID[state]) for ask, state in mine.rows),
        *((ask, f"for {name}") for ask, name, _ in helping),
    ]
    options = tuple(
        Option(shorten(f"{ask.company} · {note}", OPTION_LABEL), Call.to("intro show", ask=ask.id))
        for ask, note in shown[:CHOICES]
    )
    return Choices("Open an ask …", options) if options else None


def _elsewhere(others: Sequence[Group]) -> Choices | None:
    options = tuple(
        Option(shorten(group.name, OPTION_LABEL), Call.to("me home", group=group.id))
        for group in others[:CHOICES]
    )
    return Choices("Another group of yours …", options) if options else None
