"""Rooms close, open and are renamed: the group goes on where it can, and its facilitator is told once."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.errors import StoreBusy
from bot.core.events import Event, RoomClosed, RoomOpened, RoomRenamed
from bot.core.ports import Store
from bot.domain.errors import Conflict
from bot.domain.group import Closed, Room
from bot.domain.member import Role
from bot.jobs.hearing import Hearing
from tests.bot.jobs.town import GROUP, ROOM, Town, on_slack
from tests.bot.scene import pressable

ELSEWHERE = Room("slack", "T1", "C9")
CLOSED = RoomClosed(ROOM, Closed.ARCHIVED)
SAID = {
    Closed.ARCHIVED: "#job-seekers is archived, so Tuesday hears nothing there",
    Closed.DELETED: "#job-seekers is deleted, so Tuesday hears nothing there",
    Closed.REMOVED: "I was taken out of #job-seekers, so Tuesday hears nothing there",
    Closed.FORBIDDEN: "I may not write in #job-seekers, so Tuesday hears nothing there",
}


@pytest.mark.parametrize("why", Closed)
async def test_the_facilitator_hears_that_a_room_is_closed_and_nobody_else(town: Town, why: Closed) -> None:
    await town.hears(RoomClosed(ROOM, why))
    assert town.woken == 1
    ((to, card),) = await town.told()
    assert (to, card.headline) == ("UAna", SAID[why])
    assert "Link another channel" in pressable(card)
    assert ("It works again" in pressable(card)) == (why is Closed.FORBIDDEN)
    assert (await town.home()).closed is why
    await town.post("news")
    assert await town.told() == []


async def test_a_group_goes_on_in_its_other_rooms(town: Town) -> None:
    await town.keep(replace(await town.home(), room=ELSEWHERE))
    await town.hears(CLOSED)
    await town.told()
    await town.post("news")
    assert await town.headlines() == [("C9", "news")]


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        (Closed.ARCHIVED, Closed.ARCHIVED, False),
        (Closed.ARCHIVED, Closed.DELETED, True),
        (Closed.DELETED, Closed.ARCHIVED, False),
        (Closed.DELETED, Closed.REMOVED, False),
        (Closed.REMOVED, Closed.ARCHIVED, True),
        (Closed.FORBIDDEN, Closed.ARCHIVED, True),
        (Closed.ARCHIVED, Closed.FORBIDDEN, False),
    ],
)
async def test_what_is_closed_is_told_again_where_there_is_something_else_to_do(
    town: Town, first: Closed, then: Closed, told: bool
) -> None:
    await town.hears(RoomClosed(ROOM, first))
    await town.told()
    await town.hears(RoomClosed(ROOM, then))
    assert await town.headlines() == ([("UAna", SAID[then])] if told else [])
    assert (await town.home()).closed is (then if told else first)


@pytest.mark.parametrize(
    "event",
    [RoomClosed(ELSEWHERE, Closed.DELETED), RoomRenamed(ELSEWHERE, "new")],
    ids=lambda event: type(event).__name__,
)
async def test_of_a_room_without_a_group_nobody_hears(town: Town, event: Event) -> None:
    await town.hears(event)
    assert await town.told() == []
    assert town.woken == 0
    assert (await town.home()).closed is None


@pytest.mark.parametrize(
    "event",
    [CLOSED, RoomRenamed(ROOM, "new"), RoomOpened(ELSEWHERE, "new")],
    ids=lambda event: type(event).__name__,
)
async def test_what_is_delivered_again_has_no_second_effect(town: Town, event: Event) -> None:
    for _ in range(3):
        await town.hears(event, key="Ev1")
    assert len(await town.told()) == 1
    assert town.woken == 1


async def test_with_another_key_an_event_is_another_one(town: Town) -> None:
    for key in ("Ev1", "Ev2"):
        await town.hears(RoomOpened(ELSEWHERE, "new"), key=key)
    assert len(await town.told()) == 2


@pytest.mark.parametrize("keys", [("Ev1", "Ev1"), ("Ev1", "Ev2"), ("", "")])
@pytest.mark.parametrize("event", [CLOSED, RoomRenamed(ROOM, "new")], ids=lambda event: type(event).__name__)
async def test_of_two_that_hear_the_same_at_once_one_tells(
    town: Town, event: Event, keys: tuple[str, str]
) -> None:
    other = Hearing(town.work, town.clock, lambda: None)
    await asyncio.gather(town.hears(event, key=keys[0]), other(event, key=keys[1]))
    assert len(await town.told()) == 1


async def test_what_came_back_from_a_room_arrives_once_it_is_open_again(town: Town) -> None:
    await town.post("news")
    await town.bury()
    await town.hears(RoomClosed(ROOM, Closed.FORBIDDEN))
    await town.told()
    await town.hears(RoomOpened(ROOM, "job-seekers"))
    assert sorted(await town.headlines()) == [
        ("C1", "news"), ("UAna", "Tuesday can read me in #job-seekers again"),
    ]  # fmt: skip
    assert (await town.home()).closed is None
    await town.post("more")
    assert await town.headlines() == [("C1", "more")]


async def test_an_open_room_that_opens_is_no_news_but_may_have_a_name_now(town: Town) -> None:
    await town.post("news")
    await town.bury()
    await town.hears(RoomOpened(ROOM, "seekers"))
    assert await town.headlines() == [("C1", "news")]
    assert (await town.home()).name == "seekers"
    await town.hears(RoomOpened(ROOM, ""))
    assert (await town.home()).name == "seekers"


async def test_in_a_room_without_a_group_the_bot_says_hello(town: Town) -> None:
    await town.hears(RoomOpened(ELSEWHERE, "new"))
    ((to, card),) = await town.told()
    assert to == "C9"
    assert [*pressable(card)] == ["Start a group here", "How it works"]
    assert await town.work.read(lambda store: store.groups.home(ELSEWHERE)) is None


async def test_the_facilitator_hears_of_a_new_name(town: Town) -> None:
    await town.hears(RoomRenamed(ROOM, "seekers"))
    assert await town.headlines() == [("UAna", "Tuesday meets in #seekers now")]
    assert (await town.home()).name == "seekers"


async def test_a_name_that_was_unknown_is_no_news(town: Town) -> None:
    await town.keep(replace(await town.home(), name=""))
    await town.hears(RoomRenamed(ROOM, "seekers"))
    await town.hears(RoomRenamed(ROOM, "seekers"))
    assert await town.told() == []
    assert (await town.home()).name == "seekers"


async def test_a_closed_room_is_renamed_too_and_stays_closed(town: Town) -> None:
    await town.hears(CLOSED)
    await town.told()
    await town.hears(RoomRenamed(ROOM, "seekers"))
    assert await town.headlines() == [("UAna", "Tuesday meets in #seekers now")]
    assert (await town.home()).closed is Closed.ARCHIVED


async def test_a_room_without_a_name_is_spoken_of_all_the_same(town: Town) -> None:
    await town.keep(replace(await town.home(), name=""))
    await town.hears(CLOSED)
    assert await town.headlines() == [("UAna", "your channel is archived, so Tuesday hears nothing there")]


async def test_everybody_who_facilitates_is_told(town: Town) -> None:
    ben = await town.member(on_slack("Ben"))
    await town.work.write(lambda store: store.groups.enrol(GROUP, ben.id, Role.FACILITATOR))
    await town.hears(CLOSED)
    assert sorted(to for to, _ in await town.told()) == ["UAna", "UBen"]


async def test_a_store_that_others_keep_changing_is_busy(town: Town) -> None:
    class Contested:
        async def write(self, work: Callable[[Store], object]) -> bool:
            raise Conflict

        read = write

    with pytest.raises(StoreBusy):
        await Hearing(Contested(), town.clock, lambda: None)(CLOSED)  # type: ignore[arg-type]
