"""A store that is out of reach for a while loses nothing and doubles nothing; relays may share one."""

import asyncio
from contextlib import AsyncExitStack

from tests.bot.jobs.stage import Stage


async def test_what_was_delivered_is_marked_once_the_store_is_back(stage: Stage) -> None:
    gate = stage.slack.block("Hello")
    async with stage.running():
        await stage.post("Hello", "next")
        await stage.until(lambda: stage.slack.underway == 1)
        stage.watched.refuse()
        gate.set()
        for _ in range(5):
            await stage.settle()
        assert stage.slack.tried == ["Hello"]
        assert stage.heard == []
        stage.watched.accept()
        stage.relay.wake()
        await stage.until_done()
    assert stage.slack.tried == ["Hello", "next"]


async def test_what_was_delivered_is_not_sent_again_even_when_its_lease_ends_meanwhile(stage: Stage) -> None:
    gate = stage.slack.block("Hello")
    async with stage.running():
        await stage.post("Hello", "next")
        await stage.until(lambda: stage.slack.underway == 1)
        stage.watched.refuse()
        gate.set()
        await stage.later(3600)
        stage.watched.accept()
        stage.relay.wake()
        await stage.until_done()
    assert stage.slack.tried == ["Hello", "next"]


async def test_a_mark_of_which_nobody_knows_whether_it_was_committed_is_made_again(stage: Stage) -> None:
    gate = stage.slack.block("Hello")
    async with stage.running():
        await stage.post("Hello", "next")
        await stage.until(lambda: stage.slack.underway == 1)
        stage.watched.lose_answers()
        gate.set()
        await stage.settle()
        stage.watched.accept()
        await stage.later(3600)  # "next" was claimed by the transaction whose answer was lost
        await stage.until_done()
    assert stage.slack.tried == ["Hello", "next"]


async def test_a_store_that_is_out_of_reach_at_the_start_is_asked_again(stage: Stage) -> None:
    stage.watched.refuse()
    async with stage.running():
        await stage.post("Hello")
        await stage.settle()
        stage.watched.accept()
        stage.relay.wake()
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["Hello"]


async def test_two_relays_deliver_each_row_once_and_in_order(stage: Stage) -> None:
    stages = [stage, Stage(stage.work, beside=stage)]
    rooms = [f"room {number}" for number in range(10)]
    async with AsyncExitStack() as running:
        for each in stages:
            await running.enter_async_context(each.running())
        for number in range(10):
            for room in rooms:
                await stages[number % 2].post(f"{number} for {room}", to=room)
                stages[1 - number % 2].relay.wake()
        await asyncio.gather(*(each.until_done() for each in stages))
    tried = [text for each in stages for text in each.slack.tried]
    assert sorted(tried) == sorted(f"{number} for {room}" for number in range(10) for room in rooms)
    for each in stages:
        for room in rooms:
            assert each.slack.arrived(room) == sorted(each.slack.arrived(room))


async def test_a_relay_leaves_alone_what_another_has_under_way_until_the_lease_ends(stage: Stage) -> None:
    other = Stage(stage.work, beside=stage)
    gate = stage.slack.block("Hello")
    async with stage.running(), other.running():
        await stage.settle()
        await other.settle()
        await stage.post("Hello", "next")
        await stage.until(lambda: stage.slack.underway == 1)
        await other.settle()
        assert other.slack.tried == []
        stage.clock.forward(151)
        await other.settle()
        await other.until_done()
        assert other.slack.tried == ["Hello", "next"]
        gate.set()
        await stage.until(lambda: not stage.slack.underway)
        await stage.settle()
    keys = {note.key for each in (stage, other) for note in each.slack.notes if note.text == "Hello"}
    assert len(keys) == 1
