"""Faults that a test asks for, and how fast one may post."""

import asyncio

import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.server.faults import ApiError, Drop, Fault, Hang, HttpError, Limited, Pace
from tests.slack.server.server import SlackServer
from tests.slack.town import Town, refused


async def test_any_error_for_the_next_calls_of_one_method(client: AsyncWebClient, town: Town) -> None:
    faults, room = town.slack.faults, town.room.id
    faults.add("chat.postMessage", ApiError("fatal_error"), times=2)
    for _ in range(2):
        assert (await refused(client.chat_postMessage(channel=room, text="x")))[0] == "fatal_error"
    assert (await client.auth_test())["ok"]
    await client.chat_postMessage(channel=room, text="x")
    assert len(town.room.messages) == 1


async def test_an_answer_that_is_none(client: AsyncWebClient, town: Town) -> None:
    town.slack.faults.add("auth.test", HttpError(503))
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    assert caught.value.response.status_code == 503


@pytest.mark.parametrize(
    ("fault", "done"), [(Drop(), False), (Drop(done=True), True), (Hang(), False), (Hang(done=True), True)]
)
async def test_an_answer_that_never_comes(server: SlackServer, town: Town, fault: Fault, done: bool) -> None:
    town.slack.faults.add("chat.postMessage", fault)
    async with ClientSession(timeout=ClientTimeout(total=0.2)) as session:
        client = AsyncWebClient(town.by.token, base_url=server.api_url, session=session, retry_handlers=[])
        with pytest.raises((ClientError, TimeoutError)):
            await client.chat_postMessage(channel=town.room.id, text="x")
    await town.slack.world.news.until(lambda: town.slack.calls.count("chat.postMessage") or None)
    assert len(town.room.messages) == done
    assert town.slack.calls.count("chat.postMessage") == 1


async def test_too_fast(client: AsyncWebClient, town: Town) -> None:
    town.slack.faults.add("chat.postMessage", Limited(7))
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=town.room.id, text="x")
    assert caught.value.response.headers["Retry-After"] == "7"
    assert caught.value.response.data["error"] == "ratelimited"


async def test_the_sdk_waits_as_long_as_it_is_told(client: AsyncWebClient, town: Town) -> None:
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    town.slack.faults.add("chat.postMessage", Limited(0))
    await client.chat_postMessage(channel=town.room.id, text="x")
    assert len(town.room.messages) == 1


async def test_about_one_message_a_second_in_each_channel(client: AsyncWebClient, town: Town) -> None:
    now = 100.0
    town.slack.pace = Pace(clock=lambda: now)
    await client.chat_postMessage(channel=town.room.id, text="1")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=town.room.id, text="2")
    assert caught.value.response.headers["Retry-After"] == "1"
    await client.chat_postMessage(channel=town.lobby.id, text="1")
    now += 1
    await client.chat_postMessage(channel=town.room.id, text="2")
    assert len(town.room.messages) == 2


def test_a_few_messages_may_come_at_once() -> None:
    now = 100.0
    pace = Pace(at_once=3, clock=lambda: now)
    assert [pace.wait("C") for _ in range(5)] == [0, 0, 0, 1, 1]
    now += 2
    assert [pace.wait("C") for _ in range(3)] == [0, 0, 1]


async def test_who_hangs_is_let_go_when_the_server_stops(town: Town) -> None:
    async with SlackServer() as server:
        by = server.slack.install(server.slack.world.add_team("Others"))
        server.slack.faults.add("auth.test", Hang())
        async with ClientSession() as session:
            client = AsyncWebClient(by.token, base_url=server.api_url, session=session, retry_handlers=[])
            call = asyncio.create_task(client.auth_test())
            await server.slack.world.news.until(lambda: server.slack.calls.count("auth.test") or None)
            await server.__aexit__(None, None, None)
            with pytest.raises(ClientError):
                await call
