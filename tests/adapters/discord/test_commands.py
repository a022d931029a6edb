"""Commands as Discord sends them: with options, from menus, while they are typed, and by hand."""

from typing import Any

import pytest

from tests.adapters.discord.running import Bot, text
from tests.discord.errors import Json
from tests.discord.interactions import OPEN_MODAL

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def option(name: str, value: Any, kind: int = 3) -> Json:
    return {"name": name, "type": kind, "value": value}


async def asked(bot: Bot, path: str, *options: Json, data: Json | None = None) -> str:
    """Use a command; gives the text of the answer."""
    given = bot.server.people.command(bot.ana, bot.room, path.split(), options)
    given.data |= data or {}
    (answer,) = (await bot.answered(given)).said
    return text(answer)


async def completed(bot: Bot, path: str, name: str, typed: str) -> list[tuple[str, str]]:
    """Type in an option; gives what is suggested: names and values."""
    given = bot.server.people.typing(bot.ana, bot.room, path.split(), [option(name, typed)], name)
    await given.wait(lambda each: each.choices is not None, 20)
    return [(each["name"], each["value"]) for each in given.choices or []]


async def test_options_of_every_type_are_taken(group: Bot) -> None:
    added = await asked(group, "target add", option("company", "Acme, Globex"), option("confidence", 4, 4))
    assert "Acme and Globex are on your list" in added
    told = await asked(group, "sample tell", option("peer", group.ben.id, 6), option("word", "hello"))
    assert "Told" in told
    await group.settle()
    assert "hello" in text(group.direct(group.ben)[-1])


@pytest.mark.parametrize("value", [99, -1, 2**53, 10**30])
async def test_a_number_out_of_range_is_told(group: Bot, value: int) -> None:
    told = await asked(group, "target add", option("company", "Acme"), option("confidence", value, 4))
    assert "is not a whole number from 1 to 5" in told


async def test_a_command_that_has_others_under_it_now_says_which(group: Bot) -> None:
    assert "After /target comes add, board" in await asked(group, "target")


async def test_a_number_with_a_fraction_is_told(group: Bot) -> None:
    told = await asked(group, "target add", option("company", "Acme"), option("confidence", 2.5, 10))
    assert "“2.5” is not a whole number from 1 to 5" in told


async def test_an_option_of_an_older_registration_is_told(group: Bot) -> None:
    assert "has no option “colour:”" in await asked(
        group, "target add", option("company", "Acme"), option("colour", "red")
    )


@pytest.mark.parametrize("path", ["gone", "target gone", "target add more"])
async def test_a_command_of_an_older_registration_is_told(group: Bot, path: str) -> None:
    assert "is not a command" in await asked(group, path)


@pytest.mark.parametrize(
    "forged",
    ["", "{", "target", "target add", "gone", "choose:0", 'intro withdraw {"ask":""}', "\u202e", "x" * 100],
)
async def test_a_forged_button_gets_a_clear_answer(group: Bot, forged: str) -> None:
    (menu,) = (await group.type(group.ana, "sample menu")).said
    pressed = await group.answered(group.server.people.press(group.ana, menu, forged))
    assert pressed.first == OPEN_MODAL or "on our side" not in text(pressed.said[-1])
    assert pressed.answered


async def test_a_person_s_menu_asks_for_the_rest(group: Bot) -> None:
    opened = await group.answered(group.server.people.menu(group.ana, group.room, "Tell them", group.ben))
    (told,) = (await group.submit(opened, word="from the menu")).said
    assert "Told" in text(told)
    await group.settle()
    assert "from the menu" in text(group.direct(group.ben)[-1])


async def test_a_message_s_menu_thanks_its_author(group: Bot) -> None:
    said = group.server.world.say(group.ben, group.room, "I read your letter, Ana.")
    opened = await group.answered(group.server.people.menu(group.ana, group.room, "Thank for help", said))
    (told,) = (await group.submit(opened, why="for reading my letter so carefully")).said
    assert "Ben" in text(told)
    await group.settle()
    assert any("letter" in text(each) for each in (*group.room.texts, *group.direct(group.ben)))


async def test_a_menu_of_an_older_registration_is_told(group: Bot) -> None:
    given = group.server.people.menu(group.ana, group.room, "Gone", group.ben)
    (answer,) = (await group.answered(given)).said
    assert "not offered here any more" in text(answer)


async def test_in_a_direct_message_the_own_groups_are_meant(group: Bot) -> None:
    dm = group.server.world.dm(group.ana)
    (answer,) = (await group.type(group.ana, "target add:company=Globex", dm)).said
    assert "Globex is on your list" in text(answer)
    await group.settle()
    assert "Ana wants to learn about Globex" in text(group.room.texts[-1])


async def test_in_a_thread_its_channel_is_meant(group: Bot) -> None:
    head = group.room.texts[0]
    thread = group.server.world.thread(head, "Globex")
    (answer,) = (await group.type(group.ana, "target add:company=Globex", thread)).said
    assert "Globex is on your list" in text(answer)
    await group.settle()
    assert "Ana wants to learn about Globex" in text(group.room.texts[-1])


async def test_what_is_typed_is_completed_from_the_store(group: Bot) -> None:
    await asked(group, "target add", option("company", "Globex, Globant"))
    assert ("Globex", "Globex") in await completed(group, "intro ask", "company", "glob")


async def test_a_list_is_completed_as_a_whole(group: Bot) -> None:
    await asked(group, "target add", option("company", "Globex, Globant"))
    found = await completed(group, "target add", "company", "Acme, Globe")
    assert ("Acme, Globex", "Acme, Globex") in found


async def test_people_are_completed_by_their_names(group: Bot) -> None:
    assert ("Ben", "@Ben") in await completed(group, "thanks", "peer", "be")


@pytest.mark.parametrize(
    ("path", "name", "typed"),
    [
        ("target add", "gone", "x"),
        ("gone", "company", "x"),
        ("target add", "company", '"""{[:'),
        ("target add", "company", "W" * 6000),
        ("target add", "company", " "),
        ("intro ask", "company", "zzzz"),
        ("target add", "confidence", "3"),
    ],
)
async def test_nothing_is_suggested_where_nothing_fits(group: Bot, path: str, name: str, typed: str) -> None:
    assert all(len(value) <= 100 for _, value in await completed(group, path, name, typed))


async def test_a_stranger_to_the_group_is_suggested_nothing(bot: Bot) -> None:
    assert await completed(bot, "intro ask", "company", "glob") == []


async def test_every_refusal_is_private(group: Bot) -> None:
    (answer,) = (await group.type(group.ana, "gone")).said
    assert answer.only_for is group.ana
