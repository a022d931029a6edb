"""Forms as modals: what is submitted, what is wrong with it, and what may be meant while it is typed."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.slack.config import Mode
from tests.adapters.slack.running import QUICK, Running, enter, running, said
from tests.slack.server.views import View


async def form(bot: Running, who: str = "ana") -> View:
    """Let somebody open a form with everything in it."""
    await bot.gather("ana", "ben")
    await bot.type(who, "/try fill Globex")
    await bot.settle()
    view = bot.person(who).view
    assert view
    return view


async def test_a_submitted_form_shows_its_answer(any_bot: Running) -> None:
    view = await form(any_bot)
    enter(view, note="two lines\nof it", fit="5")
    assert await any_bot.person("ana").submit() == {}
    assert "Globex fits 5 of 5" in said(view)
    assert "two lines\nof it" in said(view)
    assert view.spec["callback_id"] == "result"


async def test_no_call_of_slack_stands_before_the_answer(bot: Running) -> None:
    view = await form(bot)
    enter(view, note="enough")
    before = len(bot.slack.calls.all)
    await bot.person("ana").submit()
    assert [each.method for each in bot.slack.calls.all[before:]] == []


async def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(any_bot: Running) -> None:
    view = await form(any_bot)
    enter(view, note="no", fit="7")
    errors = await any_bot.person("ana").submit()
    assert errors.keys() == {"note", "fit"}
    assert "“no” is very short" in errors["note"]
    assert any_bot.person("ana").view is view
    enter(view, note="more than enough", fit="4")
    assert await any_bot.person("ana").submit() == {}
    assert "Globex fits 4 of 5" in said(view)


async def test_a_form_may_follow_a_form(bot: Running) -> None:
    view = await form(bot)
    enter(view, word="again", note="enough")
    await bot.person("ana").submit()
    assert view.spec["callback_id"] == "form"
    (state,) = view.values["word"].values()
    assert state["selected_option"]["value"] == "Acme"


async def test_a_picture_follows_the_answer(bot: Running) -> None:
    view = await form(bot)
    enter(view, word="picture", note="The first")
    await bot.person("ana").submit()
    assert "Ana 5, Ben 3" in said(view)
    await bot.settle()
    assert "image" in [each["type"] for each in view.spec["blocks"]]


async def test_fields_that_were_left_alone_are_empty(bot: Running) -> None:
    view = await form(bot)
    enter(view, note="enough")
    del view.values["fit"]  # Slack leaves out what it does not know
    await bot.person("ana").submit()
    assert "Globex fits 3 of 5" in said(view)


async def test_suggestions_come_from_the_store(any_bot: Running) -> None:
    view = await form(any_bot)
    (action,) = view.values["word"]
    offered = await any_bot.person("ana").suggestions("word", action, "Glo")
    assert [each["text"]["text"] for each in offered] == ["Glo", "Globex", "Globant"]
    assert [each["value"] for each in await any_bot.person("ana").suggestions("word", action, "")] == [
        "Globex",
        "Globant",
        "Acme",
    ]


async def test_a_late_answer_takes_the_place_of_the_form(sqlite_url: str, tmp_path: Path) -> None:
    async with running(Mode.ONE, sqlite_url, tmp_path, pace=replace(QUICK, in_time=0)) as bot:
        view = await form(bot)
        enter(view, note="enough")
        bot.gate.close()
        await bot.person("ana").submit()
        assert "One moment" in said(view)
        bot.slack.world.clock.advance(timedelta(seconds=10))
        bot.gate.open.set()
        await bot.settle()
        assert "Globex fits 3 of 5" in said(view)


async def test_a_late_problem_brings_the_form_back_with_what_was_typed(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with running(Mode.ONE, sqlite_url, tmp_path, pace=replace(QUICK, in_time=0)) as bot:
        view = await form(bot)
        enter(view, word="Initech & Söhne", note="no", fit="2")
        bot.gate.close()
        await bot.person("ana").submit()
        bot.gate.open.set()
        await bot.settle()
        assert "“no” is very short" in said(view)
        (word,), (note,), (fit,) = (view.values[name].values() for name in ("word", "note", "fit"))
        assert (word["selected_option"]["value"], note["value"], fit["value"]) == (
            "Initech & Söhne",
            "no",
            "2",
        )
        enter(view, note="more than enough")
        await bot.person("ana").submit()
        await bot.settle()
        assert "Initech & Söhne fits 2 of 5" in said(view)


async def test_a_late_form_takes_the_place_of_the_form(sqlite_url: str, tmp_path: Path) -> None:
    async with running(Mode.ONE, sqlite_url, tmp_path, pace=replace(QUICK, in_time=0)) as bot:
        view = await form(bot)
        enter(view, word="again", note="enough")
        await bot.person("ana").submit()
        await bot.settle()
        assert view.spec["callback_id"] == "form"


@pytest.mark.parametrize("kept", ["", "{}", '{"call": 1, "room": null}', "not JSON"])
async def test_a_form_of_an_earlier_version_says_so(bot: Running, kept: str) -> None:
    view = await form(bot)
    view.spec["private_metadata"] = kept
    await bot.person("ana").submit()
    assert "earlier version" in said(view)


async def test_a_form_that_names_no_command_says_so(bot: Running) -> None:
    view = await form(bot)
    view.spec["private_metadata"] = '{"call": "no such command", "room": null}'
    errors = await bot.person("ana").submit()
    assert "/help" in errors["word"]


async def test_a_form_is_for_the_room_in_which_it_was_opened(bot: Running) -> None:
    await bot.gather("ana")
    await bot.type("ana", '/group setup "The Lobby"', bot.town.lobby)
    await bot.type("ana", "/target add", bot.town.lobby)
    await bot.settle()
    view = bot.person("ana").view
    assert view
    enter(view, company="Globex")
    await bot.person("ana").submit()
    await bot.settle()
    assert "Globex" in bot.messages(bot.town.lobby)[-1].text
    assert "Globex" not in bot.messages()[-1].text


async def test_a_stranger_who_submits_a_form_is_told_what_they_may_do(bot: Running) -> None:
    view = await form(bot)
    other = bot.slack.world.add_team("Elsewhere")
    bot.town.people["ana"].team = other.id
    enter(view, note="more than enough")
    await bot.person("ana").submit()
    assert "another workspace" in said(view)


async def test_suggestions_that_take_long_are_what_was_typed(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = await form(bot)

    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(bot.gate, "suggest", never)
    monkeypatch.setattr(bot.platform._at_work.requests._door._answers, "_in_time", 0)  # type: ignore[union-attr]
    (action,) = view.values["word"]
    offered = await bot.person("ana").suggestions("word", action, "Glo")
    assert [each["value"] for each in offered] == ["Glo"]
