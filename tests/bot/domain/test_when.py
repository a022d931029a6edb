"""When something shall be: what is read, what is asked about, and what never comes."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Refusal
from bot.domain.when import comes_twice, when

ATHENS = ZoneInfo("Europe/Athens")
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
"""A Wednesday; it is noon in Athens."""


def read(typed: str, zone: ZoneInfo = ATHENS, now: datetime = NOW) -> str:
    return when(typed, zone, now).isoformat()[:16].replace("T", " ")


def asked(typed: str, zone: ZoneInfo = ATHENS, now: datetime = NOW) -> str:
    with pytest.raises(Refusal) as refusal:
        when(typed, zone, now)
    return refusal.value.message


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("tomorrow 3pm", "2026-11-19 15:00"),
        ("Tomorrow at 15:00", "2026-11-19 15:00"),
        ("tmrw at 3 p.m.", "2026-11-19 15:00"),
        ("tomorrow at 10", "2026-11-19 10:00"),
        ("tomorrow 10", "2026-11-19 10:00"),
        ("tomorrow noon", "2026-11-19 12:00"),
        ("the day after tomorrow at 10am", "2026-11-20 10:00"),
        ("today at 18:00", "2026-11-18 18:00"),
        ("18:00", "2026-11-18 18:00"),
        ("tonight at 8", "2026-11-18 20:00"),
        ("tomorrow afternoon at 3", "2026-11-19 15:00"),
        ("tomorrow at 3 in the afternoon", "2026-11-19 15:00"),
        ("tomorrow, three in the afternoon", "2026-11-19 15:00"),
        ("18 december, 3 in the afternoon", "2026-12-18 15:00"),
        ("mid-day tomorrow, sharp", "2026-11-19 12:00"),
        ("friday 9:30", "2026-11-20 09:30"),
        ("friday at half past nine", "2026-11-20 09:30"),
        ("friday at quarter to 10", "2026-11-20 09:45"),
        ("Fri., 9.30", "2026-11-20 09:30"),
        ("friday 9h30", "2026-11-20 09:30"),
        ("this friday 10am", "2026-11-20 10:00"),
        ("wednesday 9:00", "2026-11-25 09:00"),  # today's is over
        ("next Tue at 10", "2026-11-24 10:00"),
        ("next wednesday 10:00", "2026-11-25 10:00"),
        ("thursday next week 15:00", "2026-11-26 15:00"),
        ("next week on monday 10:00", "2026-11-23 10:00"),
        ("a week from friday at 10", "2026-11-27 10:00"),
        ("sunday week 10:00", "2026-11-29 10:00"),
        ("in two weeks at noon", "2026-12-02 12:00"),
        ("in a fortnight at 3pm", "2026-12-02 15:00"),
        ("two weeks from today at 3pm", "2026-12-02 15:00"),
        ("in 2 weeks on tuesday at 10", "2026-12-01 10:00"),
        ("in 3 days at 10am", "2026-11-21 10:00"),
        ("in a month at 10:00", "2026-12-18 10:00"),
        ("24 Nov 14:00", "2026-11-24 14:00"),
        ("Dec 1st at 4 p.m.", "2026-12-01 16:00"),
        ("1st of December, 16:00", "2026-12-01 16:00"),
        ("Friday, November 27, 2026 at 2:00 PM", "2026-11-27 14:00"),
        ("the 27th at 14:00", "2026-11-27 14:00"),
        ("the 3rd at 14:00", "2026-12-03 14:00"),
        ("12 may 10:00", "2027-05-12 10:00"),
        ("24/12 10:00", "2026-12-24 10:00"),
        ("12/24 10:00", "2026-12-24 10:00"),
        ("1/1 at noon", "2027-01-01 12:00"),
        ("24.12. 10 Uhr", "2026-12-24 10:00"),
        ("24.12.26 at 10.15", "2026-12-24 10:15"),
        ("2026-12-01 16:00", "2026-12-01 16:00"),
        ("2026-12-01T16:00", "2026-12-01 16:00"),
        ("2026-11-26T13:00:00Z", "2026-11-26 15:00"),
        ("in an hour", "2026-11-18 13:00"),
        ("in two hours and 30 minutes", "2026-11-18 14:30"),
        ("in half an hour", "2026-11-18 12:30"),
    ],
)
def test_what_people_say_is_read_by_their_own_clock(typed: str, local: str) -> None:
    assert read(typed) == local


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("", "When is it?"),
        ("tomorrow", "At what time?"),
        ("10 dec", "At what time?"),
        ("in two weeks", "At what time?"),
        ("tomorrow morning", "At what time in the morning?"),
        ("tonight", "At what time in the evening?"),
        ("tomorrow midnight", "Midnight may be the beginning of that day or its end."),
        ("tomorrow at 3", "“3” may be 3:00 or 15:00. Which one is it?"),
        ("half past 3 tomorrow", "“half past 3” may be 3:30 or 15:30."),
        ("friday 10am or 11am", "There are two times in it. When does it begin?"),
        ("friday 10-11am", "There are two times in it."),
        ("3/4 at 17:00", "“3/4” may be Saturday 3 April or Thursday 4 March."),
        ("next thursday 15:00", "may be Thursday 19 November or Thursday 26 November."),
        ("wednesday 15:00", "may be Wednesday 18 November or Wednesday 25 November."),
        ("next month 10:00", "Which day next month?"),
        ("this weekend 10am", "Which day of the weekend?"),
        ("27 nov 14:00 UTC", "Times are read by the clocks in Europe/Athens."),
        ("27 November 2pm EST", "without “EST”"),
        ("Thu, 26 Nov 2026 15:00:00 +0100", "without “+0100”"),
        ("monday dec 1 at 10", "1 December 2026 is a Tuesday, not a Monday."),
        ("25:00 tomorrow", "“25:00” is not a time of day."),
        ("tomorrow 13pm", "“13pm” is not a time of day."),
        ("nov 31 10:00", "There is no day “nov 31”."),
        ("30/2 10:00", "There is no day “30/2”."),
        ("29 feb 2027 10:00", "There is no day “29 feb 2027”."),
        ("the 32nd at 10:00", "No month has a day 32."),
        ("soon", "I do not understand “soon”."),
        ("banana at 12:00", "I do not understand “banana at 12:00”."),
        ("2027", "I do not understand “2027”."),
    ],
)
def test_what_is_unclear_is_asked_about(typed: str, question: str) -> None:
    assert question in asked(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9am", "That was today at 9:00, which is over."),
        ("yesterday 10:00", "That is over."),
        ("last friday 10:00", "That is over."),
        ("two days ago at 10:00", "That is over."),
        ("2 nov 2026 10:00", "That was on 2 November at 10:00, which is over."),
        ("nov 2 10:00", "2 November is over this year."),
    ],
)
def test_what_is_over_is_said_to_be(typed: str, said: str) -> None:
    assert said in asked(typed)


@pytest.mark.parametrize("typed", ["9999-12-31 23:59", "0001-01-01T00:00+14:00", "31.12.9999 23:59"])
def test_what_is_beyond_all_calendars_is_refused(typed: str) -> None:
    assert "No calendar goes that far." in asked(typed, ZoneInfo("America/New_York"))


def test_a_time_over_which_the_clocks_leap_does_not_come() -> None:
    assert asked("28 March 2027 at 3:30") == (
        "On 28 March the clocks in Europe/Athens leap over 3:30, so it does not come that day. "
        "The next time that does is 4:00."
    )


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    first = when("31 October 2027 at 3:30", ATHENS, NOW)
    assert (first.astimezone(UTC).hour, comes_twice(first)) == (0, True)
    assert not comes_twice(when("31 October 2027 at 5:30", ATHENS, NOW))


def test_hours_ahead_are_hours_whatever_the_clocks_do() -> None:
    before = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)  # half an hour before they leap
    assert read("in 2 hours", now=before) == "2027-03-28 05:30"


WORDS = (
    "next last this in on at a 1 2 12 31 99 3/4 24.12. 9.30 15:00 3pm noon tonight tomorrow week weeks day month "
    "friday tue monday nov dec 2026 from ago half past to or - , 2026-12-24 29th"
)


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join))
def test_any_phrase_is_a_coming_moment_or_refused(typed: str) -> None:
    with suppress(Refusal):
        assert when(typed, ATHENS, NOW) > NOW
