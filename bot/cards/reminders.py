"""Cards that come by themselves while an ask lives."""

from bot.cards.offers import offer_buttons
from bot.cards.preparations import how_far
from bot.cards.quiet import how_to_mute
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Style, Text, Weight
from bot.domain.ask import Ask
from bot.domain.member import Member
from bot.domain.preparation import Readiness
from bot.domain.quiet import Kind


def nudge(ask: Ask, requester: Member, prepared: Readiness) -> Card:
    """Name an ask once, privately, to somebody who may be able to help."""
    return Card.of(
        f"{requester.name}'s ask about {ask.company} is still unanswered",
        f"To learn: {ask.learn} · {ask.minutes} minutes",
        how_far(prepared),
        Text(f"Not this time is a fine answer; nobody will know. {how_to_mute(Kind.NUDGE)}", Style.QUIET),
        offer_buttons(ask),
    )


def expired(ask: Ask) -> Card:
    """Tell the requester that an ask has expired, and that it can be posted again."""
    return Card.of(
        f"Your ask about {ask.company} has expired",
        "Fourteen days went by. That happens often, and says nothing about you or your question.",
        Text(how_to_mute(Kind.FOLLOW_UP), Style.QUIET),
        Actions.of(
            Button("Renew", Call.to("intro renew", ask=ask.id), Weight.PRIMARY),
            Button("See my asks", Call.to("intro list")),
        ),
    )


def what_became(ask: Ask, helper: Member) -> Card:
    """Ask the requester some days after an introduction what became of it."""
    return Card.of(
        f"{helper.name} introduced you at {ask.company}. What became of it?",
        "A word helps your helper too.",
        Text(how_to_mute(Kind.FOLLOW_UP), Style.QUIET),
        Actions.of(
            Button(
                "We are in touch", Call.to("intro introduced", ask=ask.id, helper=helper.id), Weight.PRIMARY
            ),
            Button("No answer yet", Call.to("intro patience", ask=ask.id)),
            Button("Close it", Call.to("intro close", ask=ask.id)),
        ),
    )


def patience(ask: Ask) -> Card:
    """Answer that there is no answer yet."""
    return Card.of(
        f"Noted: no answer from {ask.company} yet",
        "Two to four of ten answer, and often late. You are not asked again about this one.",
        Actions.of(Button("Pick another company", Call.to("target list"))),
    )
