"""/checkin now, promise, history: how the week went, and what a member promises next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from bot import rhythm
from bot.cards import checkins as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.charts import WeekMark, WeeksChart
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import BadInput
from bot.core.param import Param
from bot.domain.checkin import (
    ANSWER_MAX,
    PROMISE_MAX,
    WINDOW,
    CheckIn,
    CheckInState,
    Commitment,
    Outcome,
)
from bot.domain.errors import NotYours
from bot.domain.ids import CommitmentId
from bot.domain.member import Member, Role
from bot.domain.weekly import WEEK

SHOWN = 12
"""So many weeks the history shows."""


class Share(StrEnum):
    """Which of a check-in's words the group may read."""

    NOTHING = "nothing"
    LEARNT = "learnt"
    PROMISE = "promise"
    BOTH = "both"

    @classmethod
    def of(cls, *, learnt: bool, promise: bool) -> Self:
        """Give what is shared with either of the two."""
        return cls((("nothing", "promise"), ("learnt", "both"))[learnt][promise])

    @property
    def has_learnt(self) -> bool:
        """Whether the group may read what was learnt."""
        return self in (Share.LEARNT, Share.BOTH)

    @property
    def has_promise(self) -> bool:
        """Whether the group may read what is promised."""
        return self in (Share.PROMISE, Share.BOTH)


Promise = Param(
    about="Something you can do in a week", label="What do you promise next?", max=PROMISE_MAX, prose=True
)


def _said_so_far(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.here is None or visit.known is None:
        return {"share": Share.NOTHING}
    ctx = visit.entered(visit.known, visit.here, Role.MEMBER)
    said = _said(ctx)
    promised = any(each.shared for each in rhythm.promises(ctx))
    share = Share.of(learnt=said.shared, promise=promised)
    return {"learnt": said.learnt, "how": said.helped, "share": share}


@command(
    "checkin now",
    "Say how your week went, and what you promise next.",
    title="Your week",
    submit="Keep",
    asks=True,
    start=_said_so_far,
)
def now(
    ctx: Context,
    learnt: Annotated[
        str | None,
        Param(about="From a meeting, a peer, a no", label="What did you learn?", max=ANSWER_MAX, prose=True),
    ] = None,
    helped: Annotated[
        Member | None, Param(about="They are asked whether it did help", label="Whom did you help?")
    ] = None,
    how: Annotated[
        str | None,
        Param(about="A few words; the peer you name reads them", label="How?", max=ANSWER_MAX, prose=True),
    ] = None,
    promise: Annotated[str, Promise] = "",
    share: Annotated[
        Share | None,
        Param(
            about="Everything else is read by you alone",
            label="What may the group read?",
            labels={
                "nothing": "Nothing",
                "learnt": "What I learnt",
                "promise": "What I promise",
                "both": "Both",
            },
        ),
    ] = None,
) -> Card:
    """Keep the check-in, or change what was given of it, and ask the peer who is named whether it did help."""
    said = _said(ctx)
    if helped and helped.id == ctx.member.id:
        raise BadInput({"helped": "Whom did you help? Name a peer, somebody else than you."})
    kept = replace(
        said,
        state=said.answered(ctx.now),
        learnt=said.learnt if learnt is None else learnt,
        helped=said.helped if how is None else how,
        peer=helped.id if helped else said.peer,
    )
    if not (kept.learnt or kept.helped or helped or promise):
        raise BadInput({"learnt": "What did you learn? A word about any of these is enough."})
    kept = replace(kept, shared=bool(kept.learnt) and (share.has_learnt if share else said.shared))
    ctx.store.checkins.save(kept, ctx.now)
    promised = _promised(ctx, promise, share)
    asked = helped if helped and helped.id != said.peer else None
    if asked and said.peer:
        ctx.revise(rhythm.help_noted(kept), cards.note_changed(ctx.member), said.peer, last=True)
    if asked:
        note = cards.did_it_help(ctx.member, kept.week.isoformat(), kept.helped)
        ctx.tell(asked.id, note, rhythm.help_noted(kept))
    late = kept.state is CheckInState.LATE
    shared = kept.shared or any(each.shared for each in promised)
    return cards.answered(rhythm.streak(ctx), promised, asked, late=late, shared=shared)


def _said(ctx: Context) -> CheckIn:
    """Give what the caller has said of the week so far."""
    here, me, week = ctx.group.id, ctx.member.id, rhythm.week(ctx)
    return ctx.store.checkins.get(here, me, week) or CheckIn(here, me, week, ctx.now + WINDOW)


def _promised(ctx: Context, text: str, share: Share | None) -> Sequence[Commitment]:
    """Add a promise to those there are, and let the group read no more of them than is said now."""
    there = rhythm.promises(ctx)
    for each in there:
        again = each.text == text
        if share and each.shared != (shown := share.has_promise and (each.shared or again)):
            ctx.store.checkins.share(each.id, shown)
    if text and text not in [each.text for each in there]:
        rhythm.promise(ctx, text, shared=share is not None and share.has_promise)
    return rhythm.promises(ctx)


@command("checkin promise", "Promise something for this week.", title="A promise", submit="Promise")
def promise(
    ctx: Context,
    promise: Annotated[str, Promise],
    share: Annotated[
        bool, Param(about="Whether the digest may show it", label="Show it to the group?")
    ] = False,
) -> Card:
    """Note one more promise."""
    return cards.promised(rhythm.promise(ctx, promise, shared=share), rhythm.promises(ctx))


@command("checkin settle", "Say what became of a promise.", title="A promise", typed=False)
def settle(
    ctx: Context,
    promise: Annotated[CommitmentId, Param(about="Which promise", kept=True, min=1)],
    outcome: Annotated[Outcome, Param(about="What became of it")],
) -> Card:
    """Note what became of one of the caller's promises, and ask about the next."""
    found = ctx.store.checkins.commitment(ctx.group.id, promise)
    if found.member != ctx.member.id:
        raise NotYours("That promise is somebody else's.")
    ctx.store.checkins.settle(found.id, outcome)
    mine = ctx.store.checkins.commitments([(ctx.group.id, ctx.member.id)], found.week)
    left = [each for each in mine if each.week == found.week and each.id != found.id and not each.outcome]
    return cards.settled(found, outcome, left)


@command("checkin history", "Show your last twelve weeks.", reads=True, title="Your weeks")
def history(ctx: Context) -> Card:
    """Show how the caller's weeks stand, and when the next question comes."""
    states = dict(ctx.store.checkins.weeks(ctx.group.id, ctx.member.id))
    this = rhythm.week(ctx)
    weeks = (this - back * WEEK for back in range(SHOWN - 1, -1, -1))
    marks = tuple(_mark(week, states.get(week), this) for week in weeks)
    chart = WeeksChart("Your last twelve weeks", marks)
    return cards.history(rhythm.streak(ctx), chart, rhythm.next_question(ctx))


def _mark(week: date, state: CheckInState | None, this: date) -> WeekMark:
    label = f"{week.day} {week:%b}"
    match state:
        case CheckInState.ANSWERED:
            return WeekMark(label, "answered", "answered")
        case CheckInState.LATE:
            return WeekMark(label, "late", "answered late")
        case CheckInState.MISSED:
            return WeekMark(label, "missed", "missed")
        case CheckInState.ASKED if week == this:
            return WeekMark(label, "open", "open")
        case _:
            return WeekMark(label, "none", "without")
