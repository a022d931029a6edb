"""/meeting prep: how far a member is, their notes from four angles, and the stories to end with."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot import meetings, preparing
from bot.cards import preparations as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.form import Form
from bot.core.param import Param
from bot.domain.ask import Ask
from bot.domain.company import NAME_MAX, Company, look_alike
from bot.domain.errors import NotYours
from bot.domain.ids import AskId, MeetingId, PreparationId
from bot.domain.meeting import MeetingState
from bot.domain.preparation import NOTE_MAX, STORY_MAX
from bot.domain.questions import Angle
from bot.suggestions import own_companies

Mine = Annotated[PreparationId, Param(about="Which preparation", kept=True, min=1)]


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
        return preparing.overview(ctx, found)
    begun = ctx.store.preparations.open(ctx.group.id, ctx.member.id, wanted)
    mine = [each.company for each in ctx.store.targets.of(ctx.group.id, ctx.member.id)]
    return preparing.overview(ctx, begun, look_alike(wanted, mine))


@command("meeting prepare", "Prepare for a meeting.", typed=False)
def prepare(
    ctx: Context, meeting: Annotated[MeetingId, Param(about="For which meeting", kept=True, min=1)]
) -> Card:
    """Show how far the caller's preparation for one of their meetings is."""
    company = meetings.mine(ctx, meeting).company
    return preparing.overview(ctx, ctx.store.preparations.open(ctx.group.id, ctx.member.id, company))


@command("intro prepare", "Prepare to meet someone whom you asked to meet.", typed=False)
def prepare_ask(ctx: Context, ask: Annotated[AskId, Param(about="For which ask", kept=True, min=1)]) -> Card:
    """Show how far the caller's preparation for one of their asks is."""
    company = _own(ctx, ask).company
    return preparing.overview(ctx, ctx.store.preparations.open(ctx.group.id, ctx.member.id, company))


@command("meeting preparation", "Show a preparation.", typed=False, reads=True)
def preparation(ctx: Context, preparation: Mine) -> Card:
    """Show how far one of the caller's preparations is."""
    return preparing.overview(ctx, preparing.mine(ctx, preparation))


@command("meeting notes", "Show your notes and stories.", typed=False, reads=True)
def notes(ctx: Context, preparation: Mine) -> Card:
    """Show the caller's notes and stories for a company."""
    return cards.notes(preparing.mine(ctx, preparation))


def _notes_now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    found = preparing.visited(visit, given)
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
    return preparing.overview(ctx, preparing.keep(ctx, found, found.research(given)))


def _stories_now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    found = preparing.visited(visit, given)
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
    return preparing.overview(ctx, preparing.keep(ctx, found, found.tell([first or "", second or ""])))


def _own(ctx: Context, ask: AskId) -> Ask:
    found = ctx.store.asks.get(ctx.group.id, ask)
    if found.requester != ctx.member.id:
        raise NotYours("That ask is a peer's. /meeting prep and a company prepares one of your own.")
    return found
