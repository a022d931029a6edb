"""A direct message of somebody who is in several groups."""

import pytest

from bot.core.call import Call
from bot.core.errors import Problem
from bot.core.form import ChoiceField, FieldOption
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts


@pytest.mark.parametrize("text", ["/target list", "/sample peek", "/target add", "/thanks"])
async def test_a_direct_message_asks_which(two: Scene, text: str) -> None:
    form = a_form(await two.type("ben", text, DM))
    assert form.fields[0] == ChoiceField(
        "group", "Which group is this for?", "You are in several.", True, "",
        (FieldOption("Friday", "2"), FieldOption("Tuesday", "1")),
    )  # fmt: skip


async def test_and_loses_nothing_that_was_typed(two: Scene) -> None:
    form = a_form(await two.type("ben", '/target add "Foo, Inc.", Acme confidence:5 why: they grow', DM))
    assert {field.name: field.value for field in form.fields} == {
        "group": "", "company": '"Foo, Inc.", Acme', "confidence": "5", "why": "they grow",
    }  # fmt: skip
    reply = a_card(await two.submit("ben", form, DM, group="2"))
    assert reply.headline == "Foo, Inc. and Acme are on your list"
    assert "Ben wants to learn about Foo, Inc. and Acme" in texts((await two.messages("friday"))[-1])
    assert "Foo" not in "".join(texts(card) for card in await two.messages("tuesday"))


async def test_a_form_without_the_group_asks_again(two: Scene) -> None:
    form = a_form(await two.type("ben", "/target add Acme", DM))
    reply = await two.submit("ben", form, DM)
    assert isinstance(reply, Problem)
    assert reply.fields == {"group": "Which group is this for? Please choose one."}


async def test_a_button_there_knows_its_group(two: Scene) -> None:
    form = a_form(await two.type("ben", "/target add Acme", DM))
    card = a_card(await two.submit("ben", form, DM, group="1"))
    listed = a_card(await two.press("ben", pressable(card)["See my list"], DM))
    assert listed.headline.startswith("Your list: 1 company")
    form = a_form(await two.press("ben", pressable(card)["Ask for an introduction"], DM))
    assert "group" not in {field.name for field in form.fields}
    await two.submit("ben", form, DM, learn="how they decide what to build")
    assert (await two.messages("tuesday"))[-1].headline == "Ben would like to meet someone at Acme"


@pytest.mark.parametrize("group", [3, 99, "2", "x", -1, 10**30, True])
async def test_a_forged_group_is_nobodys(two: Scene, group: int | str) -> None:
    before = await two.everything()
    said = a_problem(
        await two.press("ana", Call.to("target add", company="Acme", group=group), DM), "not_found"
    )
    assert said.startswith("You are in no such group, or not any more.")
    assert await two.everything() == before


async def test_a_room_speaks_for_its_own_group(two: Scene) -> None:
    reply = a_card(await two.press("ben", Call.to("sample peek", group=2), "tuesday"))
    assert reply.headline == "Ben is a member of Tuesday"
