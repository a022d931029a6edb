from dataclasses import replace

import pytest

from bot.core.ports import Store
from bot.domain.errors import Conflict
from bot.domain.ids import MemberId
from bot.domain.member import Identity, Member, Stage
from storage.database import Database
from tests.storage.people import identity


def test_a_person_is_known_by_their_identity(store: Store) -> None:
    ana = store.members.add("Ana Souza", identity("Ana"))
    assert ana == Member(ana.id, "Ana Souza")
    assert store.members.by_identity(identity("Ana")) == ana
    assert store.members.reach(ana.id) == (ana, identity("Ana"))
    for other in (Identity("slack", "demo", "ana"), Identity("web", "else", "ana"), identity("Ben")):
        assert store.members.by_identity(other) is None
    assert store.members.reach(MemberId(ana.id + 1)) is None


def test_what_a_person_says_of_themselves_is_kept(store: Store) -> None:
    ana = store.members.add("Ana", identity("Ana"))
    changed = replace(
        ana, name="Ana S. 🙂", about="I count", zone="America/Bahia", stage=Stage.LANDED, on_leaderboard=False
    )
    assert store.members.save(changed) == replace(changed, version=2)
    assert store.members.by_identity(identity("Ana")) == replace(changed, version=2)


def test_the_second_of_two_changes_to_a_person_is_a_conflict(store: Store) -> None:
    ana = store.members.add("Ana", identity("Ana"))
    store.members.save(replace(ana, name="One"))
    with pytest.raises(Conflict):
        store.members.save(replace(ana, name="Two"))


def test_what_the_platform_calls_somebody_is_noted_beside_their_own_name(store: Store) -> None:
    ana = store.members.add("Ana Souza", identity("Ana"))
    assert store.members.known_as(identity("Ana"), "Ana S.") == "Ana Souza"
    assert store.members.known_as(identity("Ana"), "Ana") == "Ana S."
    assert store.members.known_as(identity("Ben"), "Ben") == ""
    assert store.members.by_identity(identity("Ana")) == ana


async def test_a_person_who_is_added_twice_at_once_becomes_one(database: Database) -> None:
    tries = 0

    def arrive(store: Store) -> Member:
        nonlocal tries
        tries += 1
        known = store.members.by_identity(identity("Ana")) if tries > 2 else None  # the race: both saw nobody
        return known or store.members.add("Ana", identity("Ana"))

    first, second = await database.write(arrive), await database.write(arrive)
    assert (first, tries) == (second, 3)
