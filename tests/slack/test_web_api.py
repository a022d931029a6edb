"""The Web API: tokens, scopes, channels, people, as Slack refuses them."""

from collections.abc import Awaitable

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.server.server import SlackServer
from tests.slack.server.world import Message
from tests.slack.town import Town, refused


async def test_a_token_says_who_it_is_and_what_it_may_do(client: AsyncWebClient, town: Town) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
        town.team.id,
        town.bot.id,
        town.by.bot_id,
    )
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("state", "error"), [("revoked", "token_revoked"), ("inactive", "account_inactive"), ("active", None)]
)
async def test_a_token_is_good_until_it_is_not(
    client: AsyncWebClient, town: Town, state: str, error: str | None
) -> None:
    town.by.state = state  # type: ignore[assignment]
    if error is None:
        assert (await client.auth_test())["ok"]
    else:
        assert (await refused(client.auth_test()))[0] == error


async def test_a_token_that_nobody_gave_is_none(server: SlackServer, town: Town) -> None:
    base = server.api_url
    assert (await refused(AsyncWebClient("xoxb-made-up", base_url=base).auth_test()))[0] == "invalid_auth"
    assert (await refused(AsyncWebClient(base_url=base).auth_test()))[0] == "not_authed"
    app = AsyncWebClient(server.slack.app.app_token, base_url=base)
    assert (await app.auth_test())["app_id"] == server.slack.app.id
    assert (await refused(app.users_info(user="U1")))[0] == "not_allowed_token_type"
    bot = AsyncWebClient(town.by.token, base_url=base)
    assert (await refused(bot.api_call("apps.connections.open")))[0] == "not_allowed_token_type"
    assert (await refused(bot.api_call("chat.shout")))[0] == "unknown_method"


@pytest.mark.parametrize(
    ("method", "args", "scope"),
    [
        ("chat.postMessage", {"channel": "C1", "text": "x"}, "chat:write"),
        ("chat.update", {"channel": "C1", "ts": "1", "text": "x"}, "chat:write"),
        ("chat.delete", {"channel": "C1", "ts": "1"}, "chat:write"),
        ("chat.postEphemeral", {"channel": "C1", "user": "U1", "text": "x"}, "chat:write"),
        ("conversations.open", {"users": "U1"}, "im:write"),
        ("users.info", {"user": "U1"}, "users:read"),
        ("files.getUploadURLExternal", {"filename": "a.png", "length": 1}, "files:write"),
        ("files.completeUploadExternal", {"files": [{"id": "F1"}]}, "files:write"),
    ],
)
async def test_a_method_needs_its_scope(
    client: AsyncWebClient, town: Town, method: str, args: dict[str, object], scope: str
) -> None:
    town.by.scopes = frozenset({"commands"})
    error, data = await refused(client.api_call(method, json=args))
    assert (error, data["needed"], data["provided"]) == ("missing_scope", scope, "commands")


async def test_an_app_token_needs_its_scope_too(server: SlackServer) -> None:
    server.slack.app.app_tokens = {"xapp-1": frozenset({"authorizations:read"})}
    error, data = await refused(AsyncWebClient("xapp-1", base_url=server.api_url).apps_connections_open(
        app_token="xapp-1"
    ))  # fmt: skip
    assert (error, data["needed"]) == ("missing_scope", "connections:write")


async def test_a_channel_is_described_to_who_may_read_it(client: AsyncWebClient, town: Town) -> None:
    found = (await client.conversations_info(channel=town.room.id))["channel"]
    assert (found["name"], found["is_archived"], found["is_member"]) == ("job-seekers", False, True)
    direct = town.slack.world.direct(town.people["ana"], town.bot.id)
    error, data = await refused(client.conversations_info(channel=direct.id))
    assert (error, data["needed"]) == ("missing_scope", "im:read")
    hidden = town.slack.world.add_channel(town.team, "hidden", is_private=True)
    assert (await refused(client.conversations_info(channel=hidden.id)))[0] == "channel_not_found"
    town.by.scopes -= {"channels:read"}
    assert (await refused(client.conversations_info(channel=town.room.id)))[1]["needed"] == "channels:read"


