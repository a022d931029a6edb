"""/meeting plan and list: from a date to a meeting that is kept, moved or called off."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Literal, TypeVar

from bot import calendar, meetings
from bot.cards import meetings as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import BadInput, at_field
from bot.core.find import as_typed
from bot.core.form import Form
from bot.core.paging import Page, PageNumber
from bot.core.param import Param
from bot.domain.ask import AskState
from bot.domain.company import NAME_MAX, Company
from bot.domain.errors import NotYours, Refusal, TooLate
from bot.domain.ids import AskId, MeetingId, MemberId
from bot.domain.meeting import WHOM_MAX, Doubtful, Meeting, MeetingState, check_free
from bot.domain.member import Member
from bot.domain.target import TargetStage, posted
from bot.domain.when import WHEN_MAX, when
from bot.drafts import Drafts
from bot.suggestions import own_companies, own_meetings

T = TypeVar("T")
MeetingOfMine = Annotated[
    MeetingId, Param(about="Which of your meetings", label="Meeting", suggest=own_meetings, kept=True, min=1)
]
When = Annotated[
    str, Param(about="As you say it: tomorrow at 15:00, or 24 Nov 14:00", label="When?", max=WHEN_MAX)
]
Draft = Annotated[str, Param(about="Which words of yours", label="Draft", max=20)]
CONFIDENCE = 3
"""How well a company may fit that nobody said it of, as /target add has it."""
UNSURE = Drafts(
    "meeting",
    timedelta(hours=1),
    gone="That was answered already, or is more than an hour old. /meeting plan begins anew.",
)
BEFORE_MEETING = (TargetStage.LISTED, TargetStage.ASKING, TargetStage.DROPPED)


@command(
    "meeting plan", "Note a meeting, so that you come prepared.", title="Plan a meeting", submit="Plan it"
)
def plan(
    ctx: Context,
    company: Annotated[
        str, Param(about="Where they work", label="Company", max=NAME_MAX, suggest=own_companies)
    ],
    whom: Annotated[
        str, Param(about="A role or a name; only you read it", label="Whom do you meet?", max=WHOM_MAX)
    ],
    when: When,
    minutes: Annotated[
        Literal["20", "30"],
        Param(about="What you agreed on", label="How long?", labels={"20": "20 minutes", "30": "30 minutes"}),
    ] = "20",
    introduced_by: Annotated[
        Member | None, Param(about="A peer of this group, if it was one", label="Who introduced you?")
    ] = None,
) -> Card:
    """Plan a meeting, and plant what comes before and after it; what is doubtful is asked about first."""
    draft: dict[str, Value] = {"company": company, "whom": whom, "when": when, "minutes": minutes}
    if introduced_by:
        draft["introduced_by"] = as_typed(introduced_by, ctx)
    start = _moment(ctx, when)
    return _planned(ctx, start, draft, introduced_by, sure=False)


def _time_now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.here is None or visit.known is None or not isinstance(given.get("meeting"), int):
        return {}
    found = visit.store.meetings.get(visit.here.id, MeetingId(int(given["meeting"])))
    if found.owner != visit.known.id:
        return {}
    here = found.start.astimezone(visit.known.tz(visit.here.settings.zone))
    return {"when": f"{here.day} {here:%b %Y %H:%M}"}


@command("meeting move", "Put a meeting to another time.", title="Move a meeting", submit="Move it", typed=False,
         start=_time_now)  # fmt: skip
def move(ctx: Context, meeting: MeetingOfMine, when: When) -> Card:
    """Move one of the caller's meetings, also one that did not take place."""
    return _moved(ctx, meeting, _moment(ctx, when), {"meeting": meeting, "when": when}, sure=False)


@command("meeting sure", "Keep a meeting at an unlikely time.", title="Plan a meeting", typed=False)
def sure(ctx: Context, draft: Draft) -> Card:
    """Do what was asked about before, at the very moment that was meant then."""
    typed = UNSURE.take(ctx, draft)
    start = datetime.fromisoformat(str(typed.pop("start")))
    if "meeting" in typed:
        return _moved(ctx, MeetingId(int(typed["meeting"])), start, typed, sure=True)
    by = typed.get("helper")
    helper = ctx.peer(MemberId(int(by))) if by else None
    return _planned(ctx, start, typed, helper, sure=True)


