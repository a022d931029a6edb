"""The method, act by act: from an accepted ask through preparation, the day and the debrief to weeks of follow-ups."""

from collections.abc import Awaitable, Callable

from tests.contract import method_plan as plan
from tests.contract import story
from tests.contract.calendar import Calendar, at, told
from tests.contract.stage import NAMES, Menu, Shown, Stage
from tests.contract.story import card, form, newest, no, on_the_board, same_for_all

Act = Callable[[Stage, Calendar], Awaitable[None]]
LEARNT = "planners like to be asked before engineers"
TOLD = "She showed me how they choose what to automate. Thank you for this."
NOTE = "Two warehouses, a third in spring"
STORY = "How we halved the returns of shoes by asking one more question"
PRIVATE = ("Maria", LEARNT, NOTE, STORY, "my sheet", "Tom, who plans routes", "a tour")


async def nobody_else_reads(stage: Stage) -> None:
    """Look through all that anybody but Ana sees."""
    for who in NAMES.keys() - {"ana"}:
        everything = [*await stage.seen(who, "dm"), *await stage.seen(who, "room")]
        read = "\n".join(shown.text for shown in everything)
        assert not [secret for secret in PRIVATE if secret in read], who


async def only(stage: Stage, who: str, headline: str) -> Shown:
    """Give the one direct message of somebody's with this headline."""
    (found,) = await told(stage, who, headline)
    return found


async def ana_is_introduced(stage: Stage, calendar: Calendar) -> None:
    for act in story.ACTS[: story.ACTS.index(story.they_meet)]:
        await act(stage)


async def pick(stage: Stage, overview: Shown, topic: str) -> Shown:
    """Let Ana pick the first question that is suggested on a topic; gives her preparation as it is then."""
    offered = card(await stage.choose("ana", "See questions about …", topic, "dm", on=overview))
    (menu,) = (part for part in offered.parts if isinstance(part, Menu))
    picked = card(await stage.choose("ana", menu.label, menu.options[0].label, "dm", on=offered))
    return card(await stage.press("ana", "Back to my questions", "dm", on=picked))


async def ana_begins_to_prepare(stage: Stage, calendar: Calendar) -> None:
    overview = card(await stage.type("ana", "/meeting prep Globex", "dm"))
    assert f"To learn: {story.LEARN}" in overview.text
    for topic in ("Insights: what they see", "Advice: what they would do", "Their culture"):
        overview = await pick(stage, overview, topic)
    assert overview.headline.startswith("Globex: 3 of 5 questions")
    noted = card(await stage.press("ana", "Notes and stories", "dm", on=overview))
    form(await stage.press("ana", "Research", "dm", on=noted))
    overview = card(await stage.fill("ana", {"The company": NOTE, "Their culture": "They answer in public"}))
    noted = card(await stage.press("ana", "Notes and stories", "dm", on=overview))
    form(await stage.press("ana", "Stories", "dm", on=noted))
    card(await stage.fill("ana", {"A story to end with": STORY}))
    await stage.settle()
    assert "Prepared: research ✓, questions 3 of 5" in (await same_for_all(stage)).text
    await nobody_else_reads(stage)


async def two_questions_more_make_it_ready(stage: Stage, calendar: Calendar) -> None:
    eve = (await told(stage, "ana", plan.MEET))[-1]
    overview = card(await stage.press("ana", "Prepare", "dm", on=eve))
    for topic in ("Trends: what is changing", "Their challenges"):
        overview = await pick(stage, overview, topic)
    assert overview.headline.startswith("Globex: 5 questions")


async def dev_plays_the_other_side(stage: Stage, calendar: Calendar) -> None:
    overview = card(await stage.type("ana", "/meeting prep Globex", "dm"))
    form(await stage.press("ana", "Practise with a peer", "dm", on=overview))
    card(await stage.fill("ana", {"With whom?": "dev"}))
    await stage.settle()
    asked = await only(stage, "dev", "Ana Souza prepares to meet someone at Globex")
    card(await stage.press("dev", "I can", "dm", on=asked))
    await stage.settle()
    agreed = await only(stage, "ana", "Dev Raman will practise with you for Globex")
    done = card(await stage.press("ana", "We have practised", "dm", on=agreed))
    assert "Dev gets 3 points" in done.headline
    await stage.settle()
    await on_the_board(stage, 3, "Dev Raman")


async def the_day_has_its_plan(stage: Stage, calendar: Calendar) -> None:
    await plan.the_hour_before_gives_all_there_is_to_say(stage, calendar, says=(NOTE, STORY))
    await nobody_else_reads(stage)


