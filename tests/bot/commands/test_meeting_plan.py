"""Planning meetings: what is kept, what is asked again, and what is refused."""

from bot.core.ports import Store
from bot.domain.ask import Ask
from bot.domain.meeting import Meeting
from bot.domain.target import Target
from tests.bot.commands.weeks import HERE, came, go_on
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts

PLAN = '/meeting plan Globex "a team lead" Thursday at 15:00'
ON_THURSDAY = "You meet someone at Globex on Thursday at 15:00, in three days"


async def meetings(scene: Scene, who: str = "ana") -> list[Meeting]:
    me = await scene.id(who)
    return [*await scene.work.read(lambda store: store.meetings.of(HERE, me))]


async def targets(scene: Scene, who: str = "ana") -> dict[str, str]:
    me = await scene.id(who)

    def read(store: Store) -> list[Target]:
        return [*store.targets.of(HERE, me)]

    return {each.company.name: str(each.stage) for each in await scene.work.read(read)}


async def test_a_meeting_is_planned_and_confirmed_in_words(group: Scene) -> None:
    card = a_card(await group.type("ana", PLAN))
    assert card.headline == ON_THURSDAY
    assert "Thursday 26 November 2026, 15:00 to 15:20" in texts(card)
    assert "a team lead" in texts(card)
    assert [*pressable(card)] == ["Prepare", "Change the time", "Cancel it"]
    assert await targets(group) == {"Globex": "meeting"}
    assert len(await came(group, "ana", "For your calendar: Globex, on Thursday at 15:00")) == 1
    for other in ("ben", "tuesday"):
        assert not any("Globex" in texts(shown) for shown in await group.messages(other))


async def test_words_need_no_quotes_and_length_and_introducer_come_last(group: Scene) -> None:
    card = a_card(await group.type("ana", "/meeting plan Globex Maria 24 Nov 14:00 30 @ben"))
    assert "Tuesday 24 November 2026, 14:00 to 14:30" in texts(card)
    assert "Ben" in texts(card)
    other = a_card(await group.type("ana", "/meeting plan Initech Maria Monday 30 Nov at 14:00 30"))
    assert "Monday 30 November 2026, 14:00 to 14:30" in texts(other)


async def test_it_is_linked_to_the_ask_that_led_there(asked: Scene) -> None:
    await asked.press_on("ben", "Offer")
    await asked.press_on("ana", "Accept")
    planned = a_card(await asked.type("ana", '/meeting plan "Globex Inc." Kemi Thursday at 15:00'))
    assert "Ben" in texts(planned)
    (meeting,) = await meetings(asked)

    def read(store: Store) -> list[Ask]:
        return [*store.asks.of(HERE, meeting.owner)]

    assert [ask.id for ask in await asked.work.read(read)] == [meeting.ask]
    assert meeting.introduced_by == await asked.id("ben")


async def test_an_ask_that_was_taken_back_leads_nowhere(asked: Scene) -> None:
    await asked.press_on("ben", "Offer")
    await asked.press_on("ana", "Accept")
    a_card(await asked.type("ana", "/intro withdraw 1"))
    assert "Ben" not in texts(a_card(await asked.type("ana", "/meeting plan Globex Kemi Thursday at 15:00")))
    (meeting,) = await meetings(asked)
    assert (meeting.ask, meeting.introduced_by) == (None, None)


async def test_what_is_missing_or_wrong_is_asked_at_its_field_and_nothing_is_kept(group: Scene) -> None:
    form = a_form(await group.type("ana", "/meeting plan Globex"))
    assert [each.name for each in form.fields] == ["company", "whom", "when", "minutes", "introduced_by"]
    before = await group.everything()
    for typed, said in (
        ("tomorrow", "At what time?"),
        ("yesterday at 10:00", "That is over."),
        ("tomorrow at 3", "may be 3:00 or 15:00"),
        ("24 Nov 2028 10:00", "more than a year ahead"),
    ):
        assert said in a_problem(await group.submit("ana", form, whom="Kemi", when=typed), "bad_input")
    assert "Whom do you meet: please fill this in." in a_problem(
        await group.submit("ana", form, whom=" ", when="tomorrow at 15:00"), "bad_input"
    )
    told = await group.submit("ana", form, whom="Kemi", when="tomorrow at 15:00", introduced_by="<@ana>")
    assert "That is yourself." in a_problem(told, "bad_input")
    assert await group.everything() == before


