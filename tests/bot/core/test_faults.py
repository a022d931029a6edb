"""Handlers and stores that fail."""

import pytest
from structlog.testing import capture_logs

from bot.core.call import Call
from bot.core.errors import Problem, StoreBusy
from bot.domain.errors import Conflict
from tests.bot.core.stage import SECRET, Counted
from tests.bot.scene import Scene, a_problem


async def test_a_handler_that_raises_leaves_nothing_but_a_reference(stage: Scene) -> None:
    before = await stage.everything()
    stage.woken = 0
    with capture_logs() as logs:
        reply = await stage.press("ben", Call.to("sample fail", why="private words"))
    said = a_problem(reply, "fault")
    (line,) = logs
    assert said.startswith("Sorry, that went wrong on our side. Nothing was changed.")
    assert line["reference"] in said
    assert (line["event"], line["command"], line["error"]) == (
        "handler failed",
        "sample fail",
        "RuntimeError",
    )
    assert line["at"].startswith("stage.py:")
    assert "private" not in repr(logs) + said
    assert SECRET not in repr(logs) + said
    assert await stage.everything() == before
    assert stage.woken == 0


async def test_each_fault_has_a_reference_of_its_own(stage: Scene) -> None:
    with capture_logs() as logs:
        for _ in range(3):
            a_problem(await stage.press("ben", Call.to("sample fail")), "fault")
    assert len({line["reference"] for line in logs}) == 3


async def test_a_newcomer_whose_call_fails_is_no_member(stage: Scene) -> None:
    before = await stage.everything()
    with capture_logs():
        a_problem(await stage.press("zoe", Call.to("sample fail")), "fault")
    assert await stage.everything() == before


@pytest.mark.parametrize("trouble", [StoreBusy("database is locked"), Conflict()], ids=repr)
@pytest.mark.parametrize("text", ["/target add Acme", "/target add", "/sample peek"])
async def test_a_busy_store_asks_to_try_again(
    stage: Scene, counted: Counted, text: str, trouble: Exception
) -> None:
    counted.trouble = trouble
    with capture_logs() as logs:
        said = a_problem(await stage.type("ben", text), "busy")
    assert said == "The database is busy right now, and nothing was changed. Please try again."
    assert [line["event"] for line in logs] == ["store busy"]
    assert "Acme" not in repr(logs)
    assert stage.woken == 0


async def test_suggestions_fail_silently(stage: Scene, counted: Counted) -> None:
    for trouble, lines in ((StoreBusy("locked"), 0), (RuntimeError(SECRET), 1)):
        counted.trouble = trouble
        with capture_logs() as logs:
            assert list(await stage.suggest("ben", "/target add A")) == []
        assert len(logs) == lines
        assert SECRET not in repr(logs)


async def test_a_command_that_breaks_its_promise_to_read_fails(stage: Scene) -> None:
    before = await stage.everything()
    with capture_logs():
        assert isinstance(await stage.type("ben", "/sample scribble"), Problem)
    assert await stage.everything() == before