async def test_messages_are_posted_changed_and_deleted(client: AsyncWebClient, town: Town) -> None:
    posted = await client.chat_postMessage(channel=town.room.id, text="one & <@U1> <two>")
    (message,) = town.room.messages.values()
    assert (posted["ts"], message.text) == (message.ts, "one &amp; <@U1> &lt;two>")
    assert message.edited is None
    reply = await client.chat_postMessage(channel=town.room.id, text="under it", thread_ts=posted["ts"])
    assert town.room.messages[reply["ts"]].thread_ts == message.ts
    await client.chat_update(channel=town.room.id, ts=message.ts, text="another")
    assert (message.text, message.edited is not None) == ("another", True)
    await client.chat_delete(channel=town.room.id, ts=message.ts)
    assert list(town.room.messages) == [reply["ts"]]


async def test_blocks_stay_when_a_change_has_none_and_go_when_it_has_no_more(
    client: AsyncWebClient, town: Town
) -> None:
    posted = await client.chat_postMessage(channel=town.room.id, text="x", blocks=[{"type": "divider"}])
    message = town.room.messages[posted["ts"]]
    await client.chat_update(channel=town.room.id, ts=message.ts, text="y")
    assert [block["type"] for block in message.blocks] == ["divider"]
    await client.chat_update(channel=town.room.id, ts=message.ts, text="y", blocks=[])
    assert not message.blocks


async def test_what_cannot_be_written_to(client: AsyncWebClient, town: Town) -> None:
    world = town.slack.world

    def post(channel: str) -> Awaitable[object]:
        return client.chat_postMessage(channel=channel, text="x")

    elsewhere = world.add_channel(town.team, "elsewhere")
    private = world.add_channel(town.team, "private", is_private=True)
    other = world.add_channel(world.add_team("Others"), "room")
    for channel, error in (
        ("C404", "channel_not_found"),
        (other.id, "channel_not_found"),
        (private.id, "channel_not_found"),
        (elsewhere.id, "not_in_channel"),
    ):
        assert (await refused(post(channel)))[0] == error
    town.by.scopes |= {"chat:write.public"}
    assert (await client.chat_postMessage(channel=elsewhere.id, text="x"))["ok"]
    town.room.is_read_only = True
    assert (await refused(post(town.room.id)))[0] == "restricted_action"
    town.room.is_archived = True
    assert (await refused(post(town.room.id)))[0] == "is_archived"


async def test_what_cannot_be_written(client: AsyncWebClient, town: Town) -> None:
    room = town.room.id
    assert (await refused(client.api_call("chat.postMessage", json={"channel": room})))[0] == "no_text"
    assert (await refused(client.chat_postMessage(channel=room, text="x" * 40_001)))[0] == "msg_too_long"
    nowhere = client.chat_postMessage(channel=room, text="x", thread_ts="1.000001")
    assert (await refused(nowhere))[0] == "thread_not_found"
    assert (await refused(client.chat_update(channel=room, ts="1.1", text="x")))[0] == "message_not_found"
    assert (await refused(client.chat_delete(channel=room, ts="1.1")))[0] == "message_not_found"


async def test_only_messages_of_the_app_are_changed(client: AsyncWebClient, town: Town) -> None:
    ana = town.people["ana"]
    town.room.messages["5.5"] = Message(town.room.id, "5.5", ana.id, "hello", [])
    room = town.room.id
    assert (await refused(client.chat_update(channel=room, ts="5.5", text="x")))[0] == "cant_update_message"
    assert (await refused(client.chat_delete(channel=room, ts="5.5")))[0] == "cant_delete_message"


