"""What is due for a meeting: in its owner's zone, after their quiet hours, and the card of the day before it begins."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.followup import FollowUp, FollowUpKind, FollowUpState
from bot.domain.ids import FollowUpId, MeetingId
from bot.domain.meeting import Meeting
from bot.domain.meeting_due import AFTERWARDS, EVENING_BEFORE, FOLLOW_UP, HOUR_BEFORE, of_followup, of_planned
from bot.domain.quiet import Quiet
from tests.bot.domain.people import ANA, GROUP, NOW
from tests.bot.domain.test_followup import met, moments, quiets, zones

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 11, 26, 14, tzinfo=BERLIN)


def dates(meeting: Meeting, now: datetime, quiet: Quiet | None = None) -> dict[str, str]:
    return {
        each.kind: f"{each.at.astimezone(BERLIN):%a %H:%M}"
        for each in of_planned(meeting, now, BERLIN, quiet)
    }


def test_the_evening_before_the_hour_before_and_afterwards() -> None:
    due = of_planned(met(THURSDAY), NOW, BERLIN, None)
    assert {(each.group, each.member, each.subject) for each in due} == {(GROUP, ANA, "meeting:5")}
    assert len({each.key for each in due}) == 3
    assert dates(met(THURSDAY), NOW) == {
        EVENING_BEFORE: "Wed 18:00", HOUR_BEFORE: "Thu 13:00", AFTERWARDS: "Thu 14:35",
    }  # fmt: skip


def test_what_would_come_too_late_is_left_out_but_the_day_is_told() -> None:
    late = THURSDAY - timedelta(minutes=40)
    assert dates(met(THURSDAY), late) == {HOUR_BEFORE: "Thu 13:20", AFTERWARDS: "Thu 14:35"}


@pytest.mark.parametrize(
    ("begin", "quiet", "day", "asked"),
    [
        pytest.param(9, Quiet(time(22), time(8, 30)), "Thu 08:30", "Thu 09:35", id="it ends in time"),
        pytest.param(8, Quiet(time(22), time(9)), "Wed 21:45", "Thu 09:00", id="it ends too late"),
        pytest.param(8, Quiet(time(1), time(9)), "Thu 00:45", "Thu 09:00", id="it begins after midnight"),
        pytest.param(14, Quiet(time(12), time(15)), "Thu 11:45", "Thu 15:00", id="a quiet noon"),
        pytest.param(23, Quiet(time(21), time(7)), "Thu 20:45", "Fri 07:00", id="a late talk"),
    ],
)
def test_quiet_hours_are_kept(begin: int, quiet: Quiet, day: str, asked: str) -> None:
    found = dates(met(THURSDAY.replace(hour=begin)), NOW, quiet)
    assert (found[HOUR_BEFORE], found[AFTERWARDS]) == (day, asked)


@given(moments, st.timedeltas(timedelta(minutes=1), timedelta(days=3)), zones, quiets)
def test_everything_is_still_to_come_and_the_day_is_told_before(
    now: datetime, ahead: timedelta, zone: ZoneInfo, quiet: Quiet | None
) -> None:
    meeting = met(now + ahead)
    found = {each.kind: each.at for each in of_planned(meeting, now, zone, quiet)}
    assert now <= found[HOUR_BEFORE] < meeting.start
    assert found[AFTERWARDS] > meeting.end
    assert found.get(EVENING_BEFORE, now) >= now
    if quiet and found[HOUR_BEFORE] > now:
        assert not quiet.holds(found[HOUR_BEFORE].astimezone(zone).time())


def test_a_follow_up_is_due_as_long_as_there_is_a_next_time() -> None:
    each = FollowUp(FollowUpId(8), GROUP, ANA, MeetingId(5), FollowUpKind.TOUCH, "", NOW.astimezone(UTC))
    (due,) = of_followup(each)
    assert (due.kind, due.key, due.subject, due.at) == (FOLLOW_UP, "follow-up:8", "followup:8", NOW)
    assert (due.group, due.member) == (GROUP, ANA)
    assert of_followup(replace(each, next_at=None)) == []
    assert of_followup(replace(each, state=FollowUpState.DONE)) == []
