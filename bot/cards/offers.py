"""Cards about offers: the private questions to peers, and what they answer."""

from bot.cards.preparations import how_far
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Style, Text, Weight
from bot.domain.ask import Ask, AskState
from bot.domain.member import Member
from bot.domain.preparation import Readiness
from bot.domain.say import count


def to_peer_who_knows(ask: Ask, requester: Member, known: int, prepared: Readiness) -> Card:
    """Tell a peer privately that they know people where somebody would like to learn."""
    return Card.of(
        f"You know {count(known, 'person', 'people')} at {ask.company}, and {requester.name} would like to learn there",
        f"To learn: {ask.learn} · {ask.minutes} minutes",
        how_far(prepared),
        Text("Not this time is a fine answer; nobody will know.", Style.QUIET),
        offer_buttons(ask),
    )


def to_suggested_peer(ask: Ask, requester: Member, by: Member, prepared: Readiness) -> Card:
    """Tell a peer privately that another thought of them."""
    return Card.of(
        f"{by.name} thinks you might know someone at {ask.company}",
        f"{requester.name} would like to learn: {ask.learn} · {ask.minutes} minutes",
        how_far(prepared),
        Text("Not this time is a fine answer; nobody will know.", Style.QUIET),
        offer_buttons(ask),
    )


def to_requested_peer(ask: Ask, requester: Member, prepared: Readiness) -> Card:
    """Tell a peer privately that the requester thought of them first."""
    return Card.of(
        f"{requester.name} wonders whether you know someone at {ask.company}",
        f"To learn: {ask.learn} · {ask.minutes} minutes",
        how_far(prepared),
        Text("Not this time is a fine answer; nobody will know.", Style.QUIET),
        offer_buttons(ask),
    )


def no_longer_needed(ask: Ask, requester: Member) -> Card:
    """Replace a peer's private question once the ask needs no more offers."""
    return Card.of(
        f"{requester.name}'s ask about {ask.company} needs nothing more for now",
        Text("Thank you for being there.", Style.QUIET),
    )


def not_this_time(ask: Ask) -> Card:
    """Answer a peer who passes: free, private, never counted."""
    return Card.of(
        f"Noted: not this time for {ask.company}",
        "Nobody is told, and nothing is counted. If you change your mind, the ask stays in the room.",
    )


def to_requester_of_offer(ask: Ask, helper: Member) -> Card:
    """Tell the requester, and nobody else, who offers."""
    return Card.of(
        f"{helper.name} can introduce you to someone at {ask.company}",
        f"Accept, and {helper.first_name} gets a note to forward, written from your ask.",
        Text("Only you see who offers. You can accept more than one.", Style.QUIET),
        Actions.of(Button("Accept", Call.to("intro accept", ask=ask.id, helper=helper.id), Weight.PRIMARY)),
    )


def offer_taken_back(ask: Ask, helper: Member) -> Card:
    """Tell the requester that an offer is no longer there."""
    return Card.of(
        f"{helper.name} has taken the offer for {ask.company} back",
        Text("The ask stays open for others.", Style.QUIET),
    )


def was_accepted(ask: Ask, helper: Member) -> Card:
    """Take the buttons off the requester's message about an offer, once a newer message tells what came of it."""
    return Card.of(f"You accepted {helper.name}'s offer for {ask.company}")


def ask_ended(ask: Ask) -> Card:
    """Take the buttons off the requester's message about an offer, once they have ended the ask."""
    how = "taken back" if ask.ended is AskState.WITHDRAWN else "closed"
    return Card.of(f"Your ask about {ask.company} is {how}")


def offered(ask: Ask, requester: Member) -> Card:
    """Thank a peer who offers, and say what comes next."""
    return Card.of(
        f"Thank you. {requester.name} now sees your offer for {ask.company}",
        "Once it is accepted, you get a note that you can forward as it is. Nobody else sees that you offered.",
        Actions.of(Button("Take it back", Call.to("intro unoffer", ask=ask.id))),
    )


def unoffered(ask: Ask) -> Card:
    """Tell a peer that their offer is taken back."""
    return Card.of(
        f"Your offer for {ask.company} is taken back", "That is fine. The ask stays open for others."
    )


def suggested(ask: Ask, peer: Member) -> Card:
    """Thank a peer who knows who might know someone."""
    return Card.of(
        f"Thank you. {peer.name} has been asked, privately",
        f"If it leads to an introduction at {ask.company}, your hint counts as help too.",
    )


def offer_buttons(ask: Ask) -> Actions:
    """Make the two buttons under every private question."""
    return Actions.of(
        Button("Offer", Call.to("intro answer", ask=ask.id, how="introduce"), Weight.PRIMARY),
        Button("Not this time", Call.to("intro answer", ask=ask.id, how="not this time")),
    )