async def ana_tells_how_it_was(stage: Stage, calendar: Calendar) -> None:
    assert not await told(stage, "ana", "How was it")
    await calendar.to(at(26, 13, minute=36))  # a quarter of an hour after its end
    question = await only(stage, "ana", "How was it at Globex?")
    assert question.buttons == ("Tell how it was", "It did not take place")
    blank = form(await stage.press("ana", "Tell how it was", "dm", on=question))
    assert blank.title == "How was it?"
    kept = card(
        await stage.fill(
            "ana",
            {
                "What did you learn?": LEARNT,
                "Is the company still a prospect for you?": "Yes",
                "May you stay in touch?": "Yes: in a week, then monthly",
                "Did they ask for your résumé?": "Yes",
                "Where could you add value?": "a tour through their returns",
                "How could you help them?": "my sheet on returns",
                "Whom could you introduce to them?": "Tom, who plans routes",
                "What may your introducer read?": TOLD,
            },
        )
    )
    assert kept.headline == "You met someone at Globex, and what you told is kept"
    assert (
        "I remind you of your résumé today at 18:00, the thank-you tomorrow at 11:20 and two more later."
        in kept.text
    )
    assert "Ben Tan gets 5 points and reads what you wrote for them." in kept.text
    assert kept.buttons == ("Next: Acme Corp", "My follow-ups", "Change it")
    await stage.settle()
    (asked,) = [shown for shown in await stage.seen("ana", "dm") if shown.id == question.id]
    assert asked.headline == "You told how it was at Globex"
    assert "Globex · in touch" in card(await stage.type("ana", "/target list", "dm")).text
    assert TOLD in (await newest(stage, "ben", "dm")).text
    assert "Ana Souza met someone at Globex" in [shown.headline for shown in await stage.seen("ben", "room")]
    await on_the_board(stage, 10)
    await nobody_else_reads(stage)


async def the_resume_goes_out_in_the_evening(stage: Stage, calendar: Calendar) -> None:
    await calendar.to(at(26, 16))  # 18:01
    asked = await only(stage, "ana", "They asked for your résumé at Globex")
    assert asked.buttons == ("Done", "Later", "Not needed")
    card(await stage.press("ana", "Done", "dm", on=asked))
    await stage.settle()
    settled = await only(stage, "ana", "Done: your résumé, Globex")
    assert settled.id == asked.id


async def the_thank_you_has_a_draft(stage: Stage, calendar: Calendar) -> None:
    await calendar.to(at(27, 9, minute=21))  # twenty hours after the end
    thanks = await only(stage, "ana", "A thank-you for your meeting at Globex")
    assert f"What stays with me: {LEARNT}." in thanks.to_copy
    assert "If it is useful to you: my sheet on returns." in thanks.to_copy
    card(await stage.press("ana", "Done", "dm", on=thanks))


async def after_a_week_two_things_come_together(stage: Stage, calendar: Calendar) -> None:
    for day, month in ((30, 11), (2, 12), (3, 12)):  # the check-in comes, and closes, between
        await calendar.to(at(day, 8, month))
    both = (await told(stage, "ana", "2 things for you"))[-1]
    assert "A good day to write to your contact at Globex" in both.text
    assert "An article that touches what you talked about" in both.text
    assert "You noted: Tom, who plans routes" in both.text
    owed = card(await stage.type("ana", "/meeting followups", "dm"))
    touch = card(await stage.choose("ana", "Open one …", "Globex · staying in touch", "dm", on=owed))
    done = card(await stage.press("ana", "Done", "dm", on=touch))
    assert "I come back to it on 4 January 2027 at 10:00." in done.text  # the third is a Sunday
    promise = card(
        await stage.choose("ana", "Open one …", "Globex · the introduction you promised", "dm", on=owed)
    )
    later = card(await stage.press("ana", "Later", "dm", on=promise))
    assert "I come back to it on 10 December at 10:00." in later.text


async def the_promise_comes_until_it_is_kept(stage: Stage, calendar: Calendar) -> None:
    await calendar.to(at(10, 8, 12))
    promise = await only(stage, "ana", "An introduction you promised at Globex")
    card(await stage.press("ana", "Done", "dm", on=promise))
    again = no(await stage.press("ana", "Done", "dm", on=promise))
    assert "You have done this already" in again.message


async def then_it_is_quiet(stage: Stage, calendar: Calendar) -> None:
    await calendar.to(at(24, 8, 12))
    assert not await told(stage, "ana", "An introduction you promised")
    assert not await told(stage, "ana", "A thank-you for")
    assert not await told(stage, "ana", "A good day to write")
    owed = card(await stage.type("ana", "/meeting followups", "dm"))
    assert owed.headline == "You have 1 follow-up"
    assert "Globex · staying in touch · on 4 January 2027 at 10:00" in owed.text
    await nobody_else_reads(stage)


ACTS: tuple[Act, ...] = (
    ana_is_introduced,
    plan.ana_is_asked_until_the_time_is_clear,
    plan.ana_plans_the_meeting,
    plan.the_same_meeting_is_not_planned_twice,
    ana_begins_to_prepare,
    plan.the_evening_before_says_what_is_missing,
    two_questions_more_make_it_ready,
    dev_plays_the_other_side,
    plan.a_meeting_is_not_told_of_before_it_is_held,
    the_day_has_its_plan,
    ana_tells_how_it_was,
    the_resume_goes_out_in_the_evening,
    the_thank_you_has_a_draft,
    after_a_week_two_things_come_together,
    the_promise_comes_until_it_is_kept,
    then_it_is_quiet,
)


async def whole(stage: Stage) -> None:
    """Play all acts; the stage needs a group in its room in which nothing has happened yet."""
    calendar = Calendar(stage)
    for act in ACTS:
        await act(stage, calendar)
