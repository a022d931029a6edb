"""What becomes of a message after an error: each error that Slack may give, and each way in which it may not answer."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack.errors import FATES, Refused, fate, file_not_ready, named
from bot.core.errors import Lost, RetryLater, Undeliverable


class Response:
    """An answer of Slack's, as the SDK keeps it."""

    def __init__(self, data: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.data, self.status_code, self.headers = data, status, headers or {}


def answered(data: object, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    return SlackApiError("a secret word", Response(data, status, headers))  # type: ignore[no-untyped-call]  # so it comes


def error(word: str, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    return answered({"ok": False, "error": word}, status, headers)


def lost(word: str) -> Lost:
    found = fate(error(word))
    assert isinstance(found, Undeliverable)
    assert found.reason == word
    return found.lost


@pytest.mark.parametrize(
    "word",
    [
        "ratelimited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
    ],
)
def test_what_passes_by_itself_is_tried_again(word: str) -> None:
    found = fate(error(word))
    assert isinstance(found, RetryLater)
    assert (found.reason, found.after) == (word, None)


@pytest.mark.parametrize(
    "word",
    [
        "invalid_blocks",
        "msg_blocks_too_long",
        "msg_too_long",
        "message_not_found",
        "cant_update_message",
        "no_text",
    ],
)
def test_a_message_that_cannot_be_shown_loses_nothing_else(word: str) -> None:
    assert lost(word) is Lost.MESSAGE


@pytest.mark.parametrize("word", ["not_in_channel"])
def test_a_room_is_lost(word: str) -> None:
    assert lost(word) is Lost.ROOM


@pytest.mark.parametrize(
    "word", ["cannot_dm_bot", "user_not_found", "user_disabled", "messages_tab_disabled"]
)
def test_a_person_is_lost(word: str) -> None:
    assert lost(word) is Lost.PERSON


@pytest.mark.parametrize(
    "word",
    [
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "team_access_not_granted",
    ],
)
def test_a_workspace_is_lost(word: str) -> None:
    assert lost(word) is Lost.WORKSPACE


@pytest.mark.parametrize("word", ["channel_not_found", "is_archived", "restricted_action", "missing_scope"])
def test_whoever_it_went_to_is_lost(word: str) -> None:
    assert lost(word) is Lost.ROOM
    direct = fate(error(word), "direct")
    assert isinstance(direct, Undeliverable)
    assert direct.lost is Lost.PERSON


def test_every_word_of_the_table_has_one_fate() -> None:
    assert len(FATES) > 60
    assert set(FATES.values()) == {"later", "there", Lost.MESSAGE, Lost.ROOM, Lost.PERSON, Lost.WORKSPACE}


def test_a_word_that_nobody_knows_is_refused_so_that_others_go_on() -> None:
    assert lost("no_such_word") is Lost.MESSAGE


@pytest.mark.parametrize(("header", "seconds"), [("30", 30.0), ("soon", None), ("", None), ("-1", None)])
def test_a_limit_says_how_long_to_wait(header: str, seconds: float | None) -> None:
    found = fate(error("ratelimited", 429, {"retry-after": header}))
    assert isinstance(found, RetryLater)
    assert found.after == seconds


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again(status: int) -> None:
    found = fate(answered({}, status))
    assert isinstance(found, RetryLater)
    assert found.reason == f"http_{status}"
    assert isinstance(fate(error("invalid_auth", status)), RetryLater)


@pytest.mark.parametrize("data", [b"<html>", {}, {"error": 7}, {"error": "Ana's note!"}, None, []])
def test_an_answer_that_is_none_is_asked_for_again_without_a_word_of_it(data: object) -> None:
    found = fate(answered(data, 404))
    assert isinstance(found, RetryLater)
    assert found.reason == "http_404"


@pytest.mark.parametrize(
    "trouble",
    [TimeoutError(), ConnectionResetError(), aiohttp.ServerDisconnectedError(), KeyError("Ana's note")],
)
def test_a_broken_way_is_tried_again(trouble: Exception) -> None:
    found = fate(trouble)
    assert isinstance(found, RetryLater)
    assert found.reason == type(trouble).__name__


def test_a_file_that_slack_has_not_looked_at_is_known() -> None:
    data = {"ok": False, "error": "invalid_blocks", "errors": ["invalid slack file [json-pointer:/blocks/2]"]}
    assert file_not_ready(answered(data))
    told = {
        "ok": False,
        "error": "invalid_blocks",
        "response_metadata": {"messages": ["[ERROR] invalid slack file"]},
    }
    assert file_not_ready(answered(told))
    assert not file_not_ready(error("invalid_blocks"))
    assert not file_not_ready(error("channel_not_found"))
    assert file_not_ready(Refused(404, '{"ok":false,"error":"invalid_blocks"}'))
    assert not file_not_ready(Refused(404, "expired_url"))


def test_an_error_is_named_without_its_content() -> None:
    assert named(error("is_archived")) == "is_archived"
    assert named(Refused(404, "used_url for Ana's note")) == "used_url"
    assert named(Refused(500, "Ana's note")) == "http_500"
    assert named(KeyError("Ana's note")) == "KeyError"
