"""The end of the program: what is running comes to its end, and nothing new is taken."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.slack.config import Mode
from adapters.slack.platform import SlackPlatform
from adapters.slack.tasks import Tasks
from adapters.slack.teams import PLATFORM
from bot.core.card import Card
from bot.core.errors import RetryLater
from bot.core.outbox import Address
from storage.database import Database
from tests.adapters.slack.running import QUICK, at_work, running
from tests.fixtures.databases import KEY
from tests.slack.server.errors import Unanswered
from tests.slack.server.server import SlackServer
from tests.slack.town import Town, settle

MODES = pytest.mark.parametrize("mode", [Mode.SOCKET, Mode.ONE], ids=["socket", "http"])


@MODES
async def test_what_is_running_is_answered(sqlite_url: str, tmp_path: Path, mode: Mode) -> None:
    async with SlackServer() as server, AsyncExitStack() as stack:
        town, database = await _prepared(server, stack, sqlite_url)
        async with AsyncExitStack() as program:
            bot = await at_work(program, mode, server, town, database, tmp_path)
            await bot.gather("ana")
            bot.gate.close()
            typing = asyncio.create_task(bot.type("ana", "/target add Globex"))
            await bot.gate.arrived.wait()
            asyncio.get_running_loop().call_later(0.05, bot.gate.open.set)
        assert "Globex is on your list" in (await typing)["text"]


@MODES
async def test_what_is_owed_is_shown(sqlite_url: str, tmp_path: Path, mode: Mode) -> None:
    async with SlackServer() as server, AsyncExitStack() as stack:
        town, database = await _prepared(server, stack, sqlite_url)
        async with AsyncExitStack() as program:
            pace = replace(QUICK, in_time=0)
            bot = await at_work(program, mode, server, town, database, tmp_path, pace)
            await bot.gather("ana")
            bot.gate.close()
            assert await bot.type("ana", "/target add Globex") is None
            asyncio.get_running_loop().call_later(0.05, bot.gate.open.set)
        assert "Globex is on your list" in bot.private("ana")[-1]


@MODES
async def test_it_does_not_wait_for_ever(sqlite_url: str, tmp_path: Path, mode: Mode) -> None:
    async with SlackServer() as server, AsyncExitStack() as stack:
        town, database = await _prepared(server, stack, sqlite_url)
        async with AsyncExitStack() as program:
            pace = replace(QUICK, in_time=0, grace=0.05)
            bot = await at_work(program, mode, server, town, database, tmp_path, pace)
            await bot.gather("ana")
            bot.gate.close()
            assert await bot.type("ana", "/target add Globex") is None
            before = bot.private("ana")
        assert bot.private("ana") == before


async def test_messages_on_their_way_arrive(sqlite_url: str, tmp_path: Path) -> None:
    async with SlackServer() as server, AsyncExitStack() as stack:
        town, database = await _prepared(server, stack, sqlite_url)
        async with AsyncExitStack() as program:
            bot = await at_work(program, Mode.ONE, server, town, database, tmp_path)
            server.slack.files.late = 0
            address = Address(PLATFORM, town.team.id, "room", town.room.id)
            sending = asyncio.create_task(bot.platform.send(address, Card.of("Hello"), key="k", under=None))
            await asyncio.sleep(0)
        assert await sending
        with pytest.raises(RetryLater, match="stops"):
            await bot.platform.send(address, Card.of("Hello"), key="k", under=None)


async def test_what_comes_while_it_stops_comes_again_elsewhere(sqlite_url: str, tmp_path: Path) -> None:
    async with running(Mode.SOCKET, sqlite_url, tmp_path) as bot:
        await bot.gather("ana")
        bot.delivery.patience = 0.2
        here = bot.platform._at_work
        assert here
        here.tasks.closing = True
        with pytest.raises(Unanswered):
            await bot.type("ana", "/target add Globex")
        here.tasks.closing = False
        assert "Globex" in (await bot.type("ana", "/target add Globex"))["text"]


@pytest.mark.parametrize("path", ["/slack/events", "/slack/install", "/slack/oauth_redirect"])
async def test_before_and_after_slack_is_asked_to_come_again(
    sqlite_url: str, tmp_path: Path, path: str
) -> None:
    async with running(Mode.MANY, sqlite_url, tmp_path) as bot:
        here = bot.platform._at_work
        assert here
        here.tasks.closing = True
        async with ClientSession() as session:
            method = "POST" if path.endswith("events") else "GET"
            async with session.request(method, bot.address + path) as response:
                assert response.status == 503
        here.tasks.closing = False


async def test_running_ends_when_it_is_cancelled(sqlite_url: str, tmp_path: Path) -> None:
    async with running(Mode.SOCKET, sqlite_url, tmp_path) as bot:
        (first,) = bot.server.sockets.open
        another = SlackPlatform(
            bot.platform._config,
            bot.gate,
            bot.database,
            bot.clock,
            bot.platform._pictures,
            bot.platform._hears,
            bot.platform._registry,
        )
        going = asyncio.create_task(another.run())
        await bot.server.sockets.connected(2)
        going.cancel()
        with pytest.raises(asyncio.CancelledError):
            await going
        await bot.slack.world.news.until(lambda: len(bot.server.sockets.open) == 1 or None)
        assert bot.server.sockets.open == [first]


async def test_tasks_that_fail_are_named_without_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    tasks = Tasks()

    async def fail() -> None:
        raise ValueError("Ana's note")

    tasks.owe(fail(), "answer")
    await tasks.settle()
    said = capsys.readouterr().out
    assert "ValueError" in said
    assert "test_shutdown.py" in said
    assert "Ana" not in said


async def test_what_can_be_left_out_is_not_begun_at_the_end() -> None:
    tasks = Tasks()
    done = []

    async def work() -> None:
        done.append(True)

    await tasks.drain(1)
    tasks.spare(work(), "home")
    await tasks.settle()
    assert done == []


async def _prepared(server: SlackServer, stack: AsyncExitStack, url: str) -> tuple[Town, Database]:
    database = Database.open(url, keys=[KEY])
    stack.push_async_callback(database.close)
    return settle(server.slack), database
