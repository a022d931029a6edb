"""What the outbox has is delivered: once, in place, in its thread; what Discord refuses is retried, buried or told."""

import pytest

from bot.core.card import Card, File, Ping
from bot.core.errors import Lost, RetryLater, Undeliverable
from bot.core.outbox import Address
from tests.adapters.discord.running import Bot, text
from tests.discord.faults import Fault
from tests.discord.world import EPHEMERAL, OPEN_THREADS, SEND, VIEW

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

POST = "POST /channels/{channel_id}/messages"
PATCH = "PATCH /channels/{channel_id}/messages/{message_id}"
DIRECT = "POST /users/@me/channels"
THREADS = "POST /channels/{channel_id}/messages/{message_id}/threads"
NUMBERED = "key-of-22-characters-0"


async def sent(bot: Bot, to: Address, said: str, key: str = NUMBERED, under: str | None = None) -> str:
    return await bot.platform.send(to, Card.of(said), key=key, under=under)


async def refused(bot: Bot, to: Address) -> Undeliverable:
    with pytest.raises(Undeliverable) as raised:
        await sent(bot, to, "hello")
    return raised.value


async def postponed(bot: Bot, to: Address) -> RetryLater:
    with pytest.raises(RetryLater) as raised:
        await sent(bot, to, "hello")
    return raised.value


async def test_a_message_is_named_by_its_channel_and_its_id(bot: Bot) -> None:
    name = await sent(bot, bot.address(bot.room), "hello")
    (message,) = bot.room.texts
    assert name == f"{bot.room.id}:{message.id}"
    assert text(message) == "### hello"
    assert not message.flags & EPHEMERAL


async def test_a_message_that_is_sent_again_is_there_once(bot: Bot) -> None:
    first = await sent(bot, bot.address(bot.room), "hello")
    assert await sent(bot, bot.address(bot.room), "hello") == first
    assert len(bot.room.texts) == 1


async def test_a_message_whose_answer_was_lost_is_there_once(group: Bot) -> None:
    group.server.traffic.fail(POST, Fault(drop="after"))
    await group.type(group.ana, "sample say:word=hello")
    await group.settle()
    assert [text(each) for each in group.room.texts].count("### Ana says hello") == 1


async def test_a_person_s_channel_is_asked_for_once(bot: Bot) -> None:
    for number in range(3):
        await sent(bot, bot.address(bot.ana), f"hello {number}", f"key-{number}")
    assert len(bot.direct(bot.ana)) == 3
    assert bot.server.traffic.calls[DIRECT] == 1


async def test_an_edit_replaces_text_and_pictures(group: Bot) -> None:
    await group.type(group.ana, "sample hang:word=before")
    await group.settle()
    hanging = group.room.texts[-1]
    await group.type(group.ana, "sample change")
    await group.settle()
    assert group.room.texts[-1] is hanging
    assert "Now a picture" in text(hanging)
    (picture,) = hanging.attachments
    assert (picture.data[:4], picture.description) == (b"\x89PNG", "Ana 5, Ben 3")
    name = f"{group.room.id}:{hanging.id}"
    await group.platform.edit(group.address(group.room), name, Card.of("No picture"))
    assert (text(hanging), hanging.attachments) == ("### No picture", [])


async def test_a_file_is_attached_with_its_name_and_its_type(bot: Bot) -> None:
    card = Card.of("For your calendar", File("globex.ics", "text/calendar", "BEGIN:VCALENDAR"))
    await bot.platform.send(bot.address(bot.ana), card, key="entry", under=None)
    (message,) = bot.direct(bot.ana)
    (file,) = message.attachments
    assert (file.filename, file.data) == ("globex.ics", b"BEGIN:VCALENDAR")
    assert message.components[0]["components"][-1]["type"] == 13


async def test_nobody_is_mentioned_but_who_is_to_act(bot: Bot) -> None:
    rude = f"@everyone @here <@{bot.ben.id}> <@&{bot.guild.id}>"
    name = await sent(bot, bot.address(bot.room), rude)
    await bot.platform.edit(bot.address(bot.room), name, Card.of(rude, rude))
    assert bot.room.texts[0].pinged == ()
    card = Card.of(rude, Ping(bot.ana.id, "Ana"))
    await bot.platform.send(bot.address(bot.room), card, key="ping", under=None)
    assert bot.room.texts[1].pinged == (bot.ana.id,)


async def test_what_belongs_to_a_message_goes_into_its_thread(group: Bot) -> None:
    await group.type(group.ana, "sample hang:word=Globex")
    await group.settle()
    head = group.room.texts[-1]
    for word in ("first", "second"):
        await group.type(group.ana, f"sample under:word={word}")
    await group.settle()
    assert head.thread
    assert [text(each) for each in head.thread.texts] == ["### first", "### second"]
    assert group.room.texts[-1] is head
    assert group.server.traffic.calls[THREADS] == 1


