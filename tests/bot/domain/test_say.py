from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.say import count, in_words, listed, number

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=BERLIN)  # a Monday


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (NOON, "today at 12:00"),
        (NOON.replace(hour=0), "today at 0:00"),
        (NOON.replace(hour=23, minute=59), "today at 23:59"),
        (NOON + timedelta(hours=12), "tomorrow at 0:00"),
        (NOON - timedelta(hours=12, minutes=1), "yesterday at 23:59"),
        (NOON + timedelta(days=2), "on Wednesday at 12:00, in two days"),
        (NOON + timedelta(days=6), "on Sunday at 12:00, in six days"),
        (NOON - timedelta(days=6), "on Tuesday at 12:00, six days ago"),
        (NOON + timedelta(days=7), "on 30 November at 12:00"),
        (NOON - timedelta(days=7), "on 16 November at 12:00"),
        (NOON + timedelta(days=39), "on 1 January 2027 at 12:00"),
        (NOON.replace(month=12, day=31), "on 31 December at 12:00"),
    ],
)
def test_a_moment_is_said_as_people_say_it(when: datetime, words: str) -> None:
    assert in_words(when, NOON) == words


@pytest.mark.parametrize(
    ("when", "now", "words"),
    [
        # the clock goes back between the two: 25 hours are a day …
        (datetime(2026, 10, 25, 9, tzinfo=BERLIN), datetime(2026, 10, 24, 9, tzinfo=BERLIN), "tomorrow at 9:00"),
        (datetime(2026, 10, 26, 0, tzinfo=BERLIN), datetime(2026, 10, 25, 0, tzinfo=BERLIN), "tomorrow at 0:00"),
        # … and forward: 23 hours are one too
        (datetime(2026, 3, 29, 23, tzinfo=BERLIN), datetime(2026, 3, 28, 23, tzinfo=BERLIN), "tomorrow at 23:00"),
        # the zone of what is said decides which day it is
        (datetime(2026, 12, 31, 23, tzinfo=NEW_YORK), datetime(2027, 1, 1, 3, tzinfo=BERLIN), "today at 23:00"),
        (datetime(2027, 1, 1, 1, tzinfo=BERLIN), datetime(2026, 12, 31, 12, tzinfo=NEW_YORK), "tomorrow at 1:00"),
    ],
)  # fmt: skip
def test_a_day_is_a_day_of_the_calendar(when: datetime, now: datetime, words: str) -> None:
    assert in_words(when, now.astimezone(ZoneInfo("UTC"))) == words


@given(st.integers(-500_000, 500_000), st.integers(-400, 400))
def test_a_moment_is_never_said_wrongly(hours: int, days: int) -> None:
    now = NOON + timedelta(hours=hours)
    when = now + timedelta(days=days)
    words = in_words(when, now)
    assert words.count(f"at {when.hour}:{when.minute:02}") == 1
    if abs(days) >= 7:
        assert (str(when.year) in words) == (when.year != now.year)


@pytest.mark.parametrize(
    ("many", "words"), [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (-1, "-1"), (5000, "5,000")]
)
def test_small_numbers_are_words(many: int, words: str) -> None:
    assert number(many) == words


@pytest.mark.parametrize(
    ("many", "peers", "companies"),
    [
        (0, "0 peers", "0 companies"),
        (1, "1 peer", "1 company"),
        (2, "2 peers", "2 companies"),
        (1234, "1,234 peers", "1,234 companies"),
    ],
)
def test_things_are_counted(many: int, peers: str, companies: str) -> None:
    assert (count(many, "peer"), count(many, "company", "companies")) == (peers, companies)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Ana"], "Ana"),
        (["Ana", "Ben"], "Ana and Ben"),
        (["Ana", "Ben", "Cleo"], "Ana, Ben and Cleo"),
    ],
)
def test_names_are_listed(names: list[str], words: str) -> None:
    assert listed(names) == words
    assert listed(names, "or") == words.replace(" and ", " or ")
