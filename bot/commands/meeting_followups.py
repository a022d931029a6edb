"""/meeting followups: what a member owes after their meetings, each settled by one press."""

from typing import Annotated, assert_never

from bot import crediting, meetings
from bot.cards import followups as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.core.paging import Page, PageNumber
from bot.core.param import Param
from bot.domain.ask import OUTCOME_MAX
from bot.domain.debrief import Debrief
from bot.domain.errors import NotYours, Refusal
from bot.domain.followup import FollowUp, FollowUpState
from bot.domain.ids import FollowUpId
from bot.domain.owed import Answer, Owed

OneOfMine = Annotated[FollowUpId, Param(about="Which follow-up", label="Follow-up", kept=True, min=1)]


@command("meeting followups", "Show what you owe after your meetings.", title="Follow-ups", reads=True)
def list_(ctx: Context, page: PageNumber = 1) -> Card:
    """Show a page of the caller's open follow-ups, soonest first."""
    mine = Page.of(ctx.store.followups.of(ctx.group.id, ctx.member.id), page)
    return cards.overview(Page([_owed(ctx, each) for each in mine.rows], mine.number, mine.total))


@command("meeting followup", "Show one follow-up.", title="Follow-up", typed=False, reads=True)
def show(ctx: Context, followup: OneOfMine) -> Card:
    """Show one of the caller's follow-ups, with what to give."""
    found = _mine(ctx, followup)
    owed, meeting = _owed(ctx, found), ctx.store.meetings.get(ctx.group.id, found.meeting)
    told = ctx.store.meetings.debrief(meeting.id) or Debrief(meeting.id)
    introducer = ctx.peer(meeting.introduced_by) if meeting.introduced_by else None
    return cards.shown(found, meeting, told, ctx.member, introducer, owed.when)


@command("meeting settle", "Say what became of a follow-up.", title="Follow-up", typed=False)
def settle(
    ctx: Context,
    followup: OneOfMine,
    turn: Annotated[int, Param(about="Which time of those that come again", kept=True, min=0)],
    how: Annotated[Answer, Param(about="Done, later, or not needed", label="What became of it?")],
) -> Card:
    """Settle one of the caller's follow-ups, or put it off."""
    found, hours = _mine(ctx, followup), meetings.hours(ctx.member, ctx.group)
    match how:
        case Answer.DONE:
            changed = found.done(turn, ctx.member.id, ctx.now, hours)
        case Answer.LATER:
            changed = found.later(turn, ctx.member.id, ctx.now, hours)
        case Answer.NOT_NEEDED:
            changed = found.not_needed(turn, ctx.member.id)
        case _:
            assert_never(how)
    return _settled(ctx, changed, how)


@command(
    "meeting tell",
    "Tell your introducer how it went.",
    title="Tell how it went",
    submit="Tell them",
    typed=False,
)
def tell(
    ctx: Context,
    followup: OneOfMine,
    how: Annotated[
        str,
        Param(
            about="Your introducer reads this, nobody else",
            label="How did it go?",
            min=2,
            max=OUTCOME_MAX,
            prose=True,
        ),
    ],
) -> Card:
    """Let whoever introduced the caller read how it went, which closes the loop."""
    found = _mine(ctx, followup)
    meeting = ctx.store.meetings.get(ctx.group.id, found.meeting)
    if meeting.introduced_by is None:
        raise Refusal("No peer of the group introduced you here, so there is nobody to tell.")
    hours = meetings.hours(ctx.member, ctx.group)
    changed = found.done(found.turn, ctx.member.id, ctx.now, hours)
    _settled(ctx, changed, Answer.DONE)
    crediting.tell(ctx, meeting, how)
    return cards.told(meeting, ctx.peer(meeting.introduced_by))


def _mine(ctx: Context, followup: FollowUpId) -> FollowUp:
    found = ctx.store.followups.get(ctx.group.id, followup)
    if found.owner != ctx.member.id:
        raise NotYours("That follow-up is somebody else's. /meeting followups shows yours.")
    return found


def _owed(ctx: Context, followup: FollowUp) -> Owed:
    company = ctx.store.meetings.get(ctx.group.id, followup.meeting).company
    comes = followup.next_at if followup.state is FollowUpState.OPEN else None
    return Owed(followup, company, ctx.say_due(comes) if comes else "")


def _settled(ctx: Context, changed: FollowUp, how: Answer) -> Card:
    """Keep a follow-up as it is now, let its messages say so for good, and plant its next reminder."""
    saved = ctx.store.followups.save(changed)
    meetings.remind(ctx.store, [saved])
    card = cards.settled(_owed(ctx, saved), how)
    ctx.revise(saved.subject, card, last=True)
    return card
