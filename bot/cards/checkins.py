"""Cards of the weekly check-in."""

from collections.abc import Sequence

from bot.cards.quiet import how_to_mute
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Picture, Style, Text, Weight
from bot.core.charts import WeeksChart
from bot.domain.checkin import Commitment, Outcome, Streak
from bot.domain.ids import EventId
from bot.domain.member import Member
from bot.domain.quiet import Kind
from bot.domain.say import count

OUTCOMES = {Outcome.DONE: "Done", Outcome.PARTLY: "Partly", Outcome.NOT_THIS_WEEK: "Not this week"}


def question(member: Member, promised: Sequence[Commitment], until: str) -> Card:
    """Ask a member how the week went; `until` says when the window closes."""
    return Card.of(
        f"How was your week, {member.first_name}?",
        *(block for each in promised for block in (f"You promised: {each.text}", _outcomes(each))),
        "What did you learn, whom did you help, what do you promise next? Two minutes are enough.",
        Text(f"Open until {until}. {how_to_mute(Kind.CHECK_IN)}", Style.QUIET),
        Actions.of(
            Button("Tell how it went", Call.to("checkin now"), Weight.PRIMARY),
            Button("Pause for a while", Call.to("checkin pause")),
        ),
    )


def reminder(member: Member, until: str) -> Card:
    """Remind a member once."""
    return Card.of(
        f"Your check-in is open until {until}",
        f"Two minutes are enough, {member.first_name}. Skipping a week is fine too.",
        Text(how_to_mute(Kind.CHECK_IN), Style.QUIET),
        Actions.of(
            Button("Tell how it went", Call.to("checkin now"), Weight.PRIMARY),
            Button("Pause for a while", Call.to("checkin pause")),
        ),
    )


def still_there(member: Member) -> Card:
    """Ask once after three silent weeks, and say that the questions pause."""
    return Card.of(
        f"Shall I go on asking, {member.first_name}?",
        "Three weeks went by without an answer, so the check-ins pause. You need no reason, and nothing is lost.",
        Actions.of(Button("Ask me again", Call.to("checkin resume"), Weight.PRIMARY)),
    )


def to_buddy(member: Member, silences: int) -> Card:
    """Tell a buddy that somebody has been silent for some weeks, and no more than that."""
    return Card.of(
        f"{member.name} has missed {count(silences, 'check-in')}",
        f"{member.first_name} asked you to hear of it. A kind word may be welcome.",
        Text(how_to_mute(Kind.NUDGE), Style.QUIET),
    )


def asked_to_be_buddy(member: Member) -> Card:
    """Ask a peer whether they would be somebody's accountability buddy."""
    return Card.of(
        f"{member.name} asks you to be their accountability buddy",
        f"You would hear when {member.first_name} misses two check-ins in a row, and nothing else. "
        "Either answer is fine.",
        Actions.of(
            Button("Gladly", Call.to("checkin agree", peer=member.id), Weight.PRIMARY),
            Button("Not now", Call.to("checkin decline", peer=member.id)),
        ),
    )


def buddy_asked(buddy: Member) -> Card:
    """Tell a member that their buddy-to-be is asked."""
    return Card.of(
        f"{buddy.name} is asked",
        f"Once {buddy.first_name} agrees, they hear when you miss two check-ins in a row. That is all they hear.",
        Actions.of(Button("No buddy after all", Call.to("checkin alone"))),
    )


def buddy_agreed(buddy: Member) -> Card:
    """Tell a member that they have a buddy now."""
    return Card.of(
        f"{buddy.name} is your accountability buddy now", "It ends whenever you like: /checkin alone."
    )


def buddy_of(member: Member) -> Card:
    """Thank a peer who agreed."""
    return Card.of(
        f"You are {member.name}'s accountability buddy",
        f"You hear when {member.first_name} misses two check-ins in a row, and nothing else.",
        Actions.of(Button("Rather not any more", Call.to("checkin decline", peer=member.id))),
    )


def not_buddy(member: Member) -> Card:
    """Answer a peer who does not want to, which nobody is told."""
    return Card.of("Noted: not now", f"{member.first_name} is not told.")


def buddy_no_more(member: Member) -> Card:
    """Tell a peer that they are nobody's buddy any more."""
    return Card.of(
        f"You are not {member.name}'s buddy any more", f"{member.first_name} is told, and can ask another."
    )


def buddy_gone(buddy: Member) -> Card:
    """Tell a member that their buddy hears nothing any more."""
    return Card.of(
        f"{buddy.name} cannot be your accountability buddy any more",
        "That happens. Another peer may like to.",
        Actions.of(Button("Ask another peer", Call.to("checkin buddy"))),
    )


def no_buddy() -> Card:
    """Tell a member that nobody hears of their silence."""
    return Card.of("You have no accountability buddy", "Nobody hears when you miss a check-in.")


def settled(commitment: Commitment, outcome: Outcome, left: Sequence[Commitment]) -> Card:
    """Answer a word about a commitment, and ask about the next."""
    said = {
        Outcome.DONE: "Done, good",
        Outcome.PARTLY: "Partly is a step",
        Outcome.NOT_THIS_WEEK: "Not this week, fine",
    }
    return Card.of(
        f"{said[outcome]}: {commitment.text}",
        *(block for each in left for block in (f"You promised: {each.text}", _outcomes(each))),
        Actions.of(Button("Tell how it went", Call.to("checkin now"), Weight.PRIMARY)),
    )


