"""Connections break, sessions end, tokens are changed: nothing is lost that Discord still delivers."""

import asyncio
import gc
from dataclasses import replace

import discord
import pytest

from adapters.discord.config import DiscordConfig, Shards
from adapters.discord.errors import CannotServe
from adapters.discord.platform import Pace
from bot.core.card import Card
from bot.core.errors import RetryLater
from tests.adapters.discord.running import PATIENCE, QUICK, Bot, text
from tests.adapters.discord.samples import GO
from tests.discord.faults import Fault
from tests.discord.interactions import COMMAND, began, event

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ME = "GET /users/@me"
GATEWAY = "GET /gateway/bot"
POST = "POST /channels/{channel_id}/messages"


async def says(bot: Bot) -> None:
    """Check that a command works, and has one effect."""
    before = len(bot.room.texts)
    (answer,) = (await bot.type(bot.ana, "sample say:word=hello")).said
    assert "You said hello" in text(answer)
    await bot.settle()
    assert [text(each) for each in bot.room.texts[before:]] == ["### Ana says hello"]


async def test_what_is_asked_while_the_line_is_broken_is_answered(group: Bot) -> None:
    group.server.gateway.drop()
    await says(group)
    assert (group.server.gateway.resumed, len(group.server.gateway.identified)) == (1, 1)


@pytest.mark.parametrize("code", [1001, 4000, 4008])
async def test_a_session_is_resumed_after_a_close(group: Bot, code: int) -> None:
    await group.server.gateway.close(code)
    await says(group)
    assert group.server.gateway.resumed == 1


async def test_a_session_is_resumed_when_discord_asks_for_it(group: Bot) -> None:
    group.server.gateway.ask_to_reconnect()
    await says(group)
    assert group.server.gateway.resumed == 1


@pytest.mark.parametrize("code", [4007, 4009])
async def test_a_session_that_is_over_is_begun_anew(group: Bot, code: int) -> None:
    await group.server.gateway.close(code)
    await group.server.gateway.until(lambda: len(group.server.gateway.identified) == 2)
    await group.server.gateway.until_ready()
    await says(group)


@pytest.mark.parametrize("resumable", [True, False])
async def test_an_invalidated_session_goes_on(group: Bot, resumable: bool) -> None:
    group.server.gateway.invalidate(resumable=resumable)
    sessions = group.server.gateway
    await sessions.until(lambda: sessions.resumed + len(sessions.identified) == 2)
    await sessions.until_ready()
    await says(group)


async def test_a_connection_on_which_nothing_comes_any_more_is_left(stopped: Bot) -> None:
    stopped.pace = replace(QUICK, silence=0.3)
    stopped.server.gateway.heartbeat_interval = 100
    async with stopped.running() as bot:
        await bot.gather()
        bot.server.gateway.fall_silent()
        await says(bot)
        assert bot.server.gateway.resumed >= 1


async def test_what_a_resumed_session_tells_again_is_done_once(group: Bot) -> None:
    before = len(group.room.texts)
    interaction = began(
        group.server.world, COMMAND, group.ana, group.room, {"name": "help", "type": 1, "id": "1"}
    )
    interaction.data.update(
        name="sample",
        options=[{"name": "say", "type": 1, "options": [{"name": "word", "type": 3, "value": "hello"}]}],
    )
    group.server.service.interactions[interaction.id] = interaction
    for _ in range(3):
        group.server.world.tell(event(group.server.world, interaction))
    await group.answered(interaction)
    await group.settle()
    await says(group)
    assert len(group.room.texts) == before + 2


async def test_two_processes_with_the_same_shard_do_everything_once(group: Bot) -> None:
    async with replace(group).running(shards=2):
        for _ in range(5):
            await says(group)
    assert len(group.server.gateway.identified) == 2


