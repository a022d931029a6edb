"""Ana prepares for Globex, and Dev plays the other side once, on every platform."""

from bot.core.card import shorten
from bot.core.limits import OPTION_LABEL
from tests.contract import story
from tests.contract.stage import NAMES, Shown, Stage
from tests.contract.story import LEARN, card, form, newest, no, on_the_board

FIRST = f"I would like to learn {LEARN.replace('their', 'your')}. Where would you begin?"
OWN = ("What do planners keep for themselves?", "What did you automate and take back?")
LATER = ("What do you read to keep up?", "Whom else would you ask about this?")
NOTES = {"The company": "Two warehouses, a third in spring.", "Their challenges": "Returns, on every page."}
STORY = "How we halved returns by asking one more question."
PITCH = "Do you have any openings right now?"
QUESTIONS = "Your questions"


async def ask_in_room(stage: Stage, who: str = "ben") -> Shown:
    """Give the ask as the room shows it now."""
    return next(
        shown
        for shown in await stage.seen(who, "room")
        if shown.headline == "Ana Souza is in touch with someone at Globex"
    )


async def ana_picks_and_writes_three_questions(stage: Stage) -> None:
    assert "Prepared" not in (await ask_in_room(stage)).text
    begun = card(await stage.type("ana", "/meeting prep Globex"))
    assert begun.headline == "Globex: five questions make a meeting ready"
    assert f"To learn: {LEARN}" in begun.text

    suggested = card(await stage.choose("ana", "See questions about …", "Insights: what they see", on=begun))
    assert FIRST in suggested.text
    picked = card(await stage.choose("ana", "Pick one …", shorten(FIRST, OPTION_LABEL), on=suggested))
    assert picked.headline == "Picked: 1 of 5 questions for Globex"
    assert picked.to_copy == FIRST

    mine = card(await stage.press("ana", "Back to my questions", on=picked))
    blank = form(await stage.press("ana", "Edit my questions", on=mine))
    assert blank.values() == {QUESTIONS: f"Insights: {FIRST}"}
    written = "\n".join([blank.values()[QUESTIONS], *OWN])
    kept = card(await stage.fill("ana", {QUESTIONS: written}))
    assert kept.headline == "Globex: 3 of 5 questions, no research yet"
    for question in (FIRST, *OWN):
        assert question in kept.text
    await stage.settle()
    for who in NAMES:
        assert "Prepared: questions 3 of 5" in (await ask_in_room(stage, who)).text


async def too_many_questions_are_refused_and_nothing_is_lost(stage: Stage) -> None:
    mine = card(await stage.type("ana", "/meeting prep Globex"))
    form(await stage.press("ana", "Edit my questions", on=mine))
    many = "\n".join(f"What is {number}?" for number in range(200))
    refused = no(await stage.fill("ana", {QUESTIONS: many}))
    assert "These are 200 questions; at most 20 can be kept" in f"{refused.message} {refused.at}"
    assert stage.form("ana").values() == {QUESTIONS: many}
    assert OWN[0] in card(await stage.type("ana", "/meeting prep Globex")).text


async def ana_notes_what_she_found_and_a_story(stage: Stage) -> None:
    mine = card(await stage.type("ana", "/meeting prep Globex"))
    notes = card(await stage.press("ana", "Notes and stories", on=mine))
    form(await stage.press("ana", "Research", on=notes))
    kept = card(await stage.fill("ana", NOTES))
    assert kept.headline == "Globex: 3 of 5 questions, research from two angles"
    form(await stage.press("ana", "Stories", on=notes))
    card(await stage.fill("ana", {"A story to end with": STORY}))
    shown = card(await stage.press("ana", "Notes and stories", on=mine))
    assert shown.headline == "Globex: research from two angles, one story"
    for text in (*NOTES.values(), STORY):
        assert text in shown.text
    await stage.settle()
    assert "Prepared: research ✓, questions 3 of 5" in (await ask_in_room(stage)).text


async def ana_asks_two_more_and_the_coach_reads_them(stage: Stage) -> None:
    mine = card(await stage.type("ana", "/meeting prep Globex"))
    blank = form(await stage.press("ana", "Edit my questions", on=mine))
    written = blank.values()[QUESTIONS]
    coached = card(await stage.fill("ana", {QUESTIONS: f"{written}\n{LATER[0]}\n{PITCH}"}))
    assert coached.headline.startswith("This question may read as asking for a job: “")
    assert coached.buttons == ("Use this", "Edit my questions", "Keep mine")
    form(await stage.press("ana", "Edit my questions", on=coached))
    ready = card(await stage.fill("ana", {QUESTIONS: "\n".join([written, *LATER])}))
    assert ready.headline == "Globex: 5 questions, research from two angles"
    assert "You are ready." in ready.text
    await stage.settle()
    assert "Prepared: research ✓, 5 questions" in (await ask_in_room(stage)).text


async def dev_plays_the_other_side(stage: Stage) -> None:
    mine = card(await stage.type("ana", "/meeting prep Globex"))
    form(await stage.press("ana", "Practise with a peer", on=mine))
    asked = card(await stage.fill("ana", {"With whom?": "dev"}))
    assert asked.headline == "Dev Raman is asked whether they would practise with you"
    await stage.settle()
    question = await newest(stage, "dev", "dm")
    assert question.headline == "Ana Souza prepares to meet someone at Globex. Would you practise with them?"
    assert question.buttons == ("I can", "Not this time")
    for private in (FIRST, *OWN, STORY, *NOTES.values()):
        assert private not in question.text

    shown = card(await stage.press("dev", "I can", on=question))
    await stage.settle()
    assert (await newest(stage, "dev", "dm")).id == question.id
    for played in (await newest(stage, "dev", "dm"), shown):
        assert played.headline == "You play someone from Globex, for Ana Souza"
        assert LATER[1] in played.text
        for private in (STORY, *NOTES.values()):
            assert private not in played.text


async def ana_confirms_the_practice_run(stage: Stage) -> None:
    agreed = await newest(stage, "ana", "dm")
    assert agreed.headline == "Dev Raman will practise with you for Globex"
    done = card(await stage.press("ana", "We have practised", on=agreed))
    assert done.headline == "You practised with Dev Raman for Globex. Dev gets 3 points"
    assert "done already" in no(await stage.press("ana", "We have practised", on=agreed)).message
    await stage.settle()
    told = await newest(stage, "dev", "dm")
    assert told.headline == "Ana Souza says that you practised together for Globex"
    assert "3 points" in told.text
    assert not any(FIRST in shown.text for shown in await stage.seen("dev", "dm"))
    await on_the_board(stage, 3, "Dev Raman")
    for who in NAMES.keys() - {"ana"}:
        everything = [*await stage.seen(who, "dm"), *await stage.seen(who, "room")]
        assert not any(private in shown.text for shown in everything for private in (FIRST, STORY))


async def test_a_preparation_from_the_first_question_to_the_practice_run(group: Stage) -> None:
    for act in story.ACTS[: story.ACTS.index(story.they_meet)]:
        await act(group)
    await ana_picks_and_writes_three_questions(group)
    await too_many_questions_are_refused_and_nothing_is_lost(group)
    await ana_notes_what_she_found_and_a_story(group)
    await ana_asks_two_more_and_the_coach_reads_them(group)
    await dev_plays_the_other_side(group)
    await ana_confirms_the_practice_run(group)
