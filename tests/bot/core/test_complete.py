import pytest

from bot.core import limits
from tests.bot.scene import DM, Scene


@pytest.fixture
async def busy(group: Scene) -> Scene:
    """Give a group with companies on its board, asks, and somebody whose name needs quotes."""
    await group.type("ben", '/me profile name:"Ben Tan"')
    await group.type("ana", '/target add Acme, "Hollow Oak", "Foo, Inc."')
    await group.type("ben", "/target add Globex")
    await group.type("ana", "/intro ask Initech how they decide what to build")
    return group


async def lines(scene: Scene, line: str, who: str = "ana", room: str | None = "tuesday") -> list[str]:
    """Give the whole lines with which one may go on."""
    return [each.text for each in await scene.suggest(who, line, room)]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("/tar", ["/target add ", "/target board ", "/target drop ", "/target list ", "/target move "]),
        ("tar", ["/target add ", "/target board ", "/target drop ", "/target list ", "/target move "]),
        ("/target a", ["/target add "]),
        ("/target add", ["/target add "]),
        ("  /TARGET  ADD", ["/target add "]),
        ("/group j", ["/group join"]),
        ("/nothing", []),
        ("/target xyz", []),
    ],
)
async def test_commands(busy: Scene, line: str, first: list[str]) -> None:
    assert await lines(busy, line) == first


async def test_without_a_word_all_commands_are_offered_with_what_they_do(busy: Scene) -> None:
    found = {each.value: each for each in await busy.suggest("ana", "/")}
    assert {"target add", "help", "intro ask"} <= set(found)
    assert found["target add"].label.endswith("target add")
    assert found["target add"].hint == "Post companies you want to learn about."
    assert "target known" not in found  # it is only ever pressed


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("/target add Ac", ["/target add Acme "]),
        ("/target add ac", ["/target add Acme "]),
        ("/target add company:Ho", ['/target add company:"Hollow Oak" ']),
        ("/target add Ho", ['/target add "Hollow Oak" ']),
        ("/target add Hollow O", ['/target add "Hollow Oak" ']),
        ('/target add "Ho', ['/target add "Hollow Oak" ']),
        ("/target add “Hollow O", ['/target add "Hollow Oak" ']),
        ("/target add Fo", ['/target add "Foo, Inc." ']),
        ("/target add Acme, Glo", ["/target add Acme, Globex "]),
        ('/target add "Foo, Inc.", "Glo', ['/target add "Foo, Inc.", Globex ']),
        ("/target add Umbrella, Ac", ["/target add Umbrella, Acme "]),
        ("/target add confidence:4 Glo", ["/target add confidence:4 Globex "]),
        ("/target add Xyz", []),
        ("/intro ask company:Glo", ["/intro ask company:Globex "]),
        ("/leaderboard y", []),
        ("/leaderboard mon", ["/leaderboard month "]),
        ("/leaderboard period:a", ["/leaderboard period:all "]),
        ("/me timezone Europe/Ber", ["/me timezone Europe/Berlin "]),
        ("/help target a", ['/help "target add" ']),
    ],
)
async def test_values_complete_the_whole_line(busy: Scene, line: str, found: list[str]) -> None:
    assert (await lines(busy, line))[: len(found) or None] == found


@pytest.mark.parametrize("line", ["/target add Acme,", "/target add Acme, ", "/target add “Foo, Inc.”, "])
async def test_after_a_comma_comes_the_next_company(busy: Scene, line: str) -> None:
    assert set(await lines(busy, line)) == {
        line + name + " " for name in ("Acme", '"Foo, Inc."', "Globex", '"Hollow Oak"')
    }


async def test_people_are_offered_but_not_oneself(busy: Scene) -> None:
    assert [each.value for each in await busy.suggest("ana", "/thanks ")][:3] == [
        '@"Ben Tan"',
        "@Cleo",
        "@Dev",
    ]
    assert await lines(busy, "/thanks @b") == ['/thanks @"Ben Tan" ']
    assert await lines(busy, "/thanks peer:@c") == ["/thanks peer:@Cleo "]
    assert (await lines(busy, "/thanks ", who="ben"))[0] == "/thanks @Ana "


async def test_a_taken_suggestion_is_understood(busy: Scene) -> None:
    (line,) = await lines(busy, "/thanks @b")
    await busy.type("ana", line + "for the words")
    assert (await busy.messages("tuesday"))[-1].headline == "Ana thanks Ben Tan"
    (line,) = await lines(busy, "/target add Acme, Ho", who="cleo")
    await busy.type("cleo", line)
    assert (await busy.messages("tuesday"))[-1].headline == "Cleo wants to learn about Acme and Hollow Oak"


async def test_a_pick_shows_what_it_is_and_enters_its_number(busy: Scene) -> None:
    ben = await busy.suggest("ben", "/intro answer ")
    assert (ben[0].label, ben[0].value) == ("Initech · Ana", "1")
    assert ben[0].text == "/intro answer 1 "
    assert [each.text for each in await busy.suggest("ben", "/intro answer Ini")] == ["/intro answer 1 "]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("/target add Acme conf", ["confidence:"]),
        ("/target add Acme 4 ", ["why:"]),
        ("/target add Acme confidence:4 ", ["why:"]),
        ("/intro ask Globex ", ["learn:", "minutes:", "offer:"]),
        ("/target move Acme st", ["stage:"]),
        ("/group settings thanks", ["thanks_points:"]),
    ],
)
async def test_options_that_are_still_free_are_offered(busy: Scene, line: str, names: list[str]) -> None:
    found = [each.text for each in await busy.suggest("ana", line) if each.text.endswith(":")]
    kept = line if line.endswith(" ") else line.rpartition(" ")[0] + " "
    assert found == [kept + name for name in names]


@pytest.mark.parametrize(
    "line",
    [
        "/target add foo:bar ",
        "/target add Acme confidense:",
        "/target add Acme confidence:4 confidence:",
        "/target list 1 2 ",
        "/group join us ",
        "/group join ",
        "/target add " + "A" * limits.LINE,
    ],
)
async def test_after_an_error_nothing_is_offered(busy: Scene, line: str) -> None:
    assert await lines(busy, line) == []


@pytest.mark.parametrize("line", ["/target add A", "/thanks @", "/intro answer ", "/intro ask A"])
async def test_nothing_of_a_group_is_offered_to_others(busy: Scene, line: str) -> None:
    await busy.type("dev", "/group leave")
    for who, room in (("dev", "tuesday"), ("ana", "elsewhere"), ("zoe", DM)):
        values = [each for each in await busy.suggest(who, line, room) if not each.text.endswith(":")]
        assert values == [], (who, room)


async def test_private_things_are_offered_to_their_owner_alone(busy: Scene) -> None:
    await busy.type("ana", '/know add Globex "Mira Shah"')
    mine = [each.label for each in await busy.suggest("ana", "/know forget ")]
    assert "Mira Shah · Globex" in mine
    theirs = [each.label for each in await busy.suggest("ben", "/know forget ")]
    assert not any("Mira" in label for label in theirs)


async def test_a_direct_message_knows_its_only_group(busy: Scene) -> None:
    assert await lines(busy, "/target add Ac", room=DM) == ["/target add Acme "]


async def test_at_most_25_are_offered(busy: Scene) -> None:
    for number in range(0, 60, 20):
        companies = ", ".join(f"Company {each}" for each in range(number, number + 20))
        await busy.type("ana", f"/target add {companies}")
    assert len(await busy.suggest("ana", "/target drop ")) <= limits.SUGGESTIONS
