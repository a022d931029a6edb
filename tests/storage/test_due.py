from dataclasses import replace
from datetime import timedelta

from bot.core.ports import Store
from bot.domain.due import Due
from tests.storage.people import NOW, found, join


def test_due_work_waits_soonest_first_in_its_group(store: Store) -> None:
    tuesday, friday = found(store), found(store, "Friday")
    ana = join(store, tuesday, "Ana")
    late = Due("a", "ask expiry", tuesday.id, "ask:1", NOW + timedelta(days=14), ana.id)
    soon = Due("b", "ask nudge", tuesday.id, "ask:1", NOW + timedelta(days=1))
    other = Due("c", "ask nudge", friday.id, "ask:2", NOW)
    store.due.add([late, soon, other])
    store.due.add([])
    assert store.due.of(tuesday.id) == [soon, late]
    assert store.due.of(friday.id) == [other]


def test_the_same_key_is_due_once(store: Store) -> None:
    group = found(store)
    first = Due("digest:1", "digest", group.id, "group:1", NOW)
    moved = replace(first, at=NOW + timedelta(hours=2))
    store.due.add([first])
    store.due.add([moved])
    assert store.due.of(group.id) == [moved]


def test_an_answer_cancels_what_it_answers(store: Store) -> None:
    group = found(store)
    nudge, expiry, other = (
        Due(f"{subject} {kind}", kind, group.id, subject, NOW)
        for subject, kind in (("ask:1", "ask nudge"), ("ask:1", "ask expiry"), ("ask:11", "ask nudge"))
    )
    store.due.add([nudge, expiry, other])
    store.due.cancel("ask:1", "ask nudge", "ask followup 3")
    assert store.due.of(group.id) == [expiry, other]
    store.due.cancel("ask:1")
    assert store.due.of(group.id) == [other]
