"""Cards about asks as the room, and their requester's lists, show them."""

from bot.cards.names import some
from bot.cards.offers import offer_buttons
from bot.cards.preparations import how_far
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Style, Text, Weight, shorten
from bot.core.limits import OPTION_LABEL
from bot.core.paging import Page, more
from bot.domain.ask import UNANSWERED, Ask, AskState, OfferState
from bot.domain.member import Member
from bot.domain.preparation import Readiness
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


def in_room(
    ask: Ask, requester: Member, state: AskState, introduced_by: tuple[str, ...], prepared: Readiness
) -> Card:
    """Show an ask to the group; `introduced_by` names the helpers whose introductions are confirmed."""
    learn = f"To learn: {ask.learn} · {ask.minutes} minutes"
    offers = f"In return: {ask.offer}" if ask.offer else None
    ready = how_far(prepared)
    if state in UNANSWERED:
        many = len(ask.helpers(OfferState.OFFERED))
        offered = f"{count(many, 'peer has', 'peers have')} offered; more are welcome." if many else ""
        so_far = " · ".join(filter(None, (ready, offered)))
        return Card.of(
            f"{requester.name} would like to meet someone at {ask.company}",
            learn,
            offers,
            Text(so_far, Style.PLAIN if ready else Style.QUIET) if so_far else None,
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
            None if met else ready,
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
                ready,
                Text("A peer is helping with this one.", Style.QUIET),
            )


def in_thread(ask: Ask, requester: Member, by: str) -> Card:
    """Tell whoever follows an ask that it led to an introduction."""
    return Card.of(
        f"{requester.name} is in touch with someone at {ask.company}", f"Introduced by {by}. Thank you."
    )


def thread_taken_back() -> Card:
    """Replace what the thread was told."""
    return Card.of("The introduction is not confirmed any more", Text("The ask goes on.", Style.QUIET))


def posted(ask: Ask) -> Card:
    """Tell the requester that the ask stands in the room."""
    return Card.of(
        f"Your ask about {ask.company} is posted",
        "Peers who know someone there are asked privately. You hear as soon as somebody offers.",
        "Meanwhile, a few questions of yours make it easier to vouch for you.",
        Actions.of(
            Button("Prepare", Call.to("intro prepare", ask=ask.id), Weight.PRIMARY),
            Button("See my asks", Call.to("intro list")),
            Button("Take it back", Call.to("intro withdraw", ask=ask.id)),
        ),
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


def detail(
    ask: Ask, requester: Member, state: AskState, viewer: Member, names: dict[int, str], prepared: Readiness
) -> Card:
    """Show one ask to a viewer with what they can do about it; `names` are those of its helpers."""
    mine = ask.requester == viewer.id
    lines = [
        f"To learn: {ask.learn} · {ask.minutes} minutes",
        f"In return: {ask.offer}" if ask.offer else None,
        how_far(prepared),
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
        _own_buttons(ask, state, names) if mine else offer_buttons(ask) if state in UNANSWERED else None,
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
