"""Interactions through the real client: what they bring, what may be answered, and until when."""

from typing import Any

import discord
import pytest

from tests.discord import interactions as kinds
from tests.discord.client import Listener
from tests.discord.conftest import Place
from tests.discord.errors import Json
from tests.discord.interactions import Interaction
from tests.discord.raw import Answered, Raw
from tests.discord.server import DiscordServer
from tests.discord.world import NEEDED, Message

SAID: Json = {"content": "x", "allowed_mentions": {"parse": []}}
V2 = 1 << 15
MODAL: Json = {
    "title": "A form",
    "custom_id": "form",
    "components": [
        {"type": 18, "label": "What?", "component": {"type": 4, "custom_id": "what", "style": 1, "value": "so"}},
        {"type": 18, "label": "Who?", "component": {"type": 5, "custom_id": "who"}},
        {
            "type": 18,
            "label": "Which?",
            "component": {
                "type": 3,
                "custom_id": "which",
                "options": [{"label": "A", "value": "a"}, {"label": "B", "value": "b", "default": True}],
            },
        },
    ],
}  # fmt: skip


async def answer(raw: Raw, of: Interaction, kind: int, data: Json | None = None, more: str = "") -> Answered:
    body = {"type": kind} | ({"data": data} if data is not None else {})
    return await raw.ask("POST", f"/interactions/{of.id}/{of.token}/callback{more}", body, token="none")


def hook(server: DiscordServer, of: Interaction, more: str = "") -> str:
    return f"/webhooks/{server.world.bot.id}/{of.token}{more}"


async def message_in_room(place: Place, raw: Raw) -> Message:
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Press", "custom_id": "pressed"}]}
    menu = {"type": 3, "custom_id": "menu", "options": [{"label": "One", "value": "1"}]}
    body = SAID | {"components": [row, {"type": 1, "components": [menu]}]}
    sent = await raw.ask("POST", f"/channels/{place.room.id}/messages", body)
    return place.room.messages[sent.body["id"]]