def answered(
    streak: Streak, promised: Sequence[Commitment], asked: Member | None, *, late: bool, shared: bool
) -> Card:
    """Thank a member for their check-in, and say who reads what; `asked` is the peer who is asked to confirm help."""
    row = f"{count(streak.weeks, 'week')} in a row." if streak.weeks > 1 else None
    return Card.of(
        "Your words are kept" if late else "Thank you, that is your check-in for this week",
        "Its two days were over, so this week is left out of your row. The next one counts again."
        if late
        else row,
        "You promise:\n" + "\n".join(each.text for each in promised) if promised else None,
        f"{asked.first_name} is asked whether it did help, and reads your words about it." if asked else None,
        Text(_readers(shared or asked is not None, shared), Style.QUIET),
        Actions.of(
            Button("Change it", Call.to("checkin now")),
            Button("Add a promise", Call.to("checkin promise")),
            Button("See my weeks", Call.to("checkin history")),
        ),
    )


def _readers(others: bool, digest: bool) -> str:
    return " ".join(
        (
            *(["The next digest shows what you share."] if digest else []),
            "Only you can read the rest." if others else "Only you can read it.",
        )
    )


def promised(commitment: Commitment, all_of_them: Sequence[Commitment]) -> Card:
    """Confirm a promise."""
    return Card.of(
        f"You promise: {commitment.text}",
        "You are asked about it at your next check-in."
        + (" The digest shows it." if commitment.shared else ""),
        "This week:\n" + "\n".join(each.text for each in all_of_them) if len(all_of_them) > 1 else None,
        Actions.of(Button("See my weeks", Call.to("checkin history"))),
    )


def history(streak: Streak, weeks: WeeksChart, next_at: str) -> Card:
    """Show the last twelve weeks; `next_at` says when the next question comes, empty while they pause."""
    return Card.of(
        f"{count(streak.weeks, 'week')} in a row" if streak.weeks else "Your weeks",
        Picture(weeks, weeks_text(weeks)),
        f"{count(streak.freezes_left, 'week')} of this month may be missed, and your row goes on."
        if streak.weeks and streak.freezes_left
        else None,
        f"The next check-in comes {next_at}." if next_at else "Check-ins pause.",
        Actions.of(
            Button("Tell how it went", Call.to("checkin now"), Weight.PRIMARY),
            Button("Pause", Call.to("checkin pause"))
            if next_at
            else Button("Resume", Call.to("checkin resume")),
        ),
    )


def weeks_text(weeks: WeeksChart) -> str:
    """Say what the picture of the weeks shows."""
    return "Your last weeks: " + "; ".join(f"{each.label} {each.said}" for each in weeks.weeks) + "."


def paused() -> Card:
    """Confirm a pause, for which no reason is needed."""
    return Card.of(
        "Your check-ins pause",
        "No reason is needed. Your row of weeks waits for you.",
        Actions.of(Button("Resume", Call.to("checkin resume"), Weight.PRIMARY)),
    )


def resumed(next_at: str) -> Card:
    """Welcome a member back."""
    return Card.of(
        "Welcome back",
        f"Your next check-in comes {next_at}.",
        Actions.of(Button("Promise something", Call.to("checkin promise"))),
    )


def did_it_help(member: Member, week: str, how: str) -> Card:
    """Ask a peer to confirm that somebody helped them; the words are what that member wrote for them."""
    return Card.of(
        f"Did {member.name} help you?",
        f"{member.first_name} wrote of it: “{how}”"
        if how
        else f"{member.first_name} noted it in a check-in.",
        Text("If it did help, one press thanks them, and it counts. If not, just leave it.", Style.QUIET),
        Actions.of(
            Button("Yes, it helped", Call.to("checkin confirm", peer=member.id, week=week), Weight.PRIMARY)
        ),
    )


def note_changed(member: Member) -> Card:
    """Take the button off a question to a peer, once the member names another."""
    return Card.of(f"{member.name} has changed this note", "Nothing is left for you to do.")


def confirmed(member: Member, event: EventId, worth: int) -> Card:
    """Thank a peer for confirming help."""
    return Card.of(
        f"Confirmed. {member.first_name} gets {count(worth, 'point')} for it"
        if worth
        else f"Confirmed. {member.first_name} will be glad to hear it",
        Actions.of(Button("Undo", Call.to("thanks undo", event=event))),
    )


def help_confirmed(peer: Member, worth: int, *, returned: bool) -> Card:
    """Tell a member that their help was confirmed; a `returned` thank-you counts nothing."""
    return Card.of(
        f"{peer.name} confirms that you helped",
        f"That is {count(worth, 'point')} for you." if worth else None,
        "You thanked each other within a week, and the two count once." if returned else None,
    )


def _outcomes(commitment: Commitment) -> Actions:
    return Actions(
        tuple(
            Button(label, Call.to("checkin settle", promise=commitment.id, outcome=outcome))
            for outcome, label in OUTCOMES.items()
        )
    )
