"""Cards for a member who has landed: what changes, and whether the group is told."""

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Style, Text, Weight
from bot.domain.member import Member
from bot.domain.say import count


def landed(member: Member, known: int) -> Card:
    """Congratulate a member who has landed; `known` counts the contacts with whom they stay in touch."""
    return Card.of(
        f"You have landed, {member.first_name}. That is good news",
        "You stay with us as a helper: asks that wait too long come to you as well, and no is a fine answer.",
        f"You stay in touch with {count(known, 'contact')}: every three months, each time with something to give."
        if known
        else None,
        Text("Nothing is posted unless you say so. /group members shows your stage.", Style.QUIET),
        Actions.of(
            Button("Tell the group", Call.to("me celebrate"), Weight.PRIMARY),
            Button("Keep it to myself", Call.to("me landed")),
        ),
    )


def in_room(member: Member) -> Card:
    """Let the group be glad with a member."""
    return Card.of(
        f"{member.name} has landed",
        f"{member.first_name} stays with us as a helper. A kind word under this is welcome.",
    )


def celebrated() -> Card:
    """Tell a member that the group knows."""
    return Card.of(
        "The group knows, and is glad with you",
        "Who helped you on the way? A thank-you tells them so.",
        Actions.of(
            Button("Say thank you", Call.to("thanks")), Button("Who waits for help", Call.to("intro waiting"))
        ),
    )


def unsaid() -> Card:
    """Tell a member that nothing is posted."""
    return Card.of(
        "Nothing is posted",
        "Whoever helped you may be glad to hear it from yourself.",
        Actions.of(Button("Who waits for help", Call.to("intro waiting"))),
    )
