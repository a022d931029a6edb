"""/checkin now, promise, history: how the week went, and what a member promises next."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated

from bot import rhythm
from bot.cards import checkins as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.charts import WeekMark, WeeksChart
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import BadInput
from bot.core.param import Param
from bot.domain import due
from bot.domain.checkin import ANSWER_MAX, PROMISE_MAX, WINDOW, CheckIn, CheckInState, Outcome
from bot.domain.errors import NotYours
from bot.domain.ids import CommitmentId
from bot.domain.member import Member
from bot.domain.weekly import WEEK, monday_of

SHOWN = 12
"""So many weeks the history shows."""


class Share(StrEnum):
    """Which of a check-in's words the group may read."""

    NOTHING = "nothing"
    LEARNT = "learnt"
    PROMISE = "promise"
    BOTH = "both"


Promise = Param(
    about="Something you can do in a week", label="What do you promise next?", max=PROMISE_MAX, prose=True
)


def _said_so_far(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.here is None or visit.known is None:
        return {}
    week = monday_of(visit.now.astimezone(visit.known.tz(visit.here.settings.zone)).date())
    said = visit.store.checkins.get(visit.here.id, visit.known.id, week)
    if said is None:
        return {}
    share = Share.LEARNT if said.shared else Share.NOTHING
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
        str,
        Param(about="From a meeting, a peer, a no", label="What did you learn?", max=ANSWER_MAX, prose=True),
    ] = "",
    helped: Annotated[
        Member | None, Param(about="They are asked whether it did help", label="Whom did you help?")
    ] = None,
    how: Annotated[
        str,
        Param(about="A few words; the peer you name reads them", label="How?", max=ANSWER_MAX, prose=True),
    ] = "",
    promise: Annotated[str, Promise] = "",
    share: Annotated[
        Share,
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
    ] = Share.NOTHING,
) -> Card:
    """Keep the check-in of this week, and ask the peer who is named whether it did help."""
    if not (learnt or helped or how or promise):
        raise BadInput({"learnt": "What did you learn? A word about any of these is enough."})
    if helped and helped.id == ctx.member.id:
        raise BadInput({"helped": "Whom did you help? Name a peer, somebody else than you."})
    store, week = ctx.store.checkins, rhythm.week(ctx)
    said = store.get(ctx.group.id, ctx.member.id, week) or CheckIn(
        ctx.group.id, ctx.member.id, week, ctx.now + WINDOW
    )
    late = said.state is CheckInState.MISSED
    if promise and promise not in [each.text for each in rhythm.promises(ctx)]:
        rhythm.promise(ctx, promise, shared=share in (Share.PROMISE, Share.BOTH))
    kept = replace(
        said,
        state=CheckInState.MISSED if late else CheckInState.ANSWERED,
        learnt=learnt,
        helped=how,
        peer=helped.id if helped else said.peer,
        shared=share in (Share.LEARNT, Share.BOTH) and bool(learnt),
    )
    store.save(kept, ctx.now)
    if helped and helped.id != said.peer:
        ctx.tell(helped.id, cards.did_it_help(ctx.member, week.isoformat(), how))
    return cards.answered(rhythm.streak(ctx), rhythm.promises(ctx), late, share is not Share.NOTHING)


@command("checkin promise", "Promise something for this week.", title="A promise", submit="Promise")
def promise(
    ctx: Context,
    promise: Annotated[str, Promise],
    share: Annotated[
        bool, Param(about="Whether the digest may show it", label="Show it to the group?")
    ] = False,
) -> Card:
    """Note one more promise for this week."""
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
    mine = ctx.store.checkins.commitments([ctx.group.id], [ctx.member.id], found.week)
    left = [each for each in mine if each.week == found.week and each.id != found.id and not each.outcome]
    return cards.settled(found, outcome, left)


@command("checkin history", "Show your last twelve weeks.", reads=True, title="Your weeks")
def history(ctx: Context) -> Card:
    """Show how the caller's weeks stand, and when the next question comes."""
    states = dict(ctx.store.checkins.weeks(ctx.group.id, ctx.member.id))
    this = rhythm.week(ctx)
    weeks = tuple(_mark(this - back * WEEK, states) for back in range(SHOWN - 1, -1, -1))
    waits = ctx.store.due.get(due.weekly_key(due.CHECK_IN, ctx.group.id, ctx.member.id))
    chart = WeeksChart("Your last twelve weeks", weeks)
    return cards.history(rhythm.streak(ctx), chart, ctx.say(waits.at) if waits else "")


def _mark(week: date, states: Mapping[date, CheckInState]) -> WeekMark:
    label = f"{week.day} {week:%b}"
    match states.get(week):
        case CheckInState.ANSWERED:
            return WeekMark(label, "answered", "answered")
        case CheckInState.MISSED:
            return WeekMark(label, "missed", "missed")
        case CheckInState.ASKED:
            return WeekMark(label, "open", "open")
        case None:
            return WeekMark(label, "none", "without")
