"""Streaks follow from the weeks alone; whether an answer is late follows from the window alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import FREEZES, CheckIn, CheckInState, Streak, streak
from bot.domain.ids import GroupId, MemberId

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
STATES = {
    "a": CheckInState.ANSWERED, "l": CheckInState.LATE, "m": CheckInState.MISSED, "o": CheckInState.ASKED,
}  # fmt: skip


def weeks(said: str, first: date = date(2026, 3, 2)) -> list[tuple[date, CheckInState]]:
    """Write weeks as letters, in a row; a dot is a week without a check-in."""
    return [
        (first + timedelta(weeks=number), STATES[each]) for number, each in enumerate(said) if each != "."
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", Streak(0, 0, 2)),
        ("o", Streak(0, 0, 2)),
        ("a", Streak(1, 0, 2)),
        ("aaao", Streak(3, 0, 2)),
        ("mma", Streak(1, 0, 2)),  # before a row there is nothing to freeze
        ("ama", Streak(2, 0, 1)),
        ("amma", Streak(2, 0, 0)),
        ("ammma", Streak(3 - 2, 0, 0)),
        ("ammm", Streak(0, 3, 0)),
        ("a...a", Streak(2, 0, 2)),  # paused
        ("ala", Streak(2, 0, 1)),
        ("aml", Streak(1, 0, 0)),
        ("mml", Streak(0, 0, 2)),
        ("mmlm", Streak(0, 1, 2)),
    ],
)
def test_weeks_in_a_row(said: str, expected: Streak) -> None:
    assert streak(weeks(said), date(2026, 3, 30)) == expected


def test_freezes_are_counted_by_the_month_in_which_a_week_begins() -> None:
    rows = weeks("amm" + "mm", date(2026, 3, 16))  # three weeks of March, then two of April
    assert streak(rows, date(2026, 4, 13)) == Streak(1, 4, 0)
    assert streak(rows, date(2026, 5, 4)).freezes_left == FREEZES


@given(st.text("alm.", max_size=60))
def test_a_freeze_adds_nothing_and_an_answer_adds_one(said: str) -> None:
    rows = weeks(said)
    before = streak(rows, date(2026, 3, 2))
    after = streak([*rows, (date(2030, 1, 7), CheckInState.ANSWERED)], date(2026, 3, 2))
    assert after.weeks == before.weeks + 1
    assert after.silences == 0
    missed = streak([*rows, (date(2030, 1, 7), CheckInState.MISSED)], date(2030, 1, 7))
    assert missed.weeks == before.weeks
    assert before.weeks <= said.count("a")


@pytest.mark.parametrize(
    ("state", "hours", "becomes"),
    [
        ("o", -1, "a"), ("o", 0, "l"), ("o", 1, "l"), ("m", 1, "l"), ("a", -1, "a"), ("a", 500, "a"), ("l", 1, "l"),
    ],
)  # fmt: skip
def test_what_was_answered_in_time_may_be_changed_at_any_time(state: str, hours: int, becomes: str) -> None:
    checkin = CheckIn(GroupId(1), MemberId(1), date(2026, 3, 2), NOW, STATES[state])
    assert checkin.answered(NOW + timedelta(hours=hours)) is STATES[becomes]
