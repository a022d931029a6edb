"""Cards of preparing for a meeting, which its owner alone sees, and what others may know of how far they are."""

from collections.abc import Sequence

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Style, Text, Weight, shorten
from bot.core.limits import BUTTON_LABEL, OPTION_LABEL
from bot.domain.company import Company
from bot.domain.member import Member
from bot.domain.preparation import READY, Preparation, Readiness
from bot.domain.questions import Question, Topic
from bot.domain.say import count, listed, number

WORDS = 90
"""How many characters of a question stand in a headline."""
NOTE_SHOWN = 700
"""So much of a note is shown; its form has all of it."""
TOPICS: dict[Topic, str] = {
    Topic.INSIGHTS: "Insights: what they see",
    Topic.ADVICE: "Advice: what they would do",
    Topic.TRENDS: "Trends: what is changing",
    Topic.RESOURCES: "Resources: what to read",
    Topic.ASSIGNMENTS: "Assignments: what to try",
    Topic.COMPANY: "The company",
    Topic.INDUSTRY: "Their industry",
    Topic.CULTURE: "Their culture",
    Topic.CHALLENGES: "Their challenges",
}
"""What suggested questions are about, as the menu says it."""


def how_far(prepared: Readiness) -> str:
    """Say what others may know, as "Prepared: research ✓, questions 4 of 5"; nothing where nothing has begun."""
    asks = f"questions {prepared.questions} of {READY}" if prepared.questions else ""
    if prepared.is_ready:
        asks = f"{prepared.questions} questions"
    done = ", ".join(filter(None, ("research ✓" if prepared.researched else "", asks)))
    return f"Prepared: {done}" if done else ""


def overview(mine: Preparation, learn: str, practising: Sequence[Member], meant: Company | None) -> Card:
    """Show a member how far they are, what comes next, and their questions.

    `practising` are peers who agreed; `meant` is a company of the member's list that is written much like this one.
    """
    return Card.of(
        f"{mine.company}: {_far(mine.readiness)}",
        f"To learn: {learn}" if learn else None,
        f"Did you mean {meant}? It is on your list: /meeting prep {meant}" if meant else None,
        _next(mine, practising),
        _list(mine.questions),
        Choices(
            "See questions about …",
            tuple(
                Option(label, Call.to("meeting suggestions", preparation=mine.id, of=topic))
                for topic, label in TOPICS.items()
            ),
        ),
        Actions(
            (
                Button(
                    "Edit my questions" if mine.questions else "Write my own",
                    Call.to("meeting questions", preparation=mine.id),
                    Weight.PLAIN if mine.readiness.is_ready else Weight.PRIMARY,
                ),
                *_practice(mine, practising),
                Button("Notes and stories", Call.to("meeting notes", preparation=mine.id)),
            )
        ),
    )


def suggestions(mine: Preparation, topic: Topic, offered: Sequence[Question]) -> Card:
    """Show the suggested questions about one thing that are not among the member's yet."""
    return Card.of(
        f"{TOPICS[topic].partition(':')[0]}: {count(len(offered), 'question')} for {mine.company}"
        if offered
        else f"You have all that is suggested here for {mine.company}",
        _list(offered),
        Text("Pick those you are curious about. You can change their words afterwards.", Style.QUIET)
        if offered
        else None,
        _menu(mine, topic, offered),
        Actions.of(_back(mine)),
    )


def picked(mine: Preparation, topic: Topic, question: Question, offered: Sequence[Question]) -> Card:
    """Tell a member that a question is theirs now, and go on with those that are left."""
    return Card.of(
        f"Picked: {_questions(mine.readiness)} for {mine.company}",
        Text(question.text, Style.QUOTE),
        "You are ready; more than ten do not fit into a meeting." if mine.readiness.is_ready else None,
        _menu(mine, topic, offered),
        Actions.of(
            Button("Take it off", Call.to("meeting unpick", preparation=mine.id, question=question.mark)),
            _back(mine),
        ),
    )


