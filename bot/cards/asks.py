"""Cards about asks: what the room, the peers, the helper and the requester see."""

from bot.cards.names import some
from bot.cards.note import forwardable
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Style, Text, Weight, shorten
from bot.core.limits import OPTION_LABEL
from bot.core.paging import Page, more
from bot.domain.ask import UNANSWERED, Ask, AskState, OfferState
from bot.domain.member import Member
from bot.domain.say import count

SAID = {
    AskState.OPEN: "open to your peers",
    AskState.OFFERED: "somebody offers",
    AskState.ACCEPTED: "a helper is on it",
    AskState.ASKED: "they have been asked",
    AskState.INTRODUCED: "you are introduced",
    AskState.MET: "you have met",
    AskState.CLOSED: "closed",
    AskState.DECLINED: "they said no this time",
    AskState.WITHDRAWN: "taken back",
    AskState.EXPIRED: "expired",
}
SAID_OF_OFFER = {
    OfferState.OFFERED: "offers to introduce you",
    OfferState.ACCEPTED: "has your note",
    OfferState.ASKED: "has asked them",
    OfferState.INTRODUCED: "says you are introduced",
    OfferState.CONFIRMED: "introduced you",
    OfferState.MET: "introduced you, and you met",
    OfferState.DECLINED: "asked, and they said no",
}
SAID_TO_HELPER = {
    OfferState.OFFERED: "your offer waits for an answer",
    OfferState.ACCEPTED: "you have a note to forward",
    OfferState.ASKED: "you have asked them",
    OfferState.INTRODUCED: "you have introduced them",
    OfferState.CONFIRMED: "they are in touch",
    OfferState.MET: "they have met",
    OfferState.DECLINED: "they said no",
}


def in_room(ask: Ask, requester: Member, state: AskState, introduced_by: tuple[str, ...]) -> Card:
    """Show an ask to the group; `introduced_by` names the helpers whose introductions are confirmed."""
    learn = f"To learn: {ask.learn} · {ask.minutes} minutes"
    offers = f"In return: {ask.offer}" if ask.offer else None
    if state in UNANSWERED:
        offered = len(ask.helpers(OfferState.OFFERED))
        return Card.of(
            f"{requester.name} would like to meet someone at {ask.company}",
            learn,
            offers,
            Text(f"{count(offered, 'peer has', 'peers have')} offered; more are welcome.", Style.QUIET)
            if offered
            else None,
            Actions.of(
                Button(
                    "I can introduce", Call.to("intro answer", ask=ask.id, how="introduce"), Weight.PRIMARY
                ),
                Button("I know who might", Call.to("intro suggest", ask=ask.id)),
            ),
        )
    if introduced_by:
        met = state in (AskState.MET, AskState.CLOSED) and ask.helpers(OfferState.MET)
        return Card.of(
            f"{requester.name} {'met' if met else 'is in touch with'} someone at {ask.company}",
            f"Introduced by {some(introduced_by)}. Thank you.",
            learn,
        )
    wanted = f"{requester.name} wanted to meet someone at {ask.company}"
    match state:
        case AskState.EXPIRED:
            return Card.of(wanted, Text("This ask has expired; its requester may renew it.", Style.QUIET))
        case AskState.WITHDRAWN:
            return Card.of(wanted, Text("The ask has been taken back.", Style.QUIET))
        case AskState.CLOSED:
            return Card.of(wanted, Text("The ask is closed.", Style.QUIET))
        case _:
            return Card.of(
                f"{requester.name} would like to meet someone at {ask.company}",
                learn,
                Text("A peer is helping with this one.", Style.QUIET),
            )


def to_peer_who_knows(ask: Ask, requester: Member, known: int) -> Card:
    """Tell a peer privately that they know people where somebody would like to learn."""
    return Card.of(
        f"You know {count(known, 'person', 'people')} at {ask.company}, and {requester.name} would like to learn there",
        f"To learn: {ask.learn} · {ask.minutes} minutes",
        Text("Not this time is a fine answer; nobody will know.", Style.QUIET),
        _offer_buttons(ask),
    )


