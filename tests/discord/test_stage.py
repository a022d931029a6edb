"""The stage itself: the story is played on it, whatever happens to the gateway meanwhile."""

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.contract import story
from tests.contract.sample import SAMPLES
from tests.contract.stage import Opened, Setting
from tests.contract.story import card, form, gather, newest, no
from tests.discord.stage import DiscordStage, discord
from tests.discord.typed import entered


@pytest.fixture
async def stage(_migrated_file: Path, tmp_path: Path) -> AsyncIterator[DiscordStage]:
    """Give a stage with a group in its room."""
    shutil.copy(_migrated_file, tmp_path / "netlearn.db")
    async with discord(Setting(f"sqlite:///{tmp_path / 'netlearn.db'}", tmp_path, SAMPLES)) as put_up:
        assert isinstance(put_up, DiscordStage)
        await gather(put_up)
        yield put_up


async def test_the_story_goes_on_when_the_gateway_breaks_between_any_two_acts(stage: DiscordStage) -> None:
    breaks: list[Callable[[], None]] = [
        stage.server.gateway.drop,
        stage.server.gateway.ask_to_reconnect,
        lambda: stage.server.gateway.invalidate(resumable=False),
        lambda: stage.server.gateway.repeat(3),
    ]
    for number, act in enumerate(story.ACTS):
        await act(stage)
        breaks[number % len(breaks)]()
        await stage.server.gateway.until_ready()  # what happens while there is no session reaches nobody
    assert stage.server.traffic.unguarded == []
    pinged = [message.pinged for room in stage.rooms.values() for message in room.texts]
    assert not any(pinged)


async def test_what_is_read_is_what_the_server_holds(stage: DiscordStage) -> None:
    card(await stage.type("ana", "/target add Globex"))
    await stage.settle()
    shown = await newest(stage, "ben")
    (message,) = [each for each in stage.rooms["room"].texts if shown.id.endswith(each.id)]
    assert stage.message(shown) is message
    assert shown.headline in message.components[0]["components"][0]["content"]


async def test_the_menus_of_people_and_messages_open_forms(stage: DiscordStage) -> None:
    said = stage.server.world.say(stage.users["ben"], stage.rooms["room"], "that was a great help to me")
    thanks = form(await stage.menu("ana", "Thank for help", said))
    assert "ben" in thanks.values().values()
    asked = await stage.menu("ana", "Ask for an introduction", stage.users["ben"])
    assert isinstance(asked, Opened)


async def test_what_is_being_typed_is_suggested(stage: DiscordStage) -> None:
    card(await stage.type("ana", "/target add Globex"))
    offered = await stage.suggest("ben", "/intro ask Glo", "company")
    assert "Globex" in [each["value"] for each in offered]
    people = await stage.suggest("ana", "/thanks @Be", "peer")
    assert [each["name"] for each in people] == ["Ben Tan"]


async def test_lines_fill_the_options_that_are_registered(stage: DiscordStage) -> None:
    registered = list(stage.server.service.commands.values())

    def options(line: str) -> dict[str, tuple[int, object]]:
        return {
            each["name"]: (each["type"], each["value"]) for each in entered(line, SAMPLES, registered).options
        }

    assert options('/target add "Globex", Acme confidence:4') == {
        "company": (3, '"Globex", Acme'),
        "confidence": (4, 4),
    }
    assert options("/target add Acme confidence:lots")["confidence"] == (3, "lots")
    assert options("/target add Acme confidense:4")["confidense"] == (3, "4")
    assert options("/sample switches yes") == {"first": (5, True)}
    assert options("/leaderboard Week")["period"] == (3, "week")
    assert options("/thanks @Ben for help") == {"peer": (3, "@Ben"), "why": (3, "for help")}
    assert entered("/targt add Acme", SAMPLES, registered).path == ("targt",)
    assert entered("/target ad Acme", SAMPLES, registered).path == ("target", "ad")
    assert entered("", SAMPLES, registered).path == ("",)


async def test_what_no_client_lets_anybody_send_is_answered_too(stage: DiscordStage) -> None:
    for line in ("", "/", "/nonsense", "/target", "/target ad x", "/leaderboard yesterday"):
        no(await stage.type("ana", line))
    no(await stage.forge("ana", "form:made-up:1"))
    no(await stage.forge("ana", "choose:0"))