async def test_a_payload_that_nobody_understands_is_passed_over(
    group: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    interaction = began(group.server.world, COMMAND, group.ana, group.room, {"name": "help", "type": 1})
    broken = event(group.server.world, interaction)
    for missing in ("id", "token", "type", "data", "channel_id", "member"):
        data = {name: value for name, value in broken.data.items() if name != missing}
        group.server.world.tell(replace(broken, data=data))
    group.server.world.tell(replace(broken, data=broken.data | {"type": 77}))
    await says(group)
    assert "Traceback" not in capsys.readouterr().out
    assert not group.serving.done()


async def test_shards_are_those_of_this_process(stopped: Bot) -> None:
    config = stopped.config
    stopped.config = DiscordConfig(config.token, config.api_url, "", Shards.parse("1-2/4"))
    async with stopped.running(shards=2) as bot:
        assert [each["shard"] for each in bot.server.gateway.identified] == [[1, 4], [2, 4]]


async def test_without_a_gateway_s_address_it_is_asked_for(stopped: Bot) -> None:
    stopped.config = DiscordConfig(stopped.config.token, stopped.config.api_url)
    async with stopped.running() as bot:
        await bot.gather()
        await says(bot)


async def test_no_privileged_intent_is_asked_for_and_nothing_is_cached(group: Bot) -> None:
    (identified,) = group.server.gateway.identified
    assert identified["intents"] == 1
    kept = (
        discord.Guild,
        discord.abc.GuildChannel,
        discord.abc.PrivateChannel,
        discord.Message,
    )
    assert not [each for each in gc.get_objects() if isinstance(each, kept)]


async def test_a_start_while_discord_is_down_is_tried_again(stopped: Bot) -> None:
    stopped.server.traffic.fail(ME, Fault(drop="before"))
    stopped.server.traffic.fail(GATEWAY, Fault(403))
    async with stopped.running() as bot:
        await bot.gather()
        await says(bot)


async def cannot_serve(bot: Bot) -> str:
    """Give why the bot gave up."""
    async with asyncio.timeout(PATIENCE):
        await asyncio.wait({bot.serving})
    error = bot.serving.exception()
    assert isinstance(error, CannotServe)
    return str(error)


async def test_a_wrong_token_ends_it_and_says_what_to_do(stopped: Bot) -> None:
    stopped.config = replace(stopped.config, token="wrong")
    async with stopped.running(shards=0) as bot:
        assert "NETLEARN_DISCORD_TOKEN" in await cannot_serve(bot)


@pytest.mark.parametrize(
    ("code", "said"), [(4004, "NETLEARN_DISCORD_TOKEN"), (4010, "0-3/16"), (4011, "more"), (4014, "newer")]
)
async def test_a_gateway_that_hangs_up_for_good_ends_it(group: Bot, code: int, said: str) -> None:
    await group.server.gateway.close(code)
    assert said in await cannot_serve(group)


async def test_a_token_that_is_changed_ends_it_and_loses_nothing(group: Bot) -> None:
    group.server.traffic.fail(POST, Fault(401), times=100)
    with pytest.raises(RetryLater):
        await group.platform.send(group.address(group.room), Card.of("hello"), key="1", under=None)
    with pytest.raises(RetryLater):
        await group.platform.send(group.address(group.room), Card.of("hello"), key="2", under=None)
    assert "NETLEARN_DISCORD_TOKEN" in await cannot_serve(group)
    assert group.server.traffic.unwelcome() == 1


async def test_before_it_is_connected_messages_wait(stopped: Bot) -> None:
    stopped.server.traffic.fail(ME, Fault(drop="before"), times=3)
    async with stopped.running(shards=0) as bot:
        with pytest.raises(RetryLater):
            await bot.platform.send(bot.address(bot.room), Card.of("hello"), key="1", under=None)


async def test_what_is_under_way_ends_before_it_stops(group: Bot) -> None:
    GO.clear()
    asked = group.server.people.command(group.ana, group.room, ["sample", "slow"])
    await group.until(group.answering, bool)
    group.serving.cancel()
    await group.server.gateway.until(lambda: not group.server.gateway.connections)
    assert not group.serving.done()
    GO.set()
    await group.answered(asked)
    await asyncio.wait({group.serving}, timeout=PATIENCE)
    assert "Slow, and there" in text(asked.said[0])
    assert group.server.gateway.codes[-1] == 1000


async def test_what_does_not_end_is_left_at_last(stopped: Bot) -> None:
    stopped.pace = Pace(between_identifies=0, drain=0.05)
    GO.clear()
    async with stopped.running() as bot:
        await bot.gather()
        bot.server.people.command(bot.ana, bot.room, ["sample", "slow"])
        await bot.until(bot.answering, bool)
        bot.serving.cancel()
        await asyncio.wait({bot.serving}, timeout=PATIENCE)
        assert bot.serving.cancelled()
        GO.set()