@command("meeting again", "Say another time for a meeting.", title="Plan a meeting", typed=False, reads=True)
def again(ctx: Context, draft: Draft) -> Form:
    """Open the form as it was filled in."""
    typed = {
        name: value for name, value in UNSURE.find(ctx, draft).items() if name not in ("start", "helper")
    }
    return ctx.form("meeting move" if "meeting" in typed else "meeting plan", **typed)


@command("meeting list", "Show your meetings, those to come first.", reads=True, title="Your meetings")
def list_(ctx: Context, page: PageNumber = 1) -> Card:
    """Show a page of the caller's meetings."""
    mine = ctx.store.meetings.of(ctx.group.id, ctx.member.id)
    coming = [each for each in mine if each.state is MeetingState.PLANNED and each.end > ctx.now]
    past = [each for each in mine if each not in coming]
    return cards.of_member(Page.of([*coming[::-1], *past], page), ctx.zone, ctx.now, len(coming))


@command("meeting show", "Show one of your meetings.", typed=False, reads=True, title="Meeting")
def show(ctx: Context, meeting: MeetingOfMine) -> Card:
    """Show one of the caller's meetings with what can be done about it."""
    found = meetings.mine(ctx, meeting)
    return cards.shown(found, ctx.zone, ctx.now, _introducer(ctx, found))


@command("meeting cancel", "Call a meeting off.", typed=False, title="Cancel a meeting", submit="Cancel it")
def cancel(ctx: Context, meeting: MeetingOfMine) -> Card:
    """Call one of the caller's meetings off; nothing comes about it any more."""
    gone = ctx.store.meetings.save(meetings.mine(ctx, meeting).cancel(ctx.member.id))
    ctx.store.due.cancel(gone.subject)
    for subject in (gone.subject, meetings.in_calendar(gone)):
        ctx.revise(subject, cards.called_off(gone), ctx.member.id, last=True)
    return cards.cancelled(gone)


@command("meeting through", "Plan the meeting to which an ask led.", typed=False, title="Plan it", reads=True)
def through(ctx: Context, ask: Annotated[AskId, Param(about="Which ask", kept=True, min=1)]) -> Form:
    """Open the form of a meeting with the company and the length of one of the caller's asks."""
    found = ctx.store.asks.get(ctx.group.id, ask)
    if found.requester != ctx.member.id:
        raise NotYours("That ask is somebody else's. /meeting plan notes a meeting of yours.")
    if found.ended is AskState.WITHDRAWN:
        raise TooLate(
            f"You took your ask about {found.company} back. /meeting plan notes a meeting without it."
        )
    return ctx.form("meeting plan", company=found.company.name, minutes=str(found.minutes))


@command("meeting anew", "Plan another meeting like one.", typed=False, title="Plan another", reads=True)
def anew(ctx: Context, meeting: MeetingOfMine) -> Form:
    """Open the form of a new meeting with the company, the person and the length of an earlier one."""
    old = meetings.mine(ctx, meeting)
    return ctx.form("meeting plan", company=old.company.name, whom=old.whom, minutes=str(old.minutes))


def _moment(ctx: Context, typed: str) -> datetime:
    return at_field("when", partial(when, zone=ctx.zone, now=ctx.now), typed)


def _planned(
    ctx: Context, start: datetime, typed: Mapping[str, Value], helper: Member | None, *, sure: bool
) -> Card:
    company = Company.named(str(typed["company"]))
    led = meetings.introduction(ctx, company, helper)

    def make(sure: bool) -> Meeting:
        if helper and helper.id == ctx.member.id:
            raise BadInput({"introduced_by": "That is yourself. Leave it empty, or name the peer who did."})
        return Meeting.plan(
            ctx.group.id, ctx.member.id, company, str(typed["whom"]), start, str(ctx.zone),
            int(typed["minutes"]), ctx.now, introduction=(led[0], led[1].id) if led else None,
            introduced_by=helper.id if helper else None, sure=sure,
        )  # fmt: skip

    meeting, doubts = _checked(ctx, make, sure=sure)
    if doubts:
        return _ask(ctx, meeting, {**typed, **({"helper": helper.id} if helper else {})}, doubts)
    made = ctx.store.meetings.add(meeting)
    _to_stage(ctx, company)
    meetings.plant(ctx, made)
    _to_calendar(ctx, made)
    return cards.planned(made, ctx.zone, ctx.now, _introducer(ctx, made))


