"""What a platform delivers twice is done once, in the transaction of what it asks."""

import asyncio

from bot.core.card import Card
from bot.core.context import Caller
from bot.core.dispatcher import Dispatcher, Reply
from bot.core.errors import Problem, StoreBusy
from bot.domain.member import Identity
from storage.database import Database
from tests.bot.core.stage import Counted
from tests.bot.scene import REGISTRY, HandClock, Scene, a_card, a_form, a_problem, caller

ADD = "/target add Acme"


async def typed(stage: Scene, text: str, key: str, who: str = "ben") -> Reply:
    return await stage.dispatcher.typed(caller(who), text, key=key)


async def test_the_second_delivery_is_told_so_and_changes_nothing(stage: Scene) -> None:
    a_card(await typed(stage, ADD, "1"))
    before = await stage.everything()
    for text in (ADD, "/target add Globex", "/thanks @Ana for it"):
        assert a_problem(await typed(stage, text, "1"), "repeated") == "This was done already."
    assert await stage.everything() == before


async def test_with_another_key_or_none_it_is_another_request(stage: Scene) -> None:
    for key in ("1", "2", "", ""):
        a_card(await typed(stage, "/thanks @Ana for it", key))
        stage.clock.forward(days=31)
    assert [card.headline for card in await stage.messages("tuesday")].count("Ben thanks Ana") == 4


async def test_presses_calls_and_forms_are_done_once_too(stage: Scene) -> None:
    ben, door = caller("ben"), stage.dispatcher
    for number in range(2):
        replies = [
            await door.pressed(ben, 'target add {"company":"Acme"}', key="pressed"),
            await door.submitted(ben, "target add", {"company": "Acme"}, key="submitted"),
            await door.called(ben, REGISTRY.read(ADD), key="called"),
        ]
        for reply in replies:
            a_problem(reply, "repeated") if number else a_card(reply)


async def test_what_failed_may_be_delivered_again(stage: Scene, counted: Counted) -> None:
    counted.trouble = StoreBusy("locked")
    a_problem(await typed(stage, ADD, "1"), "busy")
    counted.trouble = None
    a_problem(await stage.dispatcher.pressed(caller("ben"), "sample fail", key="1"), "fault")
    a_problem(await typed(stage, "/intro withdraw 99", "1"), "not_found")
    a_card(await typed(stage, ADD, "1"))


async def test_what_only_reads_is_answered_each_time_and_takes_no_turn_of_the_writer(
    stage: Scene, counted: Counted
) -> None:
    for _ in range(3):
        a_card(await typed(stage, "/sample peek", "1"))
        a_form(await typed(stage, "/target add", "1"))
    assert counted.writes == 0
    a_card(await typed(stage, ADD, "1"))


async def test_platforms_do_not_share_their_keys(stage: Scene) -> None:
    a_card(await typed(stage, ADD, "1"))
    ben = caller("ben")
    elsewhere = Caller(Identity("slack", "T1", "UBEN"), "Ben", ben.room)
    a_card(await stage.dispatcher.typed(elsewhere, ADD, key="1"))


async def test_of_two_deliveries_at_once_one_is_done(database: Database) -> None:
    one, two = (Dispatcher(REGISTRY, database, HandClock(), lambda: None) for _ in range(2))
    a_card(await one.typed(caller("ana"), "/group setup Tuesday"))
    replies = await asyncio.gather(
        *(each.typed(caller("ana"), "/know add Globex Kemi", key="1") for each in (one, two, one))
    )
    assert [isinstance(each, Card) for each in replies].count(True) == 1
    assert {each.code for each in replies if isinstance(each, Problem)} == {"repeated"}
    known = a_card(await one.typed(caller("ana"), "/know list"))
    assert known.headline == "You have noted 1 contact, for you alone"


async def test_a_newcomer_who_only_reads_is_written_down_once(stage: Scene) -> None:
    for _ in range(2):
        a_card(await typed(stage, "/sample peek", "1", "zoe"))
