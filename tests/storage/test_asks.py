from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.ports import Store
from bot.domain.ask import LIFETIME, AskState, OfferState
from bot.domain.errors import Conflict, NotFound
from tests.storage.people import DAY, NOW, an_ask, found, join


def test_an_ask_is_kept_with_its_offers_and_suggestions(store: Store) -> None:
    group = found(store)
    ana, ben, cleo, dina = (join(store, group, name) for name in ("Ana", "Ben", "Cleo", "Dina"))
    ask = store.asks.add(an_ask(group, ana))
    assert store.asks.get(group.id, ask.id) == ask
    assert (ask.version, ask.subject) == (1, f"ask:{ask.id}")
    changed = ask.suggest(cleo.id, ben.id, NOW).suggest(cleo.id, dina.id, NOW).offer_help(ben.id, NOW)
    saved = store.asks.save(changed)
    assert saved == replace(changed, version=2)
    assert store.asks.get(group.id, ask.id) == saved
    assert saved.offers[0].suggested_by == cleo.id
    further = store.asks.save(saved.offer_help(dina.id, NOW).accept(ben.id, ana.id, NOW).introduce(ben.id))
    assert store.asks.get(group.id, ask.id) == further
    assert [offer.state for offer in further.offers] == [OfferState.INTRODUCED, OfferState.OFFERED]
    back = store.asks.save(further.take_back(dina.id).confirm(ben.id, ana.id).close(ana.id, NOW))
    assert store.asks.get(group.id, ask.id) == back
    assert (len(back.offers), back.ended, back.version) == (1, AskState.CLOSED, 4)


def test_an_ask_with_offers_can_be_added_whole(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    ask = store.asks.add(an_ask(group, ana).offer_help(ben.id, NOW))
    assert store.asks.get(group.id, ask.id) == ask


def test_the_second_of_two_changes_to_an_ask_is_a_conflict(store: Store) -> None:
    group = found(store)
    ana, ben, cleo = (join(store, group, name) for name in ("Ana", "Ben", "Cleo"))
    ask = store.asks.add(an_ask(group, ana))
    store.asks.save(ask.offer_help(ben.id, NOW))
    with pytest.raises(Conflict):
        store.asks.save(ask.offer_help(cleo.id, NOW))
    assert store.asks.get(group.id, ask.id).helpers(OfferState.OFFERED) == (ben.id,)


def test_another_group_sees_nothing(store: Store) -> None:
    tuesday, friday = found(store), found(store, "Friday")
    ana, ben = join(store, tuesday, "Ana"), join(store, tuesday, "Ben")
    ask = store.asks.add(an_ask(tuesday, ana).offer_help(ben.id, NOW))
    with pytest.raises(NotFound):
        store.asks.get(friday.id, ask.id)
    with pytest.raises(Conflict):
        store.asks.save(replace(ask, group=friday.id))
    assert store.asks.of(friday.id, ana.id) == []
    assert store.asks.helped_by(friday.id, ben.id) == []
    assert store.asks.waiting(friday.id, NOW, skip=0, take=9) == ([], 0)
    assert store.asks.posted_since(friday.id, ana.id, NOW - DAY) == []


def test_own_asks_come_newest_first(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    old = store.asks.add(an_ask(group, ana, "Old", at=NOW - DAY))
    new = store.asks.save(store.asks.add(an_ask(group, ana, "New")).withdraw(ana.id))
    store.asks.add(an_ask(group, ben, "Bens"))
    assert store.asks.of(group.id, ana.id) == [new, old]
    assert store.asks.posted_since(group.id, ana.id, NOW - DAY) == [old.posted_at, new.posted_at]
    assert store.asks.posted_since(group.id, ana.id, NOW - timedelta(hours=1)) == [new.posted_at]


def test_a_helper_finds_the_asks_they_offered_to_until_these_end(store: Store) -> None:
    group = found(store)
    ana, ben, cleo = (join(store, group, name) for name in ("Ana", "Ben", "Cleo"))
    first = store.asks.add(an_ask(group, ana, at=NOW - DAY).offer_help(ben.id, NOW).offer_help(cleo.id, NOW))
    second = store.asks.add(an_ask(group, ana).offer_help(ben.id, NOW))
    store.asks.add(an_ask(group, ana))
    assert store.asks.helped_by(group.id, ben.id) == [second, first]
    assert store.asks.helped_by(group.id, cleo.id) == [first]
    store.asks.save(second.withdraw(ana.id))
    assert store.asks.helped_by(group.id, ben.id) == [first]


def test_those_wait_that_peers_may_still_answer(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    expired = store.asks.add(an_ask(group, ana, "expired", at=NOW - LIFETIME))
    bare = store.asks.add(an_ask(group, ana, "bare", at=NOW - 3 * DAY))
    offered = store.asks.add(an_ask(group, ana, "offered", at=NOW - 2 * DAY).offer_help(ben.id, NOW))
    accepted = an_ask(group, ana, "accepted").offer_help(ben.id, NOW).accept(ben.id, ana.id, NOW)
    store.asks.add(accepted)
    declined = store.asks.add(replace(accepted, posted_at=NOW - DAY).decline(ben.id))
    store.asks.add(an_ask(group, ana, "withdrawn").withdraw(ana.id))
    assert store.asks.waiting(group.id, NOW, skip=0, take=9) == ([bare, offered, declined], 3)
    assert store.asks.waiting(group.id, NOW, skip=1, take=1) == ([offered], 3)
    assert store.asks.waiting(group.id, NOW, skip=3, take=1) == ([], 3)
    renewed = store.asks.save(expired.renew(ana.id, NOW))
    assert store.asks.waiting(group.id, NOW, skip=0, take=9) == ([bare, offered, declined, renewed], 4)
    every = [*store.asks.of(group.id, ana.id)]
    for hours in range(0, 24 * 20, 7):  # the clock agrees with the domain at every moment
        now = NOW + timedelta(hours=hours)
        answerable = (AskState.OPEN, AskState.OFFERED, AskState.DECLINED)
        expected = {each.id for each in every if each.state(now) in answerable}
        assert {each.id for each in store.asks.waiting(group.id, now, skip=0, take=99)[0]} == expected


def test_asks_that_nobody_answered_are_named_oldest_first(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    asks = [
        store.asks.add(an_ask(group, ana, f"Firm {days}", at=NOW - days * DAY)) for days in (1, 3, 4, 13, 20)
    ]
    store.asks.save(asks[2].offer_help(ben.id, NOW))

    def named(most: int) -> tuple[list[str], int]:
        found_, many = store.asks.unanswered(group.id, NOW, before=NOW - 3 * DAY, most=most)
        return [ask.company.name for ask in found_], many

    assert named(5) == (["Firm 13", "Firm 3"], 2)
    assert named(1) == (["Firm 13"], 2)
    assert store.asks.unanswered(found(store, "Friday").id, NOW, before=NOW, most=5) == ([], 0)