def coached(mine: Preparation, question: Question, words: str, why: str, rewrite: str) -> Card:
    """Tell a member, and nobody else, that a question reads as asking for a job; it is kept as they wrote it."""
    return Card.of(
        f"This question may read as asking for a job: “{shorten(words, WORDS)}”",
        why,
        f"You could ask: “{rewrite}”" if rewrite else "You could ask what they see, or what they would try.",
        Actions(
            (
                *_use(mine, question, rewrite),
                Button("Edit my questions", Call.to("meeting questions", preparation=mine.id)),
                Button("Keep mine", Call.to("meeting preparation", preparation=mine.id)),
            )
        ),
    )


def notes(mine: Preparation) -> Card:
    """Show a member their notes from the four angles, and the stories to end with."""
    found = [f"{TOPICS[Topic(angle)]}: {shorten(text, NOTE_SHOWN)}" for angle, text in mine.notes.items()]
    return Card.of(
        f"{mine.company}: {_research(len(mine.notes))}, {number(len(mine.stories))} "
        f"{'story' if len(mine.stories) == 1 else 'stories'}",
        *(Text(note) for note in found),
        Text("Stories to end with:\n" + "\n".join(f"· {each}" for each in mine.stories))
        if mine.stories
        else "A story or two of yours, told at the end, say more than a résumé.",
        Text("Nobody but you reads this.", Style.QUIET),
        Actions.of(
            Button("Research", Call.to("meeting research", preparation=mine.id), Weight.PRIMARY),
            Button("Stories", Call.to("meeting stories", preparation=mine.id)),
            _back(mine),
        ),
    )


def _far(far: Readiness) -> str:
    if not far.questions and not far.angles:
        return f"{number(READY)} questions make a meeting ready"
    return f"{_questions(far)}, {_research(far.angles)}"


def _questions(far: Readiness) -> str:
    if far.is_ready:
        return count(far.questions, "question")
    return f"{far.questions} of {READY} questions"


def _research(angles: int) -> str:
    if not angles:
        return "no research yet"
    return f"research from {number(angles)} {'angle' if angles == 1 else 'angles'}"


def _next(mine: Preparation, practising: Sequence[Member]) -> str:
    far = mine.readiness
    if not far.questions:
        return "Pick some that are suggested, or write your own. Nobody but you reads them."
    if not far.is_ready:
        more = READY - far.questions
        return f"{number(more).capitalize()} more {'makes' if more == 1 else 'make'} you ready."
    if practising:
        names = listed([each.first_name for each in practising])
        return f"{names} will practise with you. Once you have, say so, and it counts as help."
    if not far.researched:
        return "You are ready. Notes from two angles or more would give you a good opening."
    if not mine.stories:
        return "You are ready. Is there a story or two of yours to end with?"
    return "You are ready. A peer could play the other side once, before you go."


def _list(questions: Sequence[Question]) -> Text | None:
    return Text("\n".join(f"· {each.text}" for each in questions)) if questions else None


def _menu(mine: Preparation, topic: Topic, offered: Sequence[Question]) -> Choices | None:
    if not offered:
        return None
    return Choices(
        "Pick one …",
        tuple(
            Option(
                shorten(each.text, OPTION_LABEL),
                Call.to("meeting pick", preparation=mine.id, of=topic, question=each.mark),
            )
            for each in offered
        ),
    )


def _use(mine: Preparation, question: Question, rewrite: str) -> tuple[Button, ...]:
    if not rewrite:
        return ()
    call = Call.to("meeting reword", preparation=mine.id, question=question.mark)
    return (Button("Use this", call, Weight.PRIMARY),)


def _practice(mine: Preparation, practising: Sequence[Member]) -> tuple[Button, ...]:
    if practising:
        first = practising[0]
        done = Call.to("meeting practised", preparation=mine.id, peer=first.id)
        return (Button(shorten(f"Practised with {first.first_name}", BUTTON_LABEL), done, Weight.PRIMARY),)
    if not mine.questions:
        return ()
    return (Button("Practise with a peer", Call.to("meeting practise", preparation=mine.id)),)


def _back(mine: Preparation) -> Button:
    return Button("Back to my questions", Call.to("meeting preparation", preparation=mine.id))
