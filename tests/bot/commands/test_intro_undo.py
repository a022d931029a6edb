"""What was confirmed too early is taken back: the points, what the thread was told, and kindly."""

import pytest

from bot.core.outbox import Address
from tests.bot.commands.story import last, room, until_confirmed
from tests.bot.scene import Scene, a_card, a_problem, pressable, texts

ROOM = Address("web", "w", "room", "tuesday")


async def thread(scene: Scene) -> list[str]:
    """Give what stands in the thread of the ask."""
    await scene.deliver()
    posts = await scene.work.read(lambda store: store.outbox.posts(ROOM, 100))
    return [reply.card.headline for post in posts for reply in post.replies]


async def undone(scene: Scene) -> None:
    a_card(await scene.press("ana", pressable(await last(scene, "ana"))["Undo"], None))


async def test_the_thread_of_the_ask_is_told_of_an_introduction_once(asked: Scene) -> None:
    await until_confirmed(asked)
    assert await thread(asked) == ["Ana is in touch with someone at Globex"]
    await asked.press_on("ana", "We have met")
    await asked.type("ana", "/intro close 1 it went well")
    assert await thread(asked) == ["Ana is in touch with someone at Globex"]
    assert (await room(asked)).headline == "Ana met someone at Globex"


async def test_the_thread_says_that_it_is_not_confirmed_any_more(asked: Scene) -> None:
    await until_confirmed(asked)
    await undone(asked)
    assert await thread(asked) == ["The introduction is not confirmed any more"]


async def test_confirmed_again_it_is_told_again(asked: Scene) -> None:
    await until_confirmed(asked)
    await undone(asked)
    await asked.press_on("ana", "We are in touch")
    assert await thread(asked) == [
        "The introduction is not confirmed any more", "Ana is in touch with someone at Globex",
    ]  # fmt: skip


async def test_each_helper_is_told_of_by_themselves(asked: Scene) -> None:
    await asked.press_on("ben", "Offer")
    await asked.press_on("cleo", "I can introduce", "tuesday")
    for label in ("Accept", "Accept"):
        posts = [card for card in await asked.messages("ana") if label in pressable(card)]
        await asked.press("ana", pressable(posts[0])[label], None)
    for who in ("ben", "cleo"):
        await asked.press_on(who, "They said yes, introduced")
    await asked.type("ana", "/intro introduced 1 @Ben")
    await asked.type("ana", "/intro introduced 1 @Cleo")
    assert len(await thread(asked)) == 2


async def test_who_opts_out_of_the_leaderboard_is_not_named_in_the_thread(asked: Scene) -> None:
    await asked.type("ben", "/me profile leaderboard:no")
    await until_confirmed(asked)
    await asked.deliver()
    posts = await asked.work.read(lambda store: store.outbox.posts(ROOM, 100))
    (reply,) = (reply for post in posts for reply in post.replies)
    assert "Introduced by a peer. Thank you." in texts(reply.card)


async def test_the_helper_is_told_kindly(asked: Scene) -> None:
    await until_confirmed(asked)
    await undone(asked)
    told = await last(asked, "ben")
    assert told.headline == "Ana pressed too early: the introduction at Globex is not confirmed yet"
    assert "5 points wait until then. Nothing is wrong with your help, and nothing is asked of you." in texts(
        told
    )
    assert pressable(told) == {}
    board = a_card(await asked.type("ben", "/leaderboard"))
    assert board.headline == "Nothing is counted this month yet"


async def test_so_is_the_peer_whose_hint_it_was(asked: Scene) -> None:
    form = await asked.press("dev", await asked.find("dev", "I know who might", "tuesday"))
    a_card(await asked.submit("dev", form, peer="<@cleo>"))
    await asked.press_on("cleo", "Offer")
    await asked.press_on("ana", "Accept")
    await asked.press_on("cleo", "They said yes, introduced")
    await asked.press_on("ana", "We are in touch")
    await undone(asked)
    assert "3 points wait until then." in texts(await last(asked, "dev"))
    assert "5 points wait until then." in texts(await last(asked, "cleo"))


async def test_where_help_is_not_counted_points_are_not_spoken_of(asked: Scene) -> None:
    await asked.type("ana", "/group settings introduction_points:0")
    await until_confirmed(asked)
    await undone(asked)
    assert "point" not in texts(await last(asked, "ben"))


async def test_a_meeting_that_is_still_to_come_is_told_kindly_too(asked: Scene) -> None:
    await until_confirmed(asked)
    await asked.press_on("ana", "We have met")
    await undone(asked)
    told = await last(asked, "ben")
    assert told.headline == "Ana pressed too early: the meeting at Globex is still to come"
    assert "5 points wait until then. Nothing is asked of you." in texts(told)
    assert "1. Ben · 5" in texts(a_card(await asked.type("ben", "/leaderboard")))


@pytest.mark.parametrize("who", ["ben", "cleo"])
async def test_nobody_but_the_requester_takes_it_back(asked: Scene, who: str) -> None:
    await until_confirmed(asked)
    undo = pressable(await last(asked, "ana"))["Undo"]
    a_problem(await asked.press(who, undo, "tuesday"), "not_yours")
    assert await thread(asked) == ["Ana is in touch with someone at Globex"]


async def test_what_is_not_confirmed_is_not_taken_back(asked: Scene) -> None:
    await until_confirmed(asked)
    undo = pressable(await last(asked, "ana"))["Undo"]
    a_card(await asked.press("ana", undo, None))
    before = len(await asked.messages("ben"))
    a_problem(await asked.press("ana", undo, None), "too_late")
    assert len(await asked.messages("ben")) == before
