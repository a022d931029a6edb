"""Cards of the debrief: the question after a meeting, and what becomes of the answers."""

from collections.abc import Sequence

from bot.cards.followups import SAID
from bot.cards.quiet import how_to_mute
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Style, Text, Weight, shorten
from bot.core.limits import BUTTON_LABEL, OPTION_LABEL
from bot.domain.debrief import Debrief
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.member import Member
from bot.domain.owed import Owed
from bot.domain.quiet import Kind
from bot.domain.say import count, listed, number
from bot.domain.target import Target


def question(meeting: Meeting) -> Card:
    """Ask a member how a meeting was, soon after it."""
    return Card.of(
        f"How was it at {meeting.company}?",
        "While it is fresh: what did you learn? A few words are enough, and only you read them.",
        Text(how_to_mute(Kind.MEETING), Style.QUIET),
        Actions.of(
            Button("Tell how it was", Call.to("meeting log", meeting=meeting.id), Weight.PRIMARY),
            Button("It did not take place", Call.to("meeting log", meeting=meeting.id, took_place="no")),
        ),
    )


def which(meetings: Sequence[Meeting]) -> Card:
    """Ask which of several meetings somebody would like to tell of."""
    if not meetings:
        return Card.of(
            "There is no meeting to tell of yet",
            "You can tell how one was as soon as it has begun. /meeting list shows those you planned.",
            Actions.of(Button("Plan a meeting", Call.to("meeting plan"))),
        )
    return Card.of(
        "Which meeting would you like to tell of?",
        Choices(
            "Choose one …",
            tuple(
                Option(
                    shorten(f"{each.company} · {each.local.day} {each.local:%B}", OPTION_LABEL),
                    Call.to("meeting log", meeting=each.id),
                )
                for each in meetings
            ),
        ),
    )


def kept(
    meeting: Meeting,
    debrief: Debrief,
    owed: Sequence[Owed],
    introducer: Member | None,
    worth: int,
    target: Target | None,
    *,
    late: bool,
    again: bool,
) -> Card:
    """Thank a member for their debrief, and say what comes of it.

    `worth` is what it counts for the `introducer`, nothing where the ask had ended before (`late`); `target` is the
    company to turn to next.
    """
    coming = [f"{SAID[each.followup.kind]} {each.when}" for each in owed]
    buttons = [
        Button("My follow-ups", Call.to("meeting followups")),
        Button("Change it", Call.to("meeting log", meeting=meeting.id)),
    ]
    if target:
        label = shorten(f"Next: {target.company}", BUTTON_LABEL)
        buttons.insert(0, Button(label, Call.to("target ask", target=target.id), Weight.PRIMARY))
    return Card.of(
        f"Changed: what you told of {meeting.company}"
        if again
        else f"You met someone at {meeting.company}, and what you told is kept",
        f"I remind you of {_first(coming)}." if coming else None,
        _credit(introducer, worth, told=bool(debrief.told), late=late) if introducer else None,
        f"{target.company} is next on your list." if target else None,
        Text(_readers(debrief, introducer), Style.QUIET),
        Actions(tuple(buttons)),
    )


def told(meeting: Meeting) -> Card:
    """Take the buttons off the question once it is answered."""
    if meeting.state is MeetingState.MISSED:
        return Card.of(f"Your meeting at {meeting.company} did not take place", "Nothing is to be done here.")
    return Card.of(
        f"You told how it was at {meeting.company}",
        Actions.of(Button("Change it", Call.to("meeting log", meeting=meeting.id))),
    )


def missed(meeting: Meeting) -> Card:
    """Answer that a meeting did not take place."""
    return Card.of(
        f"Noted: your meeting at {meeting.company} did not take place",
        "That happens, and mostly it is only put off. Nothing is lost that you prepared.",
        Actions.of(
            Button("Find another time", Call.to("meeting move", meeting=meeting.id), Weight.PRIMARY),
            Button("My meetings", Call.to("meeting list")),
        ),
    )


def to_introducer(meeting: Meeting, owner: Member, points: int) -> Card:
    """Tell whoever introduced a member, without an ask, that the meeting was held."""
    return Card.of(
        f"{owner.name} met your contact at {meeting.company}",
        f"Your introduction and the meeting count {count(points, 'point')}." if points else "Thank you.",
    )


def _first(coming: Sequence[str]) -> str:
    """Say the two that come first, and how many more there are."""
    more = f"{number(len(coming) - 2)} more later"
    return listed([*coming[:2], more] if len(coming) > 2 else coming)


def _credit(introducer: Member, worth: int, *, told: bool, late: bool) -> str | None:
    said = [
        *([f"gets {count(worth, 'point')}"] if worth else []),
        *(["reads what you wrote for them"] if told else []),
    ]
    if said:
        return f"{introducer.name} {listed(said)}."
    return f"Your ask had ended, so nothing more counts for {introducer.name}." if late else None


def _readers(debrief: Debrief, introducer: Member | None) -> str:
    shared = debrief.shared and debrief.learnt
    others = shared or (debrief.told and introducer)
    digest = "The next digest shows what you learnt. " if shared else ""
    return digest + ("Only you read the rest." if others else "Only you read it.")
