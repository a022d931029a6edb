"""Cards about introductions: from the accepted offer to the closed loop."""

from bot.cards.names import some
from bot.cards.note import forwardable
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Style, Text, Weight
from bot.domain.ask import UNANSWERED, Ask, AskState, OfferState
from bot.domain.member import Member
from bot.domain.say import count


def accepted(ask: Ask, helper: Member) -> Card:
    """Tell the requester what happens once an offer is accepted."""
    return Card.of(
        f"You accepted {helper.name}'s offer for {ask.company}",
        f"{helper.first_name} has a note to forward and asks the other side first. That can take some days.",
        Text("When you hear from them, press the button, and the help is counted.", Style.QUIET),
        Actions.of(Button("We are in touch", Call.to("intro introduced", ask=ask.id, helper=helper.id))),
    )


def to_helper_accepted(ask: Ask, requester: Member, helper: Member, group: str, state: OfferState) -> Card:
    """Give the accepted helper the forwardable note and what to press afterwards."""
    said_yes = Button("They said yes, introduced", Call.to("intro introduced", ask=ask.id), Weight.PRIMARY)
    said_no = Button("They said no", Call.to("intro refused", ask=ask.id))
    asked = Button("I have asked them", Call.to("intro asked", ask=ask.id))
    waits = state is OfferState.ASKED
    return Card.of(
        f"You have asked at {ask.company}; now they decide"
        if waits
        else f"{requester.name} accepted your offer for {ask.company}",
        "Here is the note once more, should you need it."
        if waits
        else "Forward this from your own mail, and ask them first whether they would like to meet.",
        Text(forwardable(ask, requester, helper, group), Style.QUOTE),
        Actions((said_yes, said_no) if waits else (asked, said_yes, said_no)),
    )


def to_requester_introduced(ask: Ask, helper: Member) -> Card:
    """Ask the requester to confirm an introduction."""
    return Card.of(
        f"{helper.name} has introduced you at {ask.company}",
        "Once you are in touch, confirm it, and the help is counted.",
        Actions.of(
            Button(
                "We are in touch", Call.to("intro introduced", ask=ask.id, helper=helper.id), Weight.PRIMARY
            )
        ),
    )


def introduced(ask: Ask, requester: Member) -> Card:
    """Thank the helper who introduced, and say what comes next."""
    return Card.of(
        f"Thank you for introducing {requester.name} at {ask.company}",
        f"{requester.first_name} confirms it once they are in touch, and tells you later how it went.",
    )


def refused(ask: Ask) -> Card:
    """Tell the helper that a no from the other side is all right."""
    return Card.of(
        f"Noted: they said no at {ask.company}",
        "That happens often and is nobody's fault. The requester hears only that it did not work out this time.",
    )


def to_requester_refused(ask: Ask, helper: Member, state: AskState) -> Card:
    """Tell the requester that this way did not work, and which one is open."""
    others = len(ask.helpers(OfferState.OFFERED))
    return Card.of(
        f"It did not work out at {ask.company} this time",
        f"{helper.name} asked, and they said no. That is common, and says nothing about you.",
        "Your ask is open to your peers again." if state in UNANSWERED else None,
        f"{count(others, 'other offer waits', 'other offers wait')} for you." if others else None,
        Actions.of(Button("See my asks", Call.to("intro list"))),
    )


def confirmed(ask: Ask, helper: Member, points: int) -> Card:
    """Tell the requester that the confirmation counts, and what comes next."""
    return Card.of(
        f"You are in touch at {ask.company}. {helper.name} {_gets(points)}",
        "Plan the meeting once you have a date, and you come prepared. When you have met, say so.",
        Actions.of(
            Button("Plan the meeting", Call.to("meeting through", ask=ask.id), Weight.PRIMARY),
            Button("We have met", Call.to("intro met", ask=ask.id, helper=helper.id)),
            Button("Undo", Call.to("intro unconfirm", ask=ask.id, helper=helper.id)),
        ),
    )


