"""The member's own page: what waits for them, their companies and asks, and what they gave."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import TypeVar

from bot.cards import home as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Visit
from bot.core.paging import Page
from bot.core.within import within
from bot.domain.ask import ENDED, Ask, OfferState
from bot.domain.ids import MemberId
from bot.domain.meeting import MeetingState

FEW = 5
NEXT = 3
T = TypeVar("T")


@command("me home", "Show your own page.", typed=False, reads=True, title="Your page")
def home(visit: Visit) -> Card:
    """Show the page for one of the caller's groups: that of this room, the one that was chosen, or the first."""
    me, store = visit.known, visit.store
    groups = [group for group, _ in store.groups.groups_of(visit.caller.identity)]
    if me is None or not groups:
        return cards.welcome()
    group = next((each for each in groups if each in visit.groups), groups[0])
    others = [each for each in groups if each != group]
    mine = [(each, each.state(visit.now)) for each in store.asks.of(group.id, me.id)]
    mine.sort(key=lambda each: (not cards.waits_for_requester(each[0]), each[1] in ENDED))
    helped = [(each, _of_helper(each, me.id)) for each in store.asks.helped_by(group.id, me.id)]
    helped.sort(key=lambda each: each[1] not in cards.ON_YOU)
    helping = tuple((ask, _name(visit, ask), state) for ask, state in helped[:FEW])
    month = datetime.combine(visit.now.astimezone(group.tz), time(), group.tz).replace(day=1)
    planned = [each for each in store.meetings.of(group.id, me.id) if each.state is MeetingState.PLANNED]
    coming = sorted((each for each in planned if each.end > visit.now), key=lambda each: each.start)
    untold = [each for each in planned if each.end <= visit.now]
    page = cards.home(
        group,
        me,
        _first(store.targets.of(group.id, me.id)),
        _first(mine),
        helping,
        store.asks.waiting(group.id, visit.now, skip=0, take=1)[1],
        store.ledger.standings(group.id, me.id, month, FEW),
        others,
        tuple(coming[:NEXT]),
        tuple(untold[:NEXT]),
        len(store.followups.of(group.id, me.id)),
        visit.now,
    )
    return within(page, group.id)


def _first(rows: Sequence[T]) -> Page[T]:
    return Page(rows[:FEW], 1, len(rows))


def _name(visit: Visit, ask: Ask) -> str:
    requester = visit.store.groups.membership(ask.group, ask.requester)
    return requester.member.name if requester else "a peer"


def _of_helper(ask: Ask, helper: MemberId) -> OfferState:
    return next(offer.state for offer in ask.offers if offer.helper == helper)
