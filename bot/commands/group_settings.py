"""/group settings: the group's name, zone, limits, points, coach, and when its check-ins and its digest come."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Annotated

from bot import rhythm, week
from bot.cards import groups as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import at_field
from bot.core.param import Param
from bot.domain import due
from bot.domain.group import NAME_MAX, Settings, Strictness
from bot.domain.member import Member, Role
from bot.domain.times import DAYS, dates, time_of_day
from bot.domain.zones import zone_named
from bot.suggestions import zones


class Day(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


Points = Annotated[int | None, Param(about="From 0 to 100", min=0, max=100)]
When = {day: day.capitalize() for day in DAYS}


def _now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.here is None:
        return {}
    now = asdict(visit.here.settings)
    return {
        "name": visit.here.name,
        "timezone": now.pop("zone"),
        "checkin_day": DAYS[now.pop("checkin_day")],
        "digest_day": DAYS[now.pop("digest_day")],
        **{name: str(value) for name, value in now.items()},
    }


@command(
    "group settings",
    "Change the group's name, zone, limits, points, coach, check-in and digest.",
    role=Role.FACILITATOR,
    title="Group settings",
    asks=True,
    start=_now,
)
def settings(
    ctx: Context,
    name: Annotated[
        str | None, Param(about="What you call yourselves", label="The group's name", max=NAME_MAX)
    ] = None,
    timezone: Annotated[
        str | None,
        Param(about="A large city, such as Europe/Berlin", label="Time zone", max=60, suggest=zones),
    ] = None,
    asks_per_week: Annotated[
        int | None,
        Param(about="How many a member may post in seven days", label="Asks in seven days", min=1, max=50),
    ] = None,
    introduction_points: Points = None,
    meeting_points: Points = None,
    suggestion_points: Points = None,
    practice_points: Points = None,
    thanks_points: Points = None,
    checkin_day: Annotated[
        Day | None, Param(about="In each member's own zone", label="Check-in on", labels=When)
    ] = None,
    checkin_time: Annotated[str | None, Param(about="As 9:00 or 9am", label="Check-in at", max=20)] = None,
    digest_day: Annotated[
        Day | None, Param(about="In the group's zone", label="Digest on", labels=When)
    ] = None,
    digest_time: Annotated[str | None, Param(about="As 15:00 or 3pm", label="Digest at", max=20)] = None,
    holidays: Annotated[
        str | None, Param(about="Days off, as 2026-12-24 2026-12-25", label="Holidays", max=300)
    ] = None,
    coach: Annotated[
        Strictness | None,
        Param(
            about="When an ask reads as asking for a job",
            label="The coach",
            labels={
                "off": "says nothing",
                "suggest": "suggests another way to say it",
                "require": "waits until the ask is one to learn",
            },
        ),
    ] = None,
    facilitator: Annotated[
        Member | None, Param(about="They may change settings too, beside you", label="One more facilitator")
    ] = None,
) -> Card:
    """Change what was given, and show all settings with the next dates they lead to."""
    changes = {
        "zone": at_field("timezone", zone_named, timezone) if timezone else None,
        "asks_per_week": asks_per_week,
        "introduction_points": introduction_points,
        "meeting_points": meeting_points,
        "suggestion_points": suggestion_points,
        "practice_points": practice_points,
        "thanks_points": thanks_points,
        "checkin_day": DAYS.index(checkin_day) if checkin_day else None,
        "checkin_time": _time("checkin_time", checkin_time),
        "digest_day": DAYS.index(digest_day) if digest_day else None,
        "digest_time": _time("digest_time", digest_time),
        "holidays": _holidays(holidays),
        "coach": coach,
    }
    given = {field: value for field, value in changes.items() if value is not None}
    chosen = Settings(**{**asdict(ctx.group.settings), **given})
    if facilitator:
        ctx.store.groups.enrol(ctx.group.id, facilitator.id, Role.FACILITATOR)
    before = ctx.group.settings
    ctx.group = ctx.store.groups.save(replace(ctx.group, name=name or ctx.group.name, settings=chosen))
    _reschedule(ctx, before)
    digest = ctx.store.due.get(due.weekly_key(due.DIGEST, ctx.group.id))
    return cards.settings(
        ctx.group, checkin=rhythm.next_question(ctx), digest=ctx.say_due(digest.at) if digest else ""
    )


def _time(field: str, typed: str | None) -> str | None:
    return f"{at_field(field, time_of_day, typed):%H:%M}" if typed else None


def _holidays(typed: str | None) -> str | None:
    return None if typed is None else " ".join(map(str, at_field("holidays", dates, typed)))


def _reschedule(ctx: Context, before: Settings) -> None:
    """Put what waits to its time anew where that has changed."""
    after = ctx.group.settings
    if (before.zone, before.digest) != (after.zone, after.digest):
        week.moved(ctx.store, ctx.group, ctx.now)
    if (before.zone, before.checkin) != (after.zone, after.checkin):
        members = [each.member for each in ctx.store.groups.members(ctx.group.id)]
        rhythm.moved(ctx.store, ctx.group, members, ctx.now)
