"""Weeks go by: what comes by itself, when, and to whom, on every platform."""

import pytest

from tests.contract.calendar import Calendar, at, told
from tests.contract.stage import NAMES, Stage
from tests.contract.stages import ON_SQLITE
from tests.contract.story import ask, card, form, newest, same_for_all

LEARNT = "planners like to be asked"
PROMISE = "write to two people"


@pytest.fixture
def calendar(group: Stage) -> Calendar:
    return Calendar(group)


async def test_a_check_in_comes_on_monday_and_closes_on_wednesday(group: Stage, calendar: Calendar) -> None:
    await calendar.to(at(23, 6))
    for who in NAMES:
        assert not await told(group, who, "How was your week")
    await calendar.to(at(23, 7))  # 9:01 in Athens
    for who, name in NAMES.items():
        (question,) = await told(group, who, f"How was your week, {name.split()[0]}")
        assert "Open until" in question.text
        assert "/me quiet" in question.text
        assert question.buttons[-2:] == ("Tell how it went", "Pause for a while")

    form(await group.press("ana", "Tell how it went", "dm"))
    thanks = card(
        await group.fill(
            "ana",
            {
                "What did you learn?": LEARNT,
                "What do you promise next?": PROMISE,
                "What may the group read?": "Both",
            },
        )
    )
    assert "Thank you" in thanks.headline
    assert PROMISE in thanks.text
    card(await group.press("edda", "Pause for a while", "dm"))

    await calendar.to(at(24, 7))
    for who in NAMES:
        reminders = await told(group, who, "Your check-in is open")
        assert len(reminders) == (who not in ("ana", "edda")), who
    form(await group.press("cleo", "Tell how it went", "dm"))
    card(await group.fill("cleo", {"What did you learn?": "something of my own"}))

    await calendar.to(at(25, 7))
    weeks = {who: card(await group.type(who, "/checkin history")).image.says for who in NAMES}
    assert "23 Nov answered" in weeks["ana"]
    assert "23 Nov answered" in weeks["cleo"]
    assert "23 Nov missed" in weeks["ben"]

    await calendar.to(at(27, 13))  # Friday, 15:01
    digest = (await same_for_all(group)).text
    assert "The week of The Tuesday Table" in digest
    assert f"Ana Souza: {LEARNT}" in digest
    assert f"Ana Souza: {PROMISE}" in digest
    assert "something of my own" not in digest
    assert "2 of 6 members checked in" in digest

    await calendar.to(at(30, 7))
    again = await newest(group, "ana", "dm")
    assert f"You promised: {PROMISE}" in again.text
    assert again.buttons[:3] == ("Done", "Partly", "Not this week")
    done = card(await group.press("ana", "Done", "dm"))
    assert PROMISE in done.headline
    assert len(await told(group, "edda", "How was your week")) == 1  # who pauses is not asked


async def test_an_ask_is_nudged_told_in_the_digest_and_expires(group: Stage, calendar: Calendar) -> None:
    for who in ("ben", "dev"):
        card(await group.type(who, '/know add company:Globex name:"Maria Silva"'))
    await ask(group)
    card(await group.press("dev", "Not this time", "dm"))

    await calendar.to(at(19, 10))
    nudge = await newest(group, "ben", "dm")
    assert nudge.headline == "Ana Souza's ask about Globex is still unanswered"
    for who in NAMES.keys() - {"ben"}:
        assert not await told(group, who, "still unanswered"), who

    await calendar.to(at(20, 13))
    first = await same_for_all(group)
    assert "I can help" not in first.buttons  # it is two days old
    await calendar.to(at(27, 13))
    second = await same_for_all(group)
    assert second.id != first.id
    assert "Ana Souza · Globex" in second.text
    assert "I can help" in second.buttons
    assert len(await told(group, "ben", "still unanswered")) == 1  # once

    await calendar.to(at(30, 7))
    await calendar.to(at(2, 10, 12))
    (expired,) = await told(group, "ana", "expired")
    card(await group.press("ana", "Renew", on=expired))
    await group.settle()
    assert (await same_for_all(group)).headline == "Ana Souza would like to meet someone at Globex"
    await calendar.to(at(3, 10, 12))
    assert len(await told(group, "ben", "still unanswered")) == 2  # once each time


async def test_each_week_has_one_digest_and_a_long_stop_one_for_all(group: Stage, calendar: Calendar) -> None:
    for day, month in ((20, 11), (27, 11), (4, 12), (11, 12)):
        await calendar.to(at(day, 13, month))
    digests = [shown for shown in await group.seen("ben", "room") if "week" in shown.headline]
    assert len(digests) == 4
    assert len({shown.id for shown in digests}) == 4
    asked = len(await told(group, "ben", "How was your week"))

    await calendar.to(at(6, 10, 1).replace(year=2027))  # nearly four weeks at once
    digests = [shown for shown in await group.seen("ben", "room") if "week" in shown.headline]
    assert len(digests) == 5
    assert len(await told(group, "ben", "How was your week")) <= asked + 1


@ON_SQLITE
async def test_whoever_is_silent_for_three_weeks_is_asked_no_more_until_they_come_back(
    group: Stage, calendar: Calendar
) -> None:
    for day, month in ((23, 11), (30, 11), (7, 12)):
        for later in range(3):
            await calendar.to(at(day + later, 8, month) if day + later < 31 else at(day + later - 30, 8, 12))
    (pauses,) = await told(group, "femi", "Shall I go on asking")
    await calendar.to(at(14, 8, 12))
    assert len(await told(group, "femi", "How was your week")) == 3
    welcome = card(await group.press("femi", "Ask me again", on=pauses))
    assert "Welcome back" in welcome.headline
    await calendar.to(at(21, 8, 12))
    assert len(await told(group, "femi", "How was your week")) == 4
