"""Presses on messages, and shortcuts on them: what the app is sent, and what a response_url can do."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.pieces import PRESS, shown
from tests.slack.server.person import Person
from tests.slack.server.world import Json, Message
from tests.slack.town import Town, Tried


async def posted(client: AsyncWebClient, town: Town) -> Message:
    answer = await client.chat_postMessage(channel=town.room.id, text="x", blocks=[PRESS])
    return town.room.messages[answer["ts"]]


async def test_a_press_has_all_that_slack_sends(
    ana: Person, town: Town, tried: Tried, client: AsyncWebClient
) -> None:
    message = await posted(client, town)
    await ana.press(message, "Press")
    (heard,) = tried.heard
    assert heard["type"] == "block_actions"
    assert heard["user"] == {
        "id": ana.user.id,
        "username": "ana",
        "name": "ana",
        "team_id": town.team.id,
    }
    assert heard["team"] == {"id": town.team.id, "domain": "job-seekers"}
    assert heard["enterprise"] is None
    assert heard["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": town.room.id,
        "is_ephemeral": False,
    }
    assert heard["channel"] == {"id": town.room.id, "name": "job-seekers"}
    assert heard["message"] == message.as_json()
    (action,) = heard["actions"]
    assert (action["action_id"], action["value"], action["block_id"]) == (
        "a",
        "v",
        message.blocks[0]["block_id"],
    )


async def test_an_ephemeral_message_is_not_kept_and_not_sent(ana: Person, town: Town, tried: Tried) -> None:
    tried.answer = lambda ack, body, client: ack({"text": "said", "blocks": [PRESS]})
    await ana.command(town.room, "/target")
    (message,) = town.slack.shown[ana.user.id]
    tried.answer = None
    await ana.press(message, "Press")
    pressed = tried.heard[1]
    assert "message" not in pressed
    assert pressed["container"]["is_ephemeral"]


async def test_a_press_replaces_its_message_by_its_response_url(
    ana: Person, town: Town, tried: Tried, client: AsyncWebClient
) -> None:
    message = await posted(client, town)
    await ana.press(message, "Press")
    await respond(town, tried, {"text": "new", "blocks": [], "replace_original": True})
    assert (message.text, message.blocks, message.edited is not None) == ("new", [], True)
    await respond(town, tried, {"text": "more"})
    await respond(town, tried, {"text": "all", "response_type": "in_channel"})
    assert (shown(town), len(town.room.messages)) == (["more"], 2)
    await respond(town, tried, {"delete_original": True})
    assert message.ts not in town.room.messages


async def respond(town: Town, tried: Tried, body: Json, status: int = 200) -> str:
    async with (
        ClientSession() as session,
        session.post(tried.heard[-1]["response_url"], json=body) as response,
    ):
        assert response.status == status
        return await response.text()


async def test_a_press_on_an_ephemeral_message_replaces_it_for_its_person(
    ana: Person, town: Town, tried: Tried
) -> None:
    tried.answer = lambda ack, body, client: ack({"text": "first", "blocks": [PRESS]})
    await ana.command(town.room, "/target")
    (message,) = town.slack.world.ephemeral.values()
    tried.answer = None
    await ana.press(message, "Press")
    await respond(town, tried, {"text": "second", "blocks": [PRESS], "replace_original": True})
    assert shown(town) == ["first", "second"]
    assert list(town.slack.world.ephemeral.values()) == [message]


async def test_the_response_url_of_a_command_replaces_nothing(ana: Person, town: Town, tried: Tried) -> None:
    tried.answer = lambda ack, body, client: ack("first")
    await ana.command(town.room, "/target")
    await respond(town, tried, {"text": "second", "replace_original": True})
    assert [each.text for each in town.slack.world.ephemeral.values()] == ["first", "second"]


async def test_a_response_url_is_good_five_times_in_thirty_minutes(
    ana: Person, town: Town, tried: Tried
) -> None:
    await ana.command(town.room, "/target")
    for _ in range(5):
        assert await respond(town, tried, {"text": "x"}) == "ok"
    assert "used_url" in await respond(town, tried, {"text": "x"}, 404)
    await ana.command(town.room, "/target")
    assert "invalid_blocks" in await respond(town, tried, {"text": "x", "blocks": [{"type": "x"}]}, 404)
    town.slack.world.clock.advance(timedelta(minutes=30, seconds=1))
    assert "expired_url" in await respond(town, tried, {"text": "x"}, 404)


async def test_a_shortcut_on_a_message_brings_it_along(
    ana: Person, town: Town, tried: Tried, client: AsyncWebClient
) -> None:
    message = await posted(client, town)
    await ana.shortcut("thank", message)
    heard = tried.heard[-1]
    assert (heard["type"], heard["callback_id"], heard["message_ts"]) == (
        "message_action",
        "thank",
        message.ts,
    )
    assert heard["message"]["user"] == town.bot.id
    assert heard["channel"]["id"] == town.room.id
    await ana.shortcut("anywhere")
    assert tried.heard[-1]["type"] == "shortcut"
    with pytest.raises(LookupError):
        await ana.shortcut("thank")