async def test_a_thread_that_is_there_already_is_used(bot: Bot) -> None:
    name = await sent(bot, bot.address(bot.room), "head")
    thread = bot.server.world.thread(bot.room.texts[0], "made by somebody")
    await sent(bot, bot.address(bot.room), "under it", "key-2", under=name)
    assert [text(each) for each in thread.texts] == ["### under it"]


async def test_a_message_in_a_thread_is_edited_there(bot: Bot) -> None:
    head = await sent(bot, bot.address(bot.room), "head")
    name = await sent(bot, bot.address(bot.room), "under it", "key-2", under=head)
    await bot.platform.edit(bot.address(bot.room), name, Card.of("changed"))
    thread = bot.room.texts[0].thread
    assert thread
    assert [text(each) for each in thread.texts] == ["### changed"]


async def test_without_the_head_or_the_right_to_threads_it_goes_into_the_room(bot: Bot) -> None:
    await sent(bot, bot.address(bot.room), "no head", under=f"{bot.room.id}:4711")
    name = await sent(bot, bot.address(bot.room), "head", "key-2")
    bot.server.world.allow(bot.room, bot.room.allowed & ~OPEN_THREADS)
    await sent(bot, bot.address(bot.room), "no thread", "key-3", under=name)
    assert [text(each) for each in bot.room.texts] == ["### no head", "### head", "### no thread"]


async def test_in_direct_messages_it_is_an_answer(bot: Bot) -> None:
    head = await sent(bot, bot.address(bot.ana), "head")
    await sent(bot, bot.address(bot.ana), "under it", "key-2", under=head)
    assert [text(each) for each in bot.direct(bot.ana)] == ["### head", "### under it"]
    asked = [each.body for each in bot.server.traffic.log if each.route == POST]
    assert asked[-1]["message_reference"]["message_id"] == head.partition(":")[2]  # type: ignore[index]


@pytest.mark.parametrize("code", [50007, 50278, 40003])
async def test_a_person_who_takes_no_messages_is_not_tried_again(bot: Bot, code: int) -> None:
    bot.ana.refuses = code
    error = await refused(bot, bot.address(bot.ana))
    assert (error.reason, error.lost) == (str(code), Lost.PERSON)


async def test_a_person_who_takes_no_messages_is_called_in_the_room_once(group: Bot) -> None:
    group.ben.refuses = 50007
    for word in ("hello", "again"):
        await group.type(group.ana, f"sample tell:peer=@Ben;word={word}")
        await group.settle()
    calls = [each for each in group.room.texts if each.pinged]
    assert [each.pinged for each in calls] == [(group.ben.id,)]
    assert "hello" not in text(calls[0])


@pytest.mark.parametrize("left", [VIEW, SEND, 0])
async def test_a_room_where_the_bot_may_not_write_is_lost(bot: Bot, left: int) -> None:
    bot.server.world.allow(bot.room, left)
    assert (await refused(bot, bot.address(bot.room))).lost is Lost.ROOM


async def test_a_room_that_is_gone_is_lost(bot: Bot) -> None:
    gone = Address("discord", bot.guild.id, "room", "4711")
    assert (await refused(bot, gone)).lost is Lost.ROOM


async def test_a_message_that_is_gone_is_not_edited(bot: Bot) -> None:
    name = await sent(bot, bot.address(bot.room), "hello")
    bot.room.messages.clear()
    with pytest.raises(Undeliverable) as raised:
        await bot.platform.edit(bot.address(bot.room), name, Card.of("changed"))
    assert raised.value.lost is Lost.MESSAGE


async def test_a_long_limit_is_left_to_the_outbox(bot: Bot) -> None:
    bot.server.traffic.fail(POST, Fault(429, retry_after=60))
    assert (await postponed(bot, bot.address(bot.room))).after == 60


async def test_a_short_limit_is_waited_for(bot: Bot) -> None:
    bot.server.traffic.fail(POST, Fault(429, retry_after=0.01))
    await sent(bot, bot.address(bot.room), "hello")
    assert len(bot.room.texts) == 1


async def test_a_channel_s_limit_loses_nothing_and_keeps_the_order(group: Bot) -> None:
    group.server.traffic.limit(POST, 2, 0.05)
    for number in range(6):
        await group.type(group.ana, f"sample say:word=hello {number}")
    await group.settle()
    assert [text(each) for each in group.room.texts[-6:]] == [f"### Ana says hello {n}" for n in range(6)]


async def test_a_broken_connection_is_tried_again(bot: Bot) -> None:
    bot.server.traffic.fail(POST, Fault(drop="before"))
    await postponed(bot, bot.address(bot.room))
    await sent(bot, bot.address(bot.room), "hello")
    assert len(bot.room.texts) == 1


async def test_whatever_else_is_refused_loses_the_message_alone(bot: Bot) -> None:
    bot.server.traffic.fail(POST, Fault(400, 50035))
    assert (await refused(bot, bot.address(bot.room))).lost is Lost.MESSAGE
