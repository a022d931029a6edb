from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from bot.domain.ask import Ask
from bot.domain.errors import NotYours, OverLimit, Refusal, TooLate
from bot.domain.group import Settings
from bot.domain.ids import AskId, EventId, MemberId, PreparationId
from bot.domain.meeting import Meeting
from bot.domain.points import (
    HelpEvent,
    HelpKind,
    ThanksRules,
    introduction_confirmed,
    meeting_held,
    meeting_through,
    practice_done,
    subject,
    taken_back,
)
from bot.domain.preparation import Practice, Preparation
from tests.bot.domain.people import ANA, BEN, CLEO, DEV, GROUP, NOW, an_ask

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORTH = Settings(
    introduction_points=7, meeting_points=6, suggestion_points=4, practice_points=3, thanks_points=2
)
_ids = count(1)


def thanks(giver: MemberId, helper: MemberId, ago: timedelta = HOUR, points: int = 1) -> HelpEvent:
    number = EventId(next(_ids))
    return HelpEvent(number, GROUP, helper, giver, HelpKind.THANKS, points, f"thanks/{number}", NOW - ago)


def worth(recent: Sequence[HelpEvent], helper: MemberId = BEN, zone: str = "UTC", now: datetime = NOW) -> int:
    """Give what it is worth that Ana thanks somebody."""
    start = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0)
    return ThanksRules(ANA, recent, now).points_for(helper, WORTH, day_start=start, day_end=start + DAY)


def introduced(suggested: bool = False) -> Ask:
    ask = an_ask()
    if suggested:
        ask = ask.suggest(CLEO, BEN, NOW)
    return ask.offer_help(BEN, NOW).accept(BEN, ANA, NOW).introduce(BEN).confirm(BEN, ANA)


def test_a_confirmed_introduction_counts_for_its_helper() -> None:
    (event,) = introduction_confirmed(introduced(), BEN, WORTH, NOW)
    assert (event.helper, event.receiver, event.kind, event.points) == (BEN, ANA, HelpKind.INTRODUCTION, 7)
    assert (event.subject, event.group, event.at) == ("ask:12/introduction/2", GROUP, NOW)


def test_and_for_the_peer_who_thought_of_the_helper() -> None:
    helped, hinted = introduction_confirmed(introduced(suggested=True), BEN, WORTH, NOW)
    assert (helped.helper, helped.points) == (BEN, 7)
    assert (hinted.helper, hinted.receiver, hinted.kind, hinted.points) == (CLEO, ANA, HelpKind.SUGGESTION, 4)
    assert helped.subject != hinted.subject


def test_a_meeting_counts_for_whoever_introduced_without_an_ask() -> None:
    meeting = Meeting.plan(
        GROUP, ANA, an_ask().company, "Maria", NOW + DAY, "UTC", 20, NOW, introduced_by=BEN
    )
    introduced, held = meeting_through(meeting, BEN, WORTH, NOW)
    assert (introduced.kind, introduced.points) == (HelpKind.INTRODUCTION, 7)
    assert (held.kind, held.points) == (HelpKind.MEETING, 6)
    assert {(each.helper, each.receiver) for each in (introduced, held)} == {(BEN, ANA)}
    assert introduced.subject != held.subject


def test_a_practice_run_counts_for_the_peer_once() -> None:
    preparation = Preparation(PreparationId(3), GROUP, ANA, an_ask().company)
    event = practice_done(preparation, Practice(preparation.id, BEN), WORTH, NOW)
    assert (event.helper, event.receiver, event.kind, event.points) == (BEN, ANA, HelpKind.PRACTICE, 3)
    assert event.subject == "preparation:3/practice/2"


def test_a_held_meeting_counts_too() -> None:
    event = meeting_held(introduced(), BEN, WORTH, NOW)
    assert (event.helper, event.receiver, event.kind, event.points) == (BEN, ANA, HelpKind.MEETING, 6)


def test_every_fact_has_a_name_of_its_own() -> None:
    names = {
        subject(ask, kind, helper)
        for ask in (an_ask(), replace(an_ask(), id=AskId(13)))
        for kind in HelpKind
        for helper in (BEN, CLEO)
    }
    assert len(names) == 2 * len(HelpKind) * 2


