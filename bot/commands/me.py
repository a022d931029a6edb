"""/me: what a member says of themselves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot import meetings, rhythm
from bot.cards import groups as cards
from bot.cards import landing, rooms
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import at_field
from bot.core.param import Param
from bot.core.voice import Revision, direct, unreachable, zone_asked
from bot.domain.member import ABOUT_MAX, NAME_MAX, Stage
from bot.domain.zones import zone_named
from bot.suggestions import zones


def _profile_now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.known is None:
        return {}
    me = visit.known
    return {
        "name": me.name,
        "about": me.about,
        "stage": me.stage,
        "leaderboard": "yes" if me.on_leaderboard else "no",
    }


@command("me profile", "Show and change your name, your stage and what a note says of you.", title="Your profile",
         asks=True, start=_profile_now)  # fmt: skip
def profile(
    ctx: Context,
    name: Annotated[str | None, Param(about="What your peers call you", label="Name", max=NAME_MAX)] = None,
    about: Annotated[
        str | None,
        Param(
            about="As in: data analyst, eight years in logistics", label="You in a few words", max=ABOUT_MAX
        ),
    ] = None,
    stage: Annotated[Stage | None, Param(about="Where you stand", label="Stage")] = None,
    leaderboard: Annotated[
        bool | None, Param(about="Whether the board may show you", label="On the leaderboard")
    ] = None,
) -> Card:
    """Change what was given, and show the whole profile."""
    given = {"name": name, "about": about, "stage": stage, "on_leaderboard": leaderboard}
    changes = {
        field: value for field, value in given.items() if value is not None and (value or field != "name")
    }
    member = ctx.store.members.save(replace(ctx.member, **changes)) if changes else ctx.member  # type: ignore[arg-type]
    if member.stage is Stage.LANDED and ctx.member.stage is not Stage.LANDED:
        groups = [group for group, _ in ctx.store.groups.groups_of(ctx.caller.identity)]
        return landing.landed(
            member, sum(meetings.keep_warm(ctx.store, each, member, ctx.now) for each in groups)
        )
    return cards.profile(member, member.zone or f"{ctx.group.settings.zone}, the group's")


@command("me timezone", "Say in which time zone you live.", title="Your time zone")
def timezone(
    ctx: Context,
    zone: Annotated[
        str, Param(about="A large city, such as Europe/Berlin", label="Time zone", max=60, suggest=zones)
    ],
) -> Card:
    """Set the caller's time zone, and confirm it by the time there."""
    member = ctx.store.members.save(replace(ctx.member, zone=at_field("zone", zone_named, zone)))
    for group, _ in ctx.store.groups.groups_of(ctx.caller.identity):
        rhythm.moved(ctx.store, group, [member], ctx.now)
        meetings.again(ctx.store, group, member, ctx.now)
    there = ctx.now.astimezone(member.tz(ctx.group.settings.zone))
    card = cards.zone_set(str(member.zone), f"{there:%A} {there.hour}:{there.minute:02}")
    ctx.revise(zone_asked(member.id), card)
    return card


@command("me reachable", "Let direct messages that came back be sent anew.", title="Reachable", typed=False)
def reachable(visit: Visit) -> Card:
    """Send anew what could not be delivered to the caller."""
    if visit.known is None:
        return rooms.reachable(0)
    many = visit.store.outbox.revive_all(direct(visit.caller.identity), visit.now)
    visit.told.revisions.append(Revision(unreachable(visit.known.id), rooms.was_unreachable(), last=True))
    return rooms.reachable(many)