def to_helper_confirmed(ask: Ask, requester: Member, points: int) -> Card:
    """Tell the helper that the introduction counts."""
    return Card.of(
        f"{requester.name} confirmed your introduction at {ask.company}",
        f"{_counts(points)} You will hear how it went.",
    )


def to_suggester(ask: Ask, requester: Member, points: int) -> Card:
    """Tell a peer that their hint led to an introduction."""
    return Card.of(f"Your hint led {requester.name} to someone at {ask.company}", _counts(points))


def unconfirmed(ask: Ask, helper: Member) -> Card:
    """Tell the requester that a confirmation is taken back."""
    return Card.of(
        f"Taken back: the introduction at {ask.company} is not confirmed",
        f"{helper.name}'s points for it are taken back too. Confirm it whenever it is true.",
        Actions.of(Button("We are in touch", Call.to("intro introduced", ask=ask.id, helper=helper.id))),
    )


def to_helper_unconfirmed(ask: Ask, requester: Member, points: int) -> Card:
    """Tell whoever earned points that the requester took the confirmation back, and that no harm is done."""
    return Card.of(
        f"{requester.name} pressed too early: the introduction at {ask.company} is not confirmed yet",
        f"{_back(points)}Nothing is wrong with your help, and nothing is asked of you.",
    )


def unmet(ask: Ask, helper: Member) -> Card:
    """Tell the requester that the held meeting is taken back."""
    return Card.of(
        f"Taken back: you have not met at {ask.company} yet",
        f"{helper.name}'s points for the meeting are taken back too. Say so again whenever it is true.",
        Actions.of(Button("We have met", Call.to("intro met", ask=ask.id, helper=helper.id), Weight.PRIMARY)),
    )


def met(ask: Ask, helper: Member, points: int) -> Card:
    """Tell the requester that the held meeting counts for the helper."""
    return Card.of(
        f"Good that you met someone at {ask.company}. {helper.name} {_gets(points, ' more')}",
        f"Tell {helper.first_name} how it went while it is fresh; two sentences are plenty.",
        Actions.of(
            Button("Tell how it went", Call.to("intro close", ask=ask.id), Weight.PRIMARY),
            Button("Undo", Call.to("intro unmet", ask=ask.id, helper=helper.id)),
        ),
    )


def to_helper_met(ask: Ask, requester: Member, points: int) -> Card:
    """Tell the helper that the meeting was held."""
    return Card.of(f"{requester.name} met your contact at {ask.company}", _counts(points))


def to_helper_unmet(ask: Ask, requester: Member, points: int) -> Card:
    """Tell the helper that the meeting was not held yet, after all."""
    return Card.of(
        f"{requester.name} pressed too early: the meeting at {ask.company} is still to come",
        f"{_back(points)}Nothing is asked of you.",
    )


def closed(ask: Ask, helpers: tuple[str, ...]) -> Card:
    """Tell the requester that the loop is closed, and what is next."""
    return Card.of(
        f"{some(helpers, 2)} {'knows' if len(helpers) == 1 else 'know'} how it went at {ask.company}",
        "The loop is closed. Which company is next?",
        Actions.of(Button("See my list", Call.to("target list"))),
    )


def to_helper_closed(ask: Ask, requester: Member, how: str) -> Card:
    """Tell a helper how it went."""
    return Card.of(
        f"{requester.name} tells you how it went at {ask.company}",
        Text(f"“{how}”"),
        Text("You helped with this. Only you and other helpers of this ask read it.", Style.QUIET),
    )


def _back(points: int) -> str:
    return f"{count(points, 'point waits', 'points wait')} until then. " if points else ""


def _gets(points: int, more: str = "") -> str:
    return f"gets {count(points, 'point')}{more}" if points else "helped you"


def _counts(points: int) -> str:
    return f"It counts {count(points, 'point')}." if points else "Thank you."