def test_thanks_are_worth_what_the_group_says() -> None:
    assert worth([]) == 2


def test_nobody_thanks_themselves() -> None:
    with pytest.raises(Refusal, match="Thanks go to somebody else"):
        worth([], helper=ANA)


def test_five_a_day_are_the_most() -> None:
    given = [thanks(ANA, helper, HOUR) for helper in (CLEO, DEV, CLEO, DEV)]
    assert worth(given) == 2
    with pytest.raises(OverLimit) as caught:
        worth([*given, thanks(ANA, MemberId(9))])
    assert caught.value.message == (
        "You have thanked 5 times today, which is the most for one day. You can thank again tomorrow at 0:00."
    )


def test_what_one_received_or_gave_yesterday_does_not_count_for_today() -> None:
    yesterday = [thanks(ANA, CLEO, timedelta(hours=9, minutes=31)), thanks(ANA, DEV, 10 * HOUR)]
    received = [thanks(MemberId(number), ANA) for number in range(10, 20)]
    assert worth([*yesterday, *received, *(thanks(ANA, CLEO) for _ in range(2)), thanks(ANA, DEV)]) == 2


def test_a_day_begins_in_the_givers_zone() -> None:
    given = [thanks(ANA, MemberId(number), 2 * HOUR) for number in range(10, 15)]  # at 7:30 UTC
    with pytest.raises(OverLimit):
        worth(given, zone="UTC")
    assert worth(given, zone="Pacific/Marquesas") == 2  # it is midnight there just now


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Sao_Paulo", "Africa/Cairo"])
def test_a_day_of_the_change_of_the_clock_is_one_day(zone: str) -> None:
    now = datetime(2026, 10, 25, 23, 30, tzinfo=ZoneInfo(zone))
    given = [replace(thanks(ANA, MemberId(number)), at=now - 22 * HOUR) for number in range(10, 15)]
    with pytest.raises(OverLimit, match="tomorrow at 0:00"):
        worth(given, zone=zone, now=now)


def test_three_in_thirty_days_are_the_most_for_a_pair() -> None:
    given = [thanks(ANA, BEN, ago) for ago in (29 * DAY, 10 * DAY, DAY)]
    assert worth(given[1:]) == 2
    with pytest.raises(OverLimit) as caught:
        worth(given)
    assert caught.value.message == (
        "You have thanked this peer 3 times in 30 days, which is the most for a pair. "
        "You can thank them again tomorrow at 9:30."
    )
    assert worth(given, helper=CLEO) == 2


def test_the_pairs_limit_frees_when_the_oldest_of_three_is_thirty_days_old() -> None:
    given = [thanks(ANA, BEN, ago) for ago in (30 * DAY, 10 * DAY, DAY)]
    assert worth(given) == 2
    with pytest.raises(OverLimit, match="on Friday at 0:00, in four days"):
        worth([thanks(ANA, BEN, 26 * DAY), *given[1:]], zone="Pacific/Marquesas")


@pytest.mark.parametrize(
    ("recent", "points"),
    [
        ([thanks(BEN, ANA, DAY)], 0),
        ([thanks(BEN, ANA, 7 * DAY - HOUR)], 0),
        ([thanks(BEN, ANA, 7 * DAY)], 2),
        ([thanks(BEN, ANA, DAY, points=0)], 2),  # itself a return, so that three in a row count twice
        ([thanks(CLEO, ANA, DAY)], 2),
        ([thanks(ANA, BEN, DAY)], 2),
        ([thanks(BEN, ANA, DAY), thanks(ANA, BEN, HOUR, points=0)], 0),
    ],
)
def test_thanks_and_return_thanks_within_a_week_count_once(recent: list[HelpEvent], points: int) -> None:
    assert worth(recent) == points


def test_only_who_confirmed_takes_back() -> None:
    event = thanks(ANA, BEN, points=2)
    reversal = taken_back(event, ANA)
    assert reversal == replace(event, id=EventId(0), points=-2, undoes=event.id)
    for somebody in (BEN, CLEO):
        with pytest.raises(NotYours):
            taken_back(event, somebody)
    with pytest.raises(TooLate):
        taken_back(reversal, ANA)
