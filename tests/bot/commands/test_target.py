import pytest

from bot.core.call import Call
from bot.core.card import Card
from bot.core.errors import Problem
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, buttons, pressable, texts


async def added(scene: Scene, who: str, text: str) -> Card:
    return a_card(await scene.type(who, f"/target add {text}"))


async def listed(scene: Scene, who: str = "ana") -> str:
    return texts(a_card(await scene.type(who, "/target list")))


async def board(scene: Scene, who: str = "ben") -> str:
    return texts(a_card(await scene.type(who, "/target board")))


async def test_a_company_is_put_on_the_list_and_told_the_room(group: Scene) -> None:
    card = await added(group, "ana", "Acme 5 they automate what I know")
    assert card.headline == "Acme is on your list"
    assert "Confidence of fit: 5 of 5. they automate what I know" in texts(card)
    room = (await group.messages("tuesday"))[-1]
    assert room.headline == "Ana wants to learn about Acme"
    assert "Why they may need what Ana offers: they automate what I know" in texts(room)
    assert "●●●●● Acme · listed" in await listed(group)


async def test_several_at_once_are_one_message(group: Scene) -> None:
    before = len(await group.messages("tuesday"))
    card = await added(group, "ana", '"Foo, Inc.", Acme, ACME GmbH; Globex')
    assert card.headline == "Foo, Inc., ACME GmbH and Globex are on your list"
    assert [*pressable(card)] == ["Foo, Inc.", "ACME GmbH", "Globex", "See my list"]
    room = await group.messages("tuesday")
    assert len(room) == before + 1
    assert room[-1].headline == "Ana wants to learn about Foo, Inc., ACME GmbH and Globex"


async def test_twenty_at_once_are_told_in_a_few_words(group: Scene) -> None:
    companies = [f"Company {number}" for number in range(10, 30)]
    card = await added(group, "ana", ", ".join(companies))
    assert [*pressable(card)] == [*companies, "See my list"]
    assert "and 15 more" in card.headline
    assert "and 15 more" in (await group.messages("tuesday"))[-1].headline


async def test_the_longest_names_fit(group: Scene) -> None:
    card = await added(group, "ana", ", ".join(f"{'x' * 98}{number}" for number in range(10, 30)))
    assert len([*buttons(card)]) == 21
    assert len([*buttons((await group.messages("tuesday"))[-1])]) == 20
    assert "20 companies" in await listed(group)
    assert "20 companies" in await board(group)


async def test_what_is_there_already_stays_as_it_is(group: Scene) -> None:
    await added(group, "ana", "Acme 5")
    before = len(await group.messages("tuesday"))
    card = await added(group, "ana", '"ACME, Inc." 1')
    assert card.headline == "Nothing new to add"
    assert "Acme was on it already." in texts(card)
    assert "●●●●● Acme" in await listed(group)
    both = await added(group, "ana", "Acme, Globex")
    assert both.headline == "Globex is on your list"
    assert len(await group.messages("tuesday")) == before + 1


async def test_the_surest_stand_first(group: Scene) -> None:
    for text in ("Acme 1", "Globex 5", "Initech 3"):
        await added(group, "ana", text)
    words = await listed(group)
    assert words.index("Globex") < words.index("Initech") < words.index("Acme")
    assert "Your list: 3 companies, surest first" in words


async def test_a_dropped_company_is_hidden_and_comes_back(group: Scene) -> None:
    await added(group, "ana", "Acme 5 they grow")
    card = a_card(await group.type("ana", "/target drop Acme"))
    assert card.headline == "Acme is off your list"
    assert await listed(group) == texts(a_card(await group.type("cleo", "/target list")))
    assert "The board is empty" in await board(group)
    back = a_card(await group.press("ana", pressable(card)["Put it back"]))
    assert back.headline == "Acme is now “listed”"
    assert "●●●●● Acme · listed · they grow" in await listed(group)
    await group.type("ana", "/target drop 1")
    assert (await added(group, "ana", "Acme 2")).headline == "Acme is on your list"
    assert "●●○○○ Acme · listed · they grow" in await listed(group)


@pytest.mark.parametrize(
    "typed",
    ["/target move Acme in touch", "/target move 1 in touch", "/target move target:Acme stage:in touch"],
)
async def test_a_company_moves_on(group: Scene, typed: str) -> None:
    await added(group, "ana", "Acme")
    assert a_card(await group.type("ana", typed)).headline == "Acme is now “in touch”"
    assert "Acme · in touch" in await listed(group)


async def test_a_form_to_move_begins_where_the_company_is(group: Scene) -> None:
    await added(group, "ana", "Acme")
    await group.type("ana", "/target move Acme meeting")
    *_, move = (
        each for each in buttons(a_card(await group.type("ana", "/target list"))) if each.label == "Acme"
    )
    form = a_form(await group.press("ana", move.call))
    assert {field.name: field.value for field in form.fields} == {"stage": "meeting"}


async def test_the_board_counts_and_names_nobody_who_knows(group: Scene) -> None:
    await added(group, "ana", "Acme, Globex")
    await added(group, "cleo", "“Acme Inc.”")
    await group.type("ben", '/know add Acme "Mira Shah"')
    await group.type("dev", "/know add acme Lars")
    words = await board(group)
    assert "The group's board: 2 companies" in words
    assert "Acme · Ana and Cleo · 2 peers know someone there" in words
    assert "Globex · Ana" in words
    assert "Mira" not in words
    assert "Ben" not in words


