"""/me quiet: when a member is not written to, and which kinds of messages they do not want."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot.cards import quiet as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import BadInput, at_field
from bot.core.param import Param
from bot.domain.quiet import Kind, Quiet
from bot.domain.times import span, time_of_day
from bot.meetings import again

KINDS = {
    "checkins": Kind.CHECK_IN,
    "nudges": Kind.NUDGE,
    "followups": Kind.FOLLOW_UP,
    "meetings": Kind.MEETING,
}
"""The kinds of messages by the parameters that mute them."""


def _now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.known is None:
        return {}
    hours, muted = visit.known.quiet, visit.known.muted
    return {
        "begin": f"{hours.begin:%H:%M}" if hours else "",
        "end": f"{hours.end:%H:%M}" if hours else "",
        **{name: "no" if kind in muted else "yes" for name, kind in KINDS.items()},
    }


@command(
    "me quiet",
    "Set your quiet hours, and mute kinds of messages.",
    title="Quiet",
    asks=True,
    start=_now,
)
def quiet(
    ctx: Context,
    begin: Annotated[
        str | None, Param(about="As 22:00 or 10pm; empty for none", label="Quiet from", max=30)
    ] = None,
    end: Annotated[str | None, Param(about="As 7:00 or 7am", label="Quiet until", max=20)] = None,
    checkins: Annotated[bool | None, Param(about="The weekly question", label="Check-ins")] = None,
    nudges: Annotated[bool | None, Param(about="Asks of peers that wait for help", label="Nudges")] = None,
    followups: Annotated[
        bool | None, Param(about="What became of your asks and meetings", label="Follow-ups")
    ] = None,
    meetings: Annotated[
        bool | None, Param(about="Before and after your own meetings", label="Meetings")
    ] = None,
) -> Card:
    """Change what was given, and show all of it; offers and thanks of peers always come."""
    hours = ctx.member.quiet
    if begin is not None or end is not None:
        first, last = (f"{hours.begin:%H:%M}", f"{hours.end:%H:%M}") if hours else ("", "")
        hours = _hours(first if begin is None else begin, last if end is None else end)
    said = {"checkins": checkins, "nudges": nudges, "followups": followups, "meetings": meetings}
    muted = set(ctx.member.muted)
    for name, wanted in said.items():
        if wanted is not None:
            muted = muted - {KINDS[name]} if wanted else muted | {KINDS[name]}
    changed = replace(ctx.member, quiet=hours, muted=frozenset(muted))
    saved = ctx.store.members.save(changed) if changed != ctx.member else ctx.member
    if saved.quiet != ctx.member.quiet:
        for group, _ in ctx.store.groups.groups_of(ctx.caller.identity):
            again(ctx.store, group, saved, ctx.now)
    return cards.quiet(saved, str(ctx.zone))


def _hours(begin: str, end: str) -> Quiet | None:
    if not end:
        begin, end = span(begin)
    if not begin and not end:
        return None
    if not (begin and end):
        missing = "end" if begin else "begin"
        raise BadInput({missing: "Quiet hours have a beginning and an end, such as 22:00 and 7:00."})
    hours = Quiet(at_field("begin", time_of_day, begin), at_field("end", time_of_day, end))
    if hours.begin == hours.end:
        raise BadInput({"end": f"Quiet hours that end when they begin, at {end}, are none. Name two times."})
    return hours