def _moved(
    ctx: Context, meeting: MeetingId, start: datetime, typed: Mapping[str, Value], *, sure: bool
) -> Card:
    found = meetings.mine(ctx, meeting)

    def make(sure: bool) -> Meeting:
        return found.move(start, str(ctx.zone), ctx.member.id, ctx.now, sure=sure)

    changed, doubts = _checked(ctx, make, sure=sure)
    if doubts:
        return _ask(ctx, changed, typed, doubts)
    saved = ctx.store.meetings.save(changed)
    meetings.plant(ctx, saved)
    _to_calendar(ctx, saved)
    ctx.revise(saved.subject, cards.put_off(saved, ctx.zone, ctx.now), ctx.member.id, last=True)
    return cards.moved(saved, ctx.zone, ctx.now, _introducer(ctx, saved))


def _checked(ctx: Context, make: Callable[[bool], Meeting], *, sure: bool) -> tuple[Meeting, tuple[str, ...]]:
    """Make a meeting by the rules, at a time that is free, and give what is doubtful about it, unless `sure`.

    What the rules refuse of its time stands at that field of the form.
    """
    ctx.store.groups.lock(ctx.group.id, [ctx.member.id])  # of two presses at once, the second sees the first
    others = ctx.store.meetings.of(ctx.group.id, ctx.member.id)
    meeting = _at_when(lambda: make(True), TooLate)
    if sure:
        _at_when(lambda: check_free(meeting, others, sure=True))
        return meeting, ()
    return meeting, (*_doubt(lambda: make(False)), *_doubt(lambda: check_free(meeting, others)))


def _at_when(rule: Callable[[], T], *others: type[Refusal]) -> T:
    """Let what a rule refuses stand at the time's field, but for what has nothing to do with the time."""
    try:
        return rule()
    except Refusal as error:
        if isinstance(error, (BadInput, Doubtful, NotYours, *others)):
            raise
        raise BadInput({"when": error.message}) from None


def _doubt(rule: Callable[[], object]) -> Sequence[str]:
    try:
        _at_when(rule)
    except Doubtful as error:
        return [error.message]
    return []


def _ask(ctx: Context, meeting: Meeting, typed: Mapping[str, Value], doubts: tuple[str, ...]) -> Card:
    """Ask about what is doubtful; what was typed waits, with the moment that was meant."""
    code = UNSURE.keep(ctx, {**typed, "start": meeting.start.isoformat()})
    return cards.doubtful(meeting, ctx.zone, ctx.now, code, doubts)


def _to_calendar(ctx: Context, meeting: Meeting) -> None:
    """Send the caller the calendar entry; what came with an earlier one is changed."""
    card = cards.for_calendar(meeting, ctx.zone, ctx.now, calendar.entry(meeting, ctx.now))
    ctx.tell(ctx.member.id, card, meetings.in_calendar(meeting), before=cards.outdated(meeting))


def _to_stage(ctx: Context, company: Company) -> None:
    """Let the company be on the caller's list, as one where they meet somebody; the room is not told."""
    targets = ctx.store.targets
    had = targets.by_keys(ctx.group.id, ctx.member.id, [company.key]).get(company.key)
    if had is None:
        new = posted(ctx.group.id, ctx.member.id, company, CONFIDENCE, "", ctx.now)
        targets.add([replace(new, stage=TargetStage.MEETING)])
    elif had.stage in BEFORE_MEETING:
        targets.save(replace(had, stage=TargetStage.MEETING))


def _introducer(ctx: Context, meeting: Meeting) -> Member | None:
    return ctx.peer(meeting.introduced_by) if meeting.introduced_by else None
