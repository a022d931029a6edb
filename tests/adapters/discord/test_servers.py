"""Servers left, channels renamed, deleted and forbidden: the facilitator is told, and what comes back is used again."""

from dataclasses import replace

import pytest

from adapters.discord.config import Shards
from bot.domain.group import Closed, Home, Room
from tests.adapters.discord.running import Bot, text
from tests.discord.world import NEEDED, SEND, VIEW

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def home(bot: Bot) -> Home:
    """Give what is known of the room."""
    found = await bot.database.read(
        lambda store: store.groups.home(Room("discord", bot.guild.id, bot.room.id))
    )
    assert found
    return found


async def closed(bot: Bot, why: Closed | None) -> None:
    """Wait until the room is closed so, or open."""
    await bot.until(lambda: home(bot), lambda found: found.closed is why)


async def named(bot: Bot, name: str) -> None:
    """Wait until the room is called so."""
    await bot.until(lambda: home(bot), lambda found: found.name == name)


async def told(bot: Bot) -> str:
    """Give the last thing that the facilitator was told."""
    await bot.settle()
    return text(bot.direct(bot.cleo)[-1])


async def test_the_room_has_the_name_of_its_channel(group: Bot) -> None:
    assert (await home(group)).name == "room"


async def test_a_renamed_channel_is_told(group: Bot) -> None:
    group.server.world.rename(group.room, "the-table")
    await named(group, "the-table")
    assert "the-table" in await told(group)


async def test_a_deleted_channel_is_told_and_gets_nothing(group: Bot) -> None:
    group.server.world.delete_channel(group.room)
    await closed(group, Closed.DELETED)
    assert "room" in await told(group)
    before = group.server.traffic.calls["POST /channels/{channel_id}/messages"]
    await group.type(group.ana, "target add:company=Globex", group.server.world.dm(group.ana))
    await group.settle()
    assert group.server.traffic.calls["POST /channels/{channel_id}/messages"] == before


async def test_a_channel_that_the_bot_sees_again_is_used_again(group: Bot) -> None:
    group.server.world.allow(group.room, 0)
    await closed(group, Closed.DELETED)
    group.server.world.allow(group.room, NEEDED)
    await closed(group, None)
    assert "again" in await told(group)


async def test_a_channel_where_the_bot_may_no_longer_write_is_closed_and_opens_by_itself(group: Bot) -> None:
    group.server.world.allow(group.room, NEEDED & ~SEND)
    await group.type(group.ana, "target list")
    assert (await home(group)).closed is Closed.FORBIDDEN
    assert "room" in await told(group)
    group.server.world.allow(group.room, VIEW | SEND)
    await group.type(group.ana, "target list")
    assert (await home(group)).closed is None


async def test_a_message_that_may_not_be_written_closes_the_room(group: Bot) -> None:
    group.server.world.allow(group.room, NEEDED & ~SEND)
    await group.type(group.ana, "sample say:word=hello", group.server.world.dm(group.ana))
    await group.settle()
    assert (await home(group)).closed is Closed.FORBIDDEN


async def test_a_server_that_is_left_is_told_to_whom_it_can_be(group: Bot) -> None:
    group.server.world.guild("Where the bot is too", [group.cleo])
    group.server.world.remove_bot(group.guild)
    await closed(group, Closed.REMOVED)
    assert "room" in await told(group)


async def test_a_server_that_takes_the_bot_again_is_used_again(group: Bot) -> None:
    group.server.world.remove_bot(group.guild)
    await closed(group, Closed.REMOVED)
    group.server.world.invite_bot(group.guild)
    await closed(group, None)
    await group.type(group.ana, "sample say:word=hello")
    await group.settle()
    assert text(group.room.texts[-1]) == "### Ana says hello"


async def test_an_outage_is_no_farewell(group: Bot) -> None:
    group.server.world.outage(group.guild)
    group.server.world.available_again(group.guild)
    group.server.world.rename(group.room, "the-table")
    await named(group, "the-table")
    assert (await home(group)).closed is None


async def test_what_happened_in_an_outage_is_heard_although_the_group_began_after_the_start(
    group: Bot,
) -> None:
    group.server.world.outage(group.guild)
    del group.guild.channels[group.room.id]
    group.server.world.available_again(group.guild)
    await closed(group, Closed.DELETED)


async def test_what_happened_while_the_bot_was_away_is_heard_when_it_is_back(stopped: Bot) -> None:
    async with stopped.running() as bot:
        await bot.gather()
    stopped.server.world.rename(stopped.room, "the-table")
    async with stopped.running() as bot:
        await named(bot, "the-table")
    stopped.server.world.delete_channel(stopped.room)
    async with stopped.running() as bot:
        await closed(bot, Closed.DELETED)


async def test_a_room_may_be_a_channel_of_any_kind(stopped: Bot) -> None:
    stopped.room.kind = 2  # people write beside a voice channel too
    async with stopped.running() as bot:
        await bot.gather()
    async with stopped.running() as bot:
        bot.server.world.rename(bot.room, "the-table")
        await named(bot, "the-table")
        assert (await home(bot)).closed is None


async def test_a_server_that_was_left_while_the_bot_was_away_is_missed_when_it_is_back(stopped: Bot) -> None:
    async with stopped.running() as bot:
        await bot.gather()
    stopped.server.world.remove_bot(stopped.guild)
    async with stopped.running() as bot:
        await closed(bot, Closed.REMOVED)
    stopped.server.world.invite_bot(stopped.guild)
    async with stopped.running() as bot:
        await closed(bot, None)


async def test_a_shard_knows_nothing_of_the_servers_of_others(stopped: Bot) -> None:
    async with stopped.running() as bot:
        await bot.gather()
    other = 1 - (int(stopped.guild.id) >> 22) % 2
    stopped.config = replace(stopped.config, shards=Shards(range(other, other + 1), 2))
    stopped.server.world.guild("Where the news is", [stopped.ana], id=str(other << 22))
    async with stopped.running() as bot:
        news = bot.server.world.channel(bot.server.world.guilds[str(other << 22)], "news")
        (answer,) = (await bot.type(bot.ana, "group setup:name=News;timezone=Europe/Athens", news)).said
        assert "News" in text(answer)
        assert (await home(bot)).closed is None


async def test_channels_without_a_group_are_nobody_s_business(group: Bot) -> None:
    before = len(group.direct(group.cleo))
    group.server.world.rename(group.lobby, "hall")
    group.server.world.delete_channel(group.lobby)
    group.server.world.rename(group.room, "the-table")
    await named(group, "the-table")
    await group.settle()
    assert len(group.direct(group.cleo)) == before + 1


async def test_who_comes_new_is_asked_for_their_zone_once_with_suggestions(group: Bot) -> None:
    dora = group.server.world.person("dora", "Dora", locale="de")
    group.guild.members[dora.id] = dora
    for line in ("group join", "target list", "target add:company=Globex"):
        await group.type(dora, line)
    await group.settle()
    asked = [each for each in group.direct(dora) if "What time is it" in text(each)]
    assert len(asked) == 1
    assert "Berlin" in str(asked[0].components)


async def test_who_is_called_otherwise_now_is_called_so(group: Bot) -> None:
    group.ana.name = "Ana Souza"
    await group.type(group.ana, "target list")
    (answer,) = (await group.type(group.ben, "group members")).said
    assert "Ana Souza" in text(answer)
