"""People and places that cannot be reached any more, as the relay finds out: somebody who can help it is told, once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.card import Card, Ping
from bot.core.dispatcher import Dispatcher
from bot.core.errors import Lost, Undeliverable
from bot.core.outbox import Posting
from bot.core.ports import Store
from bot.core.voice import at, direct
from bot.domain.group import Closed, Group, Home, Room, Settings
from bot.jobs.hearing import lost
from storage.database import Database
from tests.bot.jobs.stage import Stage
from tests.bot.jobs.town import GUILD, ROOM, Town, caller, on_discord, on_slack
from tests.bot.scene import REGISTRY, a_card, pressable, texts

BEN = direct(on_slack("Ben"))
CALL = "Ben, something waits for you, and I cannot write to you directly"
SECRET = "Kemi of Globex would like to meet you"


@pytest.fixture
async def town(database: Database, stage: Stage) -> AsyncIterator[Town]:
    """Give a town in which a relay delivers."""
    town = Town(database, stage.clock)
    await town.settle()
    async with stage.running():
        yield town


def refuse(stage: Stage, what: Lost, *texts: str) -> None:
    for text in texts:
        stage.slack.fail(text, Undeliverable("refused", what))


async def deliver(stage: Stage) -> None:
    stage.relay.wake()
    await stage.until_done()


async def reachable(town: Town, room: Room | None = ROOM) -> Card:
    """Let Ben press that he can be reached now."""
    dispatcher = Dispatcher(REGISTRY, town.work, town.clock, lambda: None)
    return a_card(await dispatcher.pressed(caller(on_slack("Ben"), room), "me reachable"))


# People


async def test_who_takes_no_direct_messages_is_called_in_the_room_without_a_word_of_what_waits(
    town: Town, stage: Stage
) -> None:
    refuse(stage, Lost.PERSON, SECRET)
    await town.send(SECRET, to=BEN)
    await deliver(stage)
    assert [(note.to, note.text) for note in stage.slack.notes] == [("C1", CALL)]
    (card,) = await town.shown(at(ROOM))
    assert [block for block in card.blocks if isinstance(block, Ping)] == [Ping("UBen", "Ben")]
    assert [*pressable(card)] == ["I can be reached now"]
    assert "Kemi" not in texts(card)
    (trouble,) = await stage.troubles()
    assert (trouble.state, trouble.error, trouble.address) == ("buried", "refused", BEN)


async def test_the_call_comes_once_however_much_waits(town: Town, stage: Stage) -> None:
    refuse(stage, Lost.PERSON, "one", "two", "three")
    await town.send("one", "two", to=BEN)
    await deliver(stage)
    await town.send("three", to=BEN)
    await deliver(stage)
    assert stage.slack.arrived("C1") == [CALL]


async def test_what_was_held_back_arrives_once_they_can_be_reached(town: Town, stage: Stage) -> None:
    refuse(stage, Lost.PERSON, "one", "two")
    await town.send("one", "two", to=BEN)
    await deliver(stage)
    card = await reachable(town)
    assert card.headline == "2 messages are on the way to you"
    await deliver(stage)
    assert stage.slack.arrived("UBen") == ["one", "two"]
    assert stage.slack.arrived("C1") == [CALL, "A member can be reached again"]
    (left,) = await town.shown(at(ROOM))
    assert pressable(left) == {}


async def test_who_is_lost_again_is_called_again(town: Town, stage: Stage) -> None:
    for _ in range(2):
        refuse(stage, Lost.PERSON, "one")
        await town.send("one", to=BEN)
        await deliver(stage)
        await reachable(town)
        await deliver(stage)
    assert stage.slack.arrived("C1") == [CALL, "A member can be reached again"] * 2
    assert stage.slack.arrived("UBen") == ["one", "one"]


@pytest.mark.parametrize("who", ["Ana", "Zoe"])
async def test_who_presses_for_somebody_else_sends_them_nothing(town: Town, stage: Stage, who: str) -> None:
    refuse(stage, Lost.PERSON, "one")
    await town.send("one", to=BEN)
    await deliver(stage)
    dispatcher = Dispatcher(REGISTRY, town.work, town.clock, lambda: None)
    card = a_card(await dispatcher.pressed(caller(on_slack(who)), "me reachable"))
    assert card.headline == "Nothing is held back for you"
    await deliver(stage)
    assert stage.slack.arrived("C1") == [CALL]
    assert stage.slack.arrived("UBen") == []


async def test_of_two_that_lose_somebody_at_once_one_calls(town: Town, database: Database) -> None:
    def lose(store: Store) -> None:
        lost(store, BEN, Lost.PERSON, town.clock.now())

    await asyncio.gather(*(database.write(lose) for _ in range(4)))
    assert await town.headlines() == [("C1", CALL)]


async def test_they_are_called_in_a_room_that_is_open(town: Town, stage: Stage) -> None:
    await town.settle("Friday", replace(ROOM, channel="C2"), "friday")
    await town.keep(replace(await town.home(replace(ROOM, channel="C2")), closed=Closed.ARCHIVED))
    refuse(stage, Lost.PERSON, "one")
    await town.send("one", to=BEN)
    await deliver(stage)
    assert [note.to for note in stage.slack.notes] == ["C1"]


async def test_where_no_room_is_left_nobody_is_told_and_the_host_can_see_it(town: Town, stage: Stage) -> None:
    await town.keep(replace(await town.home(), closed=Closed.ARCHIVED))
    refuse(stage, Lost.PERSON, "one")
    await town.send("one", to=BEN)
    await deliver(stage)
    assert stage.slack.notes == []
    assert [trouble.address for trouble in await stage.troubles()] == [BEN]


@pytest.mark.parametrize("who", ["UZoe", "UBen "])
async def test_a_stranger_is_not_called(town: Town, stage: Stage, who: str) -> None:
    refuse(stage, Lost.PERSON, "one")
    await town.send("one", to=replace(BEN, to=who))
    await deliver(stage)
    assert stage.slack.notes == []


async def test_on_discord_a_person_of_no_server_is_called_in_a_server_s_room(
    town: Town, stage: Stage
) -> None:
    def settle(store: Store) -> Group:
        group = store.groups.add("Guild", Settings(), GUILD)
        store.groups.keep(Home(replace(ROOM, channel="C2"), group.id))
        member = store.members.add("Cleo", on_discord("Cleo"))
        store.groups.enrol(group.id, member.id)
        return group

    await town.work.write(settle)
    stage.discord.fail("one", Undeliverable("50007", Lost.PERSON))
    await town.send("one", to=direct(on_discord("Cleo")))
    await deliver(stage)
    assert [(note.to, note.text[:4]) for note in stage.discord.notes] == [("7", "Cleo")]
    assert stage.slack.notes == []


async def test_the_longest_name_can_be_called(town: Town, stage: Stage) -> None:
    ben = await town.member(on_slack("Ben"))
    await town.work.write(lambda store: store.members.save(replace(ben, name="N" * 80)))
    refuse(stage, Lost.PERSON, "one")
    await town.send("one", to=BEN)
    await deliver(stage)
    assert len(stage.slack.arrived("C1")) == 1


# Places


async def test_a_room_that_is_lost_is_closed_and_its_facilitator_told_once(town: Town, stage: Stage) -> None:
    refuse(stage, Lost.ROOM, "one", "two")
    await town.post("one")
    await town.post("two")
    await deliver(stage)
    assert (await town.home()).closed is Closed.FORBIDDEN
    assert [(note.to, note.text) for note in stage.slack.notes] == [
        ("UAna", "I may not write in #job-seekers, so Tuesday hears nothing there")
    ]


async def test_the_facilitator_opens_it_again_and_what_came_back_arrives(town: Town, stage: Stage) -> None:
    refuse(stage, Lost.ROOM, "one", "two")
    await town.post("one")
    await town.post("two")
    await deliver(stage)
    (told,) = await town.shown(direct(on_slack("Ana")))
    dispatcher = Dispatcher(REGISTRY, town.work, town.clock, lambda: None)
    again = pressable(told)["It works again"].encode()
    card = a_card(await dispatcher.pressed(caller(on_slack("Ana"), None), again))
    assert card.headline == "Tuesday can read me in #job-seekers again"
    await deliver(stage)
    assert stage.slack.arrived("C1") == ["one", "two"]
    assert (await town.home()).closed is None


async def test_a_room_of_nobody_is_nobody_s_news(town: Town, stage: Stage) -> None:
    refuse(stage, Lost.ROOM, "one")
    await town.send("one", to=at(replace(ROOM, channel="C9")))
    await deliver(stage)
    assert stage.slack.notes == []
    assert (await town.home()).closed is None


async def test_a_workspace_that_is_lost_closes_all_its_rooms(town: Town, stage: Stage) -> None:
    second = replace(ROOM, channel="C2")
    await town.settle("Friday", second, "friday")
    refuse(stage, Lost.WORKSPACE, "one")
    await town.post("one")
    await deliver(stage)
    assert [(await town.home(room)).closed for room in (ROOM, second)] == [Closed.REMOVED] * 2
    assert sorted(note.to for note in stage.slack.notes) == ["UAna", "UAna"]


async def test_that_nobody_can_be_told_of_a_lost_workspace_ends_there(town: Town, stage: Stage) -> None:
    closed = "I was taken out of #job-seekers, so Tuesday hears nothing there"
    refuse(stage, Lost.WORKSPACE, "one", closed)
    await town.post("one")
    await deliver(stage)
    assert stage.slack.tried == ["one", closed]
    assert stage.slack.notes == []


async def test_a_message_that_cannot_be_shown_loses_nothing_else(town: Town, stage: Stage) -> None:
    refuse(stage, Lost.MESSAGE, "one")
    await town.post("one")
    await town.post("two")
    await deliver(stage)
    assert [(note.to, note.text) for note in stage.slack.notes] == [("C1", "two")]
    assert (await town.home()).closed is None


async def test_a_change_that_is_refused_says_so_too(town: Town, stage: Stage) -> None:
    posting, now = Posting(at(ROOM), Card.of("asked"), "ask:1"), town.clock.now()
    await town.work.write(lambda store: store.outbox.add([posting], now))
    await deliver(stage)
    refuse(stage, Lost.ROOM, "taken")
    await town.work.write(lambda store: store.outbox.revise("ask:1", Card.of("taken"), now))
    await deliver(stage)
    assert (await town.home()).closed is Closed.FORBIDDEN
