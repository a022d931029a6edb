"""An ask that begins with a person: whoever was thought of first is asked privately, and is free to pass."""

import pytest

from bot.core.errors import Problem
from tests.bot.commands.story import last, room
from tests.bot.scene import DM, REGISTRY, Scene, a_card, a_form, a_problem, pressable, texts

REQUEST = "intro request"
LEARN = "how they decide what to build"


async def requested(scene: Scene, peer: str = "<@ben>", company: str = "Globex") -> None:
    form = a_form(await scene.press("ana", REQUEST))
    a_card(await scene.submit("ana", form, peer=peer, company=company, learn=LEARN))


async def test_it_is_posted_as_any_ask_and_the_peer_is_asked_privately(group: Scene) -> None:
    await requested(group)
    shown = await room(group)
    assert shown.headline == "Ana would like to meet someone at Globex"
    assert "Ben" not in texts(shown)
    private = await last(group, "ben")
    assert private.headline == "Ana wonders whether you know someone at Globex"
    assert f"To learn: {LEARN} · 20 minutes" in texts(private)
    assert "Not this time is a fine answer; nobody will know." in texts(private)
    assert [*pressable(private)] == ["Offer", "Not this time"]
    for who in ("ana", "cleo", "dev"):
        assert await group.messages(who) == []


async def test_the_form_asks_for_the_person_first(group: Scene) -> None:
    form = a_form(await group.press("ana", REQUEST))
    assert [field.name for field in form.fields] == ["peer", "company", "learn", "minutes", "offer"]


async def test_a_peer_who_knows_people_there_is_asked_once(group: Scene) -> None:
    await group.type("ben", "/know add Globex Kemi")
    await group.type("cleo", "/know add Globex Lars")
    await requested(group)
    assert [card.headline for card in await group.messages("ben")] == [
        "You know 1 person at Globex, and Ana would like to learn there"
    ]
    assert len(await group.messages("cleo")) == 1


@pytest.mark.parametrize("label", ["Offer", "Not this time"])
async def test_either_answer_is_taken(group: Scene, label: str) -> None:
    await requested(group)
    reply = a_card(await group.press_on("ben", label))
    assert (await last(group, "ben")).headline == reply.headline
    assert len(await group.messages("ana")) == (label == "Offer")


async def test_the_question_ends_with_the_ask(group: Scene) -> None:
    await requested(group)
    await group.type("ana", "/intro withdraw Globex")
    assert (await last(group, "ben")).headline == "Ana's ask about Globex needs nothing more for now"
    assert pressable(await last(group, "ben")) == {}


@pytest.mark.parametrize("peer", ["<@ana>", "@Ana"])
async def test_nobody_asks_themselves(group: Scene, peer: str) -> None:
    form = a_form(await group.press("ana", REQUEST))
    before = await group.everything()
    reply = await group.submit("ana", form, peer=peer, company="Globex", learn=LEARN)
    assert isinstance(reply, Problem)
    assert reply.fields == {"peer": "Whom first? Name a peer; your own contacts are in /know list."}
    assert await group.everything() == before


@pytest.mark.parametrize("peer", ["<@zoe>", "@Zoe", "<@!9|Ben>", ""])
async def test_a_stranger_is_not_asked(group: Scene, peer: str) -> None:
    form = a_form(await group.press("ana", REQUEST))
    before = await group.everything()
    reply = await group.submit("ana", form, peer=peer, company="Globex", learn=LEARN)
    assert isinstance(reply, Problem)
    assert [*reply.fields] == ["peer"]
    assert await group.everything() == before


async def test_who_left_is_not_asked(group: Scene) -> None:
    await group.type("ben", "/group leave")
    form = a_form(await group.press("ana", REQUEST))
    reply = await group.submit("ana", form, peer="<@ben>", company="Globex", learn=LEARN)
    assert isinstance(reply, Problem)
    assert await group.messages("ben") == []


async def test_the_limit_of_asks_holds_for_it_too(group: Scene) -> None:
    for company in ("Globex", "Initech", "Hooli"):
        await requested(group, company=company)
    form = a_form(await group.press("ana", REQUEST))
    a_problem(await group.submit("ana", form, peer="<@cleo>", company="Acme", learn=LEARN), "over_limit")
    assert await group.messages("cleo") == []


async def test_it_works_from_a_direct_message(group: Scene) -> None:
    form = a_form(await group.press("ana", REQUEST, DM))
    a_card(await group.submit("ana", form, DM, peer="<@ben>", company="Globex", learn=LEARN))
    assert (await last(group, "ben")).headline == "Ana wonders whether you know someone at Globex"


def test_it_is_offered_on_people_and_never_typed() -> None:
    (found,) = (command for shortcut, command in REGISTRY.shortcuts() if shortcut.on == "person")
    assert found.name == REQUEST
    assert not found.typed
