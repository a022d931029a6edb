"""Messages of the outbox in Slack: where they go, what they change, and what becomes of those that are refused."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from adapters.slack.teams import PLATFORM
from bot.core.card import Card, File, Picture
from bot.core.errors import Lost, RetryLater, Undeliverable
from bot.core.outbox import Address
from tests.adapters.slack.commands import chart, everything
from tests.adapters.slack.running import Running
from tests.slack.server.faults import ApiError, Drop, Hang, HttpError, Limited
from tests.slack.server.world import Message

HELLO = Card.of("Hello")


def room(bot: Running) -> Address:
    return Address(PLATFORM, bot.town.team.id, "room", bot.town.room.id)


def direct(bot: Running, who: str = "ana") -> Address:
    return Address(PLATFORM, bot.town.team.id, "direct", bot.town.people[who].id)


async def send(
    bot: Running, to: Address, card: Card = HELLO, key: str = "k", under: str | None = None
) -> str:
    return await bot.platform.send(to, card, key=key, under=under)


async def refused(bot: Running, to: Address) -> Undeliverable:
    with pytest.raises(Undeliverable) as caught:
        await send(bot, to)
    return caught.value


async def later(bot: Running, to: Address) -> RetryLater:
    with pytest.raises(RetryLater) as caught:
        await send(bot, to)
    return caught.value


async def test_a_message_reaches_a_room(any_bot: Running) -> None:
    message = await send(any_bot, room(any_bot))
    (posted,) = any_bot.messages()
    assert message == f"{any_bot.town.room.id}:{posted.ts}"
    assert posted.text == "Hello"
    assert posted.user == any_bot.town.bot.id


async def test_a_message_reaches_a_person(any_bot: Running) -> None:
    message = await send(any_bot, direct(any_bot))
    channel = any_bot.person("ana").app_messages
    (posted,) = any_bot.messages(channel)
    assert message == f"{channel.id}:{posted.ts}"


async def test_a_conversation_is_opened_once(bot: Running) -> None:
    await send(bot, direct(bot))
    await send(bot, direct(bot), key="another")
    assert bot.slack.calls.count("conversations.open") == 1
    assert len(bot.messages(bot.person("ana").app_messages)) == 2


@pytest.mark.parametrize("where", [room, direct])
async def test_a_message_is_changed_in_its_place(bot: Running, where: Callable[[Running], Address]) -> None:
    message = await send(bot, where(bot), everything())
    await bot.platform.edit(where(bot), message, HELLO)
    (channel,) = (each for each in bot.slack.world.channels.values() if each.messages)
    (changed,) = channel.messages.values()
    assert changed.text == "Hello"
    assert len(changed.blocks) == 1


async def test_a_message_goes_into_a_thread(bot: Running) -> None:
    head = await send(bot, room(bot))
    await send(bot, room(bot), key="another", under=head)
    first, second = bot.messages()
    assert (first.thread_ts, second.thread_ts) == (None, first.ts)


async def test_a_thread_of_another_channel_is_none(bot: Running) -> None:
    head = await send(bot, direct(bot))
    await send(bot, room(bot), key="another", under=head)
    assert bot.messages()[-1].thread_ts is None


async def test_a_thread_whose_head_is_gone_is_left_out(bot: Running) -> None:
    head = await send(bot, room(bot))
    bot.town.room.messages.clear()
    await send(bot, room(bot), key="another", under=head)
    assert [each.thread_ts for each in bot.messages()] == [None]


async def test_the_key_goes_along_and_is_the_same_each_time(bot: Running) -> None:
    for key in ("one", "one", "two"):
        await send(bot, room(bot), key=key)
    first, again, second = (each.args["client_msg_id"] for each in bot.slack.calls.of("chat.postMessage"))
    assert first == again != second
    assert len(first) == 36


async def test_pictures_are_uploaded_first(bot: Running) -> None:
    await bot.gather("ana")
    bot.slack.files.late = 1
    await bot.type("ana", "/try hang")
    await bot.settle()
    assert [each["type"] for each in bot.messages()[-1].blocks] == ["header", "image"]
    assert [each.contents[:4] for each in bot.slack.files.all()] == [b"\x89PNG"]


async def test_a_file_that_slack_never_shows_leaves_the_words(bot: Running) -> None:
    await bot.gather("ana")
    bot.slack.files.late = 100
    await bot.type("ana", "/try hang")
    await bot.settle()
    assert bot.messages()[-1].text == "A picture\nAna 5, Ben 3"
    bot.slack.files.late = 0
    await bot.type("ana", "/try picture")  # the same chart is uploaded anew
    await bot.settle()
    assert len(bot.slack.files.all()) == 2


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "(upload)", "files.completeUploadExternal"])
async def test_a_picture_that_does_not_pass_now_lets_its_message_wait(bot: Running, method: str) -> None:
    bot.slack.faults.add(method, HttpError(503))
    card = Card.of("A picture", Picture(chart("x"), "Ana 5"))
    with pytest.raises(RetryLater):
        await send(bot, room(bot), card)
    await send(bot, room(bot), card)
    assert "image" in [each["type"] for each in bot.messages()[-1].blocks]


ENTRY = Card.of("For your calendar", File("globex.ics", "text/calendar", "BEGIN:VCALENDAR"))


async def test_a_file_follows_its_direct_message(bot: Running) -> None:
    await send(bot, direct(bot), ENTRY)
    message, shared = bot.messages(bot.person("ana").app_messages)
    assert message.text == "For your calendar\nglobex.ics"
    assert [each["name"] for each in shared.files] == ["globex.ics"]
    assert [each.contents for each in bot.slack.files.all()] == [b"BEGIN:VCALENDAR"]


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "(upload)"])
async def test_a_file_that_does_not_pass_now_lets_its_message_wait(bot: Running, method: str) -> None:
    bot.slack.faults.add(method, HttpError(503))
    with pytest.raises(RetryLater):
        await send(bot, direct(bot), ENTRY)
    assert bot.messages(bot.person("ana").app_messages) == []
    await send(bot, direct(bot), ENTRY)
    assert len(bot.messages(bot.person("ana").app_messages)) == 2


async def test_a_file_that_slack_refuses_stands_there_as_text(bot: Running) -> None:
    bot.slack.faults.add("files.getUploadURLExternal", ApiError("missing_scope"))
    await send(bot, direct(bot), ENTRY)
    (message,) = bot.messages(bot.person("ana").app_messages)
    assert message.text == "For your calendar\nglobex.ics\nBEGIN:VCALENDAR"


async def test_a_message_is_not_sent_twice_for_its_file(bot: Running) -> None:
    bot.slack.faults.add("files.completeUploadExternal", ApiError("internal_error"))
    assert await send(bot, direct(bot), ENTRY)
    assert [each.text for each in bot.messages(bot.person("ana").app_messages)] == [
        "For your calendar\nglobex.ics"
    ]


async def test_a_file_in_a_room_stands_there_as_text(bot: Running) -> None:
    await send(bot, room(bot), ENTRY)
    assert bot.messages()[-1].text == "For your calendar\nglobex.ics\nBEGIN:VCALENDAR"
    assert bot.slack.files.all() == ()


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open"])
async def test_a_limit_is_left_to_the_relay(bot: Running, method: str) -> None:
    bot.slack.faults.add(method, Limited(7))
    error = await later(bot, direct(bot))
    assert (error.reason, error.after) == ("ratelimited", 7)
    assert bot.slack.calls.count(method) == 1


@pytest.mark.parametrize("fault", [HttpError(500), HttpError(503), Drop(), ApiError("internal_error")])
async def test_trouble_is_left_to_the_relay(bot: Running, fault: HttpError | Drop | ApiError) -> None:
    bot.slack.faults.add("chat.postMessage", fault)
    await later(bot, room(bot))
    assert bot.slack.calls.count("chat.postMessage") == 1
    assert await send(bot, room(bot))


async def test_an_answer_that_never_comes_is_given_up_by_whoever_waits(bot: Running) -> None:
    bot.slack.faults.add("chat.postMessage", Hang())
    sending = asyncio.create_task(send(bot, room(bot)))
    await bot.slack.world.news.until(lambda: bot.slack.calls.count("chat.postMessage") or None)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert await send(bot, room(bot))


async def test_no_message_is_lost_or_doubled_by_a_limit(bot: Running) -> None:
    await bot.gather("ana")
    before = len(bot.messages())
    bot.slack.faults.add("chat.postMessage", Limited(0), times=2)
    for number in range(5):
        await bot.type("ana", f"/target add Company{number}")
    await bot.settle()
    told = [each.text.splitlines()[0] for each in bot.messages()[before:]]
    assert [line.rpartition(" ")[2] for line in told] == [f"Company{number}" for number in range(5)]


async def test_a_room_that_is_gone(bot: Running) -> None:
    bot.town.room.is_archived = True
    assert (await refused(bot, room(bot))).lost is Lost.ROOM
    bot.town.room.is_archived, bot.town.room.is_read_only = False, True
    assert (await refused(bot, room(bot))).reason == "restricted_action"
    missing = replace(room(bot), to="C404")
    assert (await refused(bot, missing)).reason == "channel_not_found"


async def test_a_room_from_which_the_bot_was_taken(bot: Running) -> None:
    bot.town.room.members.discard(bot.town.bot.id)
    bot.town.room.is_private = True
    assert (await refused(bot, room(bot))).lost is Lost.ROOM


async def test_people_who_cannot_be_written_to(bot: Running) -> None:
    bot.town.people["ben"].deleted = True
    assert (await refused(bot, direct(bot, "ben"))).lost is Lost.PERSON
    another_bot = bot.slack.world.add_user(bot.town.team, "robot", is_bot=True)
    assert (await refused(bot, replace(direct(bot), to=another_bot.id))).reason == "cannot_dm_bot"
    assert (await refused(bot, replace(direct(bot), to="U404"))).reason == "user_not_found"


@pytest.mark.parametrize(("state", "word"), [("revoked", "token_revoked"), ("inactive", "account_inactive")])
async def test_a_workspace_that_is_lost(bot: Running, state: str, word: str) -> None:
    bot.town.by.state = state  # type: ignore[assignment]  # one of its states
    error = await refused(bot, room(bot))
    assert (error.reason, error.lost) == (word, Lost.WORKSPACE)


async def test_a_workspace_in_which_the_bot_never_was(any_bot: Running) -> None:
    error = await refused(any_bot, replace(room(any_bot), workspace="T404"))
    assert (error.reason, error.lost) == ("not_installed", Lost.WORKSPACE)


async def test_a_message_that_is_gone_is_not_edited(bot: Running) -> None:
    message = await send(bot, room(bot))
    bot.town.room.messages.clear()
    with pytest.raises(Undeliverable) as caught:
        await bot.platform.edit(room(bot), message, HELLO)
    assert (caught.value.reason, caught.value.lost) == ("message_not_found", Lost.MESSAGE)


async def test_a_message_of_somebody_else_is_not_edited(bot: Running) -> None:
    theirs = Message(bot.town.room.id, "1.1", bot.town.people["ana"].id, "mine", [])
    bot.town.room.messages["1.1"] = theirs
    with pytest.raises(Undeliverable, match="cant_update_message"):
        await bot.platform.edit(room(bot), f"{bot.town.room.id}:1.1", HELLO)


async def test_nothing_else_is_ever_raised(bot: Running) -> None:
    bot.slack.faults.add("chat.postMessage", ApiError("a word with spaces and Ana's note"))
    assert (await later(bot, room(bot))).reason == "http_200"
