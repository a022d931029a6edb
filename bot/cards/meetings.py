"""Cards of planned meetings; all of them are their owner's alone."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Fields, File, Option, Style, Text, Weight, shorten
from bot.core.limits import OPTION_LABEL
from bot.core.paging import Page, more
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.member import Member
from bot.domain.say import count, in_words
from bot.domain.when import comes_twice

_ENTRY = Text("Its calendar entry comes to your direct messages.", Style.QUIET)


def planned(meeting: Meeting, zone: ZoneInfo, now: datetime, introducer: Member | None) -> Card:
    """Confirm a meeting in words, with its calendar entry."""
    return Card.of(headline(meeting, zone, now), *_about(meeting, zone, introducer), _ENTRY, _to_do(meeting))


def moved(meeting: Meeting, zone: ZoneInfo, now: datetime, introducer: Member | None) -> Card:
    """Confirm a meeting's new time."""
    return Card.of(
        f"Moved. {headline(meeting, zone, now)}", *_about(meeting, zone, introducer), _ENTRY, _to_do(meeting)
    )


def for_calendar(meeting: Meeting, zone: ZoneInfo, now: datetime, entry: File) -> Card:
    """Bring a member the calendar entry of their meeting."""
    when = in_words(meeting.start.astimezone(zone), now)
    return Card.of(
        f"For your calendar: {meeting.company}, {when}",
        "Open the file, and your calendar has it, with a reminder an hour before.",
        entry,
    )


def outdated(meeting: Meeting) -> Card:
    """Replace what came with an earlier calendar entry."""
    return Card.of(
        f"Your meeting at {meeting.company} has another time now", "A newer calendar entry has come."
    )


def shown(meeting: Meeting, zone: ZoneInfo, now: datetime, introducer: Member | None) -> Card:
    """Show one meeting with what can be done about it."""
    if meeting.state is MeetingState.PLANNED and meeting.start > now:
        return Card.of(headline(meeting, zone, now), *_about(meeting, zone, introducer), _to_do(meeting))
    when = in_words(meeting.start.astimezone(zone), now)
    headlines = {
        MeetingState.PLANNED: f"You had a meeting at {meeting.company} {when}",
        MeetingState.HELD: f"You met someone at {meeting.company} {when}",
        MeetingState.MISSED: f"Your meeting at {meeting.company} did not take place",
        MeetingState.CANCELLED: f"Your meeting at {meeting.company} is cancelled",
    }
    return Card.of(headlines[meeting.state], *_about(meeting, zone, introducer), _afterwards(meeting))


def doubtful(meeting: Meeting, zone: ZoneInfo, now: datetime, code: str, doubts: tuple[str, ...]) -> Card:
    """Ask about what is possible but unlikely, before it is kept; what was typed waits under the code."""
    when = in_words(meeting.start.astimezone(zone), now)
    return Card.of(
        f"Please look again: {meeting.company}, {when}",
        *doubts,
        Text("Nothing is planned yet, and what you typed is kept for an hour.", Style.QUIET),
        Actions.of(
            Button("Yes, plan it", Call.to("meeting sure", draft=code)),
            Button("Say another time", Call.to("meeting again", draft=code), Weight.PRIMARY),
        ),
    )


def cancelled(meeting: Meeting) -> Card:
    """Answer that a meeting is called off."""
    return Card.of(
        f"Your meeting at {meeting.company} is cancelled",
        "Nothing comes about it any more. Take it out of your calendar too; a word to them is kind.",
        Actions.of(
            Button("Plan another", Call.to("meeting anew", meeting=meeting.id)),
            Button("See my meetings", Call.to("meeting list")),
        ),
    )


def called_off(meeting: Meeting) -> Card:
    """Replace what came about a meeting that was called off since."""
    return Card.of(f"Your meeting at {meeting.company} is cancelled")


def put_off(meeting: Meeting, zone: ZoneInfo, now: datetime) -> Card:
    """Replace what came about a meeting that was put to another time since."""
    return Card.of(headline(meeting, zone, now), "It was put to another time.")


def of_member(page: Page[Meeting], zone: ZoneInfo, now: datetime, waiting: int) -> Card:
    """Show a member their meetings, those to come first; `waiting` of them are still to come."""
    plan = Button("Plan a meeting", Call.to("meeting plan"))
    if not page.total:
        return Card.of(
            "You have no meetings yet",
            "Twenty minutes to learn how somebody works, at a company you are curious about, is all it takes.",
            Actions.of(Button("Plan a meeting", Call.to("meeting plan"), Weight.PRIMARY)),
        )
    return Card.of(
        f"Your meetings: {waiting or 'none'} to come"
        if waiting < page.total
        else f"{count(waiting, 'meeting')} to come",
        "\n".join(_line(each, zone, now) for each in page.rows),
        Choices(
            "Look at one …",
            tuple(
                Option(
                    shorten(f"{each.company} · {_when(each, zone, now)}", OPTION_LABEL),
                    Call.to("meeting show", meeting=each.id),
                )
                for each in page.rows
            ),
        ),
        more(page, Call.to("meeting list"), plan),
    )


def headline(meeting: Meeting, zone: ZoneInfo, now: datetime) -> str:
    """Say that, where and when a member meets somebody."""
    return f"You meet someone at {meeting.company} {in_words(meeting.start.astimezone(zone), now)}"


def _about(meeting: Meeting, zone: ZoneInfo, introducer: Member | None) -> tuple[Fields | Text | None, ...]:
    start, end = meeting.start.astimezone(zone), meeting.end.astimezone(zone)
    day = f"{start:%A} {start.day} {start:%B %Y}"
    about = Fields.of(
        When=f"{day}, {start.hour}:{start:%M} to {end.hour}:{end:%M}",
        Whom=meeting.whom,
        Introduced_by=introducer.name if introducer else "",
    )
    twice = comes_twice(start) and start.fold == 0
    return about, Text(
        "That time comes twice, for the clocks go back; the first is meant."
    ) if twice else None


def _to_do(meeting: Meeting) -> Actions:
    return Actions.of(
        Button("Prepare", Call.to("meeting prepare", meeting=meeting.id), Weight.PRIMARY),
        Button("Change the time", Call.to("meeting move", meeting=meeting.id)),
        Button("Cancel it", Call.to("meeting cancel", meeting=meeting.id), Weight.DANGER),
    )


def _afterwards(meeting: Meeting) -> Actions:
    log = Button("Tell how it went", Call.to("meeting log", meeting=meeting.id), Weight.PRIMARY)
    again = Button("Plan another", Call.to("meeting anew", meeting=meeting.id))
    move = Button("Find another time", Call.to("meeting move", meeting=meeting.id), Weight.PRIMARY)
    mine = Button("See my meetings", Call.to("meeting list"))
    first = {
        MeetingState.PLANNED: (log,),
        MeetingState.HELD: (replace(log, label="See what I told"), again),
        MeetingState.MISSED: (move,),
        MeetingState.CANCELLED: (again,),
    }
    return Actions.of(*first[meeting.state], mine)


def _line(meeting: Meeting, zone: ZoneInfo, now: datetime) -> str:
    whom = shorten(meeting.whom, 60)
    state = str(meeting.state)
    if meeting.state is MeetingState.PLANNED:
        state = "how was it?" if meeting.end <= now else ""
    return " · ".join(filter(None, (_when(meeting, zone, now), meeting.company.name, whom, state)))


def _when(meeting: Meeting, zone: ZoneInfo, now: datetime) -> str:
    said = in_words(meeting.start.astimezone(zone), now).removeprefix("on ")
    return said[:1].upper() + said[1:]