async def test_the_same_meeting_is_not_planned_twice(group: Scene) -> None:
    a_card(await group.type("ana", PLAN))
    twice = a_problem(await group.type("ana", PLAN), "bad_input")
    assert "You have this meeting at Globex already" in twice
    assert len(await meetings(group)) == 1


async def test_a_meeting_at_night_is_asked_about_and_nothing_typed_is_lost(group: Scene) -> None:
    asked = a_card(await group.type("ana", '/meeting plan Globex "a team lead" Thursday at 3am 30 @ben'))
    assert asked.headline == "Please look again: Globex, on Thursday at 3:00, in three days"
    assert "3:00 is in the night in" in texts(asked)
    assert await meetings(group) == []
    again = a_form(await group.press("ana", pressable(asked)["Say another time"]))
    assert {each.name: each.value for each in again.fields} == {
        "company": "Globex",
        "whom": "a team lead",
        "when": "Thursday at 3am",
        "minutes": "30",
        "introduced_by": "<@ben>",
    }
    planned = a_card(await group.press("ana", pressable(asked)["Yes, plan it"]))
    assert planned.headline == "You meet someone at Globex on Thursday at 3:00, in three days"
    assert "Ben" in texts(planned)
    a_problem(await group.press("ana", pressable(asked)["Yes, plan it"]), "not_found")
    assert len(await meetings(group)) == 1


async def test_two_meetings_at_one_time_are_asked_about_too(group: Scene) -> None:
    a_card(await group.type("ana", '/meeting plan Globex "a lead" Thursday at 3am minutes:30'))
    a_card(await group.type("ana", PLAN))
    asked = a_card(await group.type("ana", '/meeting plan Initech "a lead" Thursday at 15:10'))
    assert "You meet somebody at Globex at that time. Are both right?" in texts(asked)
    a_card(await group.press("ana", pressable(asked)["Yes, plan it"]))
    assert len(await meetings(group)) == 2


async def test_what_is_asked_about_is_its_author_s_alone_and_waits_an_hour(group: Scene) -> None:
    asked = a_card(await group.type("ana", '/meeting plan Globex "a lead" Thursday at 3am'))
    for label in ("Say another time", "Yes, plan it"):
        a_problem(await group.press("ben", pressable(asked)[label]), "not_found")
    group.clock.forward(minutes=61)
    a_problem(await group.press("ana", pressable(asked)["Say another time"]), "not_found")


async def test_a_meeting_is_moved_with_its_entry(group: Scene) -> None:
    planned = a_card(await group.type("ana", PLAN))
    form = a_form(await group.press("ana", pressable(planned)["Change the time"]))
    assert [(each.name, each.value) for each in form.fields] == [("when", "26 Nov 2026 15:00")]
    a_problem(await group.submit("ana", form, when="26 Nov"), "bad_input")
    moved = a_card(await group.submit("ana", form, when="friday at 10"))
    assert moved.headline == "Moved. You meet someone at Globex on Friday at 10:00, in four days"
    assert [card.headline for card in await group.messages("ana")][-2:] == [
        "Your meeting at Globex has another time now",
        "For your calendar: Globex, on Friday at 10:00, in four days",
    ]
    night = a_card(await group.submit("ana", form, when="friday at 11pm"))
    again = a_form(await group.press("ana", pressable(night)["Say another time"]))
    assert [(each.name, each.value) for each in again.fields] == [("when", "friday at 11pm")]
    a_card(await group.press("ana", pressable(night)["Yes, plan it"]))
    assert [each.start.hour for each in await meetings(group)] == [23]


async def test_a_cancelled_meeting_is_gone_and_can_be_planned_anew(group: Scene) -> None:
    planned = a_card(await group.type("ana", PLAN))
    cancelled = a_card(await group.press("ana", pressable(planned)["Cancel it"]))
    assert cancelled.headline == "Your meeting at Globex is cancelled"
    assert "cancelled" in a_problem(await group.press("ana", pressable(planned)["Cancel it"]), "too_late")
    assert "cancelled" in a_problem(
        await group.submit("ana", 'meeting move {"meeting":1}', when="friday at 10"), "too_late"
    )
    form = a_form(await group.press("ana", pressable(cancelled)["Plan another"]))
    assert [each.value for each in form.fields][:2] == ["Globex", "a team lead"]
    a_card(await group.submit("ana", form, when="Thursday at 15:00"))
    assert len(await meetings(group)) == 1


