"""Discord waits 3 seconds for an answer: what takes longer is promised, what comes too late is quiet."""

from collections.abc import AsyncIterator

import pytest

from adapters.discord.platform import Pace
from tests.adapters.discord.running import QUICK, Bot, text
from tests.adapters.discord.samples import GO
from tests.discord.faults import Fault
from tests.discord.interactions import DEFER, DEFER_UPDATE, OPEN_MODAL, Interaction
from tests.discord.world import Message

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
AT_ONCE = Pace(answer=0, between_identifies=0, again=0.01)
"""Promise every answer that is not there yet."""


@pytest.fixture
async def hasty(stopped: Bot) -> AsyncIterator[Bot]:
    """Give a group with a bot that promises every answer."""
    stopped.pace = AT_ONCE
    async with stopped.running():
        await stopped.gather()
        yield stopped


async def slowly(bot: Bot, asked: Interaction, promise: int) -> Interaction:
    """Let an answer be promised, and then come."""
    await asked.wait(lambda each: each.first == promise, 20)
    GO.set()
    return await bot.answered(asked)


@pytest.fixture(autouse=True)
def _still() -> None:
    GO.clear()


async def menu(bot: Bot) -> Message:
    (shown,) = (await bot.type(bot.ana, "sample menu")).said
    return shown


async def test_a_slow_answer_follows_its_promise(hasty: Bot) -> None:
    asked = hasty.server.people.command(hasty.ana, hasty.room, ["sample", "slow"])
    (answer,) = (await slowly(hasty, asked, DEFER)).said
    assert "Slow, and there" in text(answer)
    assert answer.only_for is hasty.ana


async def test_a_slow_press_on_a_private_answer_takes_its_place(hasty: Bot) -> None:
    shown = await menu(hasty)
    pressed = hasty.server.people.press(hasty.ana, shown, "sample slow")
    assert (await slowly(hasty, pressed, DEFER_UPDATE)).said == [shown]
    assert "Slow, and there" in text(shown)


async def test_a_slow_refusal_takes_no_place(hasty: Bot) -> None:
    shown = await menu(hasty)
    before = text(shown)
    pressed = hasty.server.people.press(hasty.ana, shown, 'intro withdraw {"ask":4711}')
    (refusal,) = (await slowly(hasty, pressed, DEFER_UPDATE)).said
    assert refusal is not shown
    assert refusal.only_for is hasty.ana
    assert text(shown) == before


async def test_a_form_that_comes_too_late_opens_by_a_button_also_after_a_restart(stopped: Bot) -> None:
    stopped.pace = AT_ONCE
    async with stopped.running() as hasty:
        await hasty.gather()
        what = {"name": "what", "type": 3, "value": "form"}
        asked = hasty.server.people.command(hasty.ana, hasty.room, ["sample", "slow"], [what])
        (offer,) = (await slowly(hasty, asked, DEFER)).said
        assert offer.only_for is hasty.ana
    stopped.pace = QUICK
    async with stopped.running() as bot:
        opened = await bot.press(bot.ana, offer, "Open the form")
        assert opened.first == OPEN_MODAL
        assert opened.modal is not None
        assert opened.modal["title"] == "A long form (1 of 2)"


async def test_an_answer_that_comes_too_late_is_quiet(group: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    asked = group.server.people.command(group.ana, group.room, ["sample", "slow"])
    group.server.world.clock.advance(4)
    GO.set()
    await group.server.traffic.until(lambda: any(each.status == 404 for each in group.server.traffic.log))
    await group.settle()
    assert "It was slow" in text(group.room.texts[-1])
    assert not asked.said
    assert "10062" in (said := capsys.readouterr().out)
    assert "error" not in said.replace("error=", "")


@pytest.mark.parametrize("drop", ["before", "after"])
async def test_an_answer_whose_connection_breaks_is_given_again(group: Bot, drop: str) -> None:
    group.server.traffic.fail(CALLBACK, Fault(drop=drop))
    (answer,) = (await group.type(group.ana, "sample say:word=hello")).said
    assert "You said hello" in text(answer)
    await group.settle()
    assert text(group.room.texts[-1]) == "### Ana says hello"


@pytest.mark.parametrize(
    "fault", [Fault(502, text="<html>"), Fault(503), Fault(503, text="[]"), Fault(429, retry_after=0.01)]
)
async def test_an_answer_that_is_not_taken_at_first_is_given_again(group: Bot, fault: Fault) -> None:
    group.server.traffic.fail(CALLBACK, fault)
    (answer,) = (await group.type(group.ana, "sample say:word=hello")).said
    assert "You said hello" in text(answer)


async def test_an_answer_that_is_refused_is_given_up(group: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    group.server.traffic.fail(CALLBACK, Fault(400, 50035))
    group.server.people.command(group.ana, group.room, ["help"])
    await group.server.traffic.until(lambda: any(each.status == 400 for each in group.server.traffic.log))
    (answer,) = (await group.type(group.ana, "help")).said
    assert "/target" in text(answer)
    assert "50035" in capsys.readouterr().out
