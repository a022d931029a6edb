"""A relay that is cancelled lets what is under way come to its end, and keeps it on record."""

import asyncio
import dataclasses

from tests.bot.jobs.stage import STILL, Stage, end


async def test_a_send_under_way_ends_and_is_marked(stage: Stage) -> None:
    gate = stage.slack.block("Hello")
    running = asyncio.create_task(stage.relay.run())
    await stage.post("Hello", "next")
    await stage.until(lambda: stage.slack.underway == 1)
    running.cancel()
    gate.set()
    await end(running)
    assert stage.slack.arrived("lobby") == ["Hello"]
    assert stage.heard == [1]

    after = Stage(stage.work, beside=stage)
    async with after.running():
        await after.until_done()
    assert after.slack.tried == ["next"]


async def test_nothing_new_begins(stage: Stage) -> None:
    gate = stage.slack.block("Hello")
    running = asyncio.create_task(stage.relay.run())
    await stage.post("Hello")
    await stage.until(lambda: stage.slack.underway == 1)
    await stage.settle()  # a turn that is under way may still claim
    running.cancel()
    await stage.post("next", to="kitchen")
    await stage.settle()
    gate.set()
    await end(running)
    assert stage.slack.tried == ["Hello"]


async def test_what_was_claimed_when_it_was_cancelled_is_delivered(stage: Stage) -> None:
    """Otherwise it would wait for the end of its lease."""
    running = asyncio.create_task(stage.relay.run())
    await stage.settle()
    stage.watched.written = running.cancel  # after the claim, before the send
    await stage.post("Hello", "next")
    await asyncio.wait({running})
    assert stage.slack.tried == ["Hello"]
    assert stage.heard == [1]


async def test_a_send_that_outlives_the_grace_is_left_to_the_next_process(stage: Stage) -> None:
    hasty = Stage(stage.work, dataclasses.replace(STILL, grace=0.01))
    hasty.slack.block("Hello")
    running = asyncio.create_task(hasty.relay.run())
    await hasty.post("Hello")
    await hasty.until(lambda: hasty.slack.underway == 1)
    await end(running)
    assert not hasty.slack.underway
    (trouble,) = await hasty.troubles()
    assert (trouble.state, trouble.error) == ("pending", "CancelledError")

    after = Stage(stage.work, beside=hasty)
    after.clock.forward(2)  # no need to wait for the end of the lease
    async with after.running():
        await after.until_done()
    assert after.slack.tried == ["Hello"]


async def test_a_store_out_of_reach_does_not_hold_up_the_shutdown(stage: Stage) -> None:
    hasty = Stage(stage.work, dataclasses.replace(STILL, grace=0.01))
    gate = hasty.slack.block("Hello")
    running = asyncio.create_task(hasty.relay.run())
    await hasty.post("Hello")
    await hasty.until(lambda: hasty.slack.underway == 1)
    hasty.watched.refuse()
    gate.set()
    async with asyncio.timeout(30):
        await end(running)
    assert hasty.slack.arrived("lobby") == ["Hello"]


async def test_an_idle_relay_ends_at_once(stage: Stage) -> None:
    running = asyncio.create_task(stage.relay.run())
    await stage.settle()
    async with asyncio.timeout(STILL.grace / 2):
        await end(running)
