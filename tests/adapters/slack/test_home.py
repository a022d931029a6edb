"""The Home tab: there for whoever opens it, and anew after something has happened."""

from dataclasses import replace
from pathlib import Path

from adapters.slack.config import Mode
from tests.adapters.slack.running import QUICK, Running, running
from tests.slack.server.faults import HttpError


async def test_it_is_published_for_whoever_opens_it(any_bot: Running) -> None:
    await any_bot.gather("ana")
    await any_bot.happenings.open_home(any_bot.town.people["ana"])
    await any_bot.settle()
    assert "Ana, this is your page in The Tuesday Table" in any_bot.home("ana")


async def test_somebody_without_a_group_learns_how_to_come_into_one(bot: Running) -> None:
    await bot.happenings.open_home(bot.town.people["ana"])
    await bot.settle()
    assert "/group join" in bot.home("ana")


async def test_the_other_tabs_are_none_of_ours(bot: Running) -> None:
    event = {"type": "app_home_opened", "user": bot.town.people["ana"].id, "channel": "D1", "tab": "messages"}
    await bot.happenings.tell(bot.town.team.id, event)
    await bot.settle()
    assert bot.slack.calls.count("views.publish") == 0


async def test_it_changes_after_an_answer(bot: Running) -> None:
    await bot.gather("ana")
    await bot.type("ana", "/target add Globex")
    await bot.settle()
    assert "Globex" in bot.home("ana")


async def test_it_changes_after_a_direct_message_and_its_change(bot: Running) -> None:
    await bot.gather("ana", "ben")
    await bot.type("ana", "/intro ask Globex how they work offer:notes")
    await bot.settle()
    await bot.person("ben").press(bot.messages()[-1], "I can introduce")
    await bot.settle()
    assert "somebody offers to introduce you" in bot.home("ana")
    await bot.person("ana").press(bot.messages(bot.person("ana").app_messages)[-1], "Accept")
    await bot.settle()
    assert "you have a note to forward" in bot.home("ben")


async def test_many_changes_make_one_page(sqlite_url: str, tmp_path: Path) -> None:
    async with running(Mode.ONE, sqlite_url, tmp_path, pace=replace(QUICK, home=0.2)) as bot:
        await bot.gather("ana")
        before = bot.slack.calls.count("views.publish")
        for number in range(5):
            await bot.type("ana", f"/target add Company{number}")
        await bot.settle()
        assert bot.slack.calls.count("views.publish") < before + 5
        assert "Company4" in bot.home("ana")


async def test_a_page_that_cannot_be_published_disturbs_nobody(bot: Running) -> None:
    await bot.gather("ana")
    bot.slack.faults.add("views.publish", HttpError(404), times=10)
    assert "Globex" in (await bot.type("ana", "/target add Globex"))["text"]
    await bot.settle()
    bot.slack.faults.clear()
    await bot.happenings.open_home(bot.town.people["ana"])
    await bot.settle()
    assert "Globex" in bot.home("ana")
