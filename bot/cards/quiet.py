"""Cards about quiet hours and what is muted."""

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Style, Text
from bot.domain.member import Member
from bot.domain.quiet import Kind
from bot.domain.say import listed


def how_to_mute(kind: Kind) -> str:
    """Say how messages of a kind are muted."""
    return f"/me quiet mutes {kind}, or sets your quiet hours."


def quiet(member: Member, zone: str) -> Card:
    """Show a member when they are not written to, and what does not come at all."""
    hours = member.quiet
    return Card.of(
        f"Nothing comes between {hours.begin:%H:%M} and {hours.end:%H:%M}"
        if hours
        else "You have no quiet hours",
        f"That is by the time in {zone}. What is for you meanwhile comes afterwards." if hours else None,
        f"Muted: {listed(sorted(member.muted))}." if member.muted else "No kind of message is muted.",
        Text(
            f"Kinds that can be muted: {listed([*Kind])}. Offers and thanks of peers always come.",
            Style.QUIET,
        ),
        Actions.of(Button("Change it", Call.to("me quiet"))),
    )
