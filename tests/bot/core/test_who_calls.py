"""Who calls: newcomers, strangers, those who left, facilitators."""

import pytest

from bot.core.errors import Problem
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, texts


async def test_whoever_uses_an_enrolled_room_becomes_a_member(stage: Scene) -> None:
    reply = a_card(await stage.type("zoe", "/target add Acme"))
    assert reply.headline == "Acme is on your list"
    assert "Zoe" in texts(a_card(await stage.type("ana", "/group members")))


async def test_also_by_only_looking(stage: Scene) -> None:
    assert a_card(await stage.type("zoe", "/sample peek")).headline == "Zoe is a member of Tuesday"
    assert "Zoe" in texts(a_card(await stage.type("ana", "/group members")))


async def test_somebody_known_elsewhere_is_the_same_person_here(stage: Scene) -> None:
    await stage.type("zoe", "/group setup Friday", room="friday")
    known = await stage.id("zoe")
    await stage.type("zoe", "/target add Acme")
    assert await stage.id("zoe") == known


async def test_a_name_of_the_platform_becomes_harmless(stage: Scene) -> None:
    for who in ("\u202ezoe\x00\n<@everyone>", "x" * 300, "\u200b"):
        reply = a_card(await stage.type(who, "/sample peek"))
        assert reply.headline
    listed = texts(a_card(await stage.type("ana", "/group members")))
    assert "zoe <@everyone>" in listed
    assert "X" + "x" * 78 + "…" in listed
    assert "Somebody" in listed


async def test_a_form_makes_nobody_a_member(stage: Scene) -> None:
    before = await stage.everything()
    a_form(await stage.type("zoe", "/target add"))
    assert await stage.everything() == before


async def test_no_group_lives_in_an_unenrolled_room(stage: Scene) -> None:
    before = await stage.everything()
    for text in ("/target add Acme", "/target add", "/sample peek"):
        said = a_problem(await stage.type("ana", text, room="elsewhere"), "not_found")
        assert said == "No group lives in this channel yet. Type /group setup and a name to start one here."
    assert await stage.everything() == before


async def test_a_direct_message_knows_the_only_group(stage: Scene) -> None:
    assert a_card(await stage.type("ben", "/sample peek", DM)).headline == "Ben is a member of Tuesday"


async def test_in_a_direct_message_a_stranger_is_told_where_to_go(stage: Scene) -> None:
    said = a_problem(await stage.type("zoe", "/sample peek", DM), "not_found")
    assert said == "You are not in a group yet. Go to your group's channel and type /group join there."


@pytest.mark.parametrize("text", ["/target add Acme", "/target add", "/sample peek"])
async def test_who_left_is_told_how_to_come_back(stage: Scene, text: str) -> None:
    await stage.type("ben", "/group leave")
    before = await stage.everything()
    said = a_problem(await stage.type("ben", text), "not_yours")
    assert said == "You left Tuesday. Type /group join if you would like to come back."
    assert a_problem(await stage.type("ben", text, DM), "not_found").startswith("You are in no such group")
    assert await stage.everything() == before


async def test_some_commands_serve_anybody(stage: Scene) -> None:
    for room in ("elsewhere", DM):
        assert a_card(await stage.type("zoe", "/sample open", room)).headline == "Welcome, stranger"
    assert a_card(await stage.type("ben", "/sample open", "elsewhere")).headline == "Welcome, Ben"
    assert a_card(await stage.type("zoe", "/help", DM)).headline == "Here is what you can type"


@pytest.mark.parametrize("text", ["/group settings", "/group settings thanks_points:2"])
async def test_only_a_facilitator_before_any_form(stage: Scene, text: str) -> None:
    for who in ("ben", "zoe"):
        said = a_problem(await stage.type(who, text), "not_yours")
        assert said == "Only a facilitator of the group may do this. /group members shows who is one."
    assert not isinstance(await stage.type("ana", text), Problem)


async def test_a_facilitator_who_leaves_alone_is_one_again(stage: Scene) -> None:
    await stage.type("ben", "/group leave")
    await stage.type("ana", "/group leave")
    assert a_card(await stage.type("zoe", "/sample peek")).headline == "Zoe is a facilitator of Tuesday"
    a_card(await stage.type("ana", "/group join"))
    assert a_card(await stage.type("ana", "/sample peek")).headline == "Ana is a member of Tuesday"
