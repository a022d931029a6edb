"""Messages: what is written, what is refused, and who is pinged."""

import io

import discord
import pytest

from tests.discord.client import Listener
from tests.discord.conftest import Place
from tests.discord.errors import Json
from tests.discord.raw import Raw
from tests.discord.routes_messages import NONCE_KEPT
from tests.discord.server import DiscordServer
from tests.discord.world import NEEDED, OPEN_THREADS, SEND, SEND_IN_THREADS, VIEW, Channel

SILENT: Json = {"allowed_mentions": {"parse": []}}
V2 = 1 << 15
NOBODY = "1"


def path(place: Place, more: str = "") -> str:
    return f"/channels/{place.room.id}/messages{more}"


def channel_of(client: Listener, place: Place) -> discord.TextChannel:
    found = client.get_channel(int(place.room.id))
    assert isinstance(found, discord.TextChannel)
    return found


def card(*components: Json) -> Json:
    return SILENT | {"flags": V2, "components": [{"type": 17, "components": list(components)}]}


async def test_a_layout_with_a_picture_is_kept_as_it_is_given_back(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    view = discord.ui.LayoutView()
    gallery = discord.ui.MediaGallery[discord.ui.LayoutView](
        discord.MediaGalleryItem("attachment://chart.png", description="Ana 5")
    )
    view.add_item(discord.ui.Container(discord.ui.TextDisplay("### Points"), gallery))
    file = discord.File(io.BytesIO(b"\x89PNG"), "chart.png")
    sent = await channel_of(client, place).send(view=view, file=file, nonce="7")
    (kept,) = place.room.texts
    assert (str(sent.id), kept.nonce, kept.v2) == (kept.id, "7", True)
    text, picture = kept.components[0]["components"]
    assert text == {"type": 10, "id": 2, "content": "### Points"}
    assert picture["items"][0]["description"] == "Ana 5"
    assert server.service.file(picture["items"][0]["media"]["attachment_id"]) == b"\x89PNG"
    assert server.traffic.unguarded == []

    smaller = discord.ui.LayoutView()
    smaller.add_item(discord.ui.TextDisplay("Gone"))
    changed = await sent.edit(view=smaller, attachments=[])
    assert (kept.edited is not None, kept.attachments, len(changed.components)) == (True, [], 1)
    assert await channel_of(client, place).fetch_message(sent.id) == sent
    assert [each.id async for each in channel_of(client, place).history()] == [sent.id]
    await sent.delete()
    with pytest.raises(discord.NotFound, match="Unknown Message"):
        await channel_of(client, place).fetch_message(sent.id)


async def test_a_nonce_makes_one_message_for_some_minutes(
    server: DiscordServer, place: Place, raw: Raw
) -> None:
    body = SILENT | {"content": "once", "nonce": "key", "enforce_nonce": True}
    first, again = [await raw.ask("POST", path(place), body) for _ in range(2)]
    assert first.body["id"] == again.body["id"]
    await raw.ask("POST", path(place), body | {"enforce_nonce": False})
    await raw.ask("POST", path(place), body | {"nonce": "another"})
    assert len(place.room.messages) == 3
    server.world.clock.advance(NONCE_KEPT)
    assert (await raw.ask("POST", path(place), body)).body["id"] != first.body["id"]
    assert (await raw.ask("POST", path(place), body | {"nonce": "n" * 26})).status == 400


TEXTS = "<@{ana}> <@!{ben}> <@&{role}> @everyone @here"


@pytest.mark.parametrize(
    ("allowed", "pinged"),
    [
        (None, ["ana", "ben", "role", "everyone", "here"]),
        ({}, []),
        ({"parse": []}, []),
        ({"parse": ["users"]}, ["ana", "ben"]),
        ({"parse": ["everyone"]}, ["everyone", "here"]),
        ({"parse": ["roles"]}, ["role"]),
        ({"parse": [], "users": ["ben"]}, ["ben"]),
        ({"users": ["femi"]}, []),
    ],
)
async def test_only_who_may_be_mentioned_is_pinged(
    server: DiscordServer, place: Place, raw: Raw, allowed: Json | None, pinged: list[str]
) -> None:
    ids = {"ana": place.ana.id, "ben": place.ben.id, "role": "77", "femi": "99"}
    named: Json | None = allowed
    if allowed and "users" in allowed:
        named = allowed | {"users": [ids[each] for each in allowed["users"]]}
    body = card({"type": 10, "content": f"`{TEXTS.format(**ids)}`"}) | {"allowed_mentions": named}
    sent = await raw.ask("POST", path(place), body)
    assert sent.status == 200
    (kept,) = place.room.texts
    assert list(kept.pinged) == [ids.get(each, each) for each in pinged]
    assert [each["username"] for each in sent.body["mentions"]] == [e for e in pinged if e in ("ana", "ben")]
    assert bool(server.traffic.unguarded) is (allowed is None)
    await raw.ask("PATCH", path(place, f"/{kept.id}"), {"components": body["components"]})
    assert len(kept.pinged) == 5  # an edit has to say it again
    assert len(server.traffic.unguarded) == 1 + (allowed is None)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"content": "x" * 2001}, "content BASE_TYPE_MAX_LENGTH"),
        ({"content": "x", "flags": 64}, "flags MESSAGE_FLAGS_INVALID"),
        (
            {"content": "x", "flags": V2, "components": [{"type": 10, "content": "y"}]},
            "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        (
            {"embeds": [{"title": "x"}], "flags": V2, "components": [{"type": 10, "content": "y"}]},
            "embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            "allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
        ({"content": "x", "attachments": [{"id": 0}]}, "attachments.0.id ATTACHMENT_NOT_FOUND"),
        (
            {"content": "x", "message_reference": {"message_id": NOBODY}},
            "message_reference REPLIES_UNKNOWN_MESSAGE",
        ),
    ],
)
async def test_a_message_that_is_wrong_is_refused(place: Place, raw: Raw, body: Json, wrong: str) -> None:
    refused = await raw.ask("POST", path(place), SILENT | body)
    assert (refused.status, refused.code) == (400, 50035)
    assert wrong in refused.wrong
    assert not place.room.messages


