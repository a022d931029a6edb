"""What changes when a member tells of a meeting again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.company import Company
from bot.domain.debrief import Cadence, Debrief
from bot.domain.followup import FollowUp, FollowUpKind, FollowUpState, Hours, opened
from bot.domain.ids import FollowUpId, GroupId, MeetingId, MemberId
from bot.domain.meeting import Meeting
from bot.domain.owed import Amended

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
HOURS = Hours(ZoneInfo("Europe/Athens"), None)
MEETING = Meeting(
    MeetingId(1), GroupId(1), MemberId(1), Company.named("Globex"), "Maria", NOW - timedelta(hours=1), "Europe/Athens",
    30, introduced_by=MemberId(2),
)  # fmt: skip
BARE = Debrief(MeetingId(1))
FULL = replace(BARE, resume=True, introduce="Tom", cadence=Cadence.MONTHLY, help="my sheet")


def asked_for(debrief: Debrief) -> list[FollowUp]:
    return [*opened(MEETING, debrief, NOW, HOURS)]


def stored(debrief: Debrief) -> list[FollowUp]:
    return [replace(each, id=FollowUpId(number)) for number, each in enumerate(asked_for(debrief), 1)]


def amended(there: list[FollowUp], before: Debrief, now: Debrief) -> dict[FollowUpKind, FollowUp]:
    found = Amended.of(there, asked_for(before), asked_for(now))
    assert not {each.kind for each in found.new} & {each.kind for each in there}
    return {each.kind: each for each in (*found.new, *found.changed)}


def test_the_first_time_everything_is_new() -> None:
    assert Amended.of([], [], asked_for(FULL)) == Amended(tuple(asked_for(FULL)), ())


def test_the_same_again_changes_nothing() -> None:
    assert amended(stored(FULL), FULL, FULL) == {}


def test_what_is_no_longer_asked_for_is_not_needed() -> None:
    changed = amended(stored(FULL), FULL, BARE)
    assert changed.keys() == {FollowUpKind.RESUME, FollowUpKind.INTRODUCE, FollowUpKind.TOUCH}
    assert {(each.state, each.next_at) for each in changed.values()} == {(FollowUpState.NOT_NEEDED, None)}


def test_what_was_done_stays_done() -> None:
    done = [replace(each, state=FollowUpState.DONE, next_at=None) for each in stored(FULL)]
    assert amended(done, FULL, BARE) == amended(done, BARE, FULL) == {}


def test_what_a_member_did_not_need_is_not_opened_by_telling_something_else() -> None:
    there = [replace(each, state=FollowUpState.NOT_NEEDED, next_at=None) for each in stored(FULL)]
    assert amended(there, FULL, replace(FULL, learnt="plums")) == {}


def test_what_is_asked_for_anew_is_open_again_under_its_old_id() -> None:
    there = [
        replace(each, state=FollowUpState.NOT_NEEDED, next_at=None, turn=2, version=4)
        for each in stored(FULL)
    ]
    changed = amended(there, BARE, FULL)[FollowUpKind.TOUCH]
    old = next(each for each in there if each.kind is FollowUpKind.TOUCH)
    assert (changed.id, changed.turn, changed.version) == (old.id, 2, 4)
    assert changed.state is FollowUpState.OPEN
    assert changed.next_at


def test_another_promise_keeps_its_time_and_another_cadence_has_its_own() -> None:
    there = stored(FULL)
    changed = amended(there, FULL, replace(FULL, introduce="Tim", cadence=Cadence.QUARTERLY))
    times = {each.kind: each.next_at for each in there}
    assert changed.keys() == {FollowUpKind.INTRODUCE, FollowUpKind.TOUCH}
    assert changed[FollowUpKind.INTRODUCE].text == "Tim"
    assert changed[FollowUpKind.INTRODUCE].next_at == times[FollowUpKind.INTRODUCE]
    touch = changed[FollowUpKind.TOUCH].next_at
    assert touch
    assert f"{touch:%F}" == "2027-02-23"


def test_a_cadence_changed_later_waits_for_the_turn_that_is_planned() -> None:
    there = [replace(each, turn=1) for each in stored(FULL)]
    changed = amended(there, FULL, replace(FULL, cadence=Cadence.QUARTERLY))[FollowUpKind.TOUCH]
    assert changed.cadence is Cadence.QUARTERLY
    assert changed.next_at == next(each.next_at for each in there if each.kind is FollowUpKind.TOUCH)
