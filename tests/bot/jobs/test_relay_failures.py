"""What fails is repeated at growing intervals, and buried when it is no use."""

import asyncio
import dataclasses
import json
import math

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import RetryLater, Undeliverable
from bot.jobs.relay import USUAL
from tests.bot.jobs.stage import STILL, Stage

SECRET = "Sarah of Acme"


async def test_pauses_double_with_each_failure(stage: Stage) -> None:
    stage.slack.fail("Hello", *(RetryLater("busy") for _ in range(4)))
    async with stage.running():
        await stage.post("Hello")
        await stage.settle()
        for failures, pause in enumerate((2, 4, 8, 16), start=1):
            await stage.later(pause - 0.001)
            assert len(stage.slack.tried) == failures
            await stage.later(0.001)
            assert len(stage.slack.tried) == failures + 1
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["Hello"]


async def test_a_platform_that_says_how_long_is_not_asked_earlier(stage: Stage) -> None:
    stage.slack.fail("Hello", RetryLater("ratelimited", after=30))
    async with stage.running():
        await stage.post("Hello")
        await stage.settle()
        await stage.later(29.999)
        assert len(stage.slack.tried) == 1
        await stage.later(0.001)
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["Hello"]


async def test_it_wakes_by_itself_when_a_pause_is_over(stage: Stage) -> None:
    stage = Stage(stage.work, dataclasses.replace(STILL, first=0.02))
    stage.slack.fail("Hello", RetryLater("busy"))
    async with stage.running():
        await stage.post("Hello")
        await stage.settle()
        stage.clock.forward(0.02)
        await stage.until_done()  # nobody wakes it
    assert stage.slack.arrived("lobby") == ["Hello"]


@given(failures=st.integers(1, 10_000), chance=st.floats(0, 1), after=st.none() | st.floats())
def test_a_pause_is_bounded_and_never_shorter_than_the_platform_said(
    failures: int, chance: float, after: float | None
) -> None:
    pause = USUAL.pause(failures, after, chance).total_seconds()
    assert USUAL.first / 2 <= pause <= 24 * 3600
    if after is None or not after > USUAL.longest:
        assert pause <= USUAL.longest
    elif math.isfinite(after):
        assert pause >= min(after, 24 * 3600) - 1e-6


def test_the_usual_pace_gives_up_after_about_a_day() -> None:
    hours = (
        sum(USUAL.pause(failure, None, 0.5).total_seconds() for failure in range(1, USUAL.attempts)) / 3600
    )
    assert 22 < hours < 26


def test_a_lease_outlives_the_send() -> None:
    assert USUAL.lease > USUAL.patience + USUAL.grace


async def test_after_so_many_attempts_a_message_is_buried_and_the_next_one_goes_on(stage: Stage) -> None:
    stage = Stage(stage.work, dataclasses.replace(STILL, attempts=3))
    stage.slack.fail("Hello", *(RetryLater("busy") for _ in range(3)))
    async with stage.running():
        await stage.post("Hello", "next")
        for _ in range(3):
            await stage.settle()
            await stage.later(60)
        await stage.until_done()
    assert stage.slack.tried == ["Hello"] * 3 + ["next"]
    (trouble,) = await stage.troubles()
    assert (trouble.state, trouble.attempts, trouble.error) == ("buried", 3, "busy")


async def test_what_is_refused_for_good_is_buried_at_once(stage: Stage) -> None:
    stage.slack.fail("Hello", Undeliverable("is_archived"))
    async with stage.running():
        await stage.post("Hello", "next")
        await stage.until_done()
    assert stage.slack.tried == ["Hello", "next"]
    (trouble,) = await stage.troubles()
    assert (trouble.state, trouble.error) == ("buried", "is_archived")


async def test_a_revived_message_is_tried_anew(stage: Stage) -> None:
    stage.slack.fail("Hello", Undeliverable("is_archived"))
    async with stage.running():
        await stage.post("Hello")
        await stage.until_done()
        (trouble,) = await stage.troubles()
        assert await stage.work.write(lambda store: store.outbox.revive(trouble.id, stage.clock.now()))
        stage.relay.wake()
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["Hello"]
    assert await stage.troubles() == []


NONSENSE = (ValueError(SECRET), KeyError(SECRET), asyncio.CancelledError(SECRET), TimeoutError(SECRET))


@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda error: type(error).__name__)
async def test_a_platform_that_raises_nonsense_is_asked_again(stage: Stage, nonsense: Exception) -> None:
    stage.slack.fail("Hello", nonsense)
    async with stage.running():
        await stage.post("Hello")
        await stage.post("Hi", to="kitchen")
        await stage.settle()
        (trouble,) = await stage.troubles()
        assert (trouble.state, trouble.error) == ("pending", type(nonsense).__name__)
        await stage.later(2)
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["Hello"]
    assert stage.slack.arrived("kitchen") == ["Hi"]


@pytest.mark.parametrize("after", [math.nan, math.inf, -math.inf, -5.0])
async def test_a_platform_that_says_nonsense_about_time_is_asked_again(stage: Stage, after: float) -> None:
    stage.slack.fail("Hello", RetryLater("\x00bro\x1bken" + "!" * 10_000, after))
    async with stage.running():
        await stage.post("Hello")
        await stage.settle()
        (trouble,) = await stage.troubles()
        assert trouble.error.startswith("broken!")
        await stage.later(24 * 3600)
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["Hello"]


async def test_a_send_that_never_ends_has_failed(stage: Stage) -> None:
    stage = Stage(stage.work, dataclasses.replace(STILL, patience=0.01))
    gate = stage.slack.block("Hello")
    async with stage.running():
        await stage.post("Hello")
        await stage.until(lambda: stage.slack.tried == ["Hello"] and not stage.slack.underway)
        await stage.settle()
        (trouble,) = await stage.troubles()
        assert (trouble.state, trouble.error) == ("pending", "TimeoutError")
        gate.set()
        await stage.later(2)
        await stage.until_done()
    assert stage.slack.arrived("lobby") == ["Hello"]


async def test_the_log_tells_rows_and_reasons_but_no_names_and_no_words(stage: Stage) -> None:
    stage.slack.fail(SECRET, RuntimeError(SECRET), RetryLater("busy"), Undeliverable("is_archived"))
    with structlog.testing.capture_logs() as lines:
        async with stage.running():
            await stage.post(SECRET, "Hello", to="room of Sarah")
            for _ in range(3):
                await stage.settle()
                await stage.later(60)
            await stage.until_done()
    assert [(line["event"], line.get("reason")) for line in lines] == [
        ("postponed", "RuntimeError"),
        ("postponed", "busy"),
        ("buried", "is_archived"),
        ("delivered", None),
    ]
    assert {(line["platform"], line["kind"]) for line in lines} == {("slack", "room")}
    assert all(line["row"] for line in lines)
    assert "Sarah" not in json.dumps(lines)