async def test_a_command_on_a_server_brings_everything(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    options: list[Json] = [
        {"name": "peer", "type": 6, "value": place.ben.id},
        {"name": "how", "type": 3, "value": "so"},
    ]
    server.people.command(place.ana, place.room, ["thanks"], options)
    came = await client.interaction()
    data: Any = came.data
    assert isinstance(came.user, discord.Member)
    assert (came.user.id, came.user.display_name) == (int(place.ana.id), "Ana")
    assert (came.channel_id, came.guild_id) == (int(place.room.id), int(place.guild.id))
    assert (came.locale.value, came.guild_locale and came.guild_locale.value) == ("en-US", "en-US")
    assert (came.context.guild, came.context.dm_channel) == (True, False)
    assert came.app_permissions.value == NEEDED
    assert came.permissions.send_messages
    assert came.is_guild_integration()
    assert data["resolved"]["users"][place.ben.id]["username"] == "ben"
    assert data["resolved"]["members"][place.ben.id]["joined_at"]
    assert not came.is_expired()


async def test_a_command_in_private_brings_a_user(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    place.ana.locale = "pt-BR"
    server.people.command(place.ana, server.world.dm(place.ana), ["target", "add"])
    came = await client.interaction()
    data: Any = came.data
    assert isinstance(came.user, discord.User)
    assert isinstance(came.channel, discord.DMChannel)
    assert (came.guild_id, came.locale.value, came.context.dm_channel) == (None, "pt-BR", True)
    assert data["options"] == [{"name": "add", "type": 1, "options": []}]


async def test_the_menus_of_people_and_messages(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    said = server.world.say(place.ben, place.room, "this helped")
    server.people.menu(place.ana, place.room, "Thank for help", said)
    data: Any = (await client.interaction()).data
    assert (data["type"], data["target_id"]) == (3, said.id)
    assert data["resolved"]["messages"][said.id]["author"]["id"] == place.ben.id
    server.people.menu(place.ana, place.room, "Ask", place.ben)
    data = (await client.interaction()).data
    assert (data["type"], data["resolved"]["users"][place.ben.id]["username"]) == (2, "ben")


async def test_a_press_brings_its_message_and_can_change_it(
    server: DiscordServer, place: Place, client: Listener, raw: Raw
) -> None:
    message = await message_in_room(place, raw)
    pressed = server.people.press(place.ana, message, "pressed")
    came = await client.interaction()
    assert came.message
    assert str(came.message.id) == message.id
    assert came.message.components
    assert came.data == {"custom_id": "pressed", "component_type": 2, "id": 2}
    await came.response.edit_message(content="Pressed", view=None)
    assert (message.content, message.components, message.edited is not None) == ("Pressed", [], True)
    assert pressed.answered


async def test_what_is_chosen_in_a_menu(
    server: DiscordServer, place: Place, client: Listener, raw: Raw
) -> None:
    message = await message_in_room(place, raw)
    server.people.choose(place.ana, message, "menu", ["1"])
    came = await client.interaction()
    assert came.data == {"custom_id": "menu", "component_type": 3, "id": 4, "values": ["1"]}


async def test_a_private_answer_is_seen_by_one_and_can_be_changed(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    asked = server.people.command(place.ana, place.room, ["target"])
    came = await client.interaction()
    told = await came.response.send_message("A secret", ephemeral=True)
    assert told.is_ephemeral()
    assert asked.original
    assert str(told.message_id) == asked.original.id
    assert asked.original.only_for is place.ana
    assert not place.room.messages
    await came.edit_original_response(content="Another")
    assert asked.original.content == "Another"
    more = await came.followup.send("More", ephemeral=True, wait=True)
    await more.edit(content="Most")
    assert [each.content for each in asked.said] == ["Another", "Another", "Most", "Most"]
    assert (await came.original_response()).content == "Another"
    await came.delete_original_response()
    assert asked.original is None


async def test_a_promise_is_kept_by_what_follows(
    server: DiscordServer, place: Place, client: Listener
) -> None:
    asked = server.people.command(place.ana, place.room, ["target"])
    came = await client.interaction()
    told = await came.response.defer(ephemeral=True, thinking=True)
    assert told
    assert told.is_thinking()
    assert not asked.answered
    await came.followup.send("At last")  # without a word about who sees it: the promise was private
    assert asked.answered
    assert asked.original
    assert (asked.original.content, asked.original.only_for) == ("At last", place.ana)
    assert len(asked.written) == 1
    second = server.people.command(place.ana, place.room, ["target"])
    came = await client.interaction()
    await came.response.defer(ephemeral=True)
    await came.edit_original_response(content="Later")
    assert second.answered
    assert not place.room.messages


async def test_a_form_is_submitted_as_it_stands_or_as_it_was_filled_in(
    server: DiscordServer, place: Place, client: Listener, raw: Raw
) -> None:
    opened = server.people.command(place.ana, place.room, ["target"])
    assert (await answer(raw, opened, kinds.OPEN_MODAL, MODAL)).status == 204
    await client.interaction()
    server.people.submit(opened, {"what": "this", "who": [place.ben.id]})
    data: Any = (await client.interaction()).data
    assert [
        each["component"].get("value", each["component"].get("values")) for each in data["components"]
    ] == [
        "this",
        [place.ben.id],
        ["b"],
    ]
    assert data["resolved"]["users"][place.ben.id]["username"] == "ben"
    again = server.people.submit(opened, {"which": ["a"]})
    data = (await client.interaction()).data
    assert data["components"][0]["component"]["value"] == "so"
    assert data["components"][2]["component"]["values"] == ["a"]
    refused = await answer(raw, again, kinds.OPEN_MODAL, MODAL)
    assert refused.wrong == {"type BASE_TYPE_CHOICES"}  # no modal follows another


async def test_what_is_being_typed_is_completed(
    server: DiscordServer, place: Place, client: Listener, raw: Raw
) -> None:
    options = [{"name": "company", "type": 3, "value": "Glo"}]
    asked = server.people.typing(place.ana, place.room, ["target", "add"], options, "company")
    came = await client.interaction()
    assert came.type is discord.InteractionType.autocomplete
    many = [{"name": str(n), "value": str(n)} for n in range(26)]
    assert (await answer(raw, asked, kinds.CHOICES, {"choices": many})).status == 400
    wrong = await answer(raw, asked, kinds.CHOICES, {"choices": [{"name": "x" * 101, "value": "x"}]})
    assert (wrong.status, wrong.code) == (400, 50035)
    await came.response.autocomplete([discord.app_commands.Choice(name="Globex", value="Globex")])
    assert asked.choices == [{"name": "Globex", "value": "Globex"}]
    number = server.people.typing(place.ana, place.room, ["x"], [{"name": "n", "type": 4, "value": 1}], "n")
    assert (await answer(raw, number, kinds.CHOICES, {"choices": many[:1]})).status == 400


@pytest.mark.parametrize("kind", [kinds.PONG, kinds.UPDATE, kinds.DEFER_UPDATE, kinds.CHOICES, 99])
async def test_a_command_takes_only_its_kinds_of_answers(
    server: DiscordServer, place: Place, raw: Raw, kind: int
) -> None:
    asked = server.people.command(place.ana, place.room, ["target"])
    assert (await answer(raw, asked, kind, SAID)).code == 50035
    assert (await answer(raw, asked, kinds.REPLY, SAID | {"content": ""})).code == 50006
    assert (await answer(raw, asked, kinds.REPLY, SAID)).status == 204  # nothing was taken so far


async def test_the_first_answer_comes_in_time_and_once(server: DiscordServer, place: Place, raw: Raw) -> None:
    asked = server.people.command(place.ana, place.room, ["target"])
    assert (await raw.ask("POST", hook(server, asked), SAID)).code == 10015
    server.world.clock.advance(kinds.FIRST_ANSWER)
    assert (await answer(raw, asked, kinds.REPLY, SAID)).status == 204
    twice = await answer(raw, asked, kinds.REPLY, SAID)
    assert (twice.status, twice.code) == (400, 40060)
    assert len(place.room.messages) == 1

    late = server.people.command(place.ana, place.room, ["target"])
    server.world.clock.advance(kinds.FIRST_ANSWER + 0.001)
    unknown = await answer(raw, late, kinds.REPLY, SAID)
    assert (unknown.status, unknown.code) == (404, 10062)
    late.token = "made-up"
    assert (await answer(raw, late, kinds.REPLY, SAID)).code == 10062


async def test_what_follows_may_come_for_a_quarter_of_an_hour(
    server: DiscordServer, place: Place, raw: Raw
) -> None:
    asked = server.people.command(place.ana, place.room, ["target"])
    told = await answer(raw, asked, kinds.REPLY, SAID, "?with_response=true")
    assert told.body["resource"]["message"]["content"] == "x"
    message = told.body["interaction"]["response_message_id"]
    server.world.clock.advance(kinds.ALL_ANSWERS)
    assert (await raw.ask("PATCH", hook(server, asked, "/messages/@original"), SAID)).status == 200
    assert (await raw.ask("GET", hook(server, asked, f"/messages/{message}"))).body["content"] == "x"
    assert (await raw.ask("GET", hook(server, asked, "/messages/1"))).code == 10008
    server.world.clock.advance(0.001)
    over = await raw.ask("POST", hook(server, asked), SAID)
    assert (over.status, over.code) == (401, 50027)
    assert (await raw.ask("POST", f"/webhooks/1/{asked.token}", SAID)).code == 10015


async def test_components_of_version_2_are_for_answers_too(
    server: DiscordServer, place: Place, raw: Raw
) -> None:
    asked = server.people.command(place.ana, place.room, ["target"])
    card: Json = {"allowed_mentions": {"parse": []}, "components": [{"type": 10, "content": "### Hello"}]}
    assert "components.0.type UNION_TYPE_CHOICES" in (await answer(raw, asked, kinds.REPLY, card)).wrong
    deferred = await answer(raw, asked, kinds.DEFER, {"flags": V2 | 64})
    assert deferred.status == 204
    kept = await raw.ask("PATCH", hook(server, asked, "/messages/@original"), card | {"flags": V2})
    assert kept.body["flags"] == V2 | 64
    bare = await raw.ask(
        "PATCH", hook(server, asked, "/messages/@original"), {"components": card["components"]}
    )
    assert bare.status == 200
    assert server.traffic.unguarded == ["PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"]
