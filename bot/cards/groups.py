"""Cards about the group and its members."""

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Fields, NamedValue, Style, Text, Weight, shorten
from bot.core.paging import Page, more
from bot.domain.group import Group, Strictness
from bot.domain.member import Member, Membership, Role, Stage
from bot.domain.say import count
from bot.domain.times import DAYS

COACH = {
    Strictness.OFF: "off: asks are posted as they are written",
    Strictness.SUGGEST: "suggests another way to say what reads as asking for a job",
    Strictness.REQUIRE: "waits with what reads as asking for a job until it asks to learn",
}


def welcome(group: Group, facilitator: Member) -> Card:
    """Tell a room that a group lives here now."""
    return Card.of(
        f"{group.name} meets here now",
        "Post the companies you are curious about, ask for introductions to learn, and help where you can.",
        Text(
            f"{facilitator.name} is the facilitator. Whoever uses the bot here becomes a member.", Style.QUIET
        ),
        Actions.of(
            Button("Add a company", Call.to("target add"), Weight.PRIMARY),
            Button("How it works", Call.to("help")),
        ),
    )


def set_up(group: Group) -> Card:
    """Tell the facilitator that the group is ready, and what to look at."""
    return Card.of(
        f"{group.name} is ready, and you are its facilitator",
        f"Its days and weeks begin in the zone {group.settings.zone}.",
        Actions.of(
            Button("Add a company", Call.to("target add"), Weight.PRIMARY),
            Button("Change settings", Call.to("group settings")),
        ),
    )


def settings(group: Group, checkin: str, digest: str) -> Card:
    """Show the group's settings, and when the reader's check-in and the digest come next."""
    of = group.settings
    return Card.of(
        f"Settings of {group.name}",
        Fields(
            (
                NamedValue("Time zone", of.zone),
                NamedValue("Asks in seven days", f"{of.asks_per_week} per member"),
                NamedValue("Introduction confirmed", count(of.introduction_points, "point")),
                NamedValue("Meeting held", count(of.meeting_points, "point")),
                NamedValue("Hint that led to one", count(of.suggestion_points, "point")),
                NamedValue("Practice run", count(of.practice_points, "point")),
                NamedValue("Thanks", count(of.thanks_points, "point")),
                NamedValue("Check-in", f"{_day(of.checkin_day)} {of.checkin_time}, in each member's zone"),
                NamedValue("Digest", f"{_day(of.digest_day)} {of.digest_time}"),
                NamedValue("Coach", COACH[of.coach]),
            )
        ),
        Fields((NamedValue("Holidays", shorten(of.holidays, 200)),)) if of.holidays else None,
        f"Your next check-in comes {checkin}." if checkin else None,
        f"The next digest comes {digest}." if digest else None,
        Text("Points that are counted already stay as they are.", Style.QUIET),
    )


def _day(number: int) -> str:
    return f"{DAYS[number].capitalize()}s"


def joined(group: Group, member: Member) -> Card:
    """Welcome a member privately."""
    return Card.of(
        f"Welcome to {group.name}, {member.first_name}",
        "Begin with a company you are curious about, or look who waits for help.",
        Actions.of(
            Button("Add a company", Call.to("target add"), Weight.PRIMARY),
            Button("Who waits for help", Call.to("intro waiting")),
        ),
    )


def left(group: Group) -> Card:
    """Tell somebody that they left, and that the way back is open."""
    return Card.of(
        f"You have left {group.name}",
        "Open asks and offers are taken back. Your targets are hidden from the group, not deleted.",
        Actions.of(Button("Come back", Call.to("group join"))),
    )


def members(group: Group, page: Page[Membership]) -> Card:
    """Show who is in the group."""
    return Card.of(
        f"{group.name}: {count(page.total, 'member')}",
        "\n".join(_line(each) for each in page.rows),
        more(page, Call.to("group members")),
    )


def profile(member: Member, zone: str) -> Card:
    """Show a member what the group knows of them."""
    return Card.of(
        f"Your profile: {member.name}",
        Fields(
            (
                NamedValue("Stage", member.stage),
                NamedValue("Time zone", zone),
                NamedValue("On the leaderboard", "yes" if member.on_leaderboard else "no"),
                NamedValue(
                    "In a note you are", member.about or "only your name; /me profile adds a few words"
                ),
            )
        ),
        Actions.of(
            Button("Change it", Call.to("me profile")),
            Button("Change my time zone", Call.to("me timezone")),
        ),
    )


def zone_set(zone: str, now_there: str) -> Card:
    """Confirm a member's time zone by the time there."""
    return Card.of(
        f"Your time zone is {zone}", f"By that it is {now_there}. If that is wrong, name another city."
    )


def _line(membership: Membership) -> str:
    member = membership.member
    notes = [
        "facilitator" if membership.role is Role.FACILITATOR else "",
        "" if member.stage is Stage.SEARCHING else member.stage,
    ]
    return " · ".join(filter(None, [member.name, *notes]))
