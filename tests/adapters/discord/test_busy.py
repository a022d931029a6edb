"""A database that cannot take anything now: whoever asks is told, and what Discord reports is not forgotten."""

import asyncio
from typing import Any

import pytest

from bot.core.errors import StoreBusy
from bot.core.events import Event
from bot.domain.group import Closed, Room
from tests.adapters.discord.running import Bot, text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Busy:
    """Stands for a function of the store that fails so many times."""

    def __init__(self, instead_of: Any, times: int = 1000) -> None:
        self._instead_of, self._left = instead_of, times

    async def __call__(self, *given: Any, **named: Any) -> Any:
        if self._left:
            self._left -= 1
            raise StoreBusy("locked")
        return await self._instead_of(*given, **named)


async def test_a_form_that_cannot_be_kept_is_told(group: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group.database, "write", Busy(group.database.write))
    (answer,) = (await group.type(group.ana, "sample long")).said
    assert "busy right now" in text(answer)


async def test_a_command_that_cannot_be_done_is_told(group: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group.database, "write", Busy(group.database.write))
    (answer,) = (await group.type(group.ana, "sample say:word=hello")).said
    assert "busy right now" in text(answer)


async def test_nothing_is_suggested_meanwhile(group: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group.database, "read", Busy(group.database.read))
    typed = [{"name": "company", "type": 3, "value": "glob"}]
    asked = group.server.people.typing(group.ana, group.room, ["intro", "ask"], typed, "company")
    await group.answered(asked)
    assert asked.choices == []


async def test_what_is_noticed_beside_an_answer_does_not_hold_it_up(
    group: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    group.ana.name = "Ana Souza"
    monkeypatch.setattr(group.database, "write", Busy(group.database.write))
    (answer,) = (await group.type(group.ana, "target list")).said
    assert "compan" in text(answer)
    monkeypatch.undo()
    await group.type(group.ana, "target list")
    (members,) = (await group.type(group.ben, "group members")).said
    assert "Ana Souza" in text(members)


async def test_what_happens_to_a_channel_is_heard_later(group: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room("discord", group.guild.id, group.room.id)
    monkeypatch.setattr(group.database, "write", Busy(group.database.write, times=2))
    group.server.world.delete_channel(group.room)

    async def closed() -> Closed | None:
        home = await group.database.read(lambda store: store.groups.home(room))
        return home.closed if home else None

    await group.until(closed, lambda found: found is Closed.DELETED)


async def test_news_that_nobody_understands_do_not_end_the_listening(
    group: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = asyncio.Event()

    async def fails(_: object, event: Event, *, key: str = "") -> None:
        asked.set()
        raise RuntimeError("a secret word")

    hears = group.platform._hears
    monkeypatch.setattr(type(hears), "__call__", fails)
    group.server.world.rename(group.room, "first")
    await asyncio.wait_for(asked.wait(), 20)
    monkeypatch.undo()
    group.server.world.rename(group.room, "second")

    async def name() -> str:
        room = Room("discord", group.guild.id, group.room.id)
        home = await group.database.read(lambda store: store.groups.home(room))
        return home.name if home else ""

    await group.until(name, lambda found: found == "second")
    assert "secret" not in capsys.readouterr().out
