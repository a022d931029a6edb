import pytest

from bot.core.call import Call
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts


async def test_a_contact_is_noted_for_its_owner_alone(group: Scene) -> None:
    form = a_form(await group.type("ben", "/know add"))
    reply = a_card(await group.submit("ben", form, company="Globex", name="Mira Shah", note="my neighbour"))
    assert reply.headline == "Noted, for you alone: Mira Shah at Globex"
    mine = a_card(await group.type("ben", "/know list"))
    assert mine.headline == "You have noted 1 contact, for you alone"
    assert "Globex · Mira Shah · my neighbour" in texts(mine)
    assert (await group.messages("tuesday"))[-1].headline == "Tuesday meets here now"


async def test_what_is_private_is_not_readable_in_the_database(group: Scene) -> None:
    await group.type("ben", '/know add Globex "Mira Shah" my neighbour in Leith')
    everything = await group.everything()
    assert "Mira" not in everything
    assert "Leith" not in everything
    assert "Globex" in everything


async def test_nobody_else_sees_or_touches_it(group: Scene) -> None:
    await group.type("ben", '/know add Globex "Mira Shah"')
    before = await group.everything()
    for who, room in (("ana", "tuesday"), ("ana", DM), ("cleo", "tuesday")):
        assert a_card(await group.type(who, "/know list", room)).headline == "You have noted no contacts yet"
        a_problem(await group.press(who, Call.to("know forget", contact=1), room), "not_found")
        said = a_problem(await group.type(who, "/know forget Mira", room), "bad_input")
        assert said.endswith("There is none yet.")
    assert await group.everything() == before


@pytest.mark.parametrize("typed", ["/know forget Mira", "/know forget Globex", "/know forget 1"])
async def test_forgotten_is_gone_for_good(group: Scene, typed: str) -> None:
    await group.type("ben", '/know add Globex "Mira Shah"')
    reply = a_card(await group.type("ben", typed))
    assert reply.headline == "Forgotten: Mira Shah at Globex"
    assert "contacts: " not in await group.everything()
    a_problem(await group.press("ben", Call.to("know forget", contact=1)), "not_found")


async def test_a_list_is_paged_and_each_can_be_forgotten(group: Scene) -> None:
    for number in range(12):
        await group.type("ben", f"/know add Company{number:02} Peer{number:02}")
    first = a_card(await group.type("ben", "/know list"))
    assert first.headline == "You have noted 12 contacts, for you alone"
    second = a_card(await group.press("ben", pressable(first)["Next page (2 of 2)"]))
    await group.press("ben", pressable(second)["Peer11 · Company11"])
    assert (
        a_card(await group.type("ben", "/know list")).headline == "You have noted 11 contacts, for you alone"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/know add Globex " + "x" * 81, "Who is it: 81 characters are too long; at most 80 fit."),
        ("/know add " + "x" * 101 + " Mira", "Company: 101 characters are too long; at most 100 fit."),
        ('/know add Globex "Mira" ' + "x" * 301, "Note: 301 characters are too long; at most 300 fit."),
    ],
)
async def test_what_does_not_fit_says_why(group: Scene, text: str, said: str) -> None:
    before = await group.everything()
    assert a_problem(await group.type("ben", text), "bad_input") == said
    assert await group.everything() == before
