"""Meetings: what may be planned, who may move them on, and what is answered to everything else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ask import Ask, AskState, Offer, OfferState
from bot.domain.company import Company
from bot.domain.errors import NotYours, Refusal, TooLate
from bot.domain.ids import AskId, MeetingId
from bot.domain.meeting import AHEAD, Doubtful, Meeting, MeetingState, check_free, led_here
from tests.bot.domain.people import ANA, BEN, CLEO, GROUP, NOW, an_ask

GLOBEX = Company.named("Globex")
START = datetime(2026, 11, 26, 14, tzinfo=UTC)
HELD, MISSED, CANCELLED = MeetingState.HELD, MeetingState.MISSED, MeetingState.CANCELLED


def plan(**given: Any) -> Meeting:
    said = {
        "company": GLOBEX, "whom": "Maria, leads data", "start": START, "zone": "Europe/Lisbon", "minutes": 20, **given,
    }  # fmt: skip
    return Meeting.plan(GROUP, ANA, now=NOW, **said)


def a_meeting(**given: Any) -> Meeting:
    return replace(plan(**given), id=MeetingId(5))


def with_offers(*states: OfferState, **changes: Any) -> Ask:
    peers = (BEN, CLEO)
    offers = tuple(Offer(peer, state) for peer, state in zip(peers, states, strict=False))
    return replace(an_ask(), offers=offers, **changes)


# Planning


def test_a_meeting_knows_its_end_and_what_the_clock_says_there() -> None:
    made = a_meeting(zone="Asia/Kolkata", start=START.replace(hour=10), minutes=30)
    assert (made.subject, made.state) == ("meeting:5", MeetingState.PLANNED)
    assert made.end == made.start + timedelta(minutes=30)
    assert f"{made.local:%H:%M}" == "15:30"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param({"company": Company.named(" ")}, "Which company", id="no company"),
        pytest.param({"whom": "  "}, "Whom do you meet?", id="an empty name"),
        pytest.param({"minutes": 45}, "Choose 20 or 30", id="another length"),
        pytest.param({"start": NOW}, "which is over", id="now"),
        pytest.param({"start": NOW - timedelta(days=1)}, "yesterday at 9:30, which is over", id="yesterday"),
        pytest.param({"start": NOW + AHEAD + timedelta(minutes=1)}, "more than a year", id="next year"),
        pytest.param({"introduced_by": ANA}, "Introduced by yourself", id="introduced by oneself"),
    ],
)
def test_what_cannot_be_planned(given: dict[str, Any], says: str) -> None:
    with pytest.raises(Refusal) as raised:
        plan(**given)
    assert says in raised.value.message


@pytest.mark.parametrize(("hour", "doubtful"), [(2, True), (3, True), (7, False), (20, False), (21, True)])
def test_a_meeting_at_night_is_asked_about(hour: int, doubtful: bool) -> None:
    start = START.replace(hour=hour)
    if not doubtful:
        assert plan(start=start).start == start
        return
    with pytest.raises(Doubtful, match="in the night in Europe/Lisbon"):
        plan(start=start)
    assert plan(start=start, sure=True).start == start


def test_night_is_told_by_the_zone_in_which_it_was_said() -> None:
    assert plan(start=START.replace(hour=3), zone="Asia/Tokyo").start.hour == 3
    with pytest.raises(Doubtful):
        plan(start=START, zone="Asia/Tokyo")


# From an ask


def test_a_meeting_from_an_ask_knows_who_introduced() -> None:
    ask = with_offers(OfferState.CONFIRMED)
    made = plan(introduction=(ask, BEN))
    assert (made.ask, made.introduced_by) == (ask.id, BEN)
    assert plan(introduced_by=CLEO).introduced_by == CLEO
    assert plan().introduced_by is None


def test_no_meeting_comes_from_an_ask_that_was_taken_back_or_is_anothers() -> None:
    with pytest.raises(TooLate, match="took your ask about Globex back"):
        plan(introduction=(with_offers(OfferState.ACCEPTED, ended=AskState.WITHDRAWN), BEN))
    with pytest.raises(NotYours, match="without it"):
        plan(introduction=(with_offers(OfferState.ACCEPTED, requester=CLEO), BEN))


def test_the_furthest_introduction_led_to_a_company() -> None:
    first = with_offers(OfferState.ACCEPTED, OfferState.OFFERED)
    second = with_offers(OfferState.OFFERED, OfferState.CONFIRMED, id=AskId(13))
    other = with_offers(OfferState.MET, company=Company.named("Initech"))
    taken_back = with_offers(OfferState.MET, ended=AskState.WITHDRAWN)
    asks = [first, second, other, taken_back]
    assert led_here(asks, GLOBEX) == (second, CLEO)
    assert led_here(asks, GLOBEX, BEN) == (first, BEN)
    assert led_here(asks, Company.named("Hooli")) is None
    assert led_here([with_offers(OfferState.OFFERED)], GLOBEX) is None
    assert led_here([replace(second, ended=AskState.CLOSED)], GLOBEX) is not None


# Twice


def test_the_same_meeting_twice_is_refused() -> None:
    there = a_meeting()
    with pytest.raises(TooLate, match="already"):
        check_free(plan(start=START + timedelta(minutes=10)), [there])
    check_free(plan(start=there.end), [there])
    check_free(plan(), [there.cancel(ANA)])
    check_free(there, [there])


def test_two_companies_at_the_same_time_are_asked_about() -> None:
    other = plan(company=Company.named("Initech"))
    with pytest.raises(Doubtful, match="at Globex at that time"):
        check_free(other, [a_meeting()])
    check_free(other, [a_meeting()], sure=True)


# Afterwards


def test_a_meeting_is_told_of_once_it_has_begun() -> None:
    made = a_meeting()
    for early in (NOW, START - timedelta(seconds=1)):
        for say in (made.hold, made.miss):
            with pytest.raises(Refusal, match="tell how it was afterwards"):
                say(ANA, early)
    held = made.hold(ANA, START)
    assert held.state is HELD
    assert held.hold(ANA, START) == held
    missed = made.miss(ANA, START)
    assert missed.state is MISSED
    assert missed.hold(ANA, START).state is HELD
    with pytest.raises(TooLate, match="was held"):
        held.miss(ANA, START)


def test_a_meeting_is_moved_and_cancelled_before_it_was_held() -> None:
    made, later = a_meeting(), START + timedelta(days=1)
    moved = made.move(later, "Europe/Berlin", ANA, NOW)
    assert (moved.start, moved.zone) == (later, "Europe/Berlin")
    again = made.miss(ANA, START).move(later, "UTC", ANA, START)
    assert again.state is MeetingState.PLANNED
    with pytest.raises(Refusal, match="which is over"):
        made.move(NOW - timedelta(hours=1), "UTC", ANA, NOW)
    with pytest.raises(Doubtful):
        made.move(later.replace(hour=3), "UTC", ANA, NOW)
    held, off = made.hold(ANA, START), made.cancel(ANA)
    assert off.state is CANCELLED
    for done, says in ((held, "was held"), (off, "was cancelled")):
        with pytest.raises(TooLate, match=says):
            done.move(later, "UTC", ANA, NOW)
        with pytest.raises(TooLate, match=says):
            done.cancel(ANA)
    with pytest.raises(TooLate, match="was cancelled"):
        off.hold(ANA, START)


def test_nobody_else_may_do_anything() -> None:
    made = a_meeting()
    tries: tuple[Callable[[], Meeting], ...] = (
        lambda: made.owned(BEN),
        lambda: made.move(START, "UTC", BEN, NOW),
        lambda: made.cancel(BEN),
        lambda: made.hold(BEN, START),
        lambda: made.miss(BEN, START),
    )
    for tried in tries:
        with pytest.raises(NotYours):
            tried()


@given(st.lists(st.sampled_from(["move", "cancel", "hold", "miss"]), max_size=8))
def test_what_was_held_stays_held_and_what_was_cancelled_stays_cancelled(steps: list[str]) -> None:
    meeting, now = a_meeting(), START
    for step in steps:
        before, now = meeting.state, now + timedelta(days=2)
        try:
            match step:
                case "move":
                    meeting = meeting.move(now.replace(hour=15), "UTC", ANA, now)
                    now = meeting.start
                case "cancel":
                    meeting = meeting.cancel(ANA)
                case "hold":
                    meeting = meeting.hold(ANA, now)
                case _:
                    meeting = meeting.miss(ANA, now)
        except Refusal:
            assert meeting.state is before
        if before in (HELD, CANCELLED):
            assert meeting.state is before
