"""Cards of what is owed after a meeting: each says what to give, and is answered by one press."""

from collections.abc import Sequence
from typing import assert_never

from bot.cards.quiet import how_to_mute
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Style, Text, Weight, shorten
from bot.core.limits import OPTION_LABEL
from bot.core.paging import Page, more
from bot.domain.debrief import Debrief
from bot.domain.followup import MISSES, FollowUp, FollowUpKind, FollowUpState, Gift
from bot.domain.meeting import Meeting
from bot.domain.member import Member
from bot.domain.owed import Answer, Owed
from bot.domain.quiet import Kind
from bot.domain.say import count

SAID = {
    FollowUpKind.THANK_YOU: "the thank-you",
    FollowUpKind.RESUME: "your résumé",
    FollowUpKind.TOUCH: "staying in touch",
    FollowUpKind.INTRODUCE: "the introduction you promised",
    FollowUpKind.TELL: "telling your introducer",
}
GIFTS = {
    Gift.ARTICLE: "An article that touches what you talked about, with one line on why you thought of them.",
    Gift.QUESTION: "A question: ask how something they told you about has gone on since.",
    Gift.INTRODUCTION: "An introduction: is there somebody they would like to know? Ask both sides first.",
}
"""Something to give each time, in turn: step 8 of the first article stays in touch by being of assistance."""
DRAWN = 300
"""So many characters of an answer stand on a card that shows several."""


def reminder(
    followup: FollowUp, meeting: Meeting, debrief: Debrief, owner: Member, introducer: Member | None
) -> Card:
    """Remind a member of what is due; the last time, say that it is."""
    last = "I do not ask again; it stays in /meeting followups. " if followup.misses + 1 >= MISSES else ""
    small_print = Text(f"{last}{how_to_mute(Kind.FOLLOW_UP)}", Style.QUIET)
    return _card(followup, meeting, debrief, owner, introducer, small_print)


def shown(
    followup: FollowUp,
    meeting: Meeting,
    debrief: Debrief,
    owner: Member,
    introducer: Member | None,
    when: str,
) -> Card:
    """Show a member one of their follow-ups; `when` says when the bot reminds of it, if it does."""
    comes = (
        f"I remind you {when}." if when else "I do not remind you of this any more. It stays on your list."
    )
    return _card(followup, meeting, debrief, owner, introducer, Text(comes, Style.QUIET))


def _card(
    followup: FollowUp,
    meeting: Meeting,
    debrief: Debrief,
    owner: Member,
    introducer: Member | None,
    small_print: Text,
) -> Card:
    company, introduced_by = meeting.company, introducer.first_name if introducer else "Your introducer"
    match followup.kind:
        case FollowUpKind.THANK_YOU:
            headline = f"A thank-you for your meeting at {company}"
            lines: Sequence[Text | str | None] = (
                f"To {meeting.whom}: a few lines are plenty, {_when_best(followup)}. Your own notes stand in this "
                "draft; make it sound like you, and send it yourself.",
                Text(draft(meeting, debrief, owner), Style.QUOTE),
            )
        case FollowUpKind.RESUME:
            headline = f"They asked for your résumé at {company}"
            lines = (f"You can send it to {meeting.whom} now that you are home. One line with it is enough.",)
        case FollowUpKind.TOUCH:
            headline = f"A good day to write to your contact at {company}"
            lines = (
                f"To {meeting.whom}. {GIFTS[followup.gift]}",
                f"How you could help them, you noted: {_part(followup.text)}" if followup.text else None,
                _noted(followup.gift, debrief),
            )
        case FollowUpKind.INTRODUCE:
            headline = f"An introduction you promised at {company}"
            lines = (
                f"You noted: {_part(followup.text)}" if followup.text else None,
                f"Ask {meeting.whom} and the other side first. Then one mail to the two of them does it.",
            )
        case FollowUpKind.TELL:
            headline = f"{introduced_by} introduced you at {company}, and may wonder how it went"
            lines = ("Two sentences are plenty. They read it, and nobody else does.",)
        case _:
            assert_never(followup.kind)
    return Card.of(headline, *lines, small_print, _answers(followup, introduced_by))


