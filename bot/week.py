"""A group's week, gathered from the store for its digest."""

from datetime import date, datetime, timedelta
from itertools import zip_longest

from bot.cards import digests as cards
from bot.core.ports import Store
from bot.core.voice import Voice
from bot.domain import due
from bot.domain.digest import Circle, Week
from bot.domain.group import Group
from bot.domain.ids import MemberId
from bot.domain.weekly import WEEK

FEW = 5
UNNOTICED = timedelta(days=3)
"""So long an ask has waited before the digest names it."""
NOBODY = MemberId(0)
"""Who looks at the standings in a digest: no place is marked as one's own."""


def gathered(store: Store, group: Group, now: datetime) -> Week:
    """Gather what happened since the last digest, or in a week if there was none."""
    last = store.digests.last(group.id)
    since = last.at if last else now - WEEK
    help_ = tuple(store.ledger.help(group.id, since))
    circle = set(Circle.of(help_).people)
    unanswered, waiting = store.asks.unanswered(group.id, now, before=now - UNNOTICED, most=FEW)
    companies, new = store.targets.new(group.id, since, FEW)
    learnt = _learnt(store, group, since)
    promised = store.checkins.promised(group.id, since)[-FEW:]
    named = circle | {ask.requester for ask in unanswered}
    named |= {who for who, _ in learnt} | {each.member for each in promised}
    known = {each.id: each for each in store.members.named([*named])}
    return Week(
        help_,
        store.ledger.standings(group.id, NOBODY, since, FEW).top if help_ else (),
        {who: known[who].name for who in circle if known[who].on_leaderboard},
        tuple((ask, known[ask.requester].name) for ask in unanswered),
        waiting,
        tuple(companies),
        new,
        tuple((known[who].name, text) for who, text in learnt),
        tuple((known[each.member].name, each.text) for each in promised),
        store.meetings.held(group.id, since),
        store.checkins.answered(group.id, since),
        store.groups.count(group.id),
        store.digests.next_facilitator(group.id),
    )


def _learnt(store: Store, group: Group, since: datetime) -> list[tuple[MemberId, str]]:
    """Give the newest of what members shared, of check-ins and of meetings in turn."""
    weeks = [(each.member, each.learnt) for each in store.checkins.shared(group.id, since) if each.learnt]
    meetings = store.meetings.shared(group.id, since)
    newest = [each for pair in zip_longest(reversed(meetings), reversed(weeks)) for each in pair if each]
    return newest[:FEW][::-1]


def moved(store: Store, group: Group, now: datetime) -> None:
    """Put the waiting digest to its time anew, after the group's zone or hour has changed; no week is left out."""
    if waits := store.due.get(due.weekly_key(due.DIGEST, group.id)):
        last = store.digests.last(group.id)
        free = due.next_digest(group, now, done=last.week if last else None)
        store.due.add([due.digest(group, min(due.week_of(waits), due.week_of(free)))])


def post(voice: Voice, week: date) -> bool:
    """Post a week's digest in the group's rooms, once; gives whether it was still to be posted."""
    store, group, now = voice.store, voice.group, voice.now
    gone = gathered(store, group, now)
    facilitator = gone.facilitator.id if gone.facilitator else None
    if not store.digests.post(group.id, week, facilitator, now):
        return False
    voice.post(cards.digest(group, gone))
    store.due.add([due.next_digest(group, now, done=week)])
    return True
