"""Socket Mode: connections that end and begin, and envelopes that are acknowledged once their work is done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from adapters.slack.config import Mode
from bot.core.errors import CannotServe
from storage.database import Database
from tests.adapters.slack.running import Running, at_work, running
from tests.fixtures.databases import KEY
from tests.slack.server.delivery import Ack
from tests.slack.server.faults import ApiError, HttpError
from tests.slack.server.server import SlackServer
from tests.slack.server.socket import Connection
from tests.slack.town import settle


@pytest.fixture
async def bot(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Running]:
    async with running(Mode.SOCKET, sqlite_url, tmp_path) as at_work:
        yield at_work


async def another(bot: Running, than: Connection) -> Connection:
    """Wait until there is a connection that is not this one, and this one is gone."""
    sockets = bot.server.sockets
    return await bot.slack.world.news.until(
        lambda: sockets.open[0] if sockets.open and than not in sockets.open else None
    )


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_connection_that_slack_renews_is_followed_before_it_ends(bot: Running, reason: str) -> None:
    await bot.gather("ana")
    (first,) = bot.server.sockets.open
    bot.gate.close()
    typing = asyncio.create_task(bot.type("ana", "/target add Globex"))
    await bot.gate.arrived.wait()
    await bot.server.sockets.disconnect(reason, first)  # type: ignore[arg-type]  # one of its reasons
    await bot.server.sockets.connected(2)
    bot.gate.open.set()
    assert "Globex is on your list" in (await typing)["text"]  # on the connection on which it was asked
    await another(bot, than=first)
    assert "Acme" in (await bot.type("ana", "/target add Acme"))["text"]


async def test_a_connection_that_breaks_is_replaced(bot: Running) -> None:
    await bot.gather("ana")
    (first,) = bot.server.sockets.open
    await bot.server.sockets.drop(first)
    await another(bot, than=first)
    assert "Globex is on your list" in (await bot.type("ana", "/target add Globex"))["text"]


async def test_an_answer_whose_connection_is_gone_comes_another_way(bot: Running) -> None:
    await bot.gather("ana")
    (first,) = bot.server.sockets.open
    bot.gate.close()
    typing = asyncio.create_task(bot.type("ana", "/target add Globex"))
    await bot.gate.arrived.wait()
    await bot.server.sockets.drop(first)
    with pytest.raises(Exception, match="dispatch_failed"):
        await typing
    await another(bot, than=first)
    bot.gate.open.set()
    await bot.settle()
    assert "Globex is on your list" in bot.private("ana")[-1]


async def test_slack_that_is_out_of_reach_is_tried_again(bot: Running) -> None:
    (first,) = bot.server.sockets.open
    bot.slack.faults.add("apps.connections.open", HttpError(503), times=3)
    await bot.server.sockets.drop(first)
    await another(bot, than=first)
    assert bot.slack.calls.count("apps.connections.open") == 5


async def test_what_is_delivered_again_is_done_once(bot: Running) -> None:
    await bot.gather("ana")
    send = bot.delivery.send
    sent = []

    async def kept(kind: object, payload: object) -> Ack:
        sent.append((kind, payload))
        return await send(kind, payload)  # type: ignore[arg-type]  # as it came

    bot.delivery.send = kept  # type: ignore[method-assign]  # to see what is sent
    await bot.type("ana", "/target add Globex")
    again = await send(*sent[-1])  # type: ignore[arg-type]  # as it came
    assert "done already" in again.payload["text"]
    await bot.settle()
    assert sum("wants to learn about Globex" in each.text for each in bot.messages()) == 1


async def test_an_envelope_that_nobody_can_read_is_acknowledged(bot: Running) -> None:
    assert (await bot.delivery.send("interactive", {"type": "some day"})).payload is None
    acknowledged = await bot.server.sockets.send({"envelope_id": "e1", "type": "interactive", "payload": 7})
    assert acknowledged == {"envelope_id": "e1"}


@pytest.mark.parametrize("message", ["", "hello", "[]", "{}", '{"type": "hello"}', '{"envelope_id": 7}'])
async def test_what_is_no_envelope_disturbs_nobody(bot: Running, message: str) -> None:
    await bot.server.sockets.open[0].socket.send_str(message)
    assert "/target" in (await bot.type("ana", "/help"))["text"]


async def test_several_processes_share_the_work(bot: Running, tmp_path: Path) -> None:
    await bot.gather("ana")
    async with AsyncExitStack() as stack:
        second = await at_work(stack, Mode.SOCKET, bot.server, bot.town, bot.database, tmp_path)
        await bot.server.sockets.connected(2)
        for number in range(4):
            assert f"Company{number}" in (await bot.type("ana", f"/target add Company{number}"))["text"]
        await bot.settle()
        await second.settle()
        one, two = bot.server.sockets.open
        assert min(one.sent, two.sent) >= 2
    assert sum("wants to learn about Company" in each.text for each in bot.messages()) == 4


@pytest.mark.parametrize(
    ("method", "variable"),
    [("auth.test", "NETLEARN_SLACK_BOT_TOKEN"), ("apps.connections.open", "NETLEARN_SLACK_APP_TOKEN")],
)
async def test_a_token_that_slack_refuses_stops_the_program(
    sqlite_url: str, tmp_path: Path, method: str, variable: str
) -> None:
    async with SlackServer() as server, AsyncExitStack() as stack:
        town, database = settle(server.slack), Database.open(sqlite_url, keys=[KEY])
        stack.push_async_callback(database.close)
        server.slack.faults.add(method, ApiError("invalid_auth"))
        with pytest.raises(CannotServe, match=f"{variable}.*netlearn doctor"):
            await at_work(stack, Mode.SOCKET, server, town, database, tmp_path)


async def test_slack_that_is_out_of_reach_at_the_start_is_waited_for(sqlite_url: str, tmp_path: Path) -> None:
    async with SlackServer() as server, AsyncExitStack() as stack:
        town, database = settle(server.slack), Database.open(sqlite_url, keys=[KEY])
        stack.push_async_callback(database.close)
        for method in ("auth.test", "apps.connections.open"):
            server.slack.faults.add(method, HttpError(503), times=2)
        bot = await at_work(stack, Mode.SOCKET, server, town, database, tmp_path)
        assert "/target" in (await bot.type("ana", "/help"))["text"]
