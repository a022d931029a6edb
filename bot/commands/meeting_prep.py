"""/meeting prep: questions to pick and edit, notes from four angles, and the stories to end with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from bot import meetings, preparing
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
from bot.domain.ask import Ask
from bot.domain.company import NAME_MAX, Company, look_alike
from bot.domain.errors import NotYours, TooLate
from bot.domain.group import Strictness
from bot.domain.ids import AskId, MeetingId, PreparationId
from bot.domain.meeting import MeetingState
from bot.domain.preparation import NOTE_MAX, STORY_MAX, PracticeState, Preparation, read, written
from bot.domain.questions import Angle, Question, Topic
from bot.suggestions import own_companies

Mine = Annotated[PreparationId, Param(about="Which preparation", kept=True, min=1)]
Mark = Annotated[int, Param(about="Which question", kept=True, min=0)]
About = Annotated[Topic, Param(about="What the questions are about")]


def _next_company(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.here is None or visit.known is None:
        return {}
    mine = visit.store.meetings.of(visit.here.id, visit.known.id)
    coming = [each for each in mine if each.state is MeetingState.PLANNED and each.end > visit.now]
    return {"company": min(coming, key=lambda each: each.start).company.name} if coming else {}


@command(
    "meeting prep",
    "Prepare to meet someone: questions, research, stories.",
    title="Prepare",
    submit="Go on",
    start=_next_company,
)
def prep(
    ctx: Context,
    company: Annotated[
        str, Param(about="Whom you will learn about", label="Company", max=NAME_MAX, suggest=own_companies)
    ],
) -> Card:
    """Show how far the caller's preparation for a company is; the first time it begins."""
    wanted = Company.named(company)
    found = ctx.store.preparations.find(ctx.group.id, ctx.member.id, wanted)
    if found:
        return _overview(ctx, found)
    begun = ctx.store.preparations.open(ctx.group.id, ctx.member.id, wanted)
    mine = [each.company for each in ctx.store.targets.of(ctx.group.id, ctx.member.id)]
    return _overview(ctx, begun, look_alike(wanted, mine))


@command("meeting prepare", "Prepare for a meeting.", typed=False)
def prepare(
    ctx: Context, meeting: Annotated[MeetingId, Param(about="For which meeting", kept=True, min=1)]
) -> Card:
    """Show how far the caller's preparation for one of their meetings is."""
    company = meetings.mine(ctx, meeting).company
    return _overview(ctx, ctx.store.preparations.open(ctx.group.id, ctx.member.id, company))


@command("intro prepare", "Prepare to meet someone whom you asked to meet.", typed=False)
def prepare_ask(ctx: Context, ask: Annotated[AskId, Param(about="For which ask", kept=True, min=1)]) -> Card:
    """Show how far the caller's preparation for one of their asks is."""
    company = _own(ctx, ask).company
    return _overview(ctx, ctx.store.preparations.open(ctx.group.id, ctx.member.id, company))


@command("meeting preparation", "Show a preparation.", typed=False, reads=True)
def preparation(ctx: Context, preparation: Mine) -> Card:
    """Show how far one of the caller's preparations is."""
    return _overview(ctx, preparing.mine(ctx, preparation))


# Questions


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
    return _overview(ctx, preparing.keep(ctx, found, found.drop(_of_mine(found, question))))


def _questions_now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    found = _visited(visit, given)
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
    return _coached(kept, *pitch) if pitch else _overview(ctx, kept)


@command("meeting reword", "Ask it as the coach would.", typed=False)
def reword(ctx: Context, preparation: Mine, question: Mark) -> Card:
    """Put the coach's words in the place of one of the caller's questions."""
    found = preparing.mine(ctx, preparation)
    mine = _of_mine(found, question)
    better = coach.read(mine.text).rewrite or mine.text
    words = [replace(each, text=better) if each == mine else each for each in found.questions]
    return _overview(ctx, preparing.keep(ctx, found, found.ask(words)))


# Notes and stories


@command("meeting notes", "Show your notes and stories.", typed=False, reads=True)
def notes(ctx: Context, preparation: Mine) -> Card:
    """Show the caller's notes and stories for a company."""
    return cards.notes(preparing.mine(ctx, preparation))


def _notes_now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    found = _visited(visit, given)
    return {angle.value: text for angle, text in found.notes.items()} if found else {}


def _note(about: str, label: str) -> Param:
    return Param(about=about, label=label, max=NOTE_MAX, prose=True, lines=True)


@command("meeting research", "Keep what you found out.", title="Research", typed=False, start=_notes_now)
def research(
    ctx: Context,
    preparation: Mine,
    company: Annotated[str | None, _note("What they make, for whom, and what is new", "The company")] = None,
    industry: Annotated[str | None, _note("What is moving it; who else is in it", "Their industry")] = None,
    culture: Annotated[
        str | None, _note("How they work, as they and others tell it", "Their culture")
    ] = None,
    challenges: Annotated[
        str | None, _note("What seems hard for them; where you could be useful", "Their challenges")
    ] = None,
) -> Card | Form:
    """Keep the caller's notes from the four angles."""
    found = preparing.mine(ctx, preparation)
    typed = zip(Angle, (company, industry, culture, challenges), strict=True)
    given = {angle: text for angle, text in typed if text is not None}
    if not given:
        return ctx.form("meeting research", preparation=preparation)
    return _overview(ctx, preparing.keep(ctx, found, found.research(given)))


def _stories_now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    found = _visited(visit, given)
    return dict(zip(("first", "second"), found.stories, strict=False)) if found else {}


Story = Param(about="What you did, and what came of it", max=STORY_MAX, prose=True, lines=True)


@command("meeting stories", "Choose your stories.", title="Your stories", typed=False, start=_stories_now)
def stories(
    ctx: Context,
    preparation: Mine,
    first: Annotated[str | None, replace(Story, label="A story to end with")] = None,
    second: Annotated[str | None, replace(Story, label="Another, should there be time")] = None,
) -> Card | Form:
    """Keep the one or two stories with which the caller would end."""
    found = preparing.mine(ctx, preparation)
    if first is None and second is None:
        return ctx.form("meeting stories", preparation=preparation)
    return _overview(ctx, preparing.keep(ctx, found, found.tell([first or "", second or ""])))


def _overview(ctx: Context, mine: Preparation, meant: Company | None = None) -> Card:
    runs = ctx.store.preparations.practices(mine.id)
    agreed = [ctx.peer(run.peer) for run in runs if run.state is PracticeState.AGREED]
    return cards.overview(mine, preparing.learn(ctx, mine), agreed, meant)


def _own(ctx: Context, ask: AskId) -> Ask:
    found = ctx.store.asks.get(ctx.group.id, ask)
    if found.requester != ctx.member.id:
        raise NotYours("That ask is a peer's. /meeting prep and a company prepares one of your own.")
    return found


def _visited(visit: Visit, given: Mapping[str, Value]) -> Preparation | None:
    """Give what a form begins with: the caller's own preparation, and nobody else's."""
    wanted = given.get("preparation")
    if visit.here is None or visit.known is None or not isinstance(wanted, int):
        return None
    return visit.store.preparations.get(visit.here.id, PreparationId(wanted)).owned(visit.known.id)


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
