"""The rooms in which groups live: open and closed, named or not, and changed by one at a time."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.ports import Store
from bot.domain.errors import Conflict
from bot.domain.group import Closed, Group, Home, Room
from bot.domain.ids import GroupId
from storage.database import Database
from tests.storage.people import found, identity, room

SLACK = Room("slack", "T1", "C1")
DISCORD = Room("discord", "42", "7")


def settled(store: Store) -> Group:
    """Let a group live in three rooms, one of which is closed."""
    group = found(store)
    store.groups.keep(Home(SLACK, group.id, "job-seekers"))
    store.groups.keep(Home(DISCORD, group.id, "jobs", Closed.ARCHIVED))
    return group


def test_a_group_is_told_things_where_it_can_hear_them(store: Store) -> None:
    group = settled(store)
    assert store.groups.rooms(group.id) == [SLACK, room("Tuesday")]
    assert store.groups.homes(group.id) == [
        Home(DISCORD, group.id, "jobs", Closed.ARCHIVED),
        Home(SLACK, group.id, "job-seekers"),
        Home(room("Tuesday"), group.id),
    ]


def test_homes_are_found_by_room_workspace_and_platform(store: Store) -> None:
    group, other = settled(store), found(store, "Friday")
    slack, discord = Home(SLACK, group.id, "job-seekers"), Home(DISCORD, group.id, "jobs", Closed.ARCHIVED)
    friday = Home(replace(SLACK, workspace="T2"), other.id)
    store.groups.keep(friday)
    assert store.groups.home(SLACK) == slack
    assert store.groups.home(replace(SLACK, channel="C2")) is None
    assert store.groups.homes_in("slack", "T1") == [slack]
    assert store.groups.homes_in("slack", "T3") == []
    assert store.groups.homes_on("slack") == [slack, friday]
    assert store.groups.homes_on("discord") == [discord]


def test_who_arrives_in_a_closed_room_is_known_there(store: Store) -> None:
    group = settled(store)
    assert store.groups.arrive(identity("Ana"), DISCORD).group == group


def test_a_room_is_kept_as_it_is_now(store: Store) -> None:
    group = settled(store)
    store.groups.keep(Home(SLACK, group.id, "renamed", Closed.FORBIDDEN))
    assert store.groups.home(SLACK) == Home(SLACK, group.id, "renamed", Closed.FORBIDDEN)


def test_a_room_of_another_group_is_not_taken(store: Store) -> None:
    group, other = settled(store), found(store, "Friday")
    with pytest.raises(Conflict):
        store.groups.keep(Home(SLACK, other.id, "mine now"))
    assert store.groups.home(SLACK) == Home(SLACK, group.id, "job-seekers")


@pytest.mark.parametrize(
    "to", [{"name": "renamed"}, {"closed": Closed.REMOVED}, {"name": "", "closed": Closed.DELETED}, {}]
)
def test_a_room_is_changed_as_it_was_read(store: Store, to: dict[str, str]) -> None:
    settled(store)
    for where in (SLACK, DISCORD):
        before = store.groups.home(where)
        assert before
        after = replace(before, **to)  # type: ignore[arg-type]
        store.groups.change(before, after)
        assert store.groups.home(where) == after


def test_the_second_of_two_changes_to_a_room_is_a_conflict(store: Store) -> None:
    group = settled(store)
    before = Home(SLACK, group.id, "job-seekers")
    store.groups.change(before, replace(before, closed=Closed.REMOVED))
    for stale in (before, replace(before, name="else", closed=Closed.REMOVED)):
        with pytest.raises(Conflict):
            store.groups.change(stale, replace(stale, closed=Closed.ARCHIVED))
    assert store.groups.home(SLACK) == replace(before, closed=Closed.REMOVED)


async def test_of_several_who_close_a_room_at_once_one_does(database: Database) -> None:
    await database.write(settled)

    def close(store: Store) -> bool:
        home = store.groups.home(SLACK)
        assert home
        if home.closed:
            return False
        store.groups.change(home, replace(home, closed=Closed.REMOVED))
        return True

    closed = await asyncio.gather(*(database.write(close) for _ in range(3)))
    assert sorted(closed) == [False, False, True]


def test_a_group_is_found_by_its_id(store: Store) -> None:
    group = settled(store)
    assert store.groups.get(group.id) == group
    assert store.groups.get(GroupId(group.id + 1)) is None
