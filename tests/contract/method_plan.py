"""The method's first and third part: Ana plans to meet someone at Globex, and the day comes."""

from collections.abc import Sequence

from icalendar import Calendar as Entry

from tests.contract.calendar import Calendar, at, told
from tests.contract.stage import NAMES, Attached, Shown, Stage
from tests.contract.story import LEARN, card, form, no

WHOM = "Maria Keller, leads data"
MEET = "You meet someone at Globex"
WHEN = "When?"


async def entries(stage: Stage, who: str) -> Sequence[Attached]:
    """Give the files in somebody's direct messages, oldest first."""
    seen = await stage.seen(who, "dm")
    return [part for shown in seen for part in shown.parts if isinstance(part, Attached)]


async def day_cards(stage: Stage, who: str) -> Sequence[Shown]:
    """Give what somebody was told before the meeting."""
    return await told(stage, who, MEET)


async def ana_is_asked_until_the_time_is_clear(stage: Stage, _: object) -> None:
    blank = form(await stage.type("ana", "/meeting plan Globex"))
    assert (blank.title, blank.submit) == ("Plan a meeting", "Plan it")
    filled = {"Whom do you meet?": WHOM, WHEN: "thursday"}
    assert no(await stage.fill("ana", filled)).message == "At what time? Add it, as in “tomorrow at 15:00”."
    for typed, asked in (
        ("yesterday at 15:00", "That is over."),
        ("3/12 at 15:00", "may be Thursday 3 December or Friday 12 March"),
        ("next thursday at 15:00", "may be Thursday 19 November or Thursday 26 November"),
        ("28 March at 3:30", "leap over 3:30"),
        ("some day", "I do not understand “some day”"),
    ):
        assert asked in no(await stage.fill("ana", {WHEN: typed})).message
        assert stage.form("ana").values()["Whom do you meet?"] == WHOM
    night = card(await stage.fill("ana", {WHEN: "26 Nov at 3am"}))
    assert "in the night in Europe/Athens" in night.text
    again = form(await stage.press("ana", "Say another time", on=night))
    values = again.values()
    assert (values["Company"], values["Whom do you meet?"], values[WHEN]) == ("Globex", WHOM, "26 Nov at 3am")


async def ana_plans_the_meeting(stage: Stage, _: object) -> None:
    planned = card(await stage.fill("ana", {WHEN: "26 Nov 15:00"}))
    assert planned.headline == f"{MEET} on 26 November at 15:00"
    assert "When: Thursday 26 November 2026, 15:00 to 15:20" in planned.text
    assert f"Whom: {WHOM}" in planned.text
    assert "Introduced by: Ben Tan" in planned.text
    await stage.settle()
    (file,) = await entries(stage, "ana")
    assert file.name == "globex.ics"
    (event,) = Entry.from_ical(await stage.contents(file)).walk("VEVENT")
    assert event.decoded("DTSTART") == at(26, 13, minute=0)
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("TRIGGER").total_seconds() == -3600
    mine = card(await stage.type("ana", "/meeting list"))
    assert mine.headline == "1 meeting to come"
    assert f"26 November at 15:00 · Globex · {WHOM}" in mine.text
    assert card(await stage.type("ben", "/meeting list")).headline == "You have no meetings yet"


async def the_same_meeting_is_not_planned_twice(stage: Stage, _: object) -> None:
    form(await stage.type("ana", "/meeting plan Globex"))
    refused = no(await stage.fill("ana", {"Whom do you meet?": WHOM, WHEN: "26 Nov 15:10"}))
    assert "You have this meeting at Globex already" in refused.message


async def the_evening_before_says_what_is_missing(stage: Stage, calendar: Calendar) -> None:
    await calendar.to(at(25, 15))
    assert await day_cards(stage, "ana") == []
    await calendar.to(at(25, 16))
    (eve,) = await day_cards(stage, "ana")
    assert eve.headline == f"{MEET} tomorrow at 15:00"
    assert "You have three of five questions." in eve.text
    assert "/me quiet mutes meetings" in eve.text
    assert eve.buttons == ("Prepare", "Change the time")


async def a_meeting_is_not_told_of_before_it_is_held(stage: Stage, _: object) -> None:
    refused = no(await stage.type("ana", "/meeting log Globex"))
    assert "tell how it was afterwards" in refused.message


async def the_hour_before_gives_all_there_is_to_say(
    stage: Stage, calendar: Calendar, *, questions: Sequence[str] = (), says: Sequence[str] = ()
) -> None:
    await calendar.to(at(26, 11))
    assert len(await day_cards(stage, "ana")) == 1
    await calendar.to(at(26, 12))
    *_, day = await day_cards(stage, "ana")
    assert day.headline == f"{MEET} today at 15:00"
    for words in (
        f"You meet {WHOM}.",
        "What I would really like is to learn about Globex, and how you came there.",
        "15:00 · 1 min · Arrive",
        "15:01 · 2 min · Open",
        "15:13 · 3 min · Come back to yourself",
        "15:16 · 4 min · Thank them",
        "Take no résumé along.",
        "May I stay in touch?",
        *questions,
        *says,
    ):
        assert words in day.text
    for who in NAMES.keys() - {"ana"}:
        assert await day_cards(stage, who) == []
        assert LEARN not in [shown.text for shown in await stage.seen(who, "dm")]
