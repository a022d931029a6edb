"""What happens in Slack reaches a real Bolt app, signed over HTTP and in envelopes, and comes back acknowledged."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.server.delivery import HttpDelivery, encoded
from tests.slack.server.errors import Unanswered
from tests.slack.server.payloads import url_verification
from tests.slack.server.person import Person, controls
from tests.slack.server.views import View
from tests.slack.server.world import Json, Message
from tests.slack.test_views import LINE, field, modal
from tests.slack.town import Town, Tried

PRESS: Json = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Press"}, "value": "v"}
    ],
}


def shown(town: Town, who: str = "ana") -> list[str]:
    """Give the texts of what somebody was shown in private."""
    found = town.slack.shown.get(town.people[who].id, [])
    return [each.text if isinstance(each, Message) else "a view" for each in found]


# Commands


async def test_a_command_has_all_that_slack_sends(ana: Person, town: Town, tried: Tried) -> None:
    await ana.command(town.room, "/target", "add Globex")
    (heard,) = tried.heard
    trigger, url = heard.pop("trigger_id"), heard.pop("response_url")
    assert heard == {
        "token": town.slack.app.verification_token,
        "team_id": town.team.id,
        "team_domain": "job-seekers",
        "channel_id": town.room.id,
        "channel_name": "job-seekers",
        "user_id": ana.user.id,
        "user_name": "ana",
        "command": "/target",
        "text": "add Globex",
        "api_app_id": town.slack.app.id,
        "is_enterprise_install": "false",
    }
    assert url.startswith(f"{town.slack.address}/commands/{town.team.id}/")
    assert town.slack.handles.exchange(trigger, town.team.id).user == ana.user.id


async def test_a_command_in_direct_messages_is_in_their_channel(
    ana: Person, town: Town, tried: Tried
) -> None:
    await ana.command(ana.app_messages, "/target")
    assert tried.heard[0]["channel_id"].startswith("D")
    assert tried.heard[0]["channel_name"] == "directmessage"


@pytest.mark.parametrize("said", ["said", {"text": "said"}, {"text": "said", "response_type": "ephemeral"}])
async def test_what_acknowledges_a_command_is_for_its_caller(
    ana: Person, town: Town, tried: Tried, said: Any
) -> None:
    tried.answer = lambda ack, body, client: ack(said)
    ack = await ana.command(town.room, "/target")
    assert (shown(town), shown(town, "ben")) == (["said"], [])
    assert not town.room.messages
    assert ack.calls == ()


async def test_what_acknowledges_a_command_may_be_for_all(ana: Person, town: Town, tried: Tried) -> None:
    tried.answer = lambda ack, body, client: ack({"text": "said", "response_type": "in_channel"})
    await ana.command(town.room, "/target")
    assert [each.text for each in town.room.messages.values()] == ["said"]
    assert shown(town) == []


async def test_an_acknowledgement_with_wrong_blocks_is_refused(ana: Person, town: Town, tried: Tried) -> None:
    tried.answer = lambda ack, body, client: ack({"text": "x", "blocks": [{"type": "header"}]})
    with pytest.raises(Unanswered, match="invalid_blocks"):
        await ana.command(town.room, "/target")
    assert shown(town) == []


async def test_only_commands_of_the_app_are_sent(ana: Person, town: Town, tried: Tried) -> None:
    with pytest.raises(Unanswered, match="not a valid command"):
        await ana.command(town.room, "/weather")
    assert not tried.heard


async def test_a_command_that_is_not_acknowledged_has_failed(ana: Person, town: Town, tried: Tried) -> None:
    async def never(ack: Any, body: Json, client: AsyncWebClient) -> None:
        raise RuntimeError

    tried.answer = never
    ana._delivery.patience = 0.2
    with pytest.raises(Unanswered, match=r"dispatch_failed|operation_timeout"):
        await ana.command(town.room, "/target")


async def test_calls_before_the_acknowledgement_are_seen(ana: Person, town: Town, tried: Tried) -> None:
    async def asks_first(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await client.auth_test()
        await ack()

    tried.answer = asks_first
    assert (await ana.command(town.room, "/target")).calls == ("auth.test",)


async def test_text_is_escaped_where_the_app_wants_it(ana: Person, town: Town, tried: Tried) -> None:
    text = "thank @Ben & <b> in #lobby, see https://a.example/?b=1&c or acme.com, ana@b.example @here @nobody"
    await ana.command(town.room, "/target", text)
    await ana.command(town.room, "/raw", text)
    escaped, raw = (each["text"] for each in tried.heard)
    ben = town.people["ben"].id
    assert raw == text
    assert escaped == (
        f"thank <@{ben}|ben> &amp; &lt;b&gt; in <#{town.lobby.id}|lobby>, "
        "see <https://a.example/?b=1&amp;c> or <http://acme.com|acme.com>, "
        "<mailto:ana@b.example|ana@b.example> <!here> @nobody"
    )


# Presses


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


# Views


async def opened(ana: Person, town: Town, tried: Tried, view: Json) -> View:
    async def opens(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    tried.answer = opens
    await ana.command(town.room, "/target")
    await town.slack.world.news.until(lambda: ana.view)
    tried.answer = None
    assert ana.view
    return ana.view


async def test_a_submission_has_what_was_entered(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(field("a"), callback_id="c", private_metadata="m & <n>"))
    view.values["a"]["field"]["value"] = "typed & <kept>"
    assert await ana.submit() == {}
    heard = tried.heard[-1]
    assert (heard["type"], heard["response_urls"]) == ("view_submission", [])
    assert heard["view"]["state"]["values"]["a"]["field"]["value"] == "typed & <kept>"
    assert (heard["view"]["callback_id"], heard["view"]["private_metadata"]) == ("c", "m & <n>")
    assert heard["view"]["id"] == view.id
    assert ana.view is None


async def test_what_is_wrong_stands_at_its_field(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(field("a")))
    view.values["a"]["field"]["value"] = "typed"
    tried.answer = lambda ack, body, client: ack(response_action="errors", errors={"a": "too short"})
    assert await ana.submit() == {"a": "too short"}
    assert ana.view is view
    assert view.values["a"]["field"]["value"] == "typed"
    for errors in ({"b": "nowhere"}, {"a": ""}):
        tried.answer = lambda ack, body, client, wrong=errors: ack(response_action="errors", errors=wrong)
        with pytest.raises(Unanswered, match="invalid_errors"):
            await ana.submit()


async def test_a_submission_may_show_something_else(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(field("a")))
    tried.answer = lambda ack, body, client: ack(response_action="push", view=modal(LINE))
    await ana.submit()
    assert ana.view
    assert ana.view.previous == view.id
    tried.answer = lambda ack, body, client: ack(response_action="update", view=modal(LINE, LINE))
    await ana.submit()
    assert len(ana.view.spec["blocks"]) == 2
    tried.answer = lambda ack, body, client: ack(response_action="update", view=modal(*[LINE] * 101))
    with pytest.raises(Unanswered, match="no more than 100"):
        await ana.submit()
    tried.answer = lambda ack, body, client: ack(response_action="clear")
    await ana.submit()
    assert ana.view is None


async def test_a_press_in_a_modal_says_in_which(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(PRESS, private_metadata="m"))
    await ana.press(view, "Press")
    heard = tried.heard[-1]
    assert heard["container"] == {"type": "view", "view_id": view.id}
    assert heard["view"]["private_metadata"] == "m"
    assert "response_url" not in heard
    assert "channel" not in heard


async def test_closing_is_told_where_that_is_wanted(ana: Person, town: Town, tried: Tried) -> None:
    await opened(ana, town, tried, modal(LINE))
    await ana.close()
    assert len(tried.heard) == 1
    await opened(ana, town, tried, modal(LINE, notify_on_close=True))
    await ana.close()
    assert (tried.heard[-1]["type"], tried.heard[-1]["is_cleared"]) == ("view_closed", False)


def offered(*labels: str) -> Json:
    return {"options": [{"text": {"type": "plain_text", "text": each}, "value": each} for each in labels]}


async def test_what_may_be_meant_is_asked_of_the_app(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(field("a", type="external_select", min_query_length=0)))
    tried.answer = lambda ack, body, client: ack(**offered("Globex"))
    assert [each["value"] for each in await ana.suggestions("a", "field", "Glo")] == ["Globex"]
    heard = tried.heard[-1]
    assert (heard["type"], heard["value"], heard["block_id"]) == ("block_suggestion", "Glo", "a")
    assert heard["view"]["id"] == view.id
    tried.answer = lambda ack, body, client: ack(options=[])
    assert await ana.suggestions("a", "field", "Glo") == []
    for wrong in (offered(*["x"] * 101), offered("x" * 76), {"text": "x"}):
        tried.answer = lambda ack, body, client, wrong=wrong: ack(wrong) if "text" in wrong else ack(**wrong)
        with pytest.raises(Unanswered, match="cannot be loaded"):
            await ana.suggestions("a", "field", "Glo")


# Shortcuts


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


# Over HTTP only


async def test_requests_are_signed(http: HttpDelivery, town: Town, tried: Tried) -> None:
    form = "application/x-www-form-urlencoded"
    body, _ = encoded("slash_commands", {"command": "/target", "text": ""})
    good = http.signed(body, form)
    assert (await http.raw(body, good))[0] == 200
    for wrong in (
        http.signed(body, form, at=time.time() - 301),
        {**good, "X-Slack-Signature": "v0=0"},
        {"Content-Type": form},
    ):
        assert (await http.raw(body, wrong))[0] == 401
    assert len(tried.heard) == 1


async def test_an_address_is_verified(http: HttpDelivery, town: Town) -> None:
    body, kind = encoded("events_api", url_verification(town.slack.app, "a challenge"))
    status, answer = await http.raw(body, http.signed(body, kind))
    assert (status, "a challenge" in answer) == (200, True)


async def test_controls_are_found_beside_sections_too(town: Town, client: AsyncWebClient) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": PRESS["elements"][0]}
    answer = await client.chat_postMessage(channel=town.room.id, text="x", blocks=[section, LINE])
    ((block, element),) = controls(town.room.messages[answer["ts"]])
    assert (element["action_id"], bool(block)) == ("a", True)


async def test_a_slow_app_is_not_waited_for(http: HttpDelivery, town: Town, tried: Tried) -> None:
    gone = asyncio.Event()

    async def hangs(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await gone.wait()
        await ack()

    tried.answer, http.patience = hangs, 0.2
    with pytest.raises(Unanswered, match="operation_timeout"):
        await Person(town.slack, http, town.people["ana"]).command(town.room, "/target")
    gone.set()