def to_suggested_peer(ask: Ask, requester: Member, by: Member) -> Card:
    """Tell a peer privately that another thought of them."""
    return Card.of(
        f"{by.name} thinks you might know someone at {ask.company}",
        f"{requester.name} would like to learn: {ask.learn} · {ask.minutes} minutes",
        Text("Not this time is a fine answer; nobody will know.", Style.QUIET),
        _offer_buttons(ask),
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


def posted(ask: Ask) -> Card:
    """Tell the requester that the ask stands in the room."""
    return Card.of(
        f"Your ask about {ask.company} is posted",
        "Peers who know someone there are asked privately. You hear as soon as somebody offers.",
        Actions.of(
            Button("See my asks", Call.to("intro list")),
            Button("Take it back", Call.to("intro withdraw", ask=ask.id)),
        ),
    )


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
        "When you have met, say so. Afterwards tell your helper how it went: that closes the loop.",
        Actions.of(
            Button("We have met", Call.to("intro met", ask=ask.id, helper=helper.id), Weight.PRIMARY),
            Button("Tell how it went", Call.to("intro close", ask=ask.id)),
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
        f"Good that you met someone at {ask.company}. {helper.name} {_gets(points)}",
        f"Tell {helper.first_name} how it went while it is fresh; two sentences are plenty.",
        Actions.of(
            Button("Tell how it went", Call.to("intro close", ask=ask.id), Weight.PRIMARY),
            Button("Undo", Call.to("intro unmet", ask=ask.id, helper=helper.id)),
        ),
    )


def to_helper_met(ask: Ask, requester: Member, points: int) -> Card:
    """Tell the helper that the meeting was held."""
    return Card.of(f"{requester.name} met your contact at {ask.company}", _counts(points))


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


def withdrawn(ask: Ask) -> Card:
    """Tell the requester that the ask is taken back."""
    return Card.of(
        f"Your ask about {ask.company} is taken back",
        "Whoever had offered is told that it needs nothing more.",
        Actions.of(Button("See my list", Call.to("target list"))),
    )


def renewed(ask: Ask) -> Card:
    """Tell the requester that the ask is posted again."""
    return Card.of(
        f"Your ask about {ask.company} is posted again",
        "It stays open for fourteen days, unless somebody offers.",
    )


def detail(ask: Ask, requester: Member, state: AskState, viewer: Member, names: dict[int, str]) -> Card:
    """Show one ask to a viewer with what they can do about it; `names` are those of its helpers."""
    mine = ask.requester == viewer.id
    lines = [
        f"To learn: {ask.learn} · {ask.minutes} minutes",
        f"In return: {ask.offer}" if ask.offer else None,
    ]
    if mine:
        lines.append(
            "\n".join(f"{names[offer.helper]} {SAID_OF_OFFER[offer.state]}" for offer in ask.offers[:10])
        )
    return Card.of(
        f"Your ask about {ask.company}: {SAID[state]}"
        if mine
        else f"{requester.name} would like to meet someone at {ask.company}",
        *lines,
        _own_buttons(ask, state, names) if mine else _offer_buttons(ask) if state in UNANSWERED else None,
    )


def overview(
    mine: Page[tuple[Ask, AskState]], helping: tuple[tuple[Ask, str, OfferState], ...], waiting: int
) -> Card:
    """Show a member their own asks, those they help with, and that others wait."""
    rows = [f"{ask.company} · {SAID[state]}" for ask, state in mine.rows]
    helps = [f"{ask.company}, for {name} · {SAID_TO_HELPER[state]}" for ask, name, state in helping[:10]]
    shown = [
        *((ask, SAID[state]) for ask, state in mine.rows),
        *((ask, f"for {name}") for ask, name, _ in helping[:10]),
    ]
    return Card.of(
        f"You have {count(mine.total, 'ask')}"
        if mine.total
        else "You have not asked for an introduction yet",
        "\n".join(rows)
        or "Pick a company you are curious about, and say what you would like to learn there.",
        "You help with:\n" + "\n".join(helps) if helps else None,
        Choices(
            "Open an ask …",
            tuple(
                Option(shorten(f"{ask.company} · {note}", OPTION_LABEL), Call.to("intro show", ask=ask.id))
                for ask, note in shown
            ),
        )
        if shown
        else None,
        more(
            mine,
            Call.to("intro list"),
            Button("Ask for an introduction", Call.to("intro ask")),
            *([Button(f"{waiting} waiting for help", Call.to("intro waiting"))] if waiting else []),
        ),
    )


def waiting(page: Page[tuple[Ask, str]]) -> Card:
    """Show the asks that peers may still answer."""
    if not page.total:
        return Card.of(
            "No ask is waiting for help", "Everybody who asked has been answered. That is a good day."
        )
    return Card.of(
        f"{count(page.total, 'ask is', 'asks are')} waiting for help",
        "\n".join(f"{name} · {ask.company} · {shorten(ask.learn, 120)}" for ask, name in page.rows),
        Choices(
            "Look at one …",
            tuple(
                Option(shorten(f"{name} · {ask.company}", OPTION_LABEL), Call.to("intro show", ask=ask.id))
                for ask, name in page.rows
            ),
        ),
        more(page, Call.to("intro waiting")),
    )


def _gets(points: int) -> str:
    return f"gets {count(points, 'point')}" if points else "helped you"


def _counts(points: int) -> str:
    return f"It counts {count(points, 'point')}." if points else "Thank you."


def _offer_buttons(ask: Ask) -> Actions:
    return Actions.of(
        Button("Offer", Call.to("intro answer", ask=ask.id, how="introduce"), Weight.PRIMARY),
        Button("Not this time", Call.to("intro answer", ask=ask.id, how="not this time")),
    )


def _own_buttons(ask: Ask, state: AskState, names: dict[int, str]) -> Actions | None:
    buttons: list[Button] = []
    for offer in ask.offers:
        label, path = {
            OfferState.OFFERED: ("Accept {}", "intro accept"),
            OfferState.INTRODUCED: ("In touch through {}", "intro introduced"),
            OfferState.CONFIRMED: ("Met through {}", "intro met"),
        }.get(offer.state, ("", ""))
        if path and state not in (AskState.EXPIRED, AskState.CLOSED, AskState.WITHDRAWN):
            name = shorten(names[offer.helper], 50)
            buttons.append(Button(label.format(name), Call.to(path, ask=ask.id, helper=offer.helper)))
    if state is AskState.EXPIRED:
        buttons.append(Button("Renew", Call.to("intro renew", ask=ask.id), Weight.PRIMARY))
    if state in (AskState.INTRODUCED, AskState.MET):
        buttons.append(Button("Tell how it went", Call.to("intro close", ask=ask.id)))
    elif not ask.ended:
        buttons.append(Button("Take it back", Call.to("intro withdraw", ask=ask.id)))
    return Actions((*buttons[:2], buttons[-1]) if len(buttons) > 3 else tuple(buttons)) if buttons else None
