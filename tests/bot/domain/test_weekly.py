"""Weekly occurrences over every zone of the tz database: one in each local week, none twice, none left out."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.weekly import WEEK, Weekly, moment, monday_of

SECOND = timedelta(seconds=1)
WEEKS_OF_TEN_YEARS = 522


@cache
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


zones = st.sampled_from(sorted(available_timezones())).map(zone)
weeklies = st.builds(
    Weekly, st.integers(0, 6), st.times().map(lambda at: at.replace(second=0, microsecond=0))
)
mondays = st.dates(date(1970, 1, 1), date(2060, 1, 1)).map(monday_of)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2060, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


def local(at: datetime, where: ZoneInfo) -> datetime:
    return at.astimezone(where).replace(tzinfo=None)


# A moment


@given(st.datetimes(datetime(1970, 1, 1), datetime(2060, 1, 1)), zones)  # noqa: DTZ001
def test_a_local_time_is_itself_or_the_next_that_exists(wanted: datetime, where: ZoneInfo) -> None:
    wanted = wanted.replace(second=0, microsecond=0)
    at = moment(wanted, where)
    assert local(at, where) >= wanted
    assert local(at - SECOND, where) < wanted  # nothing between: not even a second earlier did it exist


@pytest.mark.parametrize(
    ("name", "wanted", "comes"),
    [
        pytest.param("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 03:00+02:00", id="an hour left out"),
        pytest.param("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 02:30+02:00", id="an hour twice: the first"),
        pytest.param("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-04 02:30+11:00", id="half an hour"),
        pytest.param("America/Havana", "2026-03-08 00:00", "2026-03-08 01:00-04:00", id="midnight itself"),
        pytest.param("Africa/Casablanca", "2026-03-22 02:30", "2026-03-22 03:00+01:00", id="after Ramadan"),
        pytest.param("Pacific/Apia", "2011-12-30 09:00", "2011-12-31 00:00+14:00", id="Samoa left a Friday out"),
        pytest.param("Pacific/Kwajalein", "1993-08-21 09:00", "1993-08-22 00:00+12:00", id="Kwajalein a Saturday"),
        pytest.param("America/Los_Angeles", "2026-07-06 09:00", "2026-07-06 09:00-07:00", id="any morning"),
    ],
)  # fmt: skip
def test_known_moments(name: str, wanted: str, comes: str) -> None:
    assert moment(datetime.fromisoformat(wanted), zone(name)) == datetime.fromisoformat(comes)


# One week after the other


@given(weeklies, zones, mondays)
def test_ten_years_have_one_occurrence_in_each_local_week(
    weekly: Weekly, where: ZoneInfo, begin: date
) -> None:
    weeks = [begin + number * WEEK for number in range(WEEKS_OF_TEN_YEARS)]
    occurrences = [weekly.in_week(week, where) for week in weeks]
    assert all(one < next_ for one, next_ in pairwise(occurrences))
    for week, at in zip(weeks, occurrences, strict=True):
        wanted = datetime.combine(week + timedelta(days=weekly.day), weekly.time)
        here = local(at, where)
        assert wanted <= here <= wanted + timedelta(days=1)
        if here != wanted:  # the clocks leapt over it
            assert local(at - SECOND, where) < wanted
        if monday_of(here.date()) != week:  # only where the end of a Sunday was left out
            assert (weekly.day, here.weekday()) == (6, 0)


@given(weeklies, zones, moments)
def test_the_last_has_come_and_the_next_has_not(weekly: Weekly, where: ZoneInfo, now: datetime) -> None:
    last, following = weekly.last_week(where, now), weekly.next_week(where, now)
    assert following == last + WEEK
    assert weekly.in_week(last, where) <= now < weekly.in_week(following, where)


@given(weeklies, zones, moments, st.integers(-3, 30))
def test_what_is_done_does_not_come_again_even_if_the_clock_was_set_back(
    weekly: Weekly, where: ZoneInfo, now: datetime, ahead: int
) -> None:
    done = weekly.last_week(where, now) + ahead * WEEK
    following = weekly.next_week(where, now, done=done)
    assert following > done
    assert weekly.in_week(following, where) > now


minutes = st.integers(0, 20 * 24 * 60)


@given(weeklies, zones, mondays, st.lists(st.tuples(minutes, zones | weeklies), max_size=40))
def test_any_changes_of_zone_and_hour_leave_one_occurrence_for_each_week(
    weekly: Weekly, where: ZoneInfo, begin: date, changes: list[tuple[int, ZoneInfo | Weekly]]
) -> None:
    """What waits is moved by each change, at once where its new time has passed, and followed by its next."""
    now, waits, asked = weekly.in_week(begin, where) - SECOND, begin, list[date]()
    for wait, change in [*changes, (0, where)]:
        until = now + timedelta(minutes=wait)
        while (at := weekly.in_week(waits, where)) <= until:
            now = max(now, at)
            asked.append(weekly.standing_for(waits, where, now))
            waits = weekly.next_week(where, now, done=asked[-1])
        now = until
        weekly, where = (change, where) if isinstance(change, Weekly) else (weekly, change)
    assert asked == [begin + number * WEEK for number in range(len(asked))]


@given(weeklies, zones, mondays, st.integers(1, 60))
def test_after_a_stop_of_weeks_one_comes_and_the_next_in_its_time(
    weekly: Weekly, where: ZoneInfo, begin: date, stopped: int
) -> None:
    now = weekly.in_week(begin + stopped * WEEK, where) + timedelta(days=2)
    asked = weekly.standing_for(begin, where, now)
    assert asked == begin + stopped * WEEK
    assert weekly.next_week(where, now, done=asked) == asked + WEEK
