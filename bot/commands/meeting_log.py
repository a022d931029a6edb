"""/meeting log: what a member takes from a meeting, and all that follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any

from bot import crediting, meetings
from bot.cards import debriefs, followups
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import BadInput
from bot.core.form import Form
from bot.core.param import Param
from bot.domain.debrief import ANSWER_MAX, Cadence, Debrief, Prospect, next_target, stage_after
from bot.domain.followup import FollowUp, opened
from bot.domain.ids import MeetingId
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.owed import Amended, Answer, Owed
from bot.suggestions import own_meetings

YES_NO = {"yes": "Yes", "no": "No"}
OFFERED = 10
"""So many meetings are offered to be told of."""


def _told_so_far(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.here is None or visit.known is None or not isinstance(given.get("meeting"), int):
        return {}
    meeting = visit.store.meetings.get(visit.here.id, MeetingId(int(given["meeting"]))).owned(visit.known.id)
    said = asdict(visit.store.meetings.debrief(meeting.id) or Debrief(meeting.id))
    said["share"] = said.pop("shared")
    switches = {name: ("no", "yes")[value] for name, value in said.items() if isinstance(value, bool)}
    return {"took_place": "yes", **{name: str(value) for name, value in said.items()}, **switches}


def _answer(about: str, label: str) -> Param:
    return Param(about=about, label=label, max=ANSWER_MAX, prose=True)


@command(
    "meeting log",
    "Tell how a meeting was: only you read it.",
    title="How was it?",
    submit="Keep",
    start=_told_so_far,
)
def log(
    ctx: Context,
    meeting: Annotated[
        MeetingId | None,
        Param(about="Which meeting", label="Meeting", suggest=own_meetings, kept=True, min=1),
    ] = None,
    took_place: Annotated[
        bool | None,
        Param(
            about="Whether it did; if not, nothing else is asked", label="Did it take place?", labels=YES_NO
        ),
    ] = None,
    learnt: Annotated[
        str | None, _answer("What you learnt; a few words are enough", "What did you learn?")
    ] = None,
    share: Annotated[
        bool | None,
        Param(
            about="Whether the digest may show what you learnt, and only that",
            label="May the group read what you learnt?",
            labels=YES_NO,
        ),
    ] = None,
    prospect: Annotated[
        Prospect | None,
        Param(
            about="Whether to go on there; if not, you stay in touch, and nothing is deleted",
            label="Is the company still a prospect for you?",
            labels={"yes": "Yes", "not sure": "I am not sure yet", "no": "No"},
        ),
    ] = None,
    cadence: Annotated[
        Cadence | None,
        Param(
            about="How often, if they said yes; I remind you, each time with something to give",
            label="May you stay in touch?",
            labels={
                "not": "No, or I did not ask",
                "monthly": "Yes: in a week, then monthly",
                "quarterly": "Yes: every three months",
            },
        ),
    ] = None,
    resume: Annotated[
        bool | None,
        Param(
            about="Whether they asked for it; you send it this evening then",
            label="Did they ask for your résumé?",
            labels=YES_NO,
        ),
    ] = None,
    value: Annotated[
        str | None,
        _answer("An area or a challenge there, where you could be of use", "Where could you add value?"),
    ] = None,
    help: Annotated[
        str | None,
        _answer(
            "What you could do for them, personally or professionally; a small thing is fine",
            "How could you help them?",
        ),
    ] = None,
    place: Annotated[
        str | None,
        _answer("Where you may meet again: an event, a meetup, a coffee", "Where will you meet next?"),
    ] = None,
    others: Annotated[
        str | None,
        _answer("Whom they named, or you thought of, to learn from next", "Whom else should you meet?"),
    ] = None,
    introduce: Annotated[
        str | None,
        _answer(
            "Somebody they would like to know; I remind you until it is done",
            "Whom could you introduce to them?",
        ),
    ] = None,
    told: Annotated[
        str | None,
        _answer(
            "A word for the peer who introduced you; it thanks them, and closes the loop",
            "What may your introducer read?",
        ),
    ] = None,
) -> Card | Form:
    """Open the form, or keep what was told: only what is given is changed."""
    given = {
        "learnt": learnt, "shared": share, "prospect": prospect, "cadence": cadence, "resume": resume, "value": value,
        "help": help, "place": place, "others": others, "introduce": introduce, "told": told,
    }  # fmt: skip
    said = {name: answer for name, answer in given.items() if answer is not None}
    words = any(
        isinstance(answer, str) and name not in ("prospect", "cadence")
        for name, answer in said.items()
        if answer
    )
    found = meetings.mine(ctx, meeting) if meeting else _only_one(ctx)
    if found is None:
        if said:
            raise BadInput({"meeting": "Which meeting was it? Name its company, as in meeting:Globex."})
        return debriefs.which(_begun(ctx)[:OFFERED])
    if took_place is False:
        if words:
            raise BadInput(
                {"took_place": "You wrote about it, so did it take place? If not, empty what you wrote."}
            )
        return _missed(ctx, found)
    held = found.hold(ctx.member.id, ctx.now)  # refuses what cannot be told of, before the form asks for it
    return _kept(ctx, found, held, said) if said or took_place else ctx.form("meeting log", meeting=found.id)


def _begun(ctx: Context) -> Sequence[Meeting]:
    """Give the caller's meetings that have begun: those first of which they have not told, the latest first."""
    begun = [each for each in ctx.store.meetings.of(ctx.group.id, ctx.member.id) if each.start <= ctx.now]
    return sorted(begun, key=lambda each: each.state is not MeetingState.PLANNED)


