from dataclasses import replace

import pytest

from bot.core.ports import Store
from bot.domain.errors import Conflict
from bot.domain.group import Arrival, Closed, Home, Room, Settings
from bot.domain.member import Membership, Role
from storage.database import Database
from tests.storage.people import NOW, found, identity, join, room


def test_a_group_keeps_its_settings(store: Store) -> None:
    settings = Settings("Europe/Lisbon", 5, 6, 7, 8, 9)
    group = store.groups.add("Tuesday", settings, room("Tuesday"))
    assert (group.name, group.settings, group.version) == ("Tuesday", settings, 1)
    changed = store.groups.save(replace(group, name="Wednesday", settings=Settings("Asia/Tokyo")))
    assert (changed.name, changed.settings, changed.version) == ("Wednesday", Settings("Asia/Tokyo"), 2)
    assert store.groups.arrive(identity("Ana"), room("Tuesday")).group == changed


def test_the_second_of_two_changes_to_a_group_is_a_conflict(store: Store) -> None:
    group = found(store)
    store.groups.save(replace(group, name="One"))
    with pytest.raises(Conflict):
        store.groups.save(replace(group, name="Two"))


async def test_a_room_belongs_to_one_group(database: Database) -> None:
    await database.write(found)
    with pytest.raises(Conflict):
        await database.write(found)
    assert await database.read(lambda store: store.groups.platforms()) == ["web"]


def test_rooms_are_those_of_the_group(store: Store) -> None:
    tuesday, friday = found(store), found(store, "Friday")
    assert store.groups.rooms(tuesday.id) == [Room("web", "demo", "tuesday")]
    assert store.groups.rooms(friday.id) == [Room("web", "demo", "friday")]


def test_who_arrives_is_known_as_far_as_they_are(store: Store) -> None:
    assert store.groups.arrive(identity("Ana"), room("Tuesday")) == Arrival(None, None, None)
    tuesday, friday = found(store), found(store, "Friday")
    assert store.groups.arrive(identity("Ana"), room("Tuesday")) == Arrival(None, tuesday, None)
    ana = join(store, tuesday, "Ana")
    assert store.groups.arrive(identity("Ana"), room("Friday")) == Arrival(ana, friday, None)
    assert store.groups.arrive(identity("Ana"), room("nowhere")) == Arrival(ana, None, None)
    here = Membership(tuesday.id, ana, Role.MEMBER)
    assert store.groups.arrive(identity("Ana"), room("Tuesday")) == Arrival(ana, tuesday, here)


def test_who_left_is_remembered_and_may_come_back(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    store.groups.enrol(group.id, ana.id, Role.FACILITATOR)
    store.groups.leave(group.id, ana.id, NOW)
    gone = Membership(group.id, ana, Role.FACILITATOR, left=True)
    assert store.groups.membership(group.id, ana.id) == gone
    assert store.groups.arrive(identity("Ana"), room("Tuesday")).membership == gone
    assert [each.member for each in store.groups.members(group.id)] == [ben]
    assert store.groups.groups_of(identity("Ana")) == []
    store.groups.enrol(group.id, ana.id)
    assert store.groups.membership(group.id, ana.id) == Membership(group.id, ana, Role.MEMBER)


def test_members_come_by_name_and_groups_too(store: Store) -> None:
    zeta, alpha = found(store, "zeta"), found(store, "Alpha")
    for name in ("cleo", "Ana", "Ben"):
        join(store, zeta, name)
    join(store, alpha, "Ana")
    assert [each.member.name for each in store.groups.members(zeta.id)] == ["Ana", "Ben", "cleo"]
    assert [group.name for group, _ in store.groups.groups_of(identity("Ana"))] == ["Alpha", "zeta"]
    assert [group.name for group, _ in store.groups.groups_of(identity("Ben"))] == ["zeta"]
    assert store.groups.groups_of(identity("Dina")) == []


def test_nobody_is_in_a_group_they_did_not_join(store: Store) -> None:
    ana = join(store, found(store), "Ana")
    friday = found(store, "Friday")
    assert store.groups.membership(friday.id, ana.id) is None
    assert store.groups.members(friday.id) == []
    store.groups.lock(friday.id, [ana.id])


def test_the_rooms_of_a_group_are_those_of_now_also_after_somebody_arrived(store: Store) -> None:
    group = found(store)
    first, second = room("Tuesday"), room("Second")

    def rooms_on_arrival(at: Room) -> list[Room]:
        assert store.groups.arrive(identity("Ana"), at).group == group
        return [*store.groups.rooms(group.id)]

    assert rooms_on_arrival(first) == [first]
    store.groups.keep(Home(second, group.id))
    assert {*store.groups.rooms(group.id)} == {first, second} == {*rooms_on_arrival(first)}
    store.groups.change(Home(second, group.id), Home(second, group.id, closed=Closed.ARCHIVED))
    assert [*store.groups.rooms(group.id)] == [first] == rooms_on_arrival(first) == rooms_on_arrival(second)
    friday = found(store, "Friday")
    assert rooms_on_arrival(first) == [first]
    assert [*store.groups.rooms(friday.id)] == [room("Friday")]
