"""A member's own page: what waits for them, in one of their groups, and never anything of anybody else's."""

import pytest

from bot.core.call import Call
from bot.core.card import Card
from tests.bot.commands.meetings import planned
from tests.bot.commands.story import until_accepted, until_confirmed
from tests.bot.scene import DM, Scene, a_card, pressable, texts

HOME = Call.to("me home")


async def home(scene: Scene, who: str, room: str | None = DM, call: Call = HOME) -> Card:
    return a_card(await scene.press(who, call, room))


async def test_who_has_done_nothing_yet_sees_where_to_begin(group: Scene) -> None:
    page = await home(group, "dev")
    assert page.headline == "Dev, this is your page in Tuesday"
    said = texts(page)
    assert "Nothing waits for you." in said
    assert "You have no company on your list yet. Which one are you curious about?" in said
    assert [*pressable(page)] == [
        "Ask for an introduction", "Add a company", "Who waits for help", "See the leaderboard",
    ]  # fmt: skip


async def test_it_shows_companies_asks_and_what_was_given(asked: Scene) -> None:
    await until_confirmed(asked)
    mine, helper = texts(await home(asked, "ana")), texts(await home(asked, "ben"))
    assert "Your companies (1)\nGlobex" in mine
    assert "Your asks (1)\nGlobex · " in mine
    assert "The group gave 5 points of help this month." in mine
    assert "You gave 5 points of help this month, of the group's 5." in helper


@pytest.mark.parametrize(
    ("steps", "who", "waits"),
    [
        (1, "ana", "Globex · somebody offers to introduce you"),
        (2, "ben", "Globex, for Ana · you have a note to forward"),
        (3, "ben", "Globex, for Ana · what did they say?"),
        (4, "ana", "Globex · are you in touch?"),
    ],
)
async def test_what_waits_for_somebody_stands_first(asked: Scene, steps: int, who: str, waits: str) -> None:
    for step, (by, label) in enumerate(
        [
            ("ben", "Offer"),
            ("ana", "Accept"),
            ("ben", "I have asked them"),
            ("ben", "They said yes, introduced"),
        ]
    ):
        if step < steps:
            a_card(await asked.press_on(by, label))
    assert f"Waits for you\n{waits}" in texts(await home(asked, who))
    other = "ben" if who == "ana" else "ana"
    assert "Nothing waits for you." in texts(await home(asked, other))


async def test_who_offers_is_not_named_there_either(asked: Scene) -> None:
    await asked.press_on("ben", "Offer")
    assert "Ben" not in texts(await home(asked, "ana"))
    assert "Ben" not in texts(await home(asked, "cleo"))


async def test_an_old_ask_that_waits_is_not_hidden_by_newer_ones(asked: Scene) -> None:
    await until_accepted(asked)
    await asked.press_on("ben", "They said yes, introduced")
    for number in range(6):
        asked.clock.forward(days=8)
        a_card(await asked.type("ana", f"/intro ask Firm{number} how they decide what to build"))
    page = texts(await home(asked, "ana"))
    assert "Waits for you\nGlobex · are you in touch?" in page
    assert "Your asks (7)" in page


async def test_an_ask_that_ended_waits_for_nothing(asked: Scene) -> None:
    await asked.press_on("ben", "Offer")
    await asked.type("ana", "/intro withdraw Globex")
    for who in ("ana", "ben"):
        assert "Nothing waits for you." in texts(await home(asked, who))


async def test_its_menu_opens_an_ask(asked: Scene) -> None:
    (call,) = (call for label, call in pressable(await home(asked, "ana")).items() if "Globex" in label)
    assert "Globex" in a_card(await asked.press("ana", call, DM)).headline


async def test_a_member_of_several_groups_goes_from_one_page_to_the_other(group: Scene) -> None:
    await group.type("ana", "/group setup Friday", room="friday")
    first = await home(group, "ana")
    assert first.headline == "Ana, this is your page in Friday"
    second = await home(group, "ana", call=pressable(first)["Tuesday"])
    assert second.headline == "Ana, this is your page in Tuesday"
    assert "Friday" in pressable(second)
    added = pressable(second)["Add a company"]
    assert added.args["group"] == 1
    assert (await home(group, "ana", "tuesday")).headline == "Ana, this is your page in Tuesday"


@pytest.mark.parametrize("room", [DM, "tuesday", "friday"])
async def test_a_stranger_is_told_how_to_come_in(group: Scene, room: str | None) -> None:
    before = await group.everything()
    page = await home(group, "zoe", room)
    assert page.headline == "Welcome"
    assert "Tuesday" not in texts(page)
    assert await group.everything() == before


@pytest.mark.parametrize("room", [DM, "tuesday"])
async def test_so_is_one_who_left_their_only_group(asked: Scene, room: str | None) -> None:
    await asked.type("ben", "/group leave")
    page = await home(asked, "ben", room)
    assert page.headline == "Welcome"
    assert "Globex" not in texts(page)


async def test_who_left_one_group_is_shown_another(group: Scene) -> None:
    await group.type("ben", "/group setup Friday", room="friday")
    both = await home(group, "ben")
    await group.type("ben", "/group leave")
    for page in (
        await home(group, "ben", "tuesday"),
        await home(group, "ben", call=pressable(both)["Tuesday"]),
    ):
        assert page.headline == "Ben, this is your page in Friday"
        assert "Tuesday" not in texts(page)


@pytest.mark.parametrize("group_id", [1, 99, "x", -1])
async def test_nobody_sees_a_page_of_a_group_that_is_not_theirs(asked: Scene, group_id: int | str) -> None:
    await asked.type("zoe", "/group setup Friday", room="friday")
    for room in (DM, "tuesday"):
        page = await home(asked, "zoe", room, Call.to("me home", group=group_id))
        assert page.headline == "Zoe, this is your page in Friday"
        assert "Globex" not in texts(page)


@pytest.mark.parametrize("who", ["ana", "zoe"])
async def test_nothing_is_held_back_for_whoever_can_be_reached(group: Scene, who: str) -> None:
    before = await group.messages("tuesday")
    for room in (DM, "tuesday"):
        card = a_card(await group.press(who, "me reachable", room))
        assert card.headline == "Nothing is held back for you"
    assert await group.messages("tuesday") == before


async def test_meetings_and_follow_ups_stand_on_their_owners_page(group: Scene) -> None:
    await planned(group, company="Globex", hours=4)
    await planned(group, company="Initech", hours=30)
    page = texts(await home(group, "ana"))
    assert "Your next meetings\nGlobex · today at 13:30\nInitech · tomorrow at 15:30" in page
    group.clock.forward(hours=5)
    page = texts(await home(group, "ana"))
    assert "Waits for you\nGlobex · how was your meeting?" in page
    assert "Your next meetings\nInitech · tomorrow at 15:30" in page
    a_card(await group.type("ana", "/meeting log Globex cadence:monthly"))
    page = texts(await home(group, "ana"))
    assert "how was your meeting?" not in page
    assert "You have 2 follow-ups: /meeting followups shows them." in page
    assert "Globex" not in texts(await home(group, "ben"))
