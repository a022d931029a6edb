"""A running Slack for each test, and the ways to an app."""

from collections.abc import AsyncIterator
from typing import Literal

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.server.delivery import Delivery, HttpDelivery, SocketDelivery
from tests.slack.server.person import Person
from tests.slack.server.server import SlackServer
from tests.slack.town import COMMANDS, SHORTCUTS, Town, Tried, settle


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        running.slack.app.commands, running.slack.app.shortcuts = dict(COMMANDS), dict(SHORTCUTS)
        yield running


@pytest.fixture
def town(server: SlackServer) -> Town:
    return settle(server.slack)


@pytest.fixture
async def client(server: SlackServer, town: Town) -> AsyncIterator[AsyncWebClient]:
    async with ClientSession() as session:
        yield AsyncWebClient(town.by.token, base_url=server.api_url, session=session)


@pytest.fixture
def tried(server: SlackServer, town: Town) -> Tried:
    return Tried(server, town.by)


@pytest.fixture
async def http(server: SlackServer, tried: Tried) -> AsyncIterator[HttpDelivery]:
    async with tried.over_http() as address, ClientSession() as session:
        yield HttpDelivery(server.slack, session, address)


@pytest.fixture
async def socket(server: SlackServer, tried: Tried) -> AsyncIterator[SocketDelivery]:
    async with tried.over_socket():
        await server.sockets.connected()
        yield SocketDelivery(server.slack, server.sockets)


@pytest.fixture(params=["http", "socket"])
def delivery(request: pytest.FixtureRequest) -> Delivery:
    way: Literal["http", "socket"] = request.param
    found: Delivery = request.getfixturevalue(way)
    return found


@pytest.fixture
def ana(server: SlackServer, town: Town, delivery: Delivery) -> Person:
    return Person(server.slack, delivery, town.people["ana"])