async def test_what_says_nothing_is_refused(place: Place, raw: Raw) -> None:
    bodies: list[Json] = [{}, {"content": " \n"}, {"components": []}, {"flags": V2, "components": []}]
    for body in bodies:
        assert (await raw.ask("POST", path(place), SILENT | body)).code == 50006
    sent = (await raw.ask("POST", path(place), SILENT | {"content": "something"})).body["id"]
    assert (await raw.ask("PATCH", path(place, f"/{sent}"), {"content": ""})).code == 50006


async def test_a_message_of_components_stays_one(place: Place, raw: Raw) -> None:
    old = (await raw.ask("POST", path(place), SILENT | {"content": "words"})).body["id"]
    new = card({"type": 10, "content": "### Head"})
    refused = await raw.ask("PATCH", path(place, f"/{old}"), new)
    assert refused.wrong == {"content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"}
    changed = await raw.ask("PATCH", path(place, f"/{old}"), new | {"content": None})
    assert changed.body["flags"] == V2
    again = await raw.ask("PATCH", path(place, f"/{old}"), SILENT | {"components": new["components"]})
    assert again.body["flags"] == V2
    back = await raw.ask("PATCH", path(place, f"/{old}"), SILENT | {"content": "words", "flags": 0})
    assert back.status == 400


