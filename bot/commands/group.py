"""/group: the group itself, its settings and its members."""

from typing import Annotated

from bot import meetings, news
from bot.cards import groups as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import at_field
from bot.core.paging import Page, PageNumber
from bot.core.param import Param
from bot.domain import due
from bot.domain.ask import UNANSWERED, AskState, OfferState
from bot.domain.errors import NotFound, Refusal, TooLate
from bot.domain.group import NAME_MAX, Settings
from bot.domain.member import Role
from bot.domain.zones import zone_named
from bot.suggestions import zones

GO_TO_A_CHANNEL = "This works in the channel of a group, not in a direct message. Go there and type it again."


Zone = Annotated[
    str | None, Param(about="A large city, such as Europe/Berlin", label="Time zone", max=60, suggest=zones)
]


@command("group setup", "Start a group in this channel.", title="Start a group", submit="Start")
def setup(
    visit: Visit,
    name: Annotated[str, Param(about="What you call yourselves", label="The group's name", max=NAME_MAX)],
    timezone: Zone = None,
) -> Card:
    """Enrol the channel as the room of a new group, with the caller as its facilitator."""
    if visit.caller.room is None:
        raise Refusal(GO_TO_A_CHANNEL)
    if visit.here:
        raise TooLate(f"{visit.here.name} lives in this channel already. /group join makes you a member.")
    member = visit.known or visit.store.members.add(visit.caller.name, visit.caller.identity)
    zone = at_field("timezone", zone_named, timezone) if timezone else member.zone or Settings().zone
    group = visit.store.groups.add(name, Settings(zone=zone), visit.caller.room, visit.caller.place)
    visit.enrol(member, group)
    visit.store.due.add([due.next_digest(group, visit.now)])
    visit.entered(member, group, Role.FACILITATOR).post(cards.welcome(group, member))
    return cards.set_up(group)


@command("group join", "Become a member of this channel's group.", title="Join the group")
def join(visit: Visit) -> Card:
    """Make the caller a member, also one who had left."""
    if visit.here is None:
        raise NotFound(
            "No group lives in this channel yet. Type /group setup and a name to start one here."
            if visit.caller.room
            else GO_TO_A_CHANNEL
        )
    member = visit.known or visit.store.members.add(visit.caller.name, visit.caller.identity)
    if visit.membership is None or visit.membership.left:
        visit.enrol(member, visit.here)
    if visit.membership and visit.membership.left:
        meetings.came_back(visit.store, visit.here, member, visit.now)
    return cards.joined(visit.here, member)


@command("group leave", "Leave the group; nothing is deleted.", title="Leave the group")
def leave(ctx: Context) -> Card:
    """Let the caller leave, unless the group would be without a facilitator."""
    others = [each for each in ctx.store.groups.members(ctx.group.id) if each.member.id != ctx.member.id]
    if ctx.role is Role.FACILITATOR and others and not any(each.role is Role.FACILITATOR for each in others):
        raise Refusal(
            "You are the group's only facilitator. Name another first: /group settings facilitator:@Name, then leave."
        )
    for ask in ctx.store.asks.of(ctx.group.id, ctx.member.id):
        if ask.state(ctx.now) in (*UNANSWERED, AskState.ACCEPTED, AskState.ASKED):
            news.take_back(ctx, ask)
    for kind in (due.CHECK_IN, due.REMINDER, due.CLOSE):
        ctx.store.due.drop(due.weekly_key(kind, ctx.group.id, ctx.member.id))
    for ask in ctx.store.asks.helped_by(ctx.group.id, ctx.member.id):
        if ctx.member.id in ask.helpers(OfferState.OFFERED):
            news.take_offer_back(ctx, ask)
    ctx.store.groups.leave(ctx.group.id, ctx.member.id, ctx.now)
    return cards.left(ctx.group)


@command("group members", "Show who is in the group.", reads=True, title="Members")
def members(
    ctx: Context,
    page: PageNumber = 1,
) -> Card:
    """Show a page of the group's members."""
    return cards.members(ctx.group, Page.of(ctx.store.groups.members(ctx.group.id), page))
