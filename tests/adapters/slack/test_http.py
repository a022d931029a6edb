"""Requests over HTTP: what Slack did not sign, and what Slack would never send."""

import json
import time
from collections.abc import Mapping
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from adapters.slack.receive import Unreadable
from adapters.slack.web import is_signed, read
from tests.adapters.slack.running import SECRET, Running
from tests.slack.server import payloads
from tests.slack.server.delivery import HttpDelivery

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class Way:
    """A way to send anything, signed or not."""

    def __init__(self, bot: Running) -> None:
        assert isinstance(bot.delivery, HttpDelivery)
        self._to = bot.delivery

    async def send(self, body: str, kind: str = FORM, **headers: str) -> tuple[int, str]:
        return await self._to.raw(body, {**self._to.signed(body, kind), **headers})

    async def interact(self, payload: object) -> tuple[int, str]:
        return await self.send(urlencode({"payload": json.dumps(payload)}))

    async def raw(self, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        return await self._to.raw(body, headers)

    def signed(self, body: str, kind: str, at: float | None = None) -> dict[str, str]:
        return self._to.signed(body, kind, at)


@pytest.fixture
def way(bot: Running) -> Way:
    return Way(bot)


COMMAND = urlencode({"command": "/target", "text": "add Ana's secret", "team_id": "T1", "user_id": "U1"})


@pytest.mark.parametrize(
    "change",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=\u00e4"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "9" * 30},
        {"X-Slack-Request-Timestamp": "-1"},
    ],
)
async def test_a_request_that_slack_did_not_sign_is_refused(way: Way, change: dict[str, str]) -> None:
    with capture_logs() as logs:
        status, body = await way.raw(COMMAND, {**way.signed(COMMAND, FORM), **change})
    assert status == 401
    assert "secret" not in body
    assert logs == [{"event": "request refused", "reason": "signature", "log_level": "warning"}]


async def test_a_request_without_a_signature_is_refused(way: Way) -> None:
    assert (await way.raw(COMMAND, {"Content-Type": FORM}))[0] == 401


@pytest.mark.parametrize("seconds", [-301, 301])
async def test_an_old_signature_is_refused(way: Way, seconds: int) -> None:
    assert (await way.raw(COMMAND, way.signed(COMMAND, FORM, time.time() + seconds)))[0] == 401


async def test_a_signature_of_another_body_is_refused(way: Way) -> None:
    assert (await way.raw(COMMAND + "&more", way.signed(COMMAND, FORM)))[0] == 401


async def test_the_secret_decides() -> None:
    headers = {"X-Slack-Request-Timestamp": "1531420618"}
    assert not is_signed(SECRET.encode(), headers, b"", now=1531420618)
    given = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"  # the example in Slack's reference
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    secret = b"8f742231b10e8888abcd99yyyzzz85a5"
    assert is_signed(secret, headers | {"X-Slack-Signature": given}, body, now=1531420618)


async def test_a_body_that_is_too_large_is_refused(way: Way) -> None:
    assert (await way.send("text=" + "x" * 600_000))[0] == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", JSON),
        ("[]", JSON),
        ("7", JSON),
        ("null", JSON),
        ('"text"', JSON),
        ("[" * 100_000, JSON),
        ("payload={", FORM),
        ("payload=[]", FORM),
        ("payload=null", FORM),
        ("payload=" + "[" * 100_000, FORM),
        ("hello", "text/plain"),
        ("hello", ""),
        ("text=%FF%FE", FORM),
        ("&".join(["a=b"] * 200), FORM),
    ],
)
async def test_a_body_that_is_neither_json_nor_a_form_is_refused(way: Way, body: str, kind: str) -> None:
    status, answer = await way.send(body, kind)
    assert status == 400
    assert json.loads(answer)["error"]


async def test_a_body_that_is_no_text_is_refused(bot: Running, way: Way) -> None:
    with pytest.raises(Unreadable):
        read(JSON, b"\xff\xfe")
    with pytest.raises(Unreadable):
        read(FORM, b"\xff=\xfe")


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "no_such_type"},
        {"type": ["block_actions"]},
        {"type": "block_actions"},
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": [7], "user": {"id": "U1"}, "team": {"id": "T1"}},
        {"type": "block_actions", "actions": [{}], "user": 7, "team": []},
        {"type": "block_actions", "actions": [{"action_id": 7}], "user": {"id": "U1"}, "team": {"id": "T1"}},
        {"type": "view_submission"},
        {"type": "view_submission", "view": 7},
        {"type": "view_submission", "view": {"callback_id": "form"}, "user": {"id": "U1"}},
        {"type": "view_closed", "view": {"callback_id": "form"}},
        {"type": "block_suggestion", "action_id": "field"},
        {"type": "block_suggestion", "action_id": "field", "view": {"private_metadata": "{}"}, "value": 7},
        {"type": "message_action", "callback_id": "thanks", "user": {"id": "U1"}, "team": {"id": "T1"}},
        {"type": "shortcut", "callback_id": "thanks"},
        {"type": "interactive_message", "callback_id": "x", "actions": [{}]},
        {"type": "dialog_submission", "callback_id": "x"},
        {"type": "event_callback"},
        {"type": "event_callback", "event": 7},
        {"type": "event_callback", "event": {"type": 7}},
        {
            "type": "event_callback",
            "event": {"type": "app_uninstalled"},
            "team_id": "T1",
            "event_time": "now",
        },
        {
            "type": "event_callback",
            "event": {"type": "app_uninstalled"},
            "team_id": "T1",
            "event_time": 1e300,
        },
        {"command": "/target"},
        {"command": ["/target"]},
    ],
)
async def test_a_payload_that_slack_does_not_send_is_a_bad_request(way: Way, payload: object) -> None:
    status, answer = await way.interact(payload)
    assert status == 400, answer
    assert json.loads(answer)["error"]


async def test_slack_may_ask_whether_this_is_the_app(bot: Running, way: Way) -> None:
    asked = payloads.url_verification(bot.slack.app, "a challenge")
    status, answer = await way.send(json.dumps(asked), JSON)
    assert (status, json.loads(answer)) == (200, {"challenge": "a challenge"})


async def test_bolt_makes_no_client_of_the_web_api_for_a_request(way: Way) -> None:
    with patch("slack_bolt.app.async_app.AsyncWebClient", side_effect=AssertionError) as made:
        status, _ = await way.send(COMMAND + "&channel_id=C1&trigger_id=1.2.a&response_url=http://127.0.0.1/")
    assert (status, made.called) == (200, False)


async def test_only_posts_are_taken(bot: Running) -> None:
    async with ClientSession() as session, session.get(bot.address + "/slack/events") as response:
        assert response.status == 405


@pytest.mark.parametrize("path", ["/slack/install", "/slack/oauth_redirect"])
async def test_one_workspace_is_not_installed_over_the_web(bot: Running, path: str) -> None:
    async with ClientSession() as session, session.get(bot.address + path) as response:
        assert response.status == 404


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.binary(max_size=200), st.sampled_from([FORM, JSON, "text/plain"]))
def test_a_body_is_read_or_refused_whatever_it_is(body: bytes, kind: str) -> None:
    try:
        assert isinstance(read(kind, body), dict)
    except Unreadable as error:
        assert str(error)  # noqa: PT017 (either is right)
