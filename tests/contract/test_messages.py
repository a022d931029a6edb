"""Messages: who sees them, in which order, and that they change in their place."""

from tests.contract.stage import NAMES, Stage
from tests.contract.stages import ON_SQLITE
from tests.contract.story import card, form, newest, no

pytestmark = ON_SQLITE


async def test_a_post_is_seen_by_everybody_in_the_room_and_nowhere_else(group: Stage) -> None:
    card(await group.type("ana", "/target add Globex"))
    await group.settle()
    for who in NAMES:
        assert "Globex" in (await newest(group, who)).headline
        assert not await group.seen(who, "dm")
        assert not await group.seen(who, "lobby")


async def test_a_direct_message_is_seen_by_its_receiver_only(group: Stage) -> None:
    before = {who: await group.seen(who, "room") for who in NAMES}
    card(await group.type("ana", "/sample tell @Ben 0"))
    await group.settle()
    for who in NAMES:
        assert len(await group.seen(who, "dm")) == (who == "ben")
        assert await group.seen(who, "room") == before[who]


async def test_an_answer_is_seen_by_nobody_but_the_caller(group: Stage) -> None:
    before = {who: await group.seen(who, "room") for who in NAMES}
    card(await group.type("ana", '/know add Globex "Kemi Oni"'))
    card(await group.type("ana", "/know list"))
    no(await group.type("ana", "/nonsense"))
    no(await group.type("ana", "/thanks @Nobody for nothing"))
    await group.settle()
    for who in NAMES:
        assert await group.seen(who, "room") == before[who]
        assert not await group.seen(who, "dm")


async def test_posts_stand_in_the_order_in_which_things_happened(group: Stage) -> None:
    people = ["ana", "ben", "cleo"] * 8
    for number, who in enumerate(people):
        card(await group.type(who, f"/target add Company{number}"))
    await group.settle()
    expected = [f"{NAMES[who]} wants to learn about Company{number}" for number, who in enumerate(people)]
    for who in NAMES:
        assert [shown.headline for shown in await group.seen(who, "room")][-len(people) :] == expected


async def test_a_message_changes_in_its_place_and_everywhere(group: Stage) -> None:
    card(await group.type("ana", "/sample hang First"))
    card(await group.type("ana", "/target add Globex"))
    await group.settle()
    before = await group.seen("ben", "room")
    assert not any(shown.edited for shown in before)
    for word in ("Second", "Third"):
        card(await group.type("ben", f"/sample change {word}"))
        await group.settle()
        for who in NAMES:
            now = await group.seen(who, "room")
            assert [shown.id for shown in now] == [shown.id for shown in before]
            assert (now[-2].headline, now[-2].edited) == (word, True)
            assert f"It says {word}" in now[-2].text
            assert now[-1] == before[-1]
    card(await group.press("cleo", "To a picture"))
    await group.settle()
    now = await group.seen("ana", "room")
    assert (now[-2].id, now[-2].headline, now[-2].buttons) == (before[-2].id, "Now a picture", ())
    assert (await group.png(now[-2].image)).startswith(b"\x89PNG")


async def test_changes_made_in_one_go_end_with_the_last(group: Stage) -> None:
    card(await group.type("ana", "/sample hang 0"))
    for number in range(1, 10):
        card(await group.type("ben", f"/sample change {number}"))
    await group.settle()
    assert (await newest(group, "cleo")).headline == "9"


async def test_buttons_and_forms_work_after_a_restart(group: Stage) -> None:
    card(await group.type("ana", "/sample hang First"))
    hint = card(await group.type("ana", "/target add Globex"))
    await group.settle()
    await group.type("ben", "/target add")
    await group.restart()
    card(await group.fill("ben", {"Company, or several with commas": "Acme"}))
    form(await group.press("ana", "Ask for an introduction", on=hint))
    card(await group.press("cleo", "To a picture"))
    await group.settle()
    headlines = [shown.headline for shown in await group.seen("dev", "room")]
    assert headlines[-3:] == ["Now a picture", "Ana Souza wants to learn about Globex",
                              "Ben Tan wants to learn about Acme"]  # fmt: skip


async def test_a_fault_of_ours_tells_its_caller_alone_and_changes_nothing(group: Stage) -> None:
    before = {who: await group.seen(who, "room") for who in NAMES}
    sorry = no(await group.type("ana", "/sample fault"))
    assert "Sorry" in sorry.message
    assert "reference" in sorry.message
    assert "secret" not in sorry.message
    await group.settle()
    assert {who: await group.seen(who, "room") for who in NAMES} == before
