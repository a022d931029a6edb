"""Cards about rooms that close and open, and about people whom a direct message does not reach."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Ping, Style, Text, Weight
from bot.core.limits import CHOICES
from bot.domain.group import Closed, Group, Home
from bot.domain.member import Member
from bot.domain.say import count


def closed(home: Home, group: Group, why: Closed) -> Card:
    """Tell a facilitator that nothing arrives in a room any more, and what to do."""
    name = called(home)
    happened, then = {
        Closed.ARCHIVED: (f"{name} is archived", "Take it out of the archive, or link another channel."),
        Closed.DELETED: (f"{name} is deleted", "Link another channel, and the group goes on there."),
        Closed.REMOVED: (f"I was taken out of {name}", "Invite me again, or link another channel."),
        Closed.FORBIDDEN: (f"I may not write in {name}", "Allow me to write there, then press the button."),
    }[why]
    again = Button("It works again", Call.to("group reopen", channel=home.room.channel), Weight.PRIMARY)
    link = Button("Link another channel", Call.to("group link"))
    return Card.of(
        f"{happened}, so {group.name} hears nothing there",
        then,
        Text("Nothing is lost. What waits is posted once it works again.", Style.QUIET),
        Actions.of(again, link) if why is Closed.FORBIDDEN else Actions.of(link),
    )


def opened(home: Home, group: Group) -> Card:
    """Tell a facilitator that posts arrive in a room again."""
    return Card.of(f"{group.name} can read me in {called(home)} again", "What waited there is on its way.")


def renamed(home: Home, group: Group) -> Card:
    """Tell a facilitator that a room is called otherwise now."""
    return Card.of(
        f"{group.name} meets in {called(home)} now", "Only the name has changed; nothing is to be done."
    )


def hello() -> Card:
    """Say hello in a room where no group lives yet."""
    return Card.of(
        "Hello, I help groups of job seekers to help one another",
        "You post the companies you are curious about, ask for introductions to learn, and help where you can.",
        Actions.of(
            Button("Start a group here", Call.to("group setup"), Weight.PRIMARY),
            Button("How it works", Call.to("help")),
        ),
    )


def unreachable(user: str, member: Member) -> Card:
    """Ask a member in the room to let direct messages through; what the messages say stays private."""
    return Card.of(
        f"{member.first_name}, something waits for you, and I cannot write to you directly",
        Ping(user, member.name),
        "Please allow direct messages from me, then press the button.",
        Actions.of(Button("I can be reached now", Call.to("me reachable"), Weight.PRIMARY)),
    )


def was_unreachable() -> Card:
    """Replace the call in the room once the member has answered it."""
    return Card.of("A member can be reached again", Text("Thank you.", Style.QUIET))


def reachable(many: int) -> Card:
    """Tell a member that their messages are on the way again."""
    if not many:
        return Card.of("Nothing is held back for you", "Direct messages reach you as they come.")
    return Card.of(
        f"{count(many, 'message is', 'messages are')} on the way to you", "Look into your direct messages."
    )


def which_zone(member: Member, zones: Sequence[tuple[str, datetime]]) -> Card:
    """Ask a new member once in which time zone they live; `zones` are likely ones with the time there."""
    options = tuple(
        Option(f"{there.hour}:{there.minute:02}, {city(zone)}", Call.to("me timezone", zone=zone))
        for zone, there in dict(zones).items()
    )
    return Card.of(
        f"What time is it where you are, {member.first_name}?",
        "I would like to write to you at your own time of day.",
        Choices("It is …", options[:CHOICES]) if options else None,
        Actions.of(Button("Somewhere else", Call.to("me timezone"))),
    )


def city(zone: str) -> str:
    """Say a zone by its city."""
    return zone.rpartition("/")[2].replace("_", " ")


def called(home: Home) -> str:
    """Say which room is meant."""
    return f"#{home.name.removeprefix('#')}" if home.name else "your channel"


def link_code(group: Group, code: str) -> Card:
    """Give a facilitator the code with which another channel becomes a room of the group."""
    return Card.of(
        f"So {group.name} gets another room",
        "Go to the other channel, here or on the other platform, and type this there within the hour:",
        Text(f"/group link code:{code}", Style.QUOTE),
        Text("Whoever has the code can link a channel, so share it with nobody else.", Style.QUIET),
    )


def linked(group: Group) -> Card:
    """Tell who linked a channel that it is a room of the group now."""
    return Card.of(
        f"{group.name} lives here too now",
        "What is posted in one of its rooms is posted in all. Whoever uses the bot here becomes a member.",
        Actions.of(Button("See the members", Call.to("group members"))),
    )


def linked_in_room(group: Group) -> Card:
    """Tell all rooms that there is one more."""
    return Card.of(f"{group.name} has one more room now", "What is posted in one is posted in all.")
