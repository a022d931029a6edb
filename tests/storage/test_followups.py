"""Follow-ups in both databases: one of a kind for a meeting, and what was promised is sealed."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.core.ports import Store
from bot.domain.debrief import Cadence
from bot.domain.errors import Conflict, NotFound
from bot.domain.followup import FollowUp, FollowUpKind, FollowUpState
from bot.domain.ids import FollowUpId
from bot.domain.meeting import Meeting
from tests.storage.people import DAY, NOW, found, join
from tests.storage.test_meetings import a_meeting


def owed(meeting: Meeting, kind: FollowUpKind, days: int = 1) -> FollowUp:
    cadence = Cadence.MONTHLY if kind is FollowUpKind.TOUCH else Cadence.NOT
    return FollowUp(
        FollowUpId(0), meeting.group, meeting.owner, meeting.id, kind, "plums", NOW + days * DAY, cadence
    )


def test_each_kind_is_opened_once(store: Store) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    meeting = store.meetings.add(a_meeting(group, ana))
    first = store.followups.open([owed(meeting, FollowUpKind.THANK_YOU), owed(meeting, FollowUpKind.TOUCH)])
    assert [each.kind for each in first] == [FollowUpKind.THANK_YOU, FollowUpKind.TOUCH]
    again = store.followups.open([owed(meeting, FollowUpKind.TOUCH), owed(meeting, FollowUpKind.RESUME)])
    assert [each.kind for each in again] == [FollowUpKind.RESUME]
    assert store.followups.of_meeting(meeting.id) == [*first, *again]
    assert store.followups.get(group.id, first[1].id) == first[1]
    assert store.followups.open([]) == []


def test_every_part_is_changed(store: Store) -> None:
    group, friday = found(store), found(store, "Friday")
    meeting = store.meetings.add(a_meeting(group, join(store, group, "Ana")))
    (touch,) = store.followups.open([owed(meeting, FollowUpKind.TOUCH)])
    changed = replace(
        touch, text="", next_at=None, cadence=Cadence.QUARTERLY, turn=3, misses=2, state=FollowUpState.DONE
    )
    saved = store.followups.save(changed)
    assert store.followups.get(group.id, touch.id) == saved == replace(changed, version=2)
    with pytest.raises(Conflict):
        store.followups.save(changed)
    with pytest.raises(NotFound):
        store.followups.get(friday.id, touch.id)


def test_open_ones_are_listed_soonest_first_and_silent_ones_last(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    meeting, other = (store.meetings.add(a_meeting(group, who)) for who in (ana, ben))
    late, silent, soon, done = store.followups.open(
        [
            owed(meeting, kind, days)
            for kind, days in (
                (FollowUpKind.TOUCH, 7),
                (FollowUpKind.INTRODUCE, 1),
                (FollowUpKind.RESUME, 2),
                (FollowUpKind.THANK_YOU, 1),
            )
        ]
    )
    store.followups.open([owed(other, FollowUpKind.THANK_YOU)])
    silent = store.followups.save(replace(silent, next_at=None))
    store.followups.save(replace(done, state=FollowUpState.DONE))
    assert store.followups.of(group.id, ana.id) == [soon, late, silent]


def test_what_was_promised_is_sealed(store: Store) -> None:
    group = found(store)
    meeting = store.meetings.add(a_meeting(group, join(store, group, "Ana")))
    store.followups.open([owed(meeting, FollowUpKind.INTRODUCE)])
    connection = store.followups._connection  # type: ignore[attr-defined]
    assert "plums" not in str(connection.execute(text("SELECT * FROM followups")).one())
