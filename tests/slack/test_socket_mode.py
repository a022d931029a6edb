"""Socket Mode: connections, tickets, envelopes that go to one of several, and disconnects."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.server.delivery import SocketDelivery
from tests.slack.server.errors import Unanswered
from tests.slack.server.happenings import Happenings
from tests.slack.server.person import Person
from tests.slack.server.server import SlackServer
from tests.slack.server.socket import MOST
from tests.slack.server.world import Json
from tests.slack.town import Town, Tried


async def address(server: SlackServer) -> str:
    client = AsyncWebClient(base_url=server.api_url)
    answer = await client.apps_connections_open(app_token=server.slack.app.app_token)
    return str(answer["url"])


async def test_a_connection_begins_with_hello(server: SlackServer) -> None:
    async with ClientSession() as session, session.ws_connect(await address(server)) as socket:
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["connection_info"] == {"app_id": server.slack.app.id}


async def test_an_address_is_good_once(server: SlackServer) -> None:
    async with ClientSession() as session:
        url = await address(server)
        async with session.ws_connect(url):
            pass
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(url)


async def test_an_app_has_ten_connections_at_most(server: SlackServer) -> None:
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession())
        for _ in range(MOST):
            await stack.enter_async_context(session.ws_connect(await address(server)))
        await server.sockets.connected(MOST)
        one_more = await stack.enter_async_context(session.ws_connect(await address(server)))
        assert (await one_more.receive_json())["reason"] == "too_many_websockets"


async def test_each_envelope_goes_to_one_connection(
    server: SlackServer, town: Town, tried: Tried, socket: SocketDelivery
) -> None:
    async with tried.over_socket():
        await server.sockets.connected(2)
        ana = Person(server.slack, socket, town.people["ana"])
        for _ in range(4):
            await ana.command(town.room, "/target")
        assert [each.sent for each in server.sockets.open] == [2, 2]
    assert len(tried.heard) == 4


@pytest.mark.parametrize("how", ["refresh_requested", "warning", "drop"])
async def test_the_app_connects_anew(
    server: SlackServer, town: Town, tried: Tried, socket: SocketDelivery, how: Any
) -> None:
    (first,) = server.sockets.open
    if how == "drop":
        await server.sockets.drop(first)
    else:
        await server.sockets.disconnect(how, first)

    def replaced() -> bool | None:
        return any(each is not first for each in server.sockets.open) or None

    await server.slack.world.news.until(replaced)
    await Person(server.slack, socket, town.people["ana"]).command(town.room, "/target")
    assert len(tried.heard) == 1


async def test_nobody_there(server: SlackServer, town: Town) -> None:
    delivery = SocketDelivery(server.slack, server.sockets)
    with pytest.raises(Unanswered, match="dispatch_failed"):
        await Person(server.slack, delivery, town.people["ana"]).command(town.room, "/target")


async def test_only_what_takes_a_payload_gets_one(server: SlackServer, town: Town) -> None:
    """An envelope says whether its acknowledgement may hold an answer; elsewhere an answer is thrown away."""
    delivery = SocketDelivery(server.slack, server.sockets)
    ana = Person(server.slack, delivery, town.people["ana"])
    town.slack.app.shortcuts = {"anywhere": "global"}
    kinds: dict[str, bool] = {}

    async def acknowledge(socket: Any) -> None:
        async for message in socket:
            envelope: Json = message.json()
            if "envelope_id" in envelope:
                kinds[envelope["type"]] = envelope["accepts_response_payload"]
                await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "said"}})

    async with ClientSession() as session, session.ws_connect(await address(server)) as socket:
        acknowledging = asyncio.create_task(acknowledge(socket))
        await server.sockets.connected()
        assert (await ana.command(town.room, "/target")).payload == {"text": "said"}
        assert (await ana.shortcut("anywhere")).payload is None
        await Happenings(server.slack, delivery).archive(town.room, ana.user)
        acknowledging.cancel()
    assert kinds == {"slash_commands": True, "interactive": False, "events_api": False}


async def test_an_event_that_was_not_acknowledged_says_so(server: SlackServer, town: Town) -> None:
    delivery = SocketDelivery(server.slack, server.sockets)
    seen: list[tuple[int, str]] = []

    async def forgetful(socket: Any) -> None:
        async for message in socket:
            envelope: Json = message.json()
            if "envelope_id" in envelope:
                seen.append((envelope["retry_attempt"], envelope["retry_reason"]))
                if len(seen) >= 3:
                    await socket.send_json({"envelope_id": envelope["envelope_id"]})

    delivery.patience = 0.2
    async with ClientSession() as session, session.ws_connect(await address(server)) as socket:
        acknowledging = asyncio.create_task(forgetful(socket))
        await server.sockets.connected()
        await Happenings(server.slack, delivery).archive(town.room, town.people["cleo"])
        acknowledging.cancel()
    assert seen[:3] == [(0, ""), (1, "timeout"), (2, "timeout")]
