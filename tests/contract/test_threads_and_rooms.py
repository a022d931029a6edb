"""What follows from an ask stands in its thread; a group may have several rooms."""

from tests.contract.stage import NAMES, Stage, Where
from tests.contract.stages import ON_SQLITE
from tests.contract.story import (
    ana_accepts,
    ana_confirms,
    ask,
    ben_introduces,
    ben_offers,
    card,
    newest,
    no,
    one_reply,
    same_for_all,
)

pytestmark = ON_SQLITE
BOTH: tuple[Where, ...] = ("room", "lobby")


async def test_an_ask_begins_without_a_thread(group: Stage) -> None:
    await ask(group)
    shown = await newest(group, "ben")
    for who in NAMES:
        assert await group.replies(who, shown) == []


async def test_what_was_taken_back_changes_in_the_thread_and_is_told_kindly(group: Stage) -> None:
    await ask(group)
    for act in (ben_offers, ana_accepts, ben_introduces, ana_confirms):
        await act(group)
    before = await one_reply(group, await newest(group, "ben"))
    card(await group.press("ana", "Undo", "dm"))
    await group.settle()
    after = await one_reply(group, await newest(group, "ben"))
    assert (after.id, after.edited) == (before.id, True)
    assert after.headline == "The introduction is not confirmed any more"
    told = await newest(group, "ben", "dm")
    assert told.headline == "Ana Souza pressed too early: the introduction at Globex is not confirmed yet"
    assert "5 points wait until then." in told.text


async def test_each_ask_has_a_thread_of_its_own(group: Stage) -> None:
    await ask(group)
    for act in (ben_offers, ana_accepts, ben_introduces, ana_confirms):
        await act(group)
    first = await newest(group, "ben")
    await ask(group, "Initech")
    second = await newest(group, "ben")
    assert first.id != second.id
    assert len(await group.replies("ben", first)) == 1
    assert await group.replies("ben", second) == []


async def test_a_second_room_hears_what_the_first_one_does(group: Stage) -> None:
    line = card(await group.type("cleo", "/group link")).to_copy
    assert line.startswith("/group link code:")
    no(await group.type("dev", "/group link code:abcdefghjkmn", "lobby"))
    linked = card(await group.type("dev", line, "lobby"))
    assert linked.headline.endswith("lives here too now")
    await group.settle()
    for where in BOTH:
        assert (await same_for_all(group, where)).headline.endswith("has one more room now")

    await ask(group)
    for where in BOTH:
        assert (await same_for_all(group, where)).headline == "Ana Souza would like to meet someone at Globex"
    card(await group.press("ben", "I can introduce", "lobby"))
    await group.settle()
    for where in BOTH:
        assert "1 peer has offered" in (await same_for_all(group, where)).text
    no(await group.type("dev", line, "lobby"))
