"""The real client connects, and comes back after whatever happens to its connection."""

import asyncio

import discord
import pytest
from discord import ConnectionClosed, LoginFailure, PrivilegedIntentsRequired

from tests.discord.client import Listener, connected
from tests.discord.conftest import Place
from tests.discord.crowd import Crowd
from tests.discord.raw import Raw
from tests.discord.server import DiscordServer
from tests.discord.world import NEEDED, SEND, VIEW


def name_of(interaction: discord.Interaction) -> str:
    assert interaction.data
    return str(interaction.data["name"])  # type: ignore[typeddict-item]  # a command has one


async def test_a_client_comes_in_and_knows_its_server(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    (guild,) = client.guilds
    assert (guild.name, guild.member_count) == ("The Tuesday Table", 4)
    assert [channel.name for channel in guild.text_channels] == ["room"]
    assert guild.text_channels[0].permissions_for(guild.me).send_messages
    assert server.gateway.identified[0]["intents"] == discord.Intents(guilds=True).value


async def test_what_was_missed_comes_with_the_resume(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    server.gateway.drop()
    await server.gateway.until(lambda: not server.gateway.connections)
    server.people.command(place.ana, place.room, ["target", "list"])
    assert name_of(await client.interaction()) == "target"
    assert (server.gateway.resumed, len(server.gateway.identified)) == (1, 1)


@pytest.mark.parametrize("how", ["close", "reconnect", "invalid"])
async def test_a_session_goes_on(server: DiscordServer, place: Place, client: Listener, how: str) -> None:
    match how:
        case "close":
            await server.gateway.close(4000)
        case "reconnect":
            server.gateway.ask_to_reconnect()
        case _:
            server.gateway.invalidate(resumable=True)
    await server.gateway.until(lambda: server.gateway.resumed == 1)
    server.people.command(place.ana, place.room, ["target", "list"])
    await client.interaction()
    assert len(server.gateway.identified) == 1


@pytest.mark.parametrize("how", ["invalid", "timed out", "forgotten"])
async def test_a_session_that_is_over_begins_anew(
    server: DiscordServer, place: Place, client: Listener, how: str
) -> None:
    match how:
        case "invalid":
            server.gateway.invalidate(resumable=False)
        case "timed out":
            await server.gateway.close(4009)
        case _:
            server.gateway.forget()
            server.gateway.drop()
    await server.gateway.until(lambda: len(server.gateway.identified) == 2)
    await server.gateway.until_ready()
    server.people.command(place.ana, place.room, ["target", "list"])
    await client.interaction()
    assert server.gateway.resumed == 0


async def test_a_zombie_is_left_and_nothing_is_lost(server: DiscordServer, place: Place) -> None:
    server.gateway.heartbeat_interval = 20
    async with connected(server, heartbeat_timeout=0.5) as client:
        server.gateway.fall_silent()
        server.people.command(place.ana, place.room, ["target", "list"])
        assert name_of(await client.interaction()) == "target"
        assert server.gateway.resumed == 1
        assert server.gateway.heartbeats > 1


async def test_an_event_may_come_late_or_twice(server: DiscordServer, place: Place, client: Listener) -> None:
    server.gateway.hold()
    server.gateway.repeat()
    for name in ("first", "second"):
        server.people.command(place.ana, place.room, [name])
    assert client.heard.empty()
    server.gateway.release()
    assert [name_of(await client.interaction()) for _ in range(3)] == ["first", "first", "second"]
    assert client.heard.empty()


async def test_each_shard_hears_of_its_own_servers(server: DiscordServer, place: Place) -> None:
    server.service.shards = 2
    odd = server.world.guild("Odd", [place.ana], id=str(1 << 22))
    even = server.world.guild("Even", [place.ana], id=str(2 << 22))
    rooms = {guild: server.world.channel(guild, "room") for guild in (odd, even)}
    async with connected(server, shard_ids=[1], shard_count=2) as client:
        assert {guild.name for guild in client.guilds} >= {"Odd"}
        assert "Even" not in {guild.name for guild in client.guilds}
        server.people.command(place.ana, rooms[even], ["even"])
        server.people.command(place.ana, server.world.dm(place.ana), ["private"])
        server.people.command(place.ana, rooms[odd], ["odd"])
        assert name_of(await client.interaction()) == "odd"
    async with connected(server) as client:
        assert {shard.id for shard in client.shards.values()} == {0, 1}
        server.people.command(place.ana, server.world.dm(place.ana), ["private"])
        assert name_of(await client.interaction()) == "private"


async def test_two_clients_of_one_shard_both_hear_everything(server: DiscordServer, place: Place) -> None:
    async with connected(server) as one, connected(server) as other:
        server.people.command(place.ana, place.room, ["target"])
        first, second = await one.interaction(), await other.interaction()
        assert first.id == second.id


async def test_what_happens_to_the_places_of_the_bot(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    world = server.world
    lobby = world.channel(place.guild, "lobby")
    world.rename(lobby, "hall")
    world.allow(lobby, NEEDED & ~SEND)
    await client.until(lambda: client.events.count("guild_channel_update") == 2)
    (guild,) = client.guilds
    channel = guild.get_channel(int(lobby.id))
    assert channel
    assert channel.name == "hall"
    assert not channel.permissions_for(guild.me).send_messages
    world.allow(lobby, NEEDED & ~VIEW)
    world.delete_channel(place.room)
    await client.until(lambda: client.events.count("guild_channel_delete") == 2)
    world.outage(place.guild)
    world.available_again(place.guild)
    await client.until(lambda: "guild_available" in client.events)
    world.remove_bot(place.guild)
    await client.until(lambda: "guild_remove" in client.events)
    world.invite_bot(place.guild)
    await client.until(lambda: "guild_join" in client.events)


async def test_without_privileged_intents_nobody_is_overheard(server: DiscordServer, place: Place) -> None:
    async with connected(server, intents=discord.Intents(guilds=True, guild_messages=True)) as client:
        heard: asyncio.Queue[discord.Message] = asyncio.Queue()
        client.on_message = heard.put  # type: ignore[attr-defined]  # as events are named
        server.world.leave(place.guild, place.ben)
        server.world.say(place.ana, place.room, "a secret")
        message = await asyncio.wait_for(heard.get(), 20)
        assert (message.content, message.author.name) == ("", "ana")
        assert "raw_member_remove" not in client.events


async def sent_away(server: DiscordServer) -> None:
    async with connected(server) as client:
        await server.gateway.close(4004)
        await client.until(lambda: "shard_disconnect" in client.events)


async def test_who_may_not_come_in(server: DiscordServer, place: Place) -> None:
    with pytest.raises(PrivilegedIntentsRequired):
        async with connected(server, intents=discord.Intents(guilds=True, members=True)):
            pass
    server.gateway.granted = discord.Intents(members=True).value
    async with connected(server, intents=discord.Intents(guilds=True, members=True)) as client:
        assert client.guilds
    server.gateway.crowd = Crowd(2500)
    with pytest.raises(ConnectionClosed, match="4011"):
        async with connected(server):
            pass
    server.gateway.crowd = None
    with pytest.raises(ConnectionClosed, match="4004"):
        await sent_away(server)
    with pytest.raises(LoginFailure):
        async with connected(server, token="another"):
            pass


@pytest.mark.parametrize(
    ("identify", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"shard": [2, 2]}, 4010),
        ({"shard": "0/1"}, 4010),
        ({"intents": 1 << 40}, 4013),
        ({"intents": None}, 4013),
        ({"intents": 1 << 15}, 4014),
        ({"query": "v=6&encoding=json"}, 4012),
    ],
)
async def test_a_wrong_identify_is_closed_with_its_code(
    raw: Raw, identify: dict[str, str], code: int
) -> None:
    assert await raw.identify(**identify) == code


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (["no json"], 4002),
        (["[]"], 4002),
        ([{"op": 99}], 4001),
        ([{"op": 2, "d": "nothing"}], 4001),
        ([{"op": 3, "d": {}}], 4003),
        ([{"op": 2, "d": {"token": "", "intents": 1}}], 4004),
    ],
)
async def test_what_is_no_payload_is_closed_with_its_code(raw: Raw, sent: list[object], code: int) -> None:
    assert await raw.send(*sent) == code


async def test_nobody_identifies_twice_or_resumes_wrongly(server: DiscordServer, raw: Raw) -> None:
    identify = {"op": 2, "d": {"token": server.world.token, "intents": 1}}
    assert await raw.send(identify, identify) == 4005
    (session,) = server.gateway.sessions
    resume = {"op": 6, "d": {"token": server.world.token, "session_id": session, "seq": 99}}
    assert await raw.send({"op": 6, "d": {**resume["d"], "token": "wrong"}}) == 4004  # type: ignore[dict-item]
    assert await raw.send(resume) == 4007
    assert not server.gateway.sessions


async def test_thousands_of_servers_can_be_announced(server: DiscordServer) -> None:
    server.gateway.crowd = Crowd(50, members=100, everybody=True)
    async with connected(server) as client:
        assert len(client.guilds) == 50
        assert {guild.member_count for guild in client.guilds} == {100}
        assert {len(guild.text_channels) for guild in client.guilds} == {10}
        assert server.gateway.crowd.guild(server.gateway.crowd.ids[0], server.world.bot)["members"][99]
