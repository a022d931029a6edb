"""The table of what Discord refuses: each code is a retry, or says what is lost."""

from typing import Any

import aiohttp
import pytest
from discord import DiscordServerError, HTTPException, RateLimited

from adapters.discord.errors import LATER, REFUSED, TokenRefused, translated
from bot.core.errors import Lost, RetryLater, Undeliverable


class Response:
    """What discord.py's errors read of a response."""

    def __init__(self, status: int, headers: dict[str, str]) -> None:
        self.status, self.reason, self.headers = status, "Refused", headers


def refused(status: int, code: int = 0, headers: dict[str, str] | None = None) -> HTTPException:
    kind = DiscordServerError if status >= 500 else HTTPException
    response: Any = Response(status, headers or {})
    return kind(response, {"code": code, "message": "a secret word"})


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (10003, Lost.ROOM),
        (10004, Lost.WORKSPACE),
        (10008, Lost.MESSAGE),
        (10013, Lost.PERSON),
        (40003, Lost.PERSON),
        (40005, Lost.MESSAGE),
        (50001, Lost.ROOM),
        (50005, Lost.MESSAGE),
        (50006, Lost.MESSAGE),
        (50007, Lost.PERSON),
        (50008, Lost.ROOM),
        (50013, Lost.ROOM),
        (50024, Lost.ROOM),
        (50033, Lost.PERSON),
        (50035, Lost.MESSAGE),
        (50278, Lost.PERSON),
        (200000, Lost.MESSAGE),
        (200001, Lost.MESSAGE),
    ],
)
def test_what_is_refused_for_good_says_what_is_lost(code: int, what: Lost) -> None:
    error = translated(refused(404 if code < 20000 else 403, code), direct=False)
    assert isinstance(error, Undeliverable)
    assert (error.reason, error.lost) == (str(code), what)


def test_every_code_of_the_table_is_tested() -> None:
    (mark,) = test_what_is_refused_for_good_says_what_is_lost.pytestmark  # type: ignore[attr-defined]
    assert dict(mark.args[1]) == REFUSED


@pytest.mark.parametrize("code", LATER)
def test_what_is_refused_for_now_is_tried_again(code: int) -> None:
    error = translated(refused(403, code), direct=False)
    assert isinstance(error, RetryLater)
    assert (error.reason, error.after) == (str(code), LATER[code])


@pytest.mark.parametrize("code", [10003, 50001, 50013])
def test_a_person_to_whom_the_way_is_closed_is_no_room(code: int) -> None:
    error = translated(refused(403, code), direct=True)
    assert isinstance(error, Undeliverable)
    assert error.lost is Lost.PERSON


@pytest.mark.parametrize("status", [400, 403, 404])
def test_an_unknown_refusal_loses_the_message_alone(status: int) -> None:
    error = translated(refused(status), direct=True)
    assert isinstance(error, Undeliverable)
    assert (error.reason, error.lost) == (str(status), Lost.MESSAGE)


@pytest.mark.parametrize(("header", "after"), [({"Retry-After": "12.5"}, 12.5), ({}, None)])
def test_a_limit_is_waited_for(header: dict[str, str], after: float | None) -> None:
    error = translated(refused(429, headers=header), direct=False)
    assert isinstance(error, RetryLater)
    assert error.after == after


def test_a_limit_that_the_client_knows_of_is_waited_for() -> None:
    error = translated(RateLimited(42.0), direct=False)
    assert isinstance(error, RetryLater)
    assert error.after == 42.0


def test_a_refused_token_buries_nothing() -> None:
    assert isinstance(translated(refused(401), direct=False), TokenRefused)


@pytest.mark.parametrize(
    "error",
    [refused(500), refused(503), TimeoutError(), aiohttp.ServerDisconnectedError(), ConnectionResetError()],
)
def test_whatever_passes_is_tried_again(error: Exception) -> None:
    found = translated(error, direct=False)
    assert isinstance(found, RetryLater)
    assert found.after is None
    assert "secret" not in found.reason
