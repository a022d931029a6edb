"""The bot leaves workspaces and comes back, whatever is heard first."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.events import WorkspaceJoined, WorkspaceLeft
from bot.core.outbox import Address
from bot.core.voice import at
from bot.domain.group import Closed, Room
from bot.domain.workspace import Workspace
from bot.jobs.hearing import Hearing
from tests.bot.jobs.town import GUILD, ROOM, Town

HOUR = timedelta(hours=1)
BACK = WorkspaceJoined("slack", "T1", "Acme")
TAKEN_OUT = ("UAna", "I was taken out of #job-seekers, so Tuesday hears nothing there")


def installation(town: Town) -> Workspace:
    return Workspace("slack", "T1", "Acme", "a token", "U0", (), town.clock.now())


async def install(town: Town) -> None:
    workspace = installation(town)
    await town.work.write(lambda store: store.workspaces.save(workspace))


def left(town: Town, *, ago: timedelta = timedelta()) -> WorkspaceLeft:
    return WorkspaceLeft("slack", "T1", town.clock.now() - ago)


async def test_all_rooms_of_a_workspace_that_was_left_are_closed(town: Town) -> None:
    friday, elsewhere = replace(ROOM, channel="C2"), Room("slack", "T2", "C3")
    await town.settle("Friday", friday, "friday")
    await town.settle("Sunday", elsewhere, "sunday")
    await install(town)
    await town.hears(left(town))
    assert sorted(await town.headlines()) == [
        ("UAna", "I was taken out of #friday, so Friday hears nothing there"), TAKEN_OUT,
    ]  # fmt: skip
    assert [(await town.home(room)).closed for room in (ROOM, friday, elsewhere)] == [
        Closed.REMOVED, Closed.REMOVED, None,
    ]  # fmt: skip
    known = await town.work.read(lambda store: store.workspaces.get("slack", "T1"))
    assert known
    assert known.left_at == town.clock.now()


async def test_that_it_was_left_is_heard_once_though_two_events_say_so(town: Town) -> None:
    await install(town)
    await town.hears(left(town), key="Ev1")
    await town.hears(left(town), key="Ev2")
    await town.hears(left(town), key="Ev1")
    assert await town.headlines() == [TAKEN_OUT]


async def test_of_two_that_hear_it_at_once_one_tells(town: Town) -> None:
    await install(town)
    other = Hearing(town.work, town.clock, lambda: None)
    await asyncio.gather(town.hears(left(town), key="Ev1"), other(left(town), key="Ev2"))
    assert await town.headlines() == [TAKEN_OUT]


async def test_a_workspace_without_an_installation_is_left_too(town: Town) -> None:
    await town.settle("Guild", GUILD, "jobs")
    await town.hears(WorkspaceLeft("discord", "42", town.clock.now()))
    assert (await town.home(GUILD)).closed is Closed.REMOVED
    assert (await town.home(ROOM)).closed is None


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_where_no_group_lives_nobody_is_told(town: Town, platform: str) -> None:
    await town.hears(WorkspaceLeft(platform, "T9", town.clock.now()))
    await town.hears(WorkspaceJoined(platform, "T9", "Acme"))
    assert await town.told() == []
    assert town.woken == 0


async def test_whoever_comes_back_is_heard_again(town: Town) -> None:
    await install(town)
    await town.post("news")
    await town.bury()
    await town.hears(left(town))
    await town.told()
    town.clock.forward(3600)
    await install(town)
    await town.hears(BACK)
    assert sorted(await town.headlines()) == [
        ("C1", "news"), ("UAna", "Tuesday can read me in #job-seekers again"),
    ]  # fmt: skip
    assert (await town.home()).closed is None


async def test_that_it_was_left_may_be_heard_after_it_was_installed_again(town: Town) -> None:
    await install(town)
    town.clock.forward(3600)
    await install(town)
    await town.hears(BACK)
    await town.hears(left(town, ago=HOUR / 2))
    assert await town.told() == []
    assert (await town.home()).closed is None


async def test_it_can_be_left_installed_and_left_once_more(town: Town) -> None:
    for _ in range(2):
        await install(town)
        await town.hears(BACK)
        await town.told()
        town.clock.forward(60)
        await town.hears(left(town))
        assert await town.headlines() == [TAKEN_OUT]
        town.clock.forward(60)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Closed.ARCHIVED, Closed.ARCHIVED),
        (Closed.DELETED, Closed.DELETED),
        (Closed.FORBIDDEN, None),
        (Closed.REMOVED, None),
    ],
)
async def test_what_was_closed_for_its_own_reason_stays_so(
    town: Town, before: Closed, after: Closed | None
) -> None:
    await install(town)
    await town.keep(replace(await town.home(), closed=before))
    await town.hears(left(town))
    assert await town.told() == []
    assert (await town.home()).closed is before
    town.clock.forward(3600)
    await install(town)
    await town.hears(BACK)
    assert (await town.home()).closed is after
    assert len(await town.told()) == (after is None)


async def test_joining_a_workspace_that_was_never_left_is_no_news(town: Town) -> None:
    await town.post("news")
    await town.hears(BACK)
    assert await town.headlines() == [("C1", "news")]
    assert town.woken == 0


async def test_what_was_for_other_workspaces_stays_buried(town: Town) -> None:
    elsewhere = Room("slack", "T2", "C3")
    await town.settle("Sunday", elsewhere, "sunday")
    await town.send("one", to=at(elsewhere))
    await town.send("two", to=Address("slack", "T1", "direct", "UAna"))
    await town.bury()
    await town.keep(replace(await town.home(), closed=Closed.REMOVED))
    await town.hears(BACK)
    assert await town.headlines() == [("UAna", "Tuesday can read me in #job-seekers again")]
