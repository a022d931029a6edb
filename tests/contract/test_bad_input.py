"""Buttons of yesterday, pressed twice, by the wrong person, or made up: what happened meanwhile, never an effect."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from tests.contract import story
from tests.contract.sample import REAL
from tests.contract.stage import NAMES, Answer, Buttons, Control, Menu, Opened, Refused, Shown, Stage, Where
from tests.contract.stages import ON_SQLITE
from tests.contract.story import ask, card, form, newest, no, on_the_board, same_for_all

pytestmark = ON_SQLITE
PLACES: tuple[Where, ...] = ("room", "lobby", "dm")

FORGED = [
    "",
    " ",
    "{}",
    "nonsense",
    "intro",
    "intro nonsense",
    "intro accept",
    "intro accept {}",
    'intro accept {"ask":999999,"helper":1}',
    'intro accept {"ask":1,"helper":999999}',
    'intro accept {"ask":0,"helper":0}',
    'intro accept {"ask":-1,"helper":-1}',
    'intro accept {"ask":2147483648,"helper":2147483648}',
    'intro accept {"ask":9223372036854775808,"helper":9223372036854775808}',
    'intro accept {"ask":' + "9" * 60 + "}",
    'intro accept {"ask":"1; DROP TABLE asks","helper":"*"}',
    'intro accept {"ask":true,"helper":false}',
    'intro accept {"ask":"\\u0000","helper":"\\ud800"}',
    'intro accept {"ask":1.5,"helper":null}',
    'intro accept {"ask":[1],"helper":{}}',
    'intro accept {"ask":NaN,"helper":Infinity}',
    'intro accept {"ask":1,"ask":2}',
    'intro accept {"ask":1',
    'intro accept {"ask":1,"helper":1,"group":999999}',
    'intro accept {"ask":1,"helper":1,"surprise":"x"}',
    'intro answer {"ask":1,"how":"steal"}',
    'thanks undo {"event":999999}',
    'target move {"target":999999,"stage":"listed"}',
    'know forget {"contact":999999}',
    'group settings {"introduction_points":100}',
    'leaderboard {"period":"forever"}',
    'target list {"page":0}',
    'target list {"page":100001}',
    "[" * 100,
    '{"a":' * 20,
    "x" * 101,
    "x" * 10_000,
    "intro\u0000accept",
    "\u202eintro list",
]


async def views(stage: Stage, *people: str) -> dict[tuple[str, str], list[Shown]]:
    """Give all that somebody sees, or everybody."""
    return {(who, where): await stage.seen(who, where) for who in people or NAMES for where in PLACES}


@asynccontextmanager
async def nothing_happening(stage: Stage, *people: str) -> AsyncIterator[None]:
    """Check that nobody is told anything, and that no point is counted."""
    before, board = await views(stage, *people), await stage.type("cleo", "/leaderboard all")
    yield
    await stage.settle()
    assert await views(stage, *people) == before
    assert await stage.type("cleo", "/leaderboard all") == board


def controls(shown: Shown) -> list[Control]:
    """Give everything on it that can be pressed."""
    found: list[Control] = []
    for part in shown.parts:
        match part:
            case Buttons(row):
                found += row
            case Menu(_, options):
                found += options
            case _:
                pass
    return found


def is_our_fault(answer: Answer) -> bool:
    """Tell whether somebody got an apology."""
    return isinstance(answer, Refused) and "on our side" in answer.message


# Buttons that nobody was shown


@pytest.mark.parametrize("where", ["room", "dm", "lobby"])
async def test_a_forged_call_is_answered_kindly_and_does_nothing(group: Stage, where: Where) -> None:
    await ask(group)
    async with nothing_happening(group):
        for call in FORGED:
            answer = await group.forge("ben", call, where)
            assert isinstance(answer, Refused | Opened), (call, answer)
            assert not is_our_fault(answer), (call, answer)
            if isinstance(answer, Refused):
                assert 0 < len(answer.message) < 400


async def test_no_command_falls_over_an_id_that_is_none(group: Stage) -> None:
    async with nothing_happening(group):
        for command in REAL.all():
            for value in (999_999, 0, -1, 2**63, "nobody", "<@U1>", True):
                args = {each.name: value for each in command.parameters if each.param.kept}
                if args and "peer" not in args:
                    answer = await group.forge("ben", command.call(**args).encode())
                    assert isinstance(answer, Refused | Opened), (command.name, value, answer)
                    assert not is_our_fault(answer), (command.name, value)


# Typed lines that are wrong


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("/targt add Acme", "/target add"),
        ("/target ad Acme", "target add"),
        ("/target", "board"),
        ("/", "/help"),
        ("", "/help"),
        ("hello bot", "/help"),
        ("/target add Acme confidense:4", "confidence:"),
        ("/target add Acme confidence:9", "1 to 5"),
        ("/target add Acme confidence:lots", "1 to 5"),
        ("/target add " + "A" * 101, "at most 100"),
        ("/target add " + ", ".join(f"Company{n}" for n in range(21)), "at most 20"),
        ("/target add ,,,", "Company"),
        ("/thanks @Bne for help", "@Ben"),
        ("/thanks @Ana for help", "somebody else"),
        ("/me timezone Berlln", "Europe/Berlin"),
        ("/me timezone Atlantis", "large city"),
        ("/leaderboard yesterday", "week"),
        ("/intro ask Globex hm", "short"),
        ("/intro ask Globex " + "word " * 41, "40"),
        ("/intro withdraw Globex", "none yet"),
        ("/help tarket", "target"),
        ("/group settings asks_per_week:1000", "1 to 50"),
        ("/group leave", "facilitator"),
    ],
)
async def test_a_line_that_is_wrong_is_answered_with_what_to_do(group: Stage, line: str, hint: str) -> None:
    async with nothing_happening(group):
        who = "cleo" if line.startswith("/group") else "ana"
        refused = no(await group.type(who, line))
        assert hint in refused.message
        assert not is_our_fault(refused)


async def test_settings_are_for_facilitators(group: Stage) -> None:
    async with nothing_happening(group):
        assert "facilitator" in no(await group.type("ben", "/group settings")).message
        assert "facilitator" in no(await group.type("ben", "/group settings introduction_points:100")).message
        assert "facilitator" in no(await group.forge("ben", 'group settings {"thanks_points":100}')).message
    card(await group.type("cleo", "/group settings facilitator:@Ben"))
    card(await group.type("ben", "/group settings thanks_points:2"))


# Buttons of yesterday


async def test_every_button_pressed_twice_counts_once(group: Stage) -> None:
    await ask(group)
    in_room = await newest(group, "ben")
    card(await group.press("ben", "I can introduce"))
    assert "offered already" in no(await group.press("ben", "I can introduce", on=in_room)).message
    await group.settle()

    offer = await newest(group, "ana", "dm")
    card(await group.press("ana", "Accept", on=offer))
    assert "accepted already" in no(await group.press("ana", "Accept", on=offer)).message
    await group.settle()
    assert len(await group.seen("ben", "dm")) == 1

    note = await newest(group, "ben", "dm")
    card(await group.press("ben", "They said yes, introduced", on=note))
    assert "made already" in no(await group.press("ben", "They said yes, introduced", on=note)).message
    assert "made already" in no(await group.press("ben", "They said no", on=note)).message
    await group.settle()

    question = await newest(group, "ana", "dm")
    confirmed = card(await group.press("ana", "We are in touch", on=question))
    assert "confirmed already" in no(await group.press("ana", "We are in touch", on=question)).message
    await group.settle()
    await on_the_board(group, 5)

    card(await group.press("ana", "We have met", on=confirmed))
    assert "held already" in no(await group.press("ana", "We have met", on=confirmed)).message
    no(await group.press("ana", "Undo", on=confirmed))
    await group.settle()
    await on_the_board(group, 10)

    form(await group.press("ana", "Tell how it went", on=confirmed))
    card(await group.fill("ana", {"How did it go?": "Well."}))
    await group.settle()
    async with nothing_happening(group):
        form(await group.press("ana", "Tell how it went", on=confirmed))
        assert "closed" in no(await group.fill("ana", {"How did it go?": "Well."})).message


async def test_after_the_story_no_button_of_any_act_does_anything(group: Stage) -> None:
    shown: dict[tuple[str, str, str], Where] = {}
    for act in story.ACTS:
        await act(group)
        for (who, _), messages in (await views(group)).items():
            for message in messages:
                shown |= {(who, each.label, each.id): message.where for each in controls(message)}
    await group.advance(timedelta(days=1))
    assert len(shown) > 20
    async with nothing_happening(group):
        for (who, label, call), where in shown.items():
            answer = await group.forge(who, call, where)
            assert not is_our_fault(answer), label


async def test_nobody_can_press_what_is_only_for_somebody_else(group: Stage) -> None:
    for act in story.ACTS:
        await act(group)
        private = {
            each
            for who in ("ana", "ben")
            for message in await group.seen(who, "dm")
            for each in controls(message)
        }
        async with nothing_happening(group):
            for who in ("cleo", "dev"):
                for each in private:
                    for where in PLACES[::2]:
                        answer = await group.forge(who, each.id, where)
                        assert not is_our_fault(answer), each.label
                        if isinstance(answer, Opened):  # a form proves nothing either
                            filled = {blank.label: "Well." for blank in answer.blanks if blank.required}
                            no(await group.fill(who, filled))


async def test_who_has_left_presses_nothing_until_they_come_back(group: Stage) -> None:
    await ask(group)
    left = card(await group.type("ben", "/group leave"))
    async with nothing_happening(group):
        for where in PLACES[::2]:
            no(await group.press("ben", "I can introduce", on=await newest(group, "ben")))
            no(await group.type("ben", "/target list", where))
    card(await group.press("ben", "Come back", on=left))
    card(await group.press("ben", "I can introduce"))


# Another group


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
