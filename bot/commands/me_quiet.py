"""/me quiet: when a member is not written to, and which kinds of messages they do not want."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot.cards import quiet as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import BadInput
from bot.core.param import Param
from bot.domain.quiet import Kind, Quiet
from bot.domain.times import time_of_day


def _now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.known is None:
        return {}
    hours, muted = visit.known.quiet, visit.known.muted
    return {
        "begin": f"{hours.begin:%H:%M}" if hours else "",
        "end": f"{hours.end:%H:%M}" if hours else "",
        **{name: "no" if kind in muted else "yes" for name, kind in KINDS.items()},
    }


KINDS = {"checkins": Kind.CHECK_IN, "nudges": Kind.NUDGE, "followups": Kind.FOLLOW_UP}


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
        str | None, Param(about="As 22:00 or 10pm; empty for none", label="Quiet from", max=20)
    ] = None,
    end: Annotated[str | None, Param(about="As 7:00 or 7am", label="Quiet until", max=20)] = None,
    checkins: Annotated[bool | None, Param(about="The weekly question", label="Check-ins")] = None,
    nudges: Annotated[bool | None, Param(about="Asks of peers that wait for help", label="Nudges")] = None,
    followups: Annotated[bool | None, Param(about="What became of your own asks", label="Follow-ups")] = None,
) -> Card:
    """Change what was given, and show all of it; offers and thanks of peers always come."""
    hours = ctx.member.quiet
    if begin is not None or end is not None:
        first = begin if begin is not None else hours and f"{hours.begin:%H:%M}"
        last = end if end is not None else hours and f"{hours.end:%H:%M}"
        if bool(first) != bool(last):
            raise BadInput(
                {"end" if first else "begin": "Quiet hours have a beginning and an end, as 22:00 and 7:00."}
            )
        hours = Quiet(time_of_day(first), time_of_day(last)) if first and last else None
    said = {"checkins": checkins, "nudges": nudges, "followups": followups}
    muted = set(ctx.member.muted)
    for name, wanted in said.items():
        if wanted is not None:
            muted = muted - {KINDS[name]} if wanted else muted | {KINDS[name]}
    changed = replace(ctx.member, quiet=hours, muted=frozenset(muted))
    return cards.quiet(ctx.store.members.save(changed) if changed != ctx.member else ctx.member)