async def test_direct_messages(client: AsyncWebClient, town: Town) -> None:
    world, ana = town.slack.world, town.people["ana"]
    channel = (await client.conversations_open(users=ana.id))["channel"]["id"]
    assert channel.startswith("D")
    assert (await client.conversations_open(users=ana.id))["channel"]["id"] == channel
    posted = await client.chat_postMessage(channel=ana.id, text="by person")
    assert posted["channel"] == channel
    stranger = world.add_user(world.add_team("Others"), "zoe")
    gone = world.add_user(town.team, "gone", deleted=True)
    robot = world.add_user(town.team, "robot", is_bot=True)
    for user, error in (
        (robot, "cannot_dm_bot"),
        (town.bot, "cannot_dm_bot"),
        (gone, "user_disabled"),
        (stranger, "user_not_found"),
    ):
        assert (await refused(client.conversations_open(users=user.id)))[0] == error
    ana.deleted = True
    assert (await refused(client.chat_postMessage(channel=channel, text="x")))[0] == "user_disabled"


async def test_an_ephemeral_message_is_for_one_person_and_cannot_be_found(
    client: AsyncWebClient, town: Town
) -> None:
    ana = town.people["ana"]
    shown = await client.chat_postEphemeral(channel=town.room.id, user=ana.id, text="psst")
    assert [each.text for each in town.slack.shown[ana.id]] == ["psst"]  # type: ignore[union-attr]
    assert not town.room.messages
    change = client.chat_update(channel=town.room.id, ts=shown["message_ts"], text="x")
    assert (await refused(change))[0] == "message_not_found"
    absent = town.slack.world.add_user(town.team, "absent")
    there = client.chat_postEphemeral(channel=town.room.id, user=absent.id, text="x")
    assert (await refused(there))[0] == "user_not_in_channel"


async def test_profiles_say_what_somebody_is(client: AsyncWebClient, town: Town) -> None:
    world = town.slack.world
    ana = (await client.users_info(user=town.people["ana"].id))["user"]
    assert (ana["real_name"], ana["tz"], ana["is_bot"]) == ("Ana Souza", "Europe/Athens", False)
    assert ana["profile"]["display_name"] == "Ana Souza"
    assert ana["tz_offset"] == 7200
    assert (await client.users_info(user=town.bot.id))["user"]["is_bot"]
    guest = world.add_user(town.team, "guest", is_restricted=True)
    assert (await client.users_info(user=guest.id))["user"]["is_restricted"]
    gone = world.add_user(town.team, "gone", deleted=True)
    left = (await client.users_info(user=gone.id))["user"]
    assert (left["deleted"], "tz" in left) == (True, False)
    assert (await refused(client.users_info(user="U404")))[0] == "user_not_found"


async def test_strangers_are_seen_in_shared_channels_only(client: AsyncWebClient, town: Town) -> None:
    world = town.slack.world
    others = world.add_team("Others")
    zoe = world.add_user(others, "zoe")
    assert (await refused(client.users_info(user=zoe.id)))[0] == "user_not_visible"
    world.add_channel(town.team, "shared", town.bot, zoe, is_shared=True)
    seen = (await client.users_info(user=zoe.id))["user"]
    assert (seen["team_id"], seen["is_stranger"]) == (others.id, True)


async def test_a_token_can_be_revoked(client: AsyncWebClient) -> None:
    assert (await client.auth_revoke(test=True))["revoked"] is False
    assert (await client.auth_revoke())["revoked"]
    assert (await refused(client.auth_test()))[0] == "token_revoked"


async def test_every_call_is_in_the_book_without_its_token(client: AsyncWebClient, town: Town) -> None:
    await client.chat_postMessage(channel=town.room.id, text="x")
    await refused(client.chat_postMessage(channel="C404", text="x"))
    calls = town.slack.calls
    assert [each.error for each in calls.of("chat.postMessage")] == [None, "channel_not_found"]
    assert calls.count("auth.test") == 0
    assert "token" not in calls.all[0].args
