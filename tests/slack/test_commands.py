"""Slash commands reach a real Bolt app, signed over HTTP and in envelopes, and come back acknowledged."""

import asyncio
import time
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.pieces import LINE, PRESS, shown
from tests.slack.server.delivery import HttpDelivery, encoded
from tests.slack.server.errors import Unanswered
from tests.slack.server.payloads import url_verification
from tests.slack.server.person import Person, controls
from tests.slack.server.world import Json
from tests.slack.town import Town, Tried


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
