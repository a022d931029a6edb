"""A local Discord with one server, one channel and two people, and a client that is connected to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession

from tests.discord.client import Listener, connected
from tests.discord.raw import Raw
from tests.discord.server import DiscordServer
from tests.discord.world import Channel, Guild, User


@dataclass
class Place:
    """What is there."""

    guild: Guild
    room: Channel
    ana: User
    ben: User


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """Give a server in which nobody is yet."""
    async with DiscordServer() as started:
        yield started


@pytest.fixture
def place(server: DiscordServer) -> Place:
    """Give a channel with Ana and Ben in it."""
    ana, ben = (server.world.person(name, name.capitalize()) for name in ("ana", "ben"))
    guild = server.world.guild("The Tuesday Table", [ana, ben])
    return Place(guild, server.world.channel(guild, "room"), ana, ben)


@pytest.fixture
async def client(server: DiscordServer, place: Place) -> AsyncIterator[Listener]:
    """Give a connected client."""
    async with connected(server) as listener:
        yield listener


@pytest.fixture
async def raw(server: DiscordServer) -> AsyncIterator[Raw]:
    """Give plain requests."""
    async with ClientSession() as session:
        yield Raw(session, server)
