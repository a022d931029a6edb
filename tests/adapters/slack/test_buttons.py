"""Buttons and menus: in messages, in private answers, in modals and on the Home tab."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from adapters.slack.config import Mode
from tests.adapters.slack.running import QUICK, Running, choose, enter, message_of, running, said
from tests.slack.server.views import View
from tests.slack.server.world import Message


async def posted(bot: Running) -> Message:
    """Let Ana post a card with everything that can be pressed."""
    await bot.gather("ana", "ben")
    await bot.type("ana", "/try post")
    await bot.settle()
    return bot.messages()[-1]


async def answered(bot: Running) -> Message:
    """Let Ana be shown such a card in private."""
    await bot.gather("ana")
    await bot.type("ana", "/try show")
    await bot.settle()
    return message_of(bot.shown("ana"))


async def in_modal(bot: Running) -> View:
    """Let Ana be shown such a card in a modal."""
    await bot.person("ana").press(await answered(bot), "Ask me")
    await bot.settle()
    view = bot.person("ana").view
    assert view
    enter(view, word="press", note="more than enough")
    await bot.person("ana").submit()
    return view


async def test_a_press_on_a_post_is_answered_in_private(any_bot: Running) -> None:
    post = await posted(any_bot)
    ack = await any_bot.person("ben").press(post, "Yes")
    assert (ack.payload, ack.calls) == (None, ())
    await any_bot.settle()
    assert any_bot.private("ben")[-1].startswith("You pressed yes")
    assert any_bot.messages()[-1].text == post.text
    assert message_of(any_bot.shown("ben")).to == any_bot.town.people["ben"].id


async def test_a_press_on_a_private_answer_replaces_it(bot: Running) -> None:
    answer = await answered(bot)
    await bot.person("ana").press(answer, "Yes")
    await bot.settle()
    assert message_of(bot.shown("ana")).ts == answer.ts
    assert bot.private("ana")[-1].startswith("You pressed yes")


async def test_a_problem_replaces_nothing(bot: Running) -> None:
    answer = await answered(bot)
    await bot.person("ana").press(answer, "Refuse")
    await bot.settle()
    assert bot.private("ana")[-1] == "Not today."
    assert message_of(bot.shown("ana")).ts != answer.ts


async def test_an_option_is_chosen(any_bot: Running) -> None:
    await choose(any_bot.person("ben"), await posted(any_bot), "Option 2")
    await any_bot.settle()
    assert any_bot.private("ben")[-1].startswith("You pressed 2")


async def test_a_form_is_opened(any_bot: Running) -> None:
    await any_bot.person("ben").press(await posted(any_bot), "Ask me")
    await any_bot.settle()
    view = any_bot.person("ben").view
    assert view
    assert view.spec["title"]["text"] == "Fill it in"


async def test_a_form_that_comes_too_late_is_opened_by_a_button(bot: Running) -> None:
    post = await posted(bot)
    bot.gate.close()
    pressing = asyncio.create_task(bot.person("ben").press(post, "Ask me"))
    await bot.gate.arrived.wait()
    bot.slack.world.clock.advance(timedelta(seconds=4))
    bot.gate.open.set()
    await pressing
    await bot.settle()
    assert bot.person("ben").view is None
    await bot.person("ben").press(message_of(bot.shown("ben")), "Fill it in")
    await bot.settle()
    assert bot.person("ben").view


async def test_a_picture_comes_with_the_answer(bot: Running) -> None:
    await bot.person("ben").press(await posted(bot), "Picture")
    await bot.settle()
    assert "image" in [each["type"] for each in message_of(bot.shown("ben")).blocks]


async def test_an_answer_that_takes_long_follows(sqlite_url: str, tmp_path: Path) -> None:
    async with running(Mode.ONE, sqlite_url, tmp_path, pace=replace(QUICK, in_time=0)) as bot:
        await bot.gather("ana", "ben")
        await bot.type("ana", "/try post")
        await bot.settle()
        bot.gate.close()
        await bot.person("ben").press(bot.messages()[-1], "Yes")
        before = bot.private("ben")
        bot.gate.open.set()
        await bot.settle()
        assert bot.private("ben")[: len(before)] == before
        assert bot.private("ben")[-1].startswith("You pressed yes")


async def test_a_button_of_an_earlier_version_says_so(bot: Running) -> None:
    post = await posted(bot)
    action = {"type": "button", "action_id": "old", "block_id": "b", "text": {}, "action_ts": "1.1"}
    await bot.person("ben").act(post, action)
    await bot.person("ben").act(post, {**action, "value": "no such call"})
    await bot.settle()
    assert bot.private("ben")[-2].startswith("This was made by an earlier version")
    assert "/help" in bot.private("ben")[-1]


async def test_a_press_in_a_modal_changes_that_modal(any_bot: Running) -> None:
    view = await in_modal(any_bot)
    await any_bot.person("ana").press(view, "Yes")
    await any_bot.settle()
    assert "You pressed yes" in said(view)
    assert any_bot.slack.views.stacks[view.user] == [view]
    await any_bot.person("ana").press(view, "Again")  # it still knows its room
    await any_bot.settle()
    assert "You pressed again" in said(view)


async def test_a_form_follows_a_modal(bot: Running) -> None:
    view = await in_modal(bot)
    await bot.person("ana").press(view, "Ask me")
    await bot.settle()
    assert bot.person("ana").view is view
    assert view.spec["title"]["text"] == "Fill it in"


async def test_a_picture_follows_in_a_modal(bot: Running) -> None:
    view = await in_modal(bot)
    await bot.person("ana").press(view, "Picture")
    await bot.settle()
    assert "image" in [each["type"] for each in view.spec["blocks"]]


async def test_a_problem_lies_upon_the_modal(bot: Running) -> None:
    view = await in_modal(bot)
    await bot.person("ana").press(view, "Refuse")
    await bot.settle()
    above = bot.person("ana").view
    assert above
    assert above is not view
    assert said(above).endswith("Not today.")


async def test_a_problem_takes_the_place_of_the_modal_where_none_can_lie_upon_it(bot: Running) -> None:
    view = await in_modal(bot)
    bot.slack.views.stacks[view.user] = [view, view, view]
    await bot.person("ana").press(view, "Refuse")
    await bot.settle()
    assert said(view).endswith("Not today.")


async def home(bot: Running) -> View:
    """Let Ana look at her Home tab."""
    await bot.gather("ana")
    await bot.happenings.open_home(bot.town.people["ana"])
    await bot.settle()
    return bot.slack.views.homes[bot.town.people["ana"].id]


async def test_a_press_on_the_home_tab_opens_the_answer(any_bot: Running) -> None:
    await any_bot.person("ana").press(await home(any_bot), "See the leaderboard")
    await any_bot.settle()
    view = any_bot.person("ana").view
    assert view
    assert view.spec["callback_id"] == "result"


async def test_a_press_on_the_home_tab_opens_a_form(any_bot: Running) -> None:
    await any_bot.person("ana").press(await home(any_bot), "Ask for an introduction")
    await any_bot.settle()
    view = any_bot.person("ana").view
    assert view
    assert view.spec["title"]["text"] == "Ask to learn"


async def test_what_comes_too_late_for_the_home_tab_comes_as_a_direct_message(bot: Running) -> None:
    view = await home(bot)
    for label, expected in (("Ask for an introduction", "Press to go on"), ("See the leaderboard", "")):
        bot.gate.close()
        pressing = asyncio.create_task(bot.person("ana").press(view, label))
        await bot.gate.arrived.wait()
        bot.slack.world.clock.advance(timedelta(seconds=4))
        bot.gate.open.set()
        await pressing
        await bot.settle()
        assert expected in bot.messages(bot.person("ana").app_messages)[-1].text
    assert len(bot.messages(bot.person("ana").app_messages)) == 2


async def test_the_shortcut_thanks_the_author_of_a_message(any_bot: Running) -> None:
    await any_bot.gather("ana", "ben")
    ben = any_bot.town.people["ben"]
    message = Message(any_bot.town.room.id, any_bot.slack.world.clock.stamp(), ben.id, "I know someone", [])
    any_bot.town.room.messages[message.ts] = message
    await any_bot.person("ana").shortcut("thanks", message)
    await any_bot.settle()
    view = any_bot.person("ana").view
    assert view
    (state,) = view.values["peer"].values()
    assert state["selected_user"] == ben.id


async def test_the_shortcut_thanks_no_bot(bot: Running) -> None:
    await bot.gather("ana")
    await bot.person("ana").shortcut("thanks", bot.messages()[-1])
    await bot.settle()
    assert bot.private("ana")[-1].startswith("No person wrote that message")


async def test_a_shortcut_that_is_gone_says_so(bot: Running) -> None:
    await bot.gather("ana")
    bot.slack.app.shortcuts["once"] = "message"
    await bot.person("ana").shortcut("once", bot.messages()[-1])
    await bot.settle()
    assert bot.private("ana")[-1].startswith("This was made by an earlier version")
