"""A practice run: a peer is asked, sees only what they need, and their help counts once it is confirmed."""

import pytest

from bot.core.call import Call
from bot.core.card import Card
from bot.core.errors import Problem
from tests.bot.commands.meetings import planned, points
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts

QUESTIONS = "What changed since you came?\nWhat is hard about returns?"


@pytest.fixture
async def prepared(group: Scene) -> Scene:
    """Let Ana have two questions, a note and a story for Globex."""
    a_card(await group.type("ana", "/meeting prep Globex"))
    await group.submit("ana", Call.to("meeting questions", preparation=1).encode(), questions=QUESTIONS)
    await group.press("ana", Call.to("meeting research", preparation=1, culture="private note"))
    await group.press("ana", Call.to("meeting stories", preparation=1, first="private story"))
    return group


async def ask(scene: Scene, peer: str = "dev") -> Card:
    form = a_form(await scene.press("ana", Call.to("meeting practise", preparation=1)))
    assert form.title == "A practice run"
    return a_card(await scene.submit("ana", form, peer=f"<@{peer}>"))


async def last(scene: Scene, who: str) -> Card:
    return (await scene.messages(who))[-1]


async def test_a_peer_is_asked_and_sees_the_company_alone(prepared: Scene) -> None:
    meeting = await planned(prepared)
    told = await ask(prepared)
    assert told.headline == "Dev is asked whether they would practise with you"
    question = await last(prepared, "dev")
    assert question.headline == "Ana prepares to meet someone at Globex. Would you practise with them?"
    assert f"A run of {meeting.minutes} minutes" in texts(question)
    assert list(pressable(question)) == ["I can", "Not this time"]
    for private in ("changed", "private", "Maria"):
        assert private not in texts(question)
    for who in ("ben", "cleo", "tuesday"):
        assert not any("practise" in texts(card) for card in await prepared.messages(who))


async def test_who_agrees_gets_the_questions_and_nothing_else(prepared: Scene) -> None:
    await ask(prepared)
    shown = a_card(await prepared.press_on("dev", "I can"))
    assert shown.headline == "You play someone from Globex, for Ana"
    assert await last(prepared, "dev") == shown
    assert "What is hard about returns?" in texts(shown)
    assert "private" not in texts(shown)
    assert "about returns" not in await prepared.everything()  # what is for one person is sealed
    agreed = await last(prepared, "ana")
    assert agreed.headline == "Dev will practise with you for Globex"
    overview = a_card(await prepared.press_on("ana", "See my questions"))
    assert "Practised with Dev" in pressable(overview)


async def test_a_changed_question_is_changed_for_the_peer_who_agreed(prepared: Scene) -> None:
    await ask(prepared)
    await ask(prepared, "cleo")
    await prepared.press_on("dev", "I can")
    await prepared.press("ana", Call.to("meeting questions", preparation=1, questions="What will change?"))
    assert "What will change?" in texts(await last(prepared, "dev"))
    assert "What will change?" not in texts(await last(prepared, "cleo"))


async def test_not_this_time_is_kept_nowhere_and_told_to_nobody(prepared: Scene) -> None:
    await ask(prepared)
    await prepared.deliver()
    told = len(prepared.told)
    a_card(await prepared.press_on("dev", "Not this time"))
    await prepared.deliver()
    assert [(to, card.headline) for to, card in prepared.told[told:]] == [
        ("dev", "Noted: no practice run for Globex this time")
    ]
    assert "Dev is not told" not in texts(await last(prepared, "dev"))
    form = a_form(await prepared.press("ana", Call.to("meeting practise", preparation=1)))
    refused = await prepared.submit("ana", form, peer="<@dev>")
    assert isinstance(refused, Problem)
    assert refused.fields == {"peer": "You have asked this peer already."}


