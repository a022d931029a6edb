"""Groups side by side: who is in another reads and changes nothing; who is in both is asked once at most."""

import pytest

from tests.contract import story
from tests.contract.stage import Answer, Shown, Stage
from tests.contract.stages import ON_SQLITE
from tests.contract.story import ask, card, form, newest, no, on_the_board, same_for_all
from tests.contract.watch import PLACES, controls, is_our_fault, nothing_happening, views

pytestmark = ON_SQLITE


@pytest.fixture
async def two_groups(stage: Stage) -> Stage:
    """Give a stage with Ana, Ben and Cleo in the room's group, and Dev and Edda in the lobby's."""
    card(await stage.type("cleo", '/group setup "The Tuesday Table"'))
    for who in ("ana", "ben"):
        card(await stage.type(who, "/group join"))
    card(await stage.type("dev", '/group setup "The Friday Forum"', "lobby"))
    card(await stage.type("edda", "/group join", "lobby"))
    await stage.settle()
    return stage


async def test_a_member_of_another_group_reads_and_changes_nothing(two_groups: Stage) -> None:
    stage = two_groups
    calls: set[str] = set()

    def keep(*shown: Answer) -> None:
        for each in shown:
            if isinstance(each, Shown):
                calls.update(control.id for control in controls(each))

    for act in story.ACTS:
        await act(stage)
        everything = await views(stage, "ana", "ben", "cleo")
        keep(*(shown for each in everything.values() for shown in each))
    keep(
        await stage.type("ana", "/intro list"),
        await stage.type("ana", "/target list"),
        await stage.type("ana", '/know add "Initech" "Kemi Oni" met at a fair'),
        await stage.type("ana", "/know list"),
        await stage.type("ana", "/thanks @Ben for everything"),
        card(await stage.type("ana", '/intro ask "Acme Corp" how they decide what to build next')),
    )
    await stage.settle()
    keep(*[shown for each in (await views(stage, "ben")).values() for shown in each])
    secrets = ("Globex", "Acme", "Initech", "Kemi", "Ana", "Ben", "Cleo", "automate", "Tuesday")
    async with nothing_happening(stage):
        for where in ("lobby", "dm"):
            for call in calls:
                for attempt in (call, call.replace("}", ',"group":1}'), call.replace("}", ',"group":2}')):
                    answer = await stage.forge("dev", attempt, "lobby" if where == "lobby" else "dm")
                    assert not is_our_fault(answer), attempt
                    assert not any(secret in str(answer) for secret in secrets), (attempt, answer)
        for line in ("/target board", "/intro list", "/leaderboard all", "/know list", "/group members"):
            for where in PLACES[1:]:
                answer = card(await stage.type("edda", line, where))
                assert not any(secret in str(answer) for secret in secrets), (line, answer)
        for line in ("/thanks @Ben for help", "/intro withdraw Acme", "/intro close Globex it went well"):
            no(await stage.type("edda", line, "lobby"))


async def test_each_group_hears_only_of_its_own(two_groups: Stage) -> None:
    stage = two_groups
    card(await stage.type("ana", "/target add Globex"))
    card(await stage.type("dev", "/target add Umbrella", "lobby"))
    card(await stage.type("edda", '/know add Globex "Mira Shah"', "lobby"))
    await ask(stage)
    rooms = "\n".join(shown.text for shown in await stage.seen("ana", "room"))
    lobby = "\n".join(shown.text for shown in await stage.seen("ana", "lobby"))
    assert "Globex" in rooms
    assert "Globex" not in lobby
    assert "Umbrella" in lobby
    assert "Umbrella" not in rooms
    assert not await stage.seen("edda", "dm")  # she is not asked about another group's ask
    assert "knows someone" not in card(await stage.type("ben", "/target board")).text


async def test_a_member_of_two_groups_is_asked_which_one_is_meant(two_groups: Stage) -> None:
    stage = two_groups
    card(await stage.type("dev", "/group join"))
    before = len(await stage.seen("dev", "room"))

    which = form(await stage.type("dev", "/target add Acme", "dm"))
    assert which.blanks[0].label == "Which group is this for?"
    assert which.blanks[0].options == ("The Friday Forum", "The Tuesday Table")
    assert which.values()["Company, or several with commas"] == "Acme"
    assert "Which group is this for?" in no(await stage.fill("dev", {})).at
    card(await stage.fill("dev", {"Which group is this for?": "The Friday Forum"}))
    await stage.settle()
    assert "Dev Raman wants to learn about Acme" in (await newest(stage, "edda", "lobby")).headline
    assert len(await stage.seen("dev", "room")) == before

    form(await stage.type("dev", "/target list", "dm"))
    mine = card(await stage.fill("dev", {"Which group is this for?": "The Friday Forum"}))
    assert "Acme" in mine.text
    form(await stage.type("dev", "/target list", "dm"))
    other = card(await stage.fill("dev", {"Which group is this for?": "The Tuesday Table"}))
    assert "Acme" not in other.text
    assert "Acme" not in card(await stage.type("dev", "/target list")).text  # in a room it is clear


async def test_a_direct_message_knows_its_group(two_groups: Stage) -> None:
    """Whoever is in two groups presses what a message offers without being asked what it is about."""
    stage = two_groups
    for who in ("ana", "ben"):
        card(await stage.type(who, "/group join", "lobby"))
    await ask(stage)
    card(await stage.press("ben", "I can introduce"))
    await stage.settle()
    card(await stage.press("ana", "Accept", "dm"))
    await stage.settle()
    card(await stage.press("ben", "They said yes, introduced", "dm"))
    await stage.settle()
    confirmed = card(await stage.press("ana", "We are in touch", "dm"))
    card(await stage.press("ana", "We have met", on=confirmed))
    await stage.settle()
    await on_the_board(stage, 10)
    blank = form(await stage.press("ana", "Tell how it went", "dm"))
    assert [each.label for each in blank.blanks] == ["How did it go?", "Have you met?"]
    card(await stage.fill("ana", {"How did it go?": "Well."}))
    await stage.settle()
    assert (await same_for_all(stage)).headline == "Ana Souza met someone at Globex"


async def test_where_no_group_lives_everything_begins_with_one(group: Stage) -> None:
    async with nothing_happening(group):
        for line in ("/target add Acme", "/target board", "/intro ask Globex", "/leaderboard", "/group join"):
            assert "/group setup" in no(await group.type("ana", line, "lobby")).message
        await group.forge("ana", 'intro answer {"ask":1,"how":"introduce"}', "lobby")
    assert "/group setup" in card(await group.type("ana", "/help", "lobby")).text


async def test_a_room_has_one_group_and_a_direct_message_none(two_groups: Stage) -> None:
    async with nothing_happening(two_groups):
        taken = no(await two_groups.type("ana", '/group setup "The Takeover"'))
        assert "The Tuesday Table lives in this channel already" in taken.message
        assert "channel" in no(await two_groups.type("ana", '/group setup "Mine"', "dm")).message
        assert "not in a group yet" in no(await two_groups.type("femi", "/target list", "dm")).message