def _only_one(ctx: Context) -> Meeting | None:
    """Give the one meeting of which the caller has not told, if it is one, or else the only one there is."""
    begun = _begun(ctx)
    untold = [each for each in begun if each.state is MeetingState.PLANNED]
    return next(iter(untold or begun)) if len(untold or begun) == 1 else None


def _missed(ctx: Context, meeting: Meeting) -> Card:
    missed = meeting.miss(ctx.member.id, ctx.now)
    if missed != meeting:
        ctx.store.due.cancel(missed.subject)
        ctx.store.meetings.save(missed)
    ctx.revise(meetings.asked_how(missed), debriefs.told(missed))
    return debriefs.missed(missed)


def _kept(ctx: Context, found: Meeting, held: Meeting, said: Mapping[str, Any]) -> Card:
    before = ctx.store.meetings.debrief(found.id)
    debrief = replace(before or Debrief(found.id), **said)
    debrief = replace(debrief, shared=debrief.shared and bool(debrief.learnt))
    if held != found:
        held = ctx.store.meetings.save(held)
    ctx.store.meetings.tell(debrief, ctx.now)
    ctx.store.due.cancel(held.subject)
    ctx.revise(meetings.asked_how(held), debriefs.told(held))
    if before is None or (before.prospect, before.cadence) != (debrief.prospect, debrief.cadence):
        _move_target(ctx, held, debrief)
    credit = crediting.held(ctx, held)
    if debrief.told and (before is None or before.told != debrief.told):
        crediting.tell(ctx, held, debrief.told)
    owed = _owe(ctx, held, before, debrief)
    introducer = ctx.peer(held.introduced_by) if held.introduced_by else None
    turn_to = next_target(ctx.store.targets.of(ctx.group.id, ctx.member.id))
    return debriefs.kept(
        held, debrief, owed, introducer, credit.points, turn_to, late=credit.late, again=before is not None
    )


def _move_target(ctx: Context, meeting: Meeting, debrief: Debrief) -> None:
    key = meeting.company.key
    target = ctx.store.targets.by_keys(ctx.group.id, ctx.member.id, [key]).get(key)
    if target and (stage := stage_after(debrief, target.stage)) is not target.stage:
        ctx.store.targets.save(replace(target, stage=stage))


def _owe(ctx: Context, meeting: Meeting, before: Debrief | None, debrief: Debrief) -> Sequence[Owed]:
    """Open what is owed now, change what was owed before, and give what the bot reminds of, soonest first."""
    hours = meetings.hours(ctx.member, ctx.group)

    def asked_for(told: Debrief | None) -> Sequence[FollowUp]:
        return opened(meeting, told, ctx.now, hours) if told else ()

    store = ctx.store.followups
    amended = Amended.of(store.of_meeting(meeting.id), asked_for(before), asked_for(debrief))
    changed = [store.save(each) for each in amended.changed]
    meetings.remind(ctx.store, [*store.open(amended.new), *changed])
    for each in changed:
        if each.next_at is None:
            gone = followups.settled(Owed(each, meeting.company, ""), Answer.NOT_NEEDED)
            ctx.revise(each.subject, gone, last=True)
    mine = [
        each for each in store.of(ctx.group.id, ctx.member.id) if each.meeting == meeting.id and each.next_at
    ]
    return [Owed(each, meeting.company, ctx.say_due(each.next_at)) for each in mine if each.next_at]