async def test_a_long_board_has_pages(group: Scene) -> None:
    await added(group, "ana", ", ".join(f"Company {number:02}" for number in range(20)))
    await added(group, "ana", "Company 20, Company 21")
    first = a_card(await group.type("ben", "/target board"))
    second = a_card(await group.press("ben", pressable(first)["Next page (2 of 3)"]))
    assert "Company 10" in texts(second)
    beyond = a_card(await group.type("ben", "/target board 99"))
    assert beyond == first


class TestLookingAlike:
    @pytest.fixture
    async def alike(self, group: Scene) -> Scene:
        await added(group, "ben", "Globex 4")
        return group

    async def test_a_name_that_looks_alike_is_suggested_and_never_merged(self, alike: Scene) -> None:
        card = await added(alike, "ana", "Globbex")
        assert "Globex is on the group's board. If you meant the same company, say so." in texts(card)
        assert "The group's board: 2 companies" in await board(alike)
        reply = a_card(await alike.press("ana", pressable(card)["It is Globex"]))
        assert reply.headline == "It is Globex on your list now"
        assert "Globex · Ben and Ana" in await board(alike)

    async def test_pressed_twice_it_is_still_the_same(self, alike: Scene) -> None:
        card = await added(alike, "ana", "Globbex")
        replies = [await alike.press("ana", pressable(card)["It is Globex"]) for _ in range(2)]
        assert replies[0] == replies[1]

    async def test_who_has_both_keeps_the_one_on_the_board(self, alike: Scene) -> None:
        await added(alike, "ana", "Globex 5")
        card = await added(alike, "ana", "Globbex 1")
        reply = a_card(await alike.press("ana", pressable(card)["It is Globex"]))
        assert reply.headline == "It is Globex on your list now"
        words = await listed(alike)
        assert "●●●●● Globex" in words
        assert "Globbex" not in words

    async def test_nobody_renames_anothers_company(self, alike: Scene) -> None:
        card = await added(alike, "ana", "Globbex")
        a_problem(await alike.press("cleo", pressable(card)["It is Globex"]), "not_yours")
        assert "Globbex" in await listed(alike)


async def test_the_buttons_open_forms_with_the_company_filled_in(group: Scene) -> None:
    card = await added(group, "ana", "Acme")
    form = a_form(await group.press("ana", pressable(card)["Ask for an introduction"]))
    assert (form.call.name, form.fields[0].value) == ("intro ask", "Acme")
    know = pressable((await group.messages("tuesday"))[-1])["I know someone there"]
    form = a_form(await group.press("ben", know))
    assert (form.call.name, form.fields[0].value) == ("know add", "Acme")
    assert a_card(await group.submit("ben", form, name="Mira Shah")).headline.startswith(
        "Noted, for you alone"
    )


@pytest.mark.parametrize(
    ("who", "call", "code", "said"),
    [
        ("ben", Call.to("target move", target=1, stage="meeting"), "not_yours", "stands on a peer's list."),
        ("ben", Call.to("target drop", target=1), "not_yours", "/target add puts it on yours."),
        ("ben", Call.to("target ask", target=1), "not_yours", "stands on a peer's list."),
        ("ana", Call.to("target drop", target=99), "not_found", "There is no such target in this group."),
        ("ana", Call.to("target move", target=1, stage="sold"), "bad_input", "“sold” is not listed, asking,"),
        (
            "ana",
            Call.to("target drop", target="Hooli"),
            "bad_input",
            "nothing fits “Hooli”. There is “Acme · listed”.",
        ),
        (
            "ben",
            Call.to("target drop", target="Acme"),
            "bad_input",
            "nothing fits “Acme”. There is none yet.",
        ),
        (
            "ana",
            Call.to("target add", company="Acme", confidence=6),
            "bad_input",
            "6 is not a whole number from 1 to 5",
        ),
    ],
)
async def test_what_does_not_work_says_why(group: Scene, who: str, call: Call, code: str, said: str) -> None:
    await added(group, "ana", "Acme")
    before = await group.everything()
    assert said in a_problem(await group.press(who, call), code)
    assert await group.everything() == before


@pytest.mark.parametrize(
    "company",
    [
        "<@everyone>",
        "*Acme* _x_ ~y~ `z`",
        "@here",
        "<!channel>",
        "[a](http://x.example)",
        "Acme & <b>",
        "||spoiler||",
    ],
)
async def test_markup_and_mentions_in_a_name_are_plain_text(group: Scene, company: str) -> None:
    card = await added(group, "ana", f'"{company}"')
    assert company in card.headline
    assert company in (await group.messages("tuesday"))[-1].headline


@pytest.mark.parametrize("text", ['""', "\x00\x01", "\u202e", ",", '"", ""'])
async def test_a_name_of_nothing_is_none(group: Scene, text: str) -> None:
    before = await group.everything()
    assert not isinstance(await group.type("ana", f"/target add {text}"), Card)
    assert await group.everything() == before


async def test_all_of_it_works_in_a_direct_message(group: Scene) -> None:
    card = a_card(await group.type("ana", "/target add Acme", DM))
    assert (await group.messages("tuesday"))[-1].headline == "Ana wants to learn about Acme"
    assert a_card(await group.press("ana", pressable(card)["See my list"], DM)).headline.startswith(
        "Your list"
    )
    assert not isinstance(await group.type("ana", "/target drop Acme", DM), Problem)