async def test_where_the_bot_may_not_write(server: DiscordServer, place: Place, raw: Raw) -> None:
    body, world = SILENT | {"content": "x"}, server.world
    assert (await raw.ask("POST", f"/channels/{NOBODY}/messages", body)).code == 10003
    world.allow(place.room, NEEDED & ~SEND)
    refused = await raw.ask("POST", path(place), body)
    assert (refused.status, refused.code) == (403, 50013)
    world.allow(place.room, NEEDED & ~VIEW)
    assert (await raw.ask("POST", path(place), body)).code == 50001
    world.allow(place.room, NEEDED)
    said = world.say(place.ana, place.room, "hello")
    assert (await raw.ask("PATCH", path(place, f"/{said.id}"), body)).code == 50005
    assert (await raw.ask("DELETE", path(place, f"/{said.id}"))).code == 50013
    assert (await raw.ask("PATCH", path(place, f"/{NOBODY}"), body)).code == 10008
    world.remove_bot(place.guild)
    assert (await raw.ask("POST", path(place), body)).code == 50001
    assert (await raw.ask("GET", f"/guilds/{place.guild.id}")).code == 10004
    world.invite_bot(place.guild)
    world.delete_channel(place.room)
    assert (await raw.ask("GET", f"/channels/{place.room.id}")).code == 10003


async def test_direct_messages_reach_whoever_takes_them(
    server: DiscordServer, place: Place, raw: Raw
) -> None:
    async def tell(user: str) -> int:
        opened = await raw.ask("POST", "/users/@me/channels", {"recipient_id": user})
        if opened.status != 200:
            return opened.code
        sent = await raw.ask("POST", f"/channels/{opened.body['id']}/messages", SILENT | {"content": "x"})
        return 0 if sent.status == 200 else sent.code

    assert await tell(place.ana.id) == 0
    assert [each.content for each in server.world.dm(place.ana).texts] == ["x"]
    assert await tell(NOBODY) == 50033
    assert await tell(server.world.bot.id) == 50033
    for code in (50007, 40003):
        place.ben.refuses = code
        assert await tell(place.ben.id) == code
    place.ben.refuses = 0
    server.world.leave(place.guild, place.ben)
    assert await tell(place.ben.id) == 50278


async def test_a_message_has_one_thread(server: DiscordServer, place: Place, raw: Raw) -> None:
    head = (await raw.ask("POST", path(place), SILENT | {"content": "an ask"})).body["id"]
    start = path(place, f"/{head}/threads")
    begun = await raw.ask("POST", start, {"name": "Globex"})
    assert (begun.status, begun.body["id"], begun.body["parent_id"]) == (201, head, place.room.id)
    refused = await raw.ask("POST", start, {"name": "Globex"})
    assert (refused.status, refused.code) == (400, 160004)
    thread = server.world.channels[head]
    inside = f"/channels/{head}/messages"
    said = (await raw.ask("POST", inside, SILENT | {"content": "an answer"})).body["id"]
    assert [each.id for each in thread.texts] == [said]
    assert (await raw.ask("POST", f"{inside}/{said}/threads", {"name": "deeper"})).code == 50024
    assert (await raw.ask("POST", path(place, f"/{NOBODY}/threads"), {"name": "x"})).code == 10008
    assert (await raw.ask("POST", start, {"name": ""})).code == 50035
    await _archived(thread, raw, inside, said)
    server.world.allow(place.room, NEEDED & ~SEND_IN_THREADS)
    assert (await raw.ask("POST", inside, SILENT | {"content": "x"})).code == 50013
    server.world.allow(place.room, NEEDED & ~OPEN_THREADS)
    assert (await raw.ask("POST", start, {"name": "x"})).code == 50013


async def _archived(thread: Channel, raw: Raw, inside: str, said: str) -> None:
    thread.archived = True
    assert (await raw.ask("PATCH", f"{inside}/{said}", SILENT | {"content": "y"})).code == 50083
    assert (await raw.ask("POST", inside, SILENT | {"content": "z"})).status == 200
    assert not thread.archived  # whoever writes there opens it again


async def test_the_client_hears_of_threads(server: DiscordServer, place: Place, client: Listener) -> None:
    head = await channel_of(client, place).send("an ask")
    thread = await head.create_thread(name="Globex")
    assert (await thread.send("an answer")).channel.id == head.id
    await client.until(lambda: "thread_create" in client.events)
