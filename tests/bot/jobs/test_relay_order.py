"""In order for each address, at once after a commit, and nobody waits for somebody else."""

import asyncio
import dataclasses

import pytest

from bot.core.errors import RetryLater, Undeliverable
from tests.bot.jobs.stage import STILL, Note, Stage


async def test_a_message_leaves_at_the_wake_that_follows_its_commit(stage: Stage) -> None:
    async with stage.running():
        await stage.settle()  # from here on only a wake can make it look
        await stage.post("Hello")
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["Hello"]


async def test_what_waited_before_the_start_is_delivered_at_the_start(stage: Stage) -> None:
    await stage.post("Hello")
    async with stage.running():
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["Hello"]


async def test_each_address_gets_its_messages_in_the_order_they_were_written(stage: Stage) -> None:
    rooms = [f"room {number}" for number in range(5)]
    for number in range(20):
        for room in rooms:
            await stage.post(f"{number} for {room}", to=room)
    async with stage.running():
        await stage.until_done()
    for room in rooms:
        assert stage.slack.arrived(room) == [f"{number} for {room}" for number in range(20)]
    assert len(stage.slack.tried) == 100


async def test_what_is_behind_a_failed_message_waits_for_it(stage: Stage) -> None:
    stage.slack.fail("one", RetryLater("busy"), RetryLater("busy"))
    async with stage.running():
        await stage.post("one", "two", "three")
        await stage.settle()
        assert stage.slack.tried == ["one"]
        await stage.later(2)
        assert stage.slack.tried == ["one", "one"]
        await stage.post("four")
        await stage.later(4)
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["one", "two", "three", "four"]


async def test_a_failing_address_holds_back_no_other(stage: Stage) -> None:
    stage.slack.fail("one", RetryLater("busy"))
    async with stage.running():
        await stage.post("one", to="lobby")
        await stage.post("two", to="kitchen")
        await stage.post("three", platform="discord")
        await stage.until(lambda: bool(stage.slack.notes and stage.discord.notes))
    assert stage.slack.arrived("kitchen") == ["two"]
    assert stage.discord.arrived("lobby") == ["three"]
    assert stage.slack.arrived("lobby") == []


async def test_a_slow_address_holds_back_no_other(stage: Stage) -> None:
    gate = stage.slack.block("slow")
    async with stage.running():
        await stage.post("slow", "behind it")
        await stage.post("one", "two", "three", to="kitchen")
        await stage.until(lambda: stage.slack.arrived("kitchen") == ["one", "two", "three"])
        await stage.settle()
        assert stage.slack.arrived("lobby") == []
        gate.set()
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["slow", "behind it"]


async def test_a_slow_platform_takes_no_place_of_another(stage: Stage) -> None:
    slow = [f"slow {number}" for number in range(STILL.at_once + 5)]
    gate = stage.slack.block(*slow)
    async with stage.running():
        for text in slow:
            await stage.post(text, to=text)
        await stage.until(lambda: stage.slack.underway == STILL.at_once)
        stage.discord.fail("quick", RetryLater("busy"))
        await stage.post("quick", platform="discord")
        await stage.settle()
        await stage.later(2)
        await stage.until(lambda: bool(stage.discord.notes))
        gate.set()
        await stage.until_done()
    assert stage.slack.most_underway == STILL.at_once
    assert sorted(note.text for note in stage.slack.notes) == sorted(slow)


async def test_edits_come_after_the_post_they_change(stage: Stage) -> None:
    gate = stage.slack.block("asked")
    async with stage.running():
        await stage.post("asked", subject="ask:1")
        await stage.post("asked", to="kitchen", subject="ask:1")
        await stage.until(lambda: stage.slack.underway == 2)
        assert await stage.revise("ask:1", "taken") == 2
        await stage.settle()
        gate.set()
        await stage.until_done()
    for room in ("lobby", "kitchen"):
        assert [note for note in stage.slack.notes if note.to == room] == [
            Note(room, "asked", "sent", next(note.key for note in stage.slack.notes if note.to == room)),
            Note(room, "taken", "edited", "message of asked"),
        ]


