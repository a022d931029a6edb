"""Quiet hours, and times and dates as people type them."""

from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Refusal
from bot.domain.quiet import Quiet
from bot.domain.times import dates, span, time_of_day

SINCE, UNTIL = (datetime.fromisoformat(each) for each in ("2020-01-01", "2030-01-01"))
LISBON = ZoneInfo("Europe/Lisbon")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("9:00", time(9)), ("9", time(9)), ("09.30", time(9, 30)), ("21h15", time(21, 15)), ("9am", time(9)),
        ("9 PM", time(21)), ("12am", time(0)), ("12 pm", time(12)), ("12:30 a.m.", time(0, 30)), ("0:00", time(0)),
        (" 23:59 ", time(23, 59)),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, means: time) -> None:
    assert time_of_day(typed) == means


@pytest.mark.parametrize(
    "typed",
    ["25:00", "24:00", "9:60", "13pm", "0am", "0pm", "noon", "", "9:5", "-1", "٩:٠٠", "9:00:00", "1" * 99],
)
def test_what_is_no_time_is_refused_with_how_to_write_it(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        time_of_day(typed)
    assert refused.value.message.endswith("is not a time of day. Write it as 9:00, 21:30 or 9am.")


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    with suppress(Refusal):
        assert time_of_day(typed).second == 0
    assert len(span(typed)) == 2


@given(st.times(), st.times())
def test_two_times_are_taken_apart(begin: time, end: time) -> None:
    for between in ("-", " – ", " to ", " until ", " "):
        found = span(f"{begin:%H:%M}{between}{end:%H:%M}")
        assert found == (f"{begin:%H:%M}", f"{end:%H:%M}")
    assert span(f"{begin:%H:%M}") == (f"{begin:%H:%M}", "")


def test_dates_are_sorted_and_counted_once() -> None:
    assert dates("2026-12-25, 2026-12-24 2026-12-25") == [date(2026, 12, 24), date(2026, 12, 25)]
    assert dates("") == []
    with pytest.raises(
        Refusal, match=r"“24\.12\.” is not a date\. Write it as 2026-12-24; several with commas\."
    ):
        dates("2026-12-24 24.12.")


@pytest.mark.parametrize(
    ("hours", "now", "free"),
    [
        ("22:00-07:00", "2026-01-10 21:59", "2026-01-10 21:59"),
        ("22:00-07:00", "2026-01-10 22:00", "2026-01-11 07:00"),
        ("22:00-07:00", "2026-01-11 06:59", "2026-01-11 07:00"),
        ("22:00-07:00", "2026-01-11 07:00", "2026-01-11 07:00"),
        ("12:00-14:00", "2026-01-10 13:00", "2026-01-10 14:00"),
        ("12:00-14:00", "2026-01-10 11:59", "2026-01-10 11:59"),
        ("09:00-09:00", "2026-01-10 09:00", "2026-01-10 09:00"),
        ("23:00-01:30", "2026-03-28 23:30", "2026-03-29 01:00"),  # 1:30 never comes there that night
        ("22:00-07:00", "2026-07-10 21:30", "2026-07-11 06:00"),  # in summer time
    ],
)
def test_one_is_written_to_at_their_end(hours: str, now: str, free: str) -> None:
    assert Quiet.parse(hours).over(at(now), LISBON) == at(free)


@given(st.times(), st.times(), st.datetimes(SINCE, UNTIL), st.timezone_keys())
def test_afterwards_it_is_never_quiet_nor_before(begin: time, end: time, now: datetime, key: str) -> None:
    quiet = Quiet(begin.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    present, zone = now.replace(tzinfo=UTC), ZoneInfo(key)
    free = quiet.over(present, zone)
    assert free >= present
    assert (free - present).total_seconds() <= 26 * 3600
    assert quiet.over(free, zone) == free or (free.astimezone(zone).time() != quiet.end)
    assert Quiet.parse(str(quiet)) == quiet