async def test_a_confirmed_run_counts_once_and_can_be_taken_back(prepared: Scene) -> None:
    await ask(prepared)
    await prepared.press_on("dev", "I can")
    agreed = await last(prepared, "ana")
    done = a_card(await prepared.press("ana", pressable(agreed)["We have practised"], DM))
    assert done.headline == "You practised with Dev for Globex. Dev gets 3 points"
    assert await last(prepared, "ana") == done
    assert await points(prepared, "dev") == 3
    told = await last(prepared, "dev")
    assert told.headline == "Ana says that you practised together for Globex"
    assert "It counts 3 points." in texts(told)
    assert not any("returns" in texts(card) for card in await prepared.messages("dev"))
    message = a_problem(await prepared.press("ana", pressable(agreed)["We have practised"], DM), "too_late")
    assert message == "This practice run is done already."
    assert await points(prepared, "dev") == 3

    undone = a_card(await prepared.press("ana", pressable(done)["Undo"], DM))
    assert undone.headline == "Taken back: you have not practised with Dev yet"
    assert await points(prepared, "dev") == 0
    back = [texts(card) for card in await prepared.messages("dev")]
    assert any("Ana pressed too early" in text and "3 points wait until then." in text for text in back)
    assert any("What is hard about returns?" in text for text in back)
    a_problem(await prepared.press("ana", pressable(done)["Undo"], DM), "too_late")
    a_card(await prepared.press("ana", pressable(undone)["We have practised"], DM))
    assert await points(prepared, "dev") == 3


async def test_who_practised_without_an_answer_can_be_thanked_too(prepared: Scene) -> None:
    asked = await ask(prepared)
    a_card(await prepared.press("ana", pressable(asked)["We have practised"]))
    assert await points(prepared, "dev") == 3


async def test_a_group_may_count_it_for_nothing(prepared: Scene) -> None:
    a_card(await prepared.type("ana", "/group settings practice_points:0"))
    asked = await ask(prepared)
    done = a_card(await prepared.press("ana", pressable(asked)["We have practised"]))
    assert done.headline == "You practised with Dev for Globex."
    assert "point" not in texts(await last(prepared, "dev"))


async def test_not_oneself_and_not_a_fourth(prepared: Scene) -> None:
    await prepared.type("eve", "/group join")
    form = a_form(await prepared.press("ana", Call.to("meeting practise", preparation=1)))
    for peer, said in (("ana", "A practice run needs somebody"), ("zoe", "not in this group")):
        refused = await prepared.submit("ana", form, peer=f"<@{peer}>")
        assert isinstance(refused, Problem)
        assert said in refused.fields["peer"]
    for peer in ("ben", "cleo", "dev"):
        await ask(prepared, peer)
    refused = await prepared.submit("ana", form, peer="<@eve>")
    assert isinstance(refused, Problem)
    assert refused.fields["peer"] == "You have asked 3 peers, which is enough for one company."


async def test_only_who_was_asked_may_answer_and_only_the_owner_confirms(prepared: Scene) -> None:
    await ask(prepared)
    await prepared.deliver()
    before = await prepared.everything()
    for who in ("ben", "ana"):
        for path in ("meeting agree", "meeting pass"):
            told = a_problem(await prepared.press(who, Call.to(path, preparation=1)), "not_found")
            assert told == "Nobody asked you for this practice run."
    dev = await prepared.id("dev")
    for path in ("meeting practised", "meeting unpractised"):
        a_problem(await prepared.press("dev", Call.to(path, preparation=1, peer=dev)), "not_yours")
    call = Call.to("meeting practised", preparation=1, peer=await prepared.id("ben"))
    a_problem(await prepared.press("ana", call), "not_found")
    assert await prepared.everything() == before


async def test_buttons_of_yesterday_say_what_happened_meanwhile(prepared: Scene) -> None:
    await ask(prepared)
    question = await last(prepared, "dev")
    a_card(await prepared.press("dev", pressable(question)["I can"], DM))
    a_problem(await prepared.press("dev", pressable(question)["I can"], DM), "too_late")
    message = a_problem(await prepared.press("dev", pressable(question)["Not this time"], DM), "too_late")
    assert message == "You said that you can. If it does not suit you any more, a word to Ana is all."


async def test_it_is_as_long_as_the_ask_or_twenty_minutes(group: Scene) -> None:
    a_card(await group.type("ana", "/meeting prep Globex"))
    await ask(group)
    assert "A run of 20 minutes" in texts(await last(group, "dev"))
    await group.type("ana", "/intro ask Globex how they decide what to automate minutes:30")
    await ask(group, "ben")
    assert "A run of 30 minutes" in texts(await last(group, "ben"))
    shown = a_card(await group.press_on("ben", "I can"))
    assert "Ana is still choosing questions; they will stand here." in texts(shown)
