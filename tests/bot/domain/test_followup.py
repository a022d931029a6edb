"""Follow-ups: when they come, never at night and never in the past, and how they are answered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.debrief import Cadence, Debrief
from bot.domain.errors import NotYours, TooLate
from bot.domain.followup import (
    MISSES,
    SOONEST,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Gift,
    Hours,
    opened,
)
from bot.domain.ids import FollowUpId, MeetingId
from bot.domain.meeting import NIGHT, Meeting
from bot.domain.quiet import Quiet
from tests.bot.domain.people import ANA, BEN, GROUP
from tests.bot.domain.test_meeting import GLOBEX

BERLIN = ZoneInfo("Europe/Berlin")
HERE = Hours(BERLIN, None)
THURSDAY = datetime(2026, 11, 26, 14, tzinfo=BERLIN)
TOUCH = FollowUpKind.TOUCH
EVERYTHING = Debrief(
    MeetingId(5), resume=True, cadence=Cadence.MONTHLY, introduce="Tom, who plans routes", help="my sheet"
)


def met(start: datetime = THURSDAY, **given: Any) -> Meeting:
    return Meeting(MeetingId(5), GROUP, ANA, GLOBEX, "Maria", start.astimezone(UTC), "UTC", 20, **given)


def owed(kind: FollowUpKind, *, said: Debrief = EVERYTHING, now: datetime | None = None) -> FollowUp:
    found = opened(met(introduced_by=BEN), said, now or THURSDAY + timedelta(minutes=30), HERE)
    return replace(next(each for each in found if each.kind is kind), id=FollowUpId(8))


def comes(followup: FollowUp) -> str:
    assert followup.next_at
    return f"{followup.next_at.astimezone(BERLIN):%a %d %b %H:%M}"


# When they come


@pytest.mark.parametrize(
    ("kind", "when"),
    [
        (FollowUpKind.RESUME, "Thu 26 Nov 18:00"),
        (FollowUpKind.THANK_YOU, "Fri 27 Nov 10:20"),
        (FollowUpKind.TELL, "Fri 27 Nov 10:00"),
        (FollowUpKind.INTRODUCE, "Thu 03 Dec 10:00"),
        (FollowUpKind.TOUCH, "Thu 03 Dec 10:00"),
    ],
)
def test_each_kind_comes_in_its_time(kind: FollowUpKind, when: str) -> None:
    assert comes(owed(kind)) == when


def test_only_what_was_agreed_is_owed() -> None:
    now = THURSDAY + timedelta(hours=1)
    said = Debrief(MeetingId(5), told="It was good.")
    assert [each.kind for each in opened(met(introduced_by=BEN), said, now, HERE)] == [FollowUpKind.THANK_YOU]
    assert [each.kind for each in opened(met(), EVERYTHING, now, HERE)] == [
        FollowUpKind.RESUME, FollowUpKind.THANK_YOU, FollowUpKind.INTRODUCE, TOUCH,
    ]  # fmt: skip
    assert owed(FollowUpKind.INTRODUCE).text == EVERYTHING.introduce
    assert owed(TOUCH).text == "my sheet"


def test_a_quarter_is_three_months_and_begins_in_the_week() -> None:
    said = replace(EVERYTHING, cadence=Cadence.QUARTERLY)
    assert comes(owed(TOUCH, said=said)) == "Fri 26 Feb 10:00"
    found = opened(met(THURSDAY + timedelta(days=1)), said, THURSDAY + timedelta(days=2), HERE)
    assert (
        comes(next(each for each in found if each.kind is TOUCH)) == "Mon 01 Mar 10:00"
    )  # not on a Saturday


def test_who_tells_late_in_the_evening_is_left_to_sleep() -> None:
    late = THURSDAY.replace(hour=20, minute=30)
    assert comes(owed(FollowUpKind.RESUME, now=late)) == "Fri 27 Nov 07:00"


def test_who_tells_days_later_is_reminded_of_what_is_overdue() -> None:
    later = THURSDAY + timedelta(days=4)
    assert comes(owed(FollowUpKind.THANK_YOU, now=later)) == "Mon 30 Nov 15:00"
    assert comes(owed(FollowUpKind.TOUCH, now=later)) == "Thu 03 Dec 10:00"


moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
zones = st.sampled_from([
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham",
    "America/St_Johns", "Africa/Casablanca",
]).map(ZoneInfo)  # fmt: skip
quiets = st.none() | st.builds(
    Quiet, st.integers(17, 23).map(time), st.sampled_from([time(5), time(7, 30), time(10)])
)
hours = st.builds(Hours, zones, quiets)
debriefs = st.builds(
    Debrief, st.just(MeetingId(5)), resume=st.booleans(), cadence=st.sampled_from(Cadence),
    introduce=st.sampled_from(["", "Tom"]), told=st.sampled_from(["", "well"]),
)  # fmt: skip


def awake(at: datetime, where: Hours) -> bool:
    return not (where.quiet or NIGHT).holds(at.astimezone(where.zone).time())


@given(moments, st.timedeltas(timedelta(), timedelta(days=40)), debriefs, hours)
def test_nothing_comes_in_quiet_hours_or_in_the_past(
    start: datetime, after: timedelta, said: Debrief, where: Hours
) -> None:
    now = start + after
    found = opened(met(start, introduced_by=BEN), said, now, where)
    assert len({each.kind for each in found}) == len(found)
    for each in found:
        assert each.next_at
        assert each.next_at >= now + SOONEST
        assert awake(each.next_at, where)


@given(st.sampled_from(FollowUpKind), st.lists(st.sampled_from("dlr"), max_size=12), moments, hours)
def test_nor_does_it_come_again(kind: FollowUpKind, steps: list[str], now: datetime, where: Hours) -> None:
    each = replace(owed(kind), next_at=now)
    for step in steps:
        if each.state is not FollowUpState.OPEN:
            break
        now = max(now, each.next_at or now)
        match step:
            case "d":
                each = each.done(each.turn, ANA, now, where)
            case "l":
                each = each.later(each.turn, ANA, now, where)
            case _:
                each = each.reminded(now, where)
        if each.next_at:
            assert each.next_at >= now + SOONEST
            assert awake(each.next_at, where)
            assert each.misses < MISSES


def test_quiet_hours_that_are_none_are_the_night() -> None:
    never = Hours(BERLIN, Quiet(time(9), time(9)))
    midnight = THURSDAY.replace(hour=0)
    assert never.after(midnight) == HERE.after(midnight) == midnight.replace(hour=7)


# How they are answered


def test_what_comes_once_is_done_once() -> None:
    thanks = owed(FollowUpKind.THANK_YOU)
    done = thanks.done(0, ANA, THURSDAY, HERE)
    assert (done.state, done.next_at) == (FollowUpState.DONE, None)
    tries: tuple[Callable[[], FollowUp], ...] = (
        lambda: done.done(0, ANA, THURSDAY, HERE),
        lambda: done.later(0, ANA, THURSDAY, HERE),
        lambda: done.not_needed(0, ANA),
    )
    for again in tries:
        with pytest.raises(TooLate, match="done this already"):
            again()


def test_staying_in_touch_goes_on_month_by_month_with_another_thing_to_give() -> None:
    touch, now = owed(TOUCH), datetime(2026, 12, 3, 11, tzinfo=BERLIN)
    gifts, dates = [], []
    for _ in range(4):
        gifts.append(touch.gift)
        touch = touch.done(touch.turn, ANA, now, HERE)
        assert touch.next_at
        now = touch.next_at + timedelta(hours=1)
        dates.append(comes(touch))
    assert dates == ["Mon 04 Jan 10:00", "Thu 04 Feb 10:00", "Thu 04 Mar 10:00", "Mon 05 Apr 10:00"]
    assert gifts == [Gift.ARTICLE, Gift.QUESTION, Gift.INTRODUCTION, Gift.ARTICLE]


def test_a_button_of_the_time_before_answers_what_happened() -> None:
    touch = owed(TOUCH).done(0, ANA, THURSDAY, HERE)
    with pytest.raises(TooLate):
        touch.done(0, ANA, THURSDAY, HERE)
    assert touch.done(1, ANA, THURSDAY, HERE).turn == 2


def test_later_is_later_and_not_needed_ends_it() -> None:
    now = THURSDAY + timedelta(days=7)
    assert comes(owed(FollowUpKind.THANK_YOU).later(0, ANA, now, HERE)) == "Fri 04 Dec 10:00"
    assert comes(owed(FollowUpKind.RESUME).later(0, ANA, now, HERE)) == "Fri 04 Dec 18:00"
    assert comes(owed(TOUCH).later(0, ANA, now, HERE)) == "Thu 10 Dec 10:00"
    ended = owed(TOUCH).not_needed(0, ANA)
    assert (ended.state, ended.next_at) == (FollowUpState.NOT_NEEDED, None)
    with pytest.raises(TooLate, match="not needed"):
        ended.done(0, ANA, now, HERE)


def test_after_three_reminders_without_an_answer_there_is_no_fourth() -> None:
    each, now, dates = owed(FollowUpKind.INTRODUCE), THURSDAY, []
    while each.next_at:
        dates.append(comes(each))
        now = each.next_at
        each = each.reminded(now, HERE)
    assert dates == ["Thu 03 Dec 10:00", "Thu 10 Dec 10:00", "Thu 17 Dec 10:00"]
    assert (each.state, each.misses) == (FollowUpState.OPEN, MISSES)
    assert each.done(0, ANA, now, HERE).state is FollowUpState.DONE
    assert each.later(0, ANA, now, HERE).misses == 0


def test_staying_in_touch_is_reminded_of_once_a_month_and_no_oftener() -> None:
    each = owed(TOUCH)
    assert each.next_at
    assert comes(each.reminded(each.next_at, HERE)) == "Mon 04 Jan 10:00"


def test_nobody_else_may_answer() -> None:
    each = owed(TOUCH)
    tries: tuple[Callable[[], FollowUp], ...] = (
        lambda: each.done(0, BEN, THURSDAY, HERE),
        lambda: each.later(0, BEN, THURSDAY, HERE),
        lambda: each.not_needed(0, BEN),
    )
    for tried in tries:
        with pytest.raises(NotYours):
            tried()


def test_who_has_landed_stays_in_touch_by_the_quarter() -> None:
    silent = replace(owed(TOUCH), misses=MISSES, next_at=None)
    for each in (owed(TOUCH), silent):
        warm = each.keep_warm(THURSDAY, HERE)
        assert (warm.cadence, warm.misses, comes(warm)) == (Cadence.QUARTERLY, 0, "Fri 26 Feb 10:00")
    thanks, ended = owed(FollowUpKind.THANK_YOU), owed(TOUCH).not_needed(0, ANA)
    assert (thanks.keep_warm(THURSDAY, HERE), ended.keep_warm(THURSDAY, HERE)) == (thanks, ended)
