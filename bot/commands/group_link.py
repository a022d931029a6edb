"""/group link: one more room for a group, also on another platform; and a room that takes posts again."""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from bot.cards import rooms as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.param import Param
from bot.core.voice import Voice, at
from bot.domain.errors import NotFound, NotYours, Refusal, TooLate
from bot.domain.group import Closed, Home
from bot.domain.ids import GroupId
from bot.domain.member import Role

KIND = "link"
HOLDS = timedelta(hours=1)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when typed on a phone


@command("group link", "Give the group one more room, here or on the other platform.", title="Link a channel")
def link(
    visit: Visit,
    code: Annotated[
        str,
        Param(about="Only in the channel to be linked", label="The code from the group's channel", max=20),
    ] = "",
) -> Card:
    """Without a code give one to a facilitator, in the group; with it make this channel a room of that group."""
    return _linked(visit, code) if code else _code(visit)


def _code(visit: Visit) -> Card:
    group = visit.here
    if group is None:
        raise NotFound("Type this in your group's channel first: there you get the code for the other one.")
    if visit.membership is None or visit.membership.left or visit.membership.role is not Role.FACILITATOR:
        raise NotYours("Only a facilitator of the group may do this. /group members shows who is one.")
    code = "".join(secrets.choice(_LETTERS) for _ in range(12))
    visit.store.tickets.put(KIND, code, str(group.id), visit.now + HOLDS)
    return cards.link_code(group, code)


def _linked(visit: Visit, code: str) -> Card:
    room = visit.caller.room
    if room is None:
        raise Refusal("This works in the channel that is to be linked. Go there and type it again.")
    if visit.here:
        raise TooLate(f"{visit.here.name} lives in this channel already. Link another one.")
    about = visit.store.tickets.take(KIND, code.strip().casefold(), visit.now)
    group = visit.store.groups.get(GroupId(int(about))) if about else None
    if group is None:
        raise NotFound("That code is not one that holds. /group link in the group's channel gives a new one.")
    member = visit.known or visit.store.members.add(visit.caller.name, visit.caller.identity)
    visit.store.groups.keep(Home(room, group.id, visit.caller.place))
    if not (there := visit.store.groups.membership(group.id, member.id)) or there.left:
        visit.enrol(member, group)
    Voice(visit.store, group, visit.told, visit.now).post(cards.linked_in_room(group))
    return cards.linked(group)


@command("group reopen", "Try a room again.", title="It works again", role=Role.FACILITATOR, typed=False)
def reopen(ctx: Context, channel: Annotated[str, Param(about="Which room", max=100)]) -> Card:
    """Let posts go to a room again, those too that came back; say so where it is closed for another reason by now."""
    home = next((each for each in ctx.store.groups.homes(ctx.group.id) if each.room.channel == channel), None)
    if home is None:
        raise NotFound("That channel is not a room of this group any more. /group link gives it one.")
    if home.closed and home.closed is not Closed.FORBIDDEN:
        return cards.closed(home, ctx.group, home.closed)
    ctx.store.groups.change(home, replace(home, closed=None))
    ctx.store.outbox.revive_all(at(home.room), ctx.now)
    return cards.opened(home, ctx.group)
