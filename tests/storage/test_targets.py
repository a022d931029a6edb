from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.ports import Store
from bot.domain.company import Company
from bot.domain.contact import Contact
from bot.domain.errors import NotFound
from bot.domain.group import Group
from bot.domain.ids import ContactId
from bot.domain.member import Member
from bot.domain.target import Board, BoardRow, TargetStage
from tests.storage.people import NOW, a_target, found, join


def know(store: Store, group: Group, member: Member, company: str) -> None:
    named = Company.named(company)
    store.contacts.add(Contact(ContactId(0), group.id, member.id, named, "Somebody", ""))


def test_targets_are_given_back_as_they_were_posted(store: Store) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    posted = [a_target(group, ana, name) for name in ("Initech", "Acme, Inc.", "Globex 🙂")]
    added = store.targets.add(posted)
    assert [replace(each, id=posted[0].id) for each in added] == posted
    assert [store.targets.get(group.id, each.id) for each in added] == added
    assert store.targets.add([]) == []
    assert [each.company.name for each in store.targets.add([a_target(group, ana, "Hooli")])] == ["Hooli"]


def test_a_member_has_a_company_once_and_finds_it_by_any_spelling(store: Store) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    acme, dropped = store.targets.add([a_target(group, ana, "Acme"), a_target(group, ana, "Globex")])
    dropped = replace(dropped, stage=TargetStage.DROPPED)
    store.targets.save(dropped)
    keys = [Company.named(name).key for name in ("ACME GmbH", "globex", "Initech")]
    assert store.targets.by_keys(group.id, ana.id, keys) == {"acme": acme, "globex": dropped}
    assert store.targets.by_keys(group.id, ana.id, []) == {}


def test_what_is_on_the_list_already_is_left_alone(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    (acme,) = store.targets.add([a_target(group, ana, "Acme")])
    again = a_target(group, ana, "ACME, Inc.", confidence=5)
    assert store.targets.add([again]) == []
    posted = store.targets.add([again, a_target(group, ana, "Globex"), a_target(group, ben, "Acme")])
    assert [(each.member, each.company.name) for each in posted] == [(ana.id, "Globex"), (ben.id, "Acme")]
    assert store.targets.get(group.id, acme.id) == acme


def test_a_list_begins_with_the_surest_and_hides_the_dropped(store: Store) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    later = a_target(group, ana, "Later", confidence=4)
    _, _, _, gone = store.targets.add(
        [
            a_target(group, ana, "Perhaps", confidence=2),
            replace(later, posted_at=NOW + timedelta(minutes=1)),
            a_target(group, ana, "Sooner", confidence=4),
            a_target(group, ana, "Gone", confidence=5),
        ]
    )
    store.targets.save(replace(gone, stage=TargetStage.DROPPED))
    assert [each.company.name for each in store.targets.of(group.id, ana.id)] == [
        "Sooner",
        "Later",
        "Perhaps",
    ]


def test_another_group_sees_nothing(store: Store) -> None:
    tuesday, friday = found(store), found(store, "Friday")
    ana = join(store, tuesday, "Ana")
    (acme,) = store.targets.add([a_target(tuesday, ana, "Acme")])
    with pytest.raises(NotFound):
        store.targets.get(friday.id, acme.id)
    store.targets.save(replace(acme, group=friday.id, why="changed"))
    assert store.targets.get(tuesday.id, acme.id) == acme
    assert store.targets.of(friday.id, ana.id) == []
    assert store.targets.by_keys(friday.id, ana.id, ["acme"]) == {}
    assert store.targets.board(friday.id, skip=0, take=9) == Board((), 0)
    assert store.targets.companies(friday.id, "", 9) == []


def test_the_board_counts_who_wants_and_who_knows(store: Store) -> None:
    group = found(store)
    ana, ben, cleo, dina, emil = (
        join(store, group, name) for name in ("Ana Z", "ben Y", "Cleo X", "Dina W", "Emil V")
    )
    for member in (dina, cleo, ben, ana):
        store.targets.add([a_target(group, member, f"Acme{' Inc.' * (member != dina)}")])
    store.targets.add(
        [a_target(group, ana, "Zed"), a_target(group, ana, "Byte"), a_target(group, ben, "Zed")]
    )
    know(store, group, ben, "Acme GmbH")
    know(store, group, ben, "Acme")
    know(store, group, emil, "Acme")
    assert store.targets.board(group.id, skip=0, take=2) == Board(
        rows=(
            BoardRow(Company("Acme", "acme"), ("Dina W", "Cleo X", "ben Y"), wanted=4, known_by=2),
            BoardRow(Company("Zed", "zed"), ("Ana Z", "ben Y"), wanted=2, known_by=0),
        ),
        companies=3,
    )
    assert store.targets.board(group.id, skip=2, take=2) == Board(
        (BoardRow(Company("Byte", "byte"), ("Ana Z",), wanted=1, known_by=0),), companies=3
    )
    assert store.targets.board(group.id, skip=4, take=2) == Board((), companies=3)


def test_the_board_leaves_out_the_dropped_and_those_who_left(store: Store) -> None:
    tuesday, friday = found(store), found(store, "Friday")
    ana, ben = join(store, tuesday, "Ana"), join(store, tuesday, "Ben")
    for group in (tuesday, friday):
        join(store, group, "Ben")
    (dropped, _) = store.targets.add([a_target(tuesday, ana, "Acme"), a_target(tuesday, ana, "Globex")])
    store.targets.save(replace(dropped, stage=TargetStage.DROPPED))
    store.targets.add([a_target(tuesday, ben, "Initech"), a_target(tuesday, ben, "Globex")])
    know(store, tuesday, ben, "Globex")
    store.groups.leave(tuesday.id, ben.id, NOW)
    globex = BoardRow(Company("Globex", "globex"), ("Ana",), wanted=1, known_by=0)
    assert store.targets.board(tuesday.id, skip=0, take=9) == Board((globex,), companies=1)
    assert store.targets.companies(tuesday.id, "", 9) == [Company("Globex", "globex")]


def test_companies_are_found_by_the_beginning_of_their_key(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    names = ("Meta", "Metabase", "Émeraude", "me%a", "Mé", "Zed")
    store.targets.add([a_target(group, ana, name) for name in names])
    store.targets.add([a_target(group, ben, "META Inc.")])
    assert [each.name for each in store.targets.companies(group.id, "meta", 9)] == ["META Inc.", "Metabase"]
    assert [each.name for each in store.targets.companies(group.id, "me", 2)] == ["me%a", "META Inc."]
    assert store.targets.companies(group.id, "m_t", 9) == []
