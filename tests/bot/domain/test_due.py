from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ask import LIFETIME
from bot.domain.due import business_days_after, expiry, of_introduced, of_posted
from bot.domain.ids import MemberId
from tests.bot.domain.people import ANA, BEN, CLEO, NOW, an_ask

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 10, 23, 16, 30, tzinfo=BERLIN)  # the clock goes back on Sunday


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (FRIDAY, 1, "Monday 26"),
        (FRIDAY, 3, "Wednesday 28"),
        (FRIDAY, 5, "Friday 30"),
        (FRIDAY, 7, "Tuesday 03"),
        (FRIDAY + timedelta(days=1), 1, "Monday 26"),
        (FRIDAY + timedelta(days=2), 1, "Monday 26"),
        (FRIDAY + timedelta(days=2), 3, "Wednesday 28"),
        (FRIDAY + timedelta(days=3), 3, "Thursday 29"),
    ],
)
def test_business_days_leave_weekends_out(start: datetime, days: int, end: str) -> None:
    after = business_days_after(start, days)
    assert f"{after:%A %d}" == end
    assert (after.hour, after.minute, after.tzinfo) == (16, 30, BERLIN)


@given(st.integers(0, 200_000), st.integers(1, 30))
def test_business_days_are_as_many_as_asked_for(hours: int, days: int) -> None:
    begin = FRIDAY + timedelta(hours=hours)
    after = business_days_after(begin, days)
    between = (begin.date() + timedelta(days=n) for n in range(1, (after.date() - begin.date()).days + 1))
    assert sum(day.weekday() < 5 for day in between) == days
    assert after.weekday() < 5


def test_a_posted_ask_is_nudged_after_a_day_and_expires_after_two_weeks() -> None:
    ask = an_ask()
    nudge, end = of_posted(ask)
    assert (nudge.kind, nudge.at, nudge.subject) == ("ask nudge", NOW + timedelta(hours=24), ask.subject)
    assert (end.kind, end.at, end.member) == ("ask expiry", NOW + LIFETIME, ANA)
    assert end == expiry(ask)


def test_a_renewed_ask_has_due_work_of_its_own() -> None:
    ask = an_ask()
    later = NOW + LIFETIME
    keys = {each.key for one in (ask, ask.renew(ANA, later)) for each in of_posted(one)}
    assert len(keys) == 4


def test_an_introduction_is_asked_after_twice_for_each_helper() -> None:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC).astimezone(BERLIN)  # a Friday
    first, second = of_introduced(an_ask(), BEN, at)
    assert [f"{each.at:%A %d %H}" for each in (first, second)] == ["Wednesday 25 10", "Tuesday 01 10"]
    assert {first.member, second.member} == {BEN}
    both = [*of_introduced(an_ask(), BEN, at), *of_introduced(an_ask(), CLEO, at)]
    assert len({each.key for each in both}) == 4
    assert {each.member for each in both} == {MemberId(2), MemberId(3)}
