"""What was buried on its way to an address is revived all together, and never shows less than is shown already."""

from bot.core.ports import Store
from tests.storage.people import DAY, NOW
from tests.storage.test_outbox import ANA, ROOM, SLACK, card, claim, deliver, write


def bury(store: Store) -> None:
    """Let everything that waits be refused for good."""
    while rows := claim(store, NOW, "web", "slack"):
        for row in rows:
            store.outbox.bury(row.id, "is_archived", NOW)


def test_all_that_was_buried_there_arrives_in_its_order(store: Store) -> None:
    write(store, "1", "2")
    write(store, "private", to=ANA)
    write(store, "elsewhere", to=SLACK)
    bury(store)
    assert store.outbox.revive_all(ROOM, NOW + DAY) == 2
    assert deliver(store, NOW) == []
    assert deliver(store, NOW + DAY) == ["1", "2"]
    assert {trouble.address for trouble in store.outbox.troubles(9)} == {ANA, SLACK}


def test_it_is_tried_as_if_for_the_first_time(store: Store) -> None:
    write(store, "1")
    bury(store)
    store.outbox.revive_all(ROOM, NOW)
    assert store.outbox.troubles(9) == []
    (row,) = claim(store)
    assert row.attempts == 0


def test_what_waits_or_was_delivered_stays_as_it_is(store: Store) -> None:
    write(store, "delivered")
    deliver(store)
    write(store, "waits")
    assert store.outbox.revive_all(ROOM, NOW) == 0
    assert deliver(store) == ["waits"]
    assert store.outbox.revive_all(ROOM, NOW) == 0


def test_a_message_that_changed_meanwhile_arrives_as_it_is_now(store: Store) -> None:
    write(store, "asked", subject="ask:1")
    bury(store)
    store.outbox.revise("ask:1", card("taken"), NOW)
    store.outbox.revive_all(ROOM, NOW)
    assert deliver(store) == ["taken"]


def test_a_change_that_was_refused_is_made(store: Store) -> None:
    write(store, "asked", subject="ask:1")
    deliver(store)
    store.outbox.revise("ask:1", card("taken"), NOW)
    bury(store)
    assert store.outbox.revive_all(ROOM, NOW) == 1
    deliver(store)
    assert [post.card.headline for post in store.outbox.posts(ROOM, 9)] == ["taken"]


def test_a_change_that_a_later_one_overtook_stays_buried(store: Store) -> None:
    write(store, "asked", subject="ask:1")
    deliver(store)
    store.outbox.revise("ask:1", card("taken"), NOW)
    bury(store)
    store.outbox.revise("ask:1", card("met"), NOW)
    deliver(store)
    assert store.outbox.revive_all(ROOM, NOW) == 0
    assert deliver(store) == []
    assert [post.card.headline for post in store.outbox.posts(ROOM, 9)] == ["met"]
