"""The questions of a preparation: suggested ones to pick, the member's own, and what the coach thinks of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from bot import preparing
from bot.cards import preparations as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import BadInput, at_field
from bot.core.form import Form
from bot.core.limits import TEXT_INPUT
from bot.core.param import Param
from bot.domain import coach, questions
from bot.domain.errors import TooLate
from bot.domain.group import Strictness
from bot.domain.ids import PreparationId
from bot.domain.preparation import Preparation, read, written
from bot.domain.questions import Question, Topic

Mine = Annotated[PreparationId, Param(about="Which preparation", kept=True, min=1)]
Mark = Annotated[int, Param(about="Which question", kept=True, min=0)]
About = Annotated[Topic, Param(about="What the questions are about")]


@command("meeting suggestions", "Show suggested questions.", typed=False, reads=True)
def suggestions(ctx: Context, preparation: Mine, of: About) -> Card:
    """Show the suggested questions of a topic that the caller has not picked yet."""
    found = preparing.mine(ctx, preparation)
    return cards.suggestions(found, of, _offered(ctx, found, of))


@command("meeting pick", "Pick a suggested question.", typed=False)
def pick(ctx: Context, preparation: Mine, of: About, question: Mark) -> Card:
    """Add a suggested question to the caller's own."""
    found = preparing.mine(ctx, preparation)
    wanted = _marked(questions.suggested(found.company, preparing.learn(ctx, found)), question)
    if wanted is None:
        raise TooLate("That suggestion has changed since. /meeting prep shows those there are now.")
    kept = preparing.keep(ctx, found, found.pick(wanted))
    return cards.picked(kept, of, wanted, _offered(ctx, kept, of))


@command("meeting unpick", "Take a question off.", typed=False)
def unpick(ctx: Context, preparation: Mine, question: Mark) -> Card:
    """Take one of the caller's questions away."""
    found = preparing.mine(ctx, preparation)
    return preparing.overview(ctx, preparing.keep(ctx, found, found.drop(_of_mine(found, question))))


def _questions_now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    found = preparing.visited(visit, given)
    return {"questions": written(found.questions)} if found else {}


@command("meeting questions", "Write your questions.", title="Questions", typed=False, start=_questions_now)
def write(
    ctx: Context,
    preparation: Mine,
    questions: Annotated[
        str | None,
        Param(
            about="One a line; five to ten fill a meeting. A word such as “Advice:” before one says its kind",
            label="Your questions",
            max=TEXT_INPUT,
            prose=True,
            lines=True,
        ),
    ] = None,
) -> Card | Form:
    """Keep the caller's questions as they stand in the form, and say which of them reads as asking for a job."""
    found = preparing.mine(ctx, preparation)
    if questions is None:
        return ctx.form("meeting questions", preparation=preparation)
    learn = preparing.learn(ctx, found)
    changed = at_field(
        "questions",
        lambda typed: found.ask(read(typed, found.company, learn, found.questions)),
        questions,
    )
    strictness = ctx.group.settings.coach
    pitch = None if strictness is Strictness.OFF else _pitch(changed, found, learn)
    if pitch and strictness is Strictness.REQUIRE:
        asked, reading = pitch
        hint = f" You could ask: “{reading.rewrite}”" if reading.rewrite else ""
        why = reading.findings[0].why
        raise BadInput({"questions": f"“{asked.text}” may read as asking for a job. {why}{hint}"})
    kept = preparing.keep(ctx, found, changed)
    return _coached(kept, *pitch) if pitch else preparing.overview(ctx, kept)


@command("meeting reword", "Ask it as the coach would.", typed=False)
def reword(ctx: Context, preparation: Mine, question: Mark) -> Card:
    """Put the coach's words in the place of one of the caller's questions."""
    found = preparing.mine(ctx, preparation)
    mine = _of_mine(found, question)
    better = coach.read(mine.text).rewrite or mine.text
    words = [replace(each, text=better) if each == mine else each for each in found.questions]
    return preparing.overview(ctx, preparing.keep(ctx, found, found.ask(words)))


def _offered(ctx: Context, mine: Preparation, topic: Topic) -> Sequence[Question]:
    """Give what is suggested on a topic and is not among the member's questions yet."""
    there = {each.mark for each in mine.questions}
    found = questions.suggested(mine.company, preparing.learn(ctx, mine))
    return [each for each in found if each.is_about(topic) and each.mark not in there]


def _marked(among: Sequence[Question], mark: int) -> Question | None:
    return next((each for each in among if each.mark == mark), None)


def _of_mine(mine: Preparation, mark: int) -> Question:
    if found := _marked(mine.questions, mark):
        return found
    raise TooLate("That question is not among yours any more.")


def _pitch(changed: Preparation, before: Preparation, learn: str) -> tuple[Question, coach.Reading] | None:
    """Give the first new question of the member's own that reads as asking for a job."""
    known = {*before.questions, *questions.suggested(changed.company, learn)}
    for each in changed.questions:
        if each not in known and (reading := coach.read(each.text)).verdict is coach.Verdict.PITCH:
            return each, reading
    return None


def _coached(mine: Preparation, question: Question, reading: coach.Reading) -> Card:
    finding, better = reading.findings[0], reading.rewrite or ""
    fits = better if len(better) <= questions.QUESTION_MAX else ""
    return cards.coached(mine, question, " ".join(finding.words.split()), finding.why, fits)