async def test_an_edit_is_repeated_like_a_post(stage: Stage) -> None:
    async with stage.running():
        await stage.post("asked", subject="ask:1")
        await stage.until_done()
        stage.slack.fail("taken", RetryLater("busy"))
        await stage.revise("ask:1", "taken")
        await stage.settle()
        assert stage.slack.arrived("lobby") == ["asked"]
        await stage.later(2)
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["asked", "taken"]


async def test_the_edit_of_a_buried_post_is_not_sent_and_holds_nothing_back(stage: Stage) -> None:
    gate = stage.slack.block("asked")
    stage.slack.fail("asked", Undeliverable("channel_not_found"))
    async with stage.running():
        await stage.post("asked", subject="ask:1")
        await stage.until(lambda: stage.slack.underway == 1)
        await stage.revise("ask:1", "taken")
        await stage.post("another")
        gate.set()
        await stage.until_done()
    assert stage.slack.tried == ["asked", "another"]
    assert [(trouble.state, trouble.error) for trouble in await stage.troubles()] == [
        ("buried", "the message it edits was never delivered"),
        ("buried", "channel_not_found"),
    ]


async def test_the_hook_hears_of_each_post_that_is_there_or_was_changed(stage: Stage) -> None:
    stage.slack.fail("lost", Undeliverable("channel_not_found"))
    async with stage.running():
        await stage.post("asked", subject="ask:1")
        await stage.until_done()
        await stage.post("lost")
        await stage.revise("ask:1", "taken")
        await stage.until(lambda: len(stage.heard) == 2)
    assert stage.heard[0] == stage.heard[1]
    post = await stage.work.read(lambda store: store.outbox.post(stage.heard[0]))
    assert post
    assert (post.card.headline, post.edited) == ("taken", True)


async def test_the_hook_hears_of_nothing_that_cannot_be_read_yet(stage: Stage) -> None:
    """The simulator reads from the store what it is told of."""
    seen: list[str] = []

    async def look(row: int) -> None:
        post = await stage.work.read(lambda store: store.outbox.post(row))
        seen.append(post.card.headline if post else "nothing")
        stage.bell.ring()

    looking: list[asyncio.Task[None]] = []
    stage.on_delivered = lambda row: looking.append(asyncio.create_task(look(row)))
    async with stage.running():
        await stage.post("one", "two", "three")
        await stage.until(lambda: len(seen) == 3)
    assert sorted(seen) == ["one", "three", "two"]


async def test_a_hook_that_raises_does_not_stop_the_relay(stage: Stage) -> None:
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: complaints.append(context))

    def hook(row: int) -> None:
        raise RuntimeError("out of order")

    stage.on_delivered = hook
    async with stage.running():
        await stage.post("one", "two")
        await stage.until_done()
        await stage.settle()
    assert stage.slack.arrived("lobby") == ["one", "two"]
    assert len(complaints) == 2


async def test_a_jump_of_the_clock_past_the_lease_sends_nothing_twice(stage: Stage) -> None:
    gate = stage.slack.block("slow")
    async with stage.running():
        await stage.post("slow", "behind it")
        await stage.until(lambda: stage.slack.underway == 1)
        await stage.later(7 * 24 * 3600)
        assert stage.slack.tried == ["slow"]
        gate.set()
        await stage.until_done()
    assert stage.slack.tried == ["slow", "behind it"]


@pytest.mark.parametrize("at_once", [1, 2])
async def test_no_more_sends_are_under_way_than_allowed(stage: Stage, at_once: int) -> None:
    narrow = Stage(stage.work, dataclasses.replace(STILL, at_once=at_once))
    texts = [str(number) for number in range(6)]
    gate = narrow.slack.block(*texts)
    for text in texts:
        await narrow.post(text, to=text)
    async with narrow.running():
        await narrow.until(lambda: narrow.slack.underway == at_once)
        await narrow.settle()
        gate.set()
        await narrow.until_done()
    assert narrow.slack.most_underway == at_once
    assert sorted(narrow.slack.tried) == texts
