"""A group's week, gathered from the store for its digest."""

from datetime import date, datetime, timedelta

from bot.cards import digests as cards
from bot.core.card import Card
from bot.core.ports import Store
from bot.core.voice import Voice
from bot.domain import due
from bot.domain.digest import Week
from bot.domain.group import Group
from bot.domain.ids import MemberId

FEW = 5
UNNOTICED = timedelta(days=3)
"""So long an ask has waited before the digest names it."""


def gathered(store: Store, group: Group, now: datetime) -> Week:
    """Gather what happened since the last digest, or in a week if there was none."""
    since = max(filter(None, (store.digests.last(group.id), now - timedelta(days=7))))
    help_ = tuple(store.ledger.help(group.id, since))
    waiting, _ = store.asks.waiting(group.id, now, skip=0, take=100)
    unanswered = [ask for ask in waiting if not ask.offers and ask.posted_at <= now - UNNOTICED]
    learnt, promised = store.checkins.shared(group.id, since), store.checkins.promised(group.id, since)
    companies, new = store.targets.new(group.id, since, FEW)
    named: set[MemberId] = {ask.requester for ask in unanswered[:FEW]}
    named |= {each.member for each in learnt[-FEW:]} | {each.member for each in promised[-FEW:]}
    named |= {who for each in help_[: 4 * FEW] for who in (each.helper, each.receiver)}
    known = {each.id: each for each in store.members.named([*named])}
    return Week(
        help_,
        {each.id: each.name for each in known.values() if each.on_leaderboard},
        tuple((ask, known[ask.requester].name) for ask in unanswered[:FEW]),
        len(unanswered),
        tuple(companies),
        new,
        tuple((known[each.member].name, each.learnt) for each in learnt[-FEW:] if each.learnt),
        tuple((known[each.member].name, each.text) for each in promised[-FEW:]),
        store.checkins.answered(group.id, since),
        store.groups.count(group.id),
        store.digests.next_facilitator(group.id),
    )


def told(store: Store, group: Group, now: datetime) -> Card:
    """Give the digest as it would be posted now."""
    return cards.digest(group, gathered(store, group, now))


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