def draft(meeting: Meeting, debrief: Debrief, owner: Member) -> str:
    """Write a thank-you from what was told, to be changed and sent by its owner (step 8 of the first article)."""
    return "\n\n".join(
        filter(
            None,
            (
                "Hello,",
                f"Thank you for your time on {meeting.local:%A}, and for being so open about {meeting.company}.",
                f"What stays with me: {_ended(debrief.learnt)}" if debrief.learnt else "",
                f"If it is useful to you: {_ended(debrief.help)}" if debrief.help else "",
                f"I look forward to seeing you again: {_ended(debrief.place)}" if debrief.place else "",
                "If I can ever be of help, just drop me a line.",
                owner.first_name,
            ),
        )
    )


def _when_best(followup: FollowUp) -> str:
    return "and late is fine too" if followup.misses else "best within a day"


def _noted(gift: Gift, debrief: Debrief) -> str | None:
    """Recall what was noted that goes with a gift."""
    about, answer = {
        Gift.ARTICLE: ("What you learnt there", debrief.learnt),
        Gift.QUESTION: ("Whom else to meet, you noted", debrief.others),
        Gift.INTRODUCTION: ("Where you could add value, you noted", debrief.value),
    }[gift]
    return f"{about}: {_part(answer)}" if answer else None


def again_later() -> Card:
    """Take the buttons off a reminder that is followed by another."""
    return Card.of("I asked about this once more, further down", "Nothing is to be done here.")


def settled(owed: Owed, how: Answer) -> Card:
    """Answer a press, and say what comes next."""
    what, comes = f"{SAID[owed.followup.kind]}, {owed.company}", f"I come back to it {owed.when}."
    match how:
        case Answer.DONE:
            card = f"Done: {what}", comes if owed.when else "It is off your list."
        case Answer.LATER:
            card = f"Later: {what}", comes
        case Answer.NOT_NEEDED:
            card = f"Not needed: {what}", "That is fine. I do not remind you of it again."
        case _:
            assert_never(how)
    return Card.of(*card, Actions.of(Button("My follow-ups", Call.to("meeting followups"))))


def overview(page: Page[Owed]) -> Card:
    """Show a member what they owe, soonest first."""
    if not page.total:
        return Card.of(
            "No follow-ups wait for you",
            "They come from your meetings: a thank-you, something you promised, a word now and then.",
            Actions.of(Button("My meetings", Call.to("meeting list"))),
        )
    return Card.of(
        f"You have {count(page.total, 'follow-up')}",
        "\n".join(f"{_named(each)} · {each.when or 'I do not ask any more'}" for each in page.rows),
        Choices(
            "Open one …",
            tuple(
                Option(
                    shorten(_named(each), OPTION_LABEL),
                    Call.to("meeting followup", followup=each.followup.id),
                )
                for each in page.rows
            ),
        ),
        more(page, Call.to("meeting followups")),
    )


def told(meeting: Meeting, introducer: Member) -> Card:
    """Tell a member that their introducer reads how it went."""
    return Card.of(
        f"{introducer.name} knows how it went at {meeting.company}",
        "The loop is closed. Which company is next?",
        Actions.of(Button("See my list", Call.to("target list"))),
    )


def to_introducer(meeting: Meeting, owner: Member, how: str) -> Card:
    """Tell whoever introduced a member how it went."""
    return Card.of(
        f"{owner.name} tells you how it went at {meeting.company}",
        Text(f"“{how}”"),
        Text("You made this introduction. Only you read it.", Style.QUIET),
    )


def _named(owed: Owed) -> str:
    return f"{owed.company} · {SAID[owed.followup.kind]}"


def _answers(followup: FollowUp, introducer: str) -> Actions | None:
    if followup.state is not FollowUpState.OPEN:
        return None
    settle = Call.to("meeting settle", followup=followup.id, turn=followup.turn)
    if followup.kind is FollowUpKind.TELL:
        done = Button(f"Tell {introducer}", Call.to("meeting tell", followup=followup.id), Weight.PRIMARY)
    else:
        done = Button("Done", settle.having(how=Answer.DONE), Weight.PRIMARY)
    return Actions.of(
        done,
        Button("Later", settle.having(how=Answer.LATER)),
        Button("Not needed", settle.having(how=Answer.NOT_NEEDED)),
    )


def _part(answer: str) -> str:
    return shorten(answer, DRAWN)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
