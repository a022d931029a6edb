"""What goes wrong on the way: faults that a test asks for, rate limits, and what the real client makes of them."""

import asyncio

import aiohttp
import discord
import pytest

from tests.discord.client import Listener
from tests.discord.conftest import Place
from tests.discord.errors import Json
from tests.discord.faults import Fault
from tests.discord.raw import Raw
from tests.discord.server import DiscordServer

POST = "POST /channels/{channel_id}/messages"
SAID: Json = {"content": "x", "allowed_mentions": {"parse": []}}


async def test_nobody_asks_without_the_token(server: DiscordServer, raw: Raw) -> None:
    refused = await raw.ask("GET", "/users/@me", token="wrong")
    assert (refused.status, refused.body) == (401, {"message": "401: Unauthorized", "code": 0})
    assert (await raw.ask("GET", "/no/such/route")).body == {"message": "404: Not Found", "code": 0}
    assert server.traffic.unwelcome() == 1


async def test_the_next_requests_of_a_route_fail(server: DiscordServer, place: Place, raw: Raw) -> None:
    path = f"/channels/{place.room.id}/messages"
    server.traffic.fail(POST, Fault(503, text="<html>no</html>"), times=2)
    assert [(await raw.ask("POST", path, SAID)).status for _ in range(3)] == [503, 503, 200]
    server.traffic.fail("*", Fault(403, 50013, "Missing Permissions"), path=place.room.id)
    assert (await raw.ask("GET", "/users/@me")).status == 200
    assert (await raw.ask("POST", path, SAID)).code == 50013
    server.traffic.fail(POST, Fault(500), times=99)
    server.traffic.heal()
    assert (await raw.ask("POST", path, SAID)).status == 200
    assert (server.traffic.calls[POST], len(place.room.messages)) == (5, 2)
    assert [each.status for each in server.traffic.log if each.route == POST] == [503, 503, 200, 403, 200]


@pytest.mark.parametrize(("drop", "written"), [("before", 0), ("after", 1)])
async def test_a_connection_breaks_before_or_after_something_was_done(
    server: DiscordServer, place: Place, raw: Raw, drop: str, written: int
) -> None:
    server.traffic.fail(POST, Fault(drop=drop))
    body = SAID | {"nonce": "key", "enforce_nonce": True}
    with pytest.raises(aiohttp.ClientError):
        await raw.ask("POST", f"/channels/{place.room.id}/messages", body)
    assert len(place.room.messages) == written
    assert (await raw.ask("POST", f"/channels/{place.room.id}/messages", body)).status == 200
    assert len(place.room.messages) == 1


async def test_an_answer_may_take_long(server: DiscordServer, place: Place, raw: Raw) -> None:
    go_on = asyncio.Event()
    server.traffic.fail(POST, Fault(hold=go_on))
    asking = asyncio.create_task(raw.ask("POST", f"/channels/{place.room.id}/messages", SAID))
    await raw.ask("GET", "/users/@me")
    assert not asking.done()
    go_on.set()
    assert (await asking).status == 200


async def test_the_client_waits_when_it_is_told_to(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    channel = client.get_channel(int(place.room.id))
    assert isinstance(channel, discord.TextChannel)
    server.traffic.fail(POST, Fault(429, retry_after=0.01), times=2)
    server.traffic.fail(POST, Fault(429, retry_after=0.01, everywhere=True))
    await channel.send("x")
    assert [each.status for each in server.traffic.log if each.route == POST] == [429, 429, 429, 200]
    assert server.traffic.unwelcome() == 3


async def test_a_limit_is_told_before_it_is_reached(
    server: DiscordServer, place: Place, client: Listener, raw: Raw
) -> None:
    server.traffic.limit(POST, 3, 0.2)
    channel = client.get_channel(int(place.room.id))
    assert isinstance(channel, discord.TextChannel)
    for _ in range(7):
        await channel.send("x")
    assert server.traffic.unwelcome() == 0
    path = f"/channels/{place.room.id}/messages"
    answers = [await raw.ask("POST", path, SAID) for _ in range(7)]
    over = next(each for each in answers if each.status == 429)
    assert over.headers["X-RateLimit-Scope"] == "user"
    assert float(over.headers["Retry-After"]) == over.body["retry_after"] > 0
    assert over.headers["X-RateLimit-Remaining"] == "0"
