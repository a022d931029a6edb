"""Cards about a member's private contacts."""

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Style, Text, shorten
from bot.core.limits import OPTION_LABEL
from bot.core.paging import Page, more
from bot.domain.contact import Contact
from bot.domain.say import count


def noted(contact: Contact) -> Card:
    """Tell the owner that a contact is noted, and who sees what."""
    return Card.of(
        f"Noted, for you alone: {contact.name} at {contact.company}",
        "Peers see only that somebody knows people there. When one asks about this company, you are asked privately.",
        Actions.of(
            Button("See my contacts", Call.to("know list")),
            Button("Forget this one", Call.to("know forget", contact=contact.id)),
        ),
    )


def of_member(page: Page[Contact]) -> Card:
    """Show a member their own contacts."""
    if not page.total:
        return Card.of(
            "You have noted no contacts yet",
            "Whom do you know, and where? It stays yours: peers see a number, never a name.",
            Actions.of(Button("Note someone", Call.to("know add"))),
        )
    return Card.of(
        f"You have noted {count(page.total, 'contact')}, for you alone",
        "\n".join(
            f"{contact.company} · {contact.name}"
            + (f" · {shorten(contact.note, 80)}" if contact.note else "")
            for contact in page.rows
        ),
        Text("Nobody else sees these lines.", Style.QUIET),
        Choices(
            "Forget …",
            tuple(
                Option(
                    shorten(f"{contact.name} · {contact.company}", OPTION_LABEL),
                    Call.to("know forget", contact=contact.id),
                )
                for contact in page.rows
            ),
        ),
        more(page, Call.to("know list"), Button("Note someone", Call.to("know add"))),
    )


def forgotten(contact: Contact) -> Card:
    """Tell the owner that a contact is deleted for good."""
    return Card.of(
        f"Forgotten: {contact.name} at {contact.company}",
        "The line is deleted for good.",
        Actions.of(Button("See my contacts", Call.to("know list"))),
    )