async def test_another_s_meeting_is_not_touched(group: Scene) -> None:
    a_card(await group.type("ana", PLAN))
    before = await group.everything()
    for call in ("show", "cancel", "anew"):
        a_problem(await group.press("ben", f'meeting {call} {{"meeting":1}}'), "not_yours")
    refused = await group.submit("ben", 'meeting move {"meeting":1}', when="friday at 10")
    assert "somebody else's" in a_problem(refused, "not_yours")
    a_problem(await group.press("ana", 'meeting show {"meeting":99}'), "not_found")
    assert await group.everything() == before


async def test_the_list_shows_what_comes_first_then_what_was(group: Scene) -> None:
    assert a_card(await group.type("ana", "/meeting list")).headline == "You have no meetings yet"
    for line in (
        "Initech Tom tomorrow at 10",
        "Globex Maria Thursday at 15:00",
        "Hooli Kim Wednesday at noon",
    ):
        a_card(await group.type("ana", f"/meeting plan {line}"))
    await go_on(group, days=1, hours=3)
    listed = a_card(await group.type("ana", "/meeting list", DM))
    assert listed.headline == "Your meetings: 2 to come"
    lines = [line for line in texts(listed).splitlines() if line.count(" · ") > 1]
    assert lines[:3] == [
        "Tomorrow at 12:00 · Hooli · Kim",
        "Thursday at 15:00, in two days · Globex · Maria",
        "Today at 10:00 · Initech · Tom · how was it?",
    ]
    shown = a_card(await group.press("ana", 'meeting show {"meeting":1}', DM))
    assert [*pressable(shown)] == ["Tell how it went", "See my meetings"]
    assert a_card(await group.type("ben", "/meeting list")).headline == "You have no meetings yet"


async def test_whom_somebody_meets_stands_nowhere_in_plain_words(group: Scene) -> None:
    a_card(await group.type("ana", '/meeting plan Globex "Zebulon Quill" Thursday at 15:00'))
    a_card(await group.type("ana", '/meeting plan Initech "Zebulon Quill" Thursday at 3am'))
    await go_on(group, days=3)
    assert "Zebulon" not in await group.everything()


async def test_who_moves_to_another_zone_hears_by_its_clocks(group: Scene) -> None:
    a_card(await group.type("ana", PLAN))
    a_card(await group.type("ana", "/me timezone America/New_York"))
    await go_on(group, days=2, hours=13)  # 17:30 in New York
    assert await came(group, "ana", "You meet") == []
    await go_on(group, hours=1)
    (eve,) = await came(group, "ana", "You meet")
    assert eve.headline == "You meet someone at Globex tomorrow at 10:00"


async def test_quiet_hours_set_later_are_kept(group: Scene) -> None:
    a_card(await group.type("ana", PLAN))
    a_card(await group.type("ana", "/me quiet begin:13:00 end:14:30"))
    await go_on(group, days=3, hours=4, minutes=45)
    assert [card.headline for card in await came(group, "ana", "You meet")] == [
        "You meet someone at Globex tomorrow at 15:00"
    ]
    await go_on(group, minutes=20)
    assert len(await came(group, "ana", "You meet someone at Globex today")) == 1


async def test_an_introduction_leads_to_the_plan_of_its_meeting(asked: Scene) -> None:
    await asked.press_on("ben", "Offer")
    await asked.press_on("ana", "Accept")
    await asked.press_on("ben", "They said yes, introduced")
    confirmed = a_card(await asked.press_on("ana", "We are in touch"))
    through = pressable(confirmed)["Plan the meeting"]
    form = a_form(await asked.press("ana", through))
    assert {each.name: each.value for each in form.fields}["company"] == "Globex"
    planned = a_card(await asked.submit("ana", form, whom="Kemi", when="Thursday at 15:00"))
    assert "Ben" in texts(planned)
    a_problem(await asked.press("ben", through), "not_yours")


async def test_an_ask_that_was_taken_back_has_no_meeting_to_plan(asked: Scene) -> None:
    a_card(await asked.type("ana", "/intro withdraw 1"))
    told = a_problem(await asked.press("ana", 'meeting through {"ask":1}'), "too_late")
    assert "You took your ask about Globex back." in told
