"""Slash commands: the answer goes with the acknowledgement, and nothing stands before it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.slack.config import Mode
from tests.adapters.slack.running import QUICK, Running, message_of, running, said, view_of
from tests.slack.server.faults import ApiError


async def test_an_answer_goes_with_the_acknowledgement_and_asks_slack_nothing(any_bot: Running) -> None:
    await any_bot.gather("ana", "ben")
    ack = await any_bot.person("ana").command(any_bot.town.room, "/target", "add Globex")
    assert ack.calls == ()
    assert ack.payload["response_type"] == "ephemeral"
    assert "Globex is on your list" in ack.payload["text"]


async def test_what_the_group_should_know_is_posted(any_bot: Running) -> None:
    await any_bot.gather("ana", "ben")
    await any_bot.type("ana", "/target add Globex")
    await any_bot.settle()
    assert "Ana Souza wants to learn about Globex" in any_bot.messages()[-1].text


async def test_a_problem_goes_with_the_acknowledgement_too(bot: Running) -> None:
    said = await bot.type("ana", "/target list")
    assert said["text"].startswith("No group lives in this channel yet")
    assert said["response_type"] == "ephemeral"


async def test_every_command_can_be_typed_under_the_umbrella(bot: Running) -> None:
    await bot.gather("ana")
    assert "Globex" in (await bot.type("ana", "/netlearn target add Globex"))["text"]
    assert "/target" in (await bot.type("ana", "/netlearn"))["text"]


async def test_the_word_payload_is_a_word(bot: Running) -> None:
    await bot.gather("ana")  # Bolt's own reading of a body would see no command here
    assert "payload=" in (await bot.type("ana", "/target add payload="))["text"]


async def test_a_form_is_opened_after_the_acknowledgement(any_bot: Running) -> None:
    await any_bot.gather("ana")
    ack = await any_bot.person("ana").command(any_bot.town.room, "/intro", "ask Globex")
    assert (ack.payload, ack.calls) == (None, ())
    await any_bot.settle()
    view = any_bot.person("ana").view
    assert view
    assert view.spec["title"]["text"] == "Ask to learn"


async def test_a_form_that_comes_too_late_is_opened_by_a_button(bot: Running) -> None:
    await bot.gather("ana")
    bot.gate.close()
    typing = asyncio.create_task(bot.type("ana", "/intro ask Globex"))
    await bot.gate.arrived.wait()
    bot.slack.world.clock.advance(timedelta(seconds=4))
    bot.gate.open.set()
    await typing
    await bot.settle()
    assert bot.person("ana").view is None
    button = message_of(bot.shown("ana"))
    await bot.person("ana").press(button, "Ask to learn")
    await bot.settle()
    assert (
        view_of(bot.shown("ana")).values["company"]["field:intro ask"]["selected_option"]["value"] == "Globex"
    )


async def test_a_form_that_slack_refuses_is_not_passed_over_in_silence(bot: Running) -> None:
    await bot.gather("ana")
    bot.slack.faults.add("views.open", ApiError("invalid_arguments"))
    await bot.type("ana", "/intro ask Globex")
    await bot.settle()
    assert bot.private("ana")[-1].startswith("Sorry, that went wrong on our side")


async def test_a_picture_is_uploaded_and_then_shown_in_one_answer(any_bot: Running) -> None:
    await any_bot.gather("ana")
    any_bot.slack.files.late = 1  # Slack looks at a file before it lets it be shown
    ack = await any_bot.person("ana").command(any_bot.town.room, "/try", "picture")
    assert (ack.payload, ack.calls) == (None, ())
    await any_bot.settle()
    shown = [each for each in any_bot.private("ana") if "A picture between words" in each]
    assert len(shown) == 1
    assert [each["type"] for each in message_of(any_bot.shown("ana")).blocks].count("image") == 1


async def test_a_picture_that_is_there_goes_with_the_acknowledgement(bot: Running) -> None:
    await bot.gather("ana", "ben")
    await bot.type("ana", "/try picture")
    await bot.settle()
    payload = await bot.type("ben", "/try picture")
    assert "slack_file" in next(each for each in payload["blocks"] if each["type"] == "image")
    assert len(bot.slack.files.all()) == 1


async def test_a_picture_that_cannot_be_uploaded_is_said_in_words(bot: Running) -> None:
    await bot.gather("ana")
    bot.slack.active(bot.town.team.id).scopes -= {"files:write"}
    await bot.type("ana", "/try picture")
    await bot.settle()
    assert "Ana 5, Ben 3" in bot.private("ana")[-1]


async def test_a_picture_that_slack_never_looks_at_is_said_in_words(bot: Running) -> None:
    await bot.gather("ana")
    bot.slack.files.late = 100
    await bot.type("ana", "/try picture")
    await bot.settle()
    assert "Ana 5, Ben 3" in said(bot.shown("ana"))
    assert "image" not in [each["type"] for each in message_of(bot.shown("ana")).blocks]


@pytest.mark.parametrize("line", ["/target add Globex", "/try picture", "/target lisst"])
async def test_an_answer_that_takes_long_follows_by_the_response_url(
    sqlite_url: str, tmp_path: Path, line: str
) -> None:
    async with running(Mode.ONE, sqlite_url, tmp_path) as bot:
        await bot.gather("ana")
    async with running(Mode.ONE, sqlite_url, tmp_path, pace=replace(QUICK, in_time=0)) as bot:
        bot.gate.close()
        assert await bot.type("ana", line) is None
        before = len(bot.private("ana"))
        bot.gate.open.set()
        await bot.settle()
        assert len(bot.private("ana")) == before + 1


async def test_a_form_that_takes_long_is_opened_by_a_button(sqlite_url: str, tmp_path: Path) -> None:
    async with running(Mode.ONE, sqlite_url, tmp_path, pace=replace(QUICK, in_time=0)) as bot:
        await bot.gather("ana")
        bot.gate.close()
        await bot.type("ana", "/intro ask Globex")
        bot.slack.world.clock.advance(timedelta(seconds=4))
        bot.gate.open.set()
        await bot.settle()
        assert bot.person("ana").view is None
        assert "Press to go on" in bot.private("ana")[-1]


async def test_direct_messages_are_no_room(bot: Running) -> None:
    await bot.gather("ana")
    answer = await bot.type("ana", "/target list", bot.person("ana").app_messages)
    assert answer["text"].startswith("Your list is empty")


async def test_a_private_channel_is_a_room_whose_name_slack_does_not_tell(bot: Running) -> None:
    everybody = [*bot.town.people.values(), bot.town.bot]
    secret = bot.slack.world.add_channel(bot.town.team, "secret", *everybody, is_private=True)
    await bot.type("ana", '/group setup "Behind the door"', secret)
    await bot.settle()
    assert "Behind the door meets here now" in bot.messages(secret)[-1].text


async def test_a_fault_of_ours_is_owned_without_a_word_of_what_was_written(
    bot: Running, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await bot.gather("ana")

    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Ana's secret")

    monkeypatch.setattr(bot.gate, "typed", fail)
    assert "on our side" in (await bot.type("ana", "/target list"))["text"]
    logged = capsys.readouterr().out
    assert "RuntimeError" in logged
    assert "secret" not in logged
