"""Digests that were posted, in both databases, and whose turn it is."""

from datetime import date, timedelta

from bot.core.ports import Store
from bot.domain.digest import Posted
from tests.storage.people import DAY, NOW, found, join

WEEK = date(2026, 3, 2)


def test_a_week_is_posted_once_in_each_group(store: Store) -> None:
    group, friday = found(store), found(store, "Friday")
    ana = join(store, group, "Ana")
    assert store.digests.last(group.id) is None
    assert store.digests.post(group.id, WEEK, ana.id, NOW)
    assert not store.digests.post(group.id, WEEK, None, NOW + DAY)
    assert store.digests.last(group.id) == Posted(WEEK, NOW)
    assert store.digests.last(friday.id) is None
    assert store.digests.post(friday.id, WEEK, None, NOW)
    later = WEEK + timedelta(weeks=1)
    assert store.digests.post(group.id, later, None, NOW + 7 * DAY)
    assert store.digests.last(group.id) == Posted(later, NOW + 7 * DAY)


def test_the_turn_goes_round_and_the_longest_known_begin(store: Store) -> None:
    group = found(store)
    assert store.digests.next_facilitator(group.id) is None
    people = [join(store, group, name) for name in ("Ana", "Ben", "Cleo")]
    named = []
    for number in range(5):
        turn = store.digests.next_facilitator(group.id)
        assert turn
        named.append(turn.name)
        store.digests.post(group.id, WEEK + timedelta(weeks=number), turn.id, NOW)
    assert named == ["Ana", "Ben", "Cleo", "Ana", "Ben"]
    store.groups.leave(group.id, people[2].id, NOW)
    dev = join(store, group, "Dev")
    assert store.digests.next_facilitator(group.id) == dev
    store.digests.post(group.id, WEEK + timedelta(weeks=9), dev.id, NOW)
    assert store.digests.next_facilitator(group.id) == people[0]


def test_one_turn_is_counted_for_each_group_alone(store: Store) -> None:
    group, friday = found(store), found(store, "Friday")
    ana, ben = (join(store, group, name) for name in ("Ana", "Ben"))
    for each in (ana, ben):
        join(store, friday, each.name)
    store.digests.post(group.id, WEEK, ana.id, NOW)
    assert store.digests.next_facilitator(group.id) == ben
    assert store.digests.next_facilitator(friday.id) == ana
