"""Meetings and debriefs in both databases: each once, changed by one at a time, and sealed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.core.ports import Store
from bot.domain.company import Company
from bot.domain.debrief import Cadence, Debrief, Prospect
from bot.domain.errors import Conflict, NotFound
from bot.domain.group import Group
from bot.domain.ids import MeetingId
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.member import Member
from tests.storage.people import DAY, NOW, an_ask, found, join


def a_meeting(group: Group, owner: Member, company: str = "Globex", **given: Any) -> Meeting:
    start = given.pop("start", NOW + DAY)
    return Meeting(
        MeetingId(0), group.id, owner.id, Company.named(company), "Maria", start, "Europe/Berlin", 20, **given
    )


def test_every_part_is_kept_and_changed(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    ask = store.asks.add(an_ask(group, ana))
    made = store.meetings.add(a_meeting(group, ana, ask=ask.id, introduced_by=ben.id))
    assert store.meetings.get(group.id, made.id) == made
    moved = replace(made, start=NOW + 2 * DAY, zone="UTC", whom="ä" * 100, state=MeetingState.HELD, ask=None)
    saved = store.meetings.save(moved)
    assert store.meetings.get(group.id, made.id) == saved == replace(moved, version=2)
    with pytest.raises(Conflict):
        store.meetings.save(moved)


def test_a_meeting_is_of_one_group(store: Store) -> None:
    group, friday = found(store), found(store, "Friday")
    made = store.meetings.add(a_meeting(group, join(store, group, "Ana")))
    with pytest.raises(NotFound):
        store.meetings.get(friday.id, made.id)
    with pytest.raises(NotFound):
        store.meetings.get(group.id, MeetingId(99))


def test_a_member_meets_a_company_once_at_a_time(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    first = store.meetings.add(a_meeting(group, ana))
    with pytest.raises(Conflict):
        store.meetings.add(a_meeting(group, ana, "GLOBEX Inc."))
    store.meetings.add(a_meeting(group, ben))
    store.meetings.save(replace(first, state=MeetingState.CANCELLED))
    store.meetings.add(a_meeting(group, ana))  # its time is free again


def test_moving_onto_another_is_seen_by_the_database(store: Store) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    store.meetings.add(a_meeting(group, ana))
    second = store.meetings.add(a_meeting(group, ana, start=NOW + 2 * DAY))
    with pytest.raises(IntegrityError):
        store.meetings.save(replace(second, start=NOW + DAY))


def test_a_members_meetings_are_listed_the_latest_first(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    one, three, two = (
        store.meetings.add(a_meeting(group, ana, start=NOW + days * DAY)) for days in (1, 3, 2)
    )
    store.meetings.add(a_meeting(group, ben))
    store.meetings.save(replace(one, state=MeetingState.CANCELLED))
    assert store.meetings.of(group.id, ana.id) == [three, two]


def test_meetings_held_are_counted(store: Store) -> None:
    group, friday = found(store), found(store, "Friday")
    ana = join(store, group, "Ana")
    for days, state in ((1, MeetingState.HELD), (2, MeetingState.HELD), (3, MeetingState.PLANNED)):
        store.meetings.add(a_meeting(group, ana, start=NOW + days * DAY, state=state))
    assert store.meetings.held(group.id, NOW) == 2
    assert store.meetings.held(group.id, NOW + 2 * DAY) == 1
    assert store.meetings.held(friday.id, NOW) == 0


def a_debrief(meeting: Meeting, **given: Any) -> Debrief:
    return Debrief(
        meeting.id, learnt="plums", prospect=Prospect.YES, value="pears", help="limes", resume=True,
        cadence=Cadence.QUARTERLY, place="figs", others="dates", introduce="kiwis", told="nuts", **given,
    )  # fmt: skip


def test_what_is_told_of_a_meeting_is_kept_once(store: Store) -> None:
    group = found(store)
    made = store.meetings.add(a_meeting(group, join(store, group, "Ana")))
    assert store.meetings.debrief(made.id) is None
    for said in (a_debrief(made, shared=True), Debrief(made.id), a_debrief(made)):
        store.meetings.tell(said, NOW)
        assert store.meetings.debrief(made.id) == said


def test_the_group_reads_what_was_shared_lately_by_those_who_are_there(store: Store) -> None:
    group, friday = found(store), found(store, "Friday")
    people = [join(store, group, name) for name in ("Ana", "Ben", "Cleo", "Dev")]
    for number, member in enumerate(people):
        made = store.meetings.add(a_meeting(group, member))
        said = replace(a_debrief(made, shared=number != 1), learnt=member.name)
        store.meetings.tell(said, NOW + timedelta(minutes=number))
    store.groups.leave(group.id, people[3].id, NOW)
    ana, _, cleo, _ = people
    assert store.meetings.shared(group.id, NOW) == [(ana.id, "Ana"), (cleo.id, "Cleo")]
    assert store.meetings.shared(group.id, NOW + timedelta(minutes=1)) == [(cleo.id, "Cleo")]
    assert store.meetings.shared(friday.id, NOW) == []


def test_a_debrief_is_of_the_time_when_it_was_first_told(store: Store) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    made = store.meetings.add(a_meeting(group, ana))
    for days in (0, 3):
        store.meetings.tell(a_debrief(made, shared=True), NOW + days * DAY)
    assert len(store.meetings.shared(group.id, NOW)) == 1
    assert store.meetings.shared(group.id, NOW + DAY) == []


def test_all_of_it_goes_with_its_owner_and_a_helper_is_forgotten(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    made = store.meetings.add(a_meeting(group, ana, introduced_by=ben.id))
    store.meetings.tell(a_debrief(made), NOW)
    connection = store.meetings._connection  # type: ignore[attr-defined]
    connection.execute(text(f"DELETE FROM members WHERE id = {ben.id}"))
    assert store.meetings.get(group.id, made.id).introduced_by is None
    connection.execute(text(f"DELETE FROM members WHERE id = {ana.id}"))
    assert store.meetings.debrief(made.id) is None


def test_what_is_private_is_sealed(store: Store) -> None:
    group = found(store)
    made = store.meetings.add(a_meeting(group, join(store, group, "Ana")))
    store.meetings.tell(a_debrief(made, shared=True), NOW)
    connection = store.meetings._connection  # type: ignore[attr-defined]
    rows = [
        str(connection.execute(text(f"SELECT * FROM {table}")).one()) for table in ("meetings", "debriefs")
    ]
    for word in ("Maria", "plums", "pears", "limes", "figs", "dates", "kiwis", "nuts"):
        assert not [row for row in rows if word in row], word
