"""What the platform knows of people: their names until they chose one, their zones, and one kind question."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from bot.core.card import Choices
from bot.core.dispatcher import Dispatcher
from bot.core.events import PersonKnown
from bot.core.outbox import Address
from bot.core.ports import Store, UnitOfWork
from bot.domain.member import NAME_MAX
from bot.jobs.hearing import Hearing
from bot.jobs.tidy import HEARD
from tests.bot.jobs.town import GROUP, Town, caller, on_discord, on_slack
from tests.bot.scene import REGISTRY, a_card, pressable

T = TypeVar("T")
ANA = on_slack("Ana")
BEN = on_slack("Ben")
ASKED = "What time is it where you are, Ben?"
DIRECT = Address("slack", "T1", "direct", "UBen")


def known(name: str = "Ben", zone: str | None = "Asia/Singapore", *zones: str) -> PersonKnown:
    return PersonKnown(BEN, name, zone, zones)


class Reading:
    """A unit of work that counts what is written."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work, self.writes = work, 0

    async def write(self, work: Callable[[Store], T]) -> T:
        self.writes += 1
        return await self._work.write(work)

    async def read(self, work: Callable[[Store], T]) -> T:
        return await self._work.read(work)


# Names


async def test_a_name_follows_the_platform_until_its_bearer_chooses_another(town: Town) -> None:
    for name in ("Ben Tan", "Ben T."):
        await town.hears(known(name))
        assert (await town.member(BEN)).name == name
    dispatcher = Dispatcher(REGISTRY, town.work, town.clock, lambda: None)
    a_card(await dispatcher.typed(caller(BEN), "/me profile name:Benjamin"))
    await town.hears(known("Ben Tan"))
    assert (await town.member(BEN)).name == "Benjamin"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Ben\x00\u202e Tan ", "Ben Tan"),
        ("", "Ben"),
        ("\u200b", "Ben"),
        ("B" * 99, "B" * (NAME_MAX - 1) + "…"),
    ],
)
async def test_a_name_is_made_harmless(town: Town, given: str, kept: str) -> None:
    await town.hears(known(given))
    assert (await town.member(BEN)).name == kept


async def test_of_somebody_who_is_nobody_here_nothing_is_kept(town: Town) -> None:
    for stranger in (on_slack("Zoe"), replace(BEN, workspace="T2"), on_discord("Ben")):
        await town.hears(PersonKnown(stranger, "Zoe", None))
    assert await town.told() == []
    assert await town.work.read(lambda store: store.members.by_identity(on_slack("Zoe"))) is None
    assert (await town.member(BEN)).name == "Ben"


async def test_where_all_is_known_already_nothing_is_written(town: Town) -> None:
    work = Reading(town.work)
    hears = Hearing(work, town.clock, lambda: None)
    await hears(known())
    assert work.writes == 1
    for _ in range(3):
        await hears(known())
        await hears(PersonKnown(on_slack("Zoe"), "Zoe", None))
    assert work.writes == 1


# Zones


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Asia/Calcutta", "US/Pacific", "America/Indiana/Knox"])
async def test_a_zone_is_taken_from_the_platform_once(town: Town, zone: str) -> None:
    await town.hears(known(zone=zone))
    assert (await town.member(BEN)).zone == zone
    await town.hears(known(zone="Asia/Tokyo"))
    assert (await town.member(BEN)).zone == zone
    assert await town.told() == []


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus", "../etc/passwd", "europe/lisbon"])
async def test_where_the_platform_knows_none_the_member_is_asked(town: Town, zone: str | None) -> None:
    await town.hears(known("Ben", zone, "Europe/Lisbon", "Mars/Olympus", "Asia/Calcutta", "Europe/Lisbon"))
    ((to, card),) = await town.told()
    assert (to, card.headline, town.woken) == ("UBen", ASKED, 1)
    (menu,) = (block for block in card.blocks if isinstance(block, Choices))
    assert [option.label for option in menu.options] == ["9:00, Lisbon", "14:30, Calcutta"]
    assert (await town.member(BEN)).zone is None


async def test_without_any_likely_zone_the_question_is_an_open_one(town: Town) -> None:
    await town.hears(known(zone=None))
    ((_, card),) = await town.told()
    assert [*pressable(card)] == ["Somewhere else"]


async def test_more_zones_than_a_menu_holds_are_cut(town: Town) -> None:
    many = [f"Etc/GMT{sign}{hour}" for sign in "+-" for hour in range(1, 13)]
    await town.hears(known("Ben", None, *many, "Asia/Tokyo", "Asia/Seoul"))
    ((_, card),) = await town.told()
    assert len(pressable(card)) == 26


async def test_it_is_asked_once_however_often_the_profile_comes_and_however_late(town: Town) -> None:
    for _ in range(3):
        await town.hears(known(zone=None))
        town.clock.forward(HEARD.total_seconds() + 1)
        await town.work.write(lambda store: store.inbox.forget(town.clock.now()))
    assert [headline for _, headline in await town.headlines()] == [ASKED]


async def test_of_two_that_hear_of_somebody_at_once_one_asks(town: Town) -> None:
    other = Hearing(town.work, town.clock, lambda: None)
    for name in ("", "Ben", "Ben T."):
        await asyncio.gather(*(hears(known(name, None)) for hears in (town.hears, other, town.hears)))
    assert len(await town.told()) == 1
    assert (await town.member(BEN)).name == "Ben T."


async def test_who_is_in_no_group_any_more_is_not_asked(town: Town) -> None:
    ben = await town.member(BEN)
    await town.work.write(lambda store: store.groups.leave(GROUP, ben.id, town.clock.now()))
    await town.hears(known(zone=None))
    assert await town.told() == []
    await town.work.write(lambda store: store.groups.enrol(GROUP, ben.id))
    await town.hears(known(zone=None))
    assert [headline for _, headline in await town.headlines()] == [ASKED]


@pytest.mark.parametrize(
    ("label", "zone"), [("9:00, Lisbon", "Europe/Lisbon"), ("1:00, Pacific", "US/Pacific")]
)
async def test_the_answer_is_one_press_and_stands_where_the_question_stood(
    town: Town, label: str, zone: str
) -> None:
    await town.hears(known("Ben", None, "Europe/Lisbon", "US/Pacific"))
    ((_, card),) = await town.told()
    dispatcher = Dispatcher(REGISTRY, town.work, town.clock, lambda: None)
    reply = a_card(await dispatcher.pressed(caller(BEN, None), pressable(card)[label].encode()))
    assert reply.headline == f"Your time zone is {zone}"
    await town.told()
    assert [each.headline for each in await town.shown(DIRECT)] == [reply.headline]
    await town.hears(known(zone=None))
    assert await town.told() == []
    assert (await town.member(BEN)).zone == zone


async def test_a_profile_that_comes_with_a_key_is_heard_once(town: Town) -> None:
    await town.hears(known("One"), key="Ev1")
    await town.hears(known("Two"), key="Ev1")
    assert (await town.member(BEN)).name == "One"
