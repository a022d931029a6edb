"""Two processes behind a balancer, on one database: whatever one begins the other goes on with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.slack.config import Mode
from adapters.slack.manifest import EVENTS_PATH
from storage.database import Database
from tests.adapters.slack.running import Running, at_work, enter, installed, said
from tests.fixtures.databases import KEY
from tests.slack.server.delivery import HttpDelivery
from tests.slack.server.server import SlackServer
from tests.slack.town import settle


@pytest.fixture
async def two(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Running, Running]]:
    """Give two processes; what people do goes to them in turn, on both kinds of database."""
    async with SlackServer() as server, AsyncExitStack() as stack:
        town = settle(server.slack)
        databases = [Database.open(database_url, keys=[KEY]) for _ in range(2)]
        for each in databases:
            stack.push_async_callback(each.close)
        await installed(databases[0], town)
        told = asyncio.Event()
        one, other = [
            await at_work(stack, Mode.MANY, server, town, each, tmp_path, delivered=told)
            for each in databases
        ]
        session = await stack.enter_async_context(ClientSession())
        both = [process.address + EVENTS_PATH for process in (one, other)]
        one.delivery = other.delivery = HttpDelivery(server.slack, session, *both)
        yield one, other


async def settled(two: tuple[Running, Running]) -> None:
    for _ in range(2):
        for each in two:
            await each.settle()


async def test_they_share_the_work(two: tuple[Running, Running]) -> None:
    one, _ = two
    await one.gather("ana", "ben")
    for number in range(6):
        assert f"Company{number}" in (await one.type("ana", f"/target add Company{number}"))["text"]
    await settled(two)
    told = [each.text for each in one.messages() if "wants to learn about Company" in each.text]
    assert len(told) == 6
    assert len(set(told)) == 6


async def test_what_is_delivered_to_both_is_heard_once(two: tuple[Running, Running]) -> None:
    one, _ = two
    await one.gather("ana")
    happenings = one.happenings
    await happenings.archive(one.town.room, one.town.people["ana"])
    for _ in range(3):
        await happenings.again(happenings.told[-1])
    await settled(two)
    direct = one.messages(one.person("ana").app_messages)
    assert [each.text.partition(" is ")[0] for each in direct] == ["#job-seekers"]


async def test_a_form_is_submitted_to_the_other(two: tuple[Running, Running]) -> None:
    one, _ = two
    await one.gather("ana")
    await one.type("ana", "/try fill Globex")
    await settled(two)
    view = one.person("ana").view
    assert view
    enter(view, note="more than enough")
    (action,) = view.values["word"]
    for _ in range(2):  # one and the other
        assert await one.person("ana").suggestions("word", action, "Glo")
    await one.person("ana").submit()
    assert "Globex fits 3 of 5" in said(view)


async def test_an_installation_is_finished_by_the_other(two: tuple[Running, Running]) -> None:
    one, other = two
    public = "https://netlearn.example.org"
    one.slack.app.redirect_urls = (f"{public}/slack/oauth_redirect",)
    team = one.slack.world.add_team("Newcomers")
    zoe = one.server.oauth.who = one.slack.world.add_user(team, "zoe", "Zoe Zeller")
    async with ClientSession() as session:
        async with session.get(f"{one.address}/slack/install", allow_redirects=False) as begun:
            cookies = {name: cookie.value for name, cookie in begun.cookies.items()}
            where = begun.headers["Location"]
        async with session.get(where, allow_redirects=False) as agreed:
            back = agreed.headers["Location"].replace(public, other.address)
        async with session.get(back, cookies=cookies) as finished:
            assert finished.status == 200
    bot = one.slack.world.users[one.slack.active(team.id).bot_user]
    channel = one.slack.world.add_channel(team, "talk", zoe, bot)
    one.town.people["zoe"] = zoe
    for _ in range(2):
        assert (await one.type("zoe", "/netlearn help", channel))["text"]
