"""Check-ins, commitments and rhythms in both databases; what members write is sealed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bot.core.ports import Store
from bot.domain.checkin import CheckIn, CheckInState, Commitment, Outcome, Rhythm
from bot.domain.errors import NotFound
from bot.domain.group import Group
from bot.domain.ids import CommitmentId
from bot.domain.member import Member
from tests.storage.people import DAY, NOW, found, join

WEEK, LATER = date(2026, 3, 2), date(2026, 3, 9)


def a_checkin(group: Group, member: Member, week: date = WEEK) -> CheckIn:
    return CheckIn(group.id, member.id, week, NOW + 2 * DAY)


def promise(store: Store, group: Group, member: Member, words: str, *, shared: bool = False) -> Commitment:
    return store.checkins.promise(Commitment(CommitmentId(0), group.id, member.id, WEEK, words, shared), NOW)


def test_a_week_is_asked_once(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    first, second = a_checkin(group, ana), a_checkin(group, ben)
    assert store.checkins.ask([]) == []
    assert store.checkins.ask([first]) == [first]
    assert store.checkins.ask([first, second]) == [second]
    assert store.checkins.get(group.id, ana.id, WEEK) == first
    assert store.checkins.get(group.id, ana.id, LATER) is None


def test_what_was_answered_before_is_not_asked(store: Store) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    said = replace(a_checkin(group, ana), state=CheckInState.ANSWERED, learnt="a lot")
    store.checkins.save(said, NOW)
    assert store.checkins.ask([a_checkin(group, ana)]) == []
    assert store.checkins.get(group.id, ana.id, WEEK) == said


def test_every_part_is_kept_and_changed(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    store.checkins.ask([a_checkin(group, ana)])
    said = replace(
        a_checkin(group, ana),
        state=CheckInState.LATE,
        learnt="ä" * 500,
        helped="🌻",
        peer=ben.id,
        shared=True,
    )
    for each in (said, replace(said, learnt="", helped="", peer=None, shared=False)):
        store.checkins.save(each, NOW)
        assert store.checkins.get(group.id, ana.id, WEEK) == each


def test_the_latest_is_that_of_the_last_week(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    assert store.checkins.latest(group.id, ana.id) is None
    store.checkins.ask([a_checkin(group, ana, LATER), a_checkin(group, ana), a_checkin(group, ben)])
    assert store.checkins.latest(group.id, ana.id) == a_checkin(group, ana, LATER)
    assert store.checkins.weeks(group.id, ana.id) == [
        (WEEK, CheckInState.ASKED), (LATER, CheckInState.ASKED),
    ]  # fmt: skip


def test_the_group_is_told_what_is_shared_lately_by_those_who_are_there(store: Store) -> None:
    group, friday = found(store), found(store, "Friday")
    ana, ben, cleo = (join(store, group, name) for name in ("Ana", "Ben", "Cleo"))
    join(store, friday, "Ana")
    for number, (member, shared) in enumerate([(ana, True), (ben, False), (cleo, True)]):
        said = replace(
            a_checkin(group, member), state=CheckInState.ANSWERED, learnt=member.name, shared=shared
        )
        store.checkins.save(said, NOW + timedelta(minutes=number))
    again = replace(a_checkin(group, ana, LATER), state=CheckInState.ANSWERED)
    store.checkins.save(again, NOW)
    assert [each.learnt for each in store.checkins.shared(group.id, NOW)] == ["Ana", "Cleo"]
    assert [each.learnt for each in store.checkins.shared(group.id, NOW + timedelta(minutes=1))] == ["Cleo"]
    assert store.checkins.answered(group.id, NOW) == 3  # Ana once
    assert store.checkins.answered(friday.id, NOW) == 0
    store.groups.leave(group.id, cleo.id, NOW)
    assert [each.learnt for each in store.checkins.shared(group.id, NOW)] == ["Ana"]
    assert store.checkins.answered(group.id, NOW) == 2
    assert store.checkins.answered(group.id, NOW + DAY) == 0


def test_a_commitment_is_shared_and_settled(store: Store) -> None:
    group, friday = found(store), found(store, "Friday")
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    first, second = (
        promise(store, group, ana, "write to two"),
        promise(store, group, ben, "rest", shared=True),
    )
    assert store.checkins.commitment(group.id, first.id) == first
    with pytest.raises(NotFound):
        store.checkins.commitment(friday.id, first.id)
    assert store.checkins.promised(group.id, NOW) == [second]
    store.checkins.share(first.id, True)
    store.checkins.settle(first.id, Outcome.PARTLY)
    changed = replace(first, shared=True, outcome=Outcome.PARTLY)
    assert store.checkins.promised(group.id, NOW) == [changed, second]
    store.checkins.share(second.id, False)
    assert store.checkins.promised(group.id, NOW) == [changed]
    assert store.checkins.promised(group.id, NOW + DAY) == []
    store.groups.leave(group.id, ana.id, NOW)
    assert store.checkins.promised(group.id, NOW) == []


def test_commitments_of_many_are_read_at_once(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    made = [
        promise(store, group, member, words) for member, words in ((ana, "one"), (ben, "two"), (ana, "three"))
    ]
    assert store.checkins.commitments([(group.id, ana.id), (group.id, ben.id)], WEEK) == made
    assert store.checkins.commitments([(group.id, ana.id)], WEEK) == [made[0], made[2]]
    assert store.checkins.commitments([(group.id, ana.id)], LATER) == []


def test_a_rhythm_is_what_it_is_without_a_row(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    assert store.checkins.rhythm(group.id, ana.id) == Rhythm(group.id, ana.id)
    for kept in (
        Rhythm(group.id, ana.id, paused=True),
        Rhythm(group.id, ana.id, buddy=ben.id, buddy_agreed=True),
    ):
        store.checkins.keep(kept)
        assert store.checkins.rhythm(group.id, ana.id) == kept
        assert store.checkins.rhythm(group.id, ben.id) == Rhythm(group.id, ben.id)


def test_what_members_write_is_sealed(store: Store) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    promise(store, group, ana, "plums")
    store.checkins.save(replace(a_checkin(group, ana), learnt="pears", helped="limes", shared=True), NOW)
    connection = store.checkins._connection  # type: ignore[attr-defined]
    rows = [
        str(row)
        for table in ("checkins", "commitments")
        for row in connection.execute(text(f"SELECT * FROM {table}")).all()
    ]
    assert len(rows) == 2
    assert not [row for row in rows if any(fruit in row for fruit in ("plums", "pears", "limes"))]
