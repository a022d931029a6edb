"""Made-up buttons and mistyped lines: a kind word about what to do instead, never an effect."""

import pytest

from tests.contract.stage import Opened, Refused, Stage, Where
from tests.contract.stages import ON_SQLITE
from tests.contract.story import ask, card, no
from tests.contract.watch import is_our_fault, nothing_happening
from tests.fixtures.gallery import REGISTRY

pytestmark = ON_SQLITE

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
        for command in REGISTRY.all():
            for value in (999_999, 0, -1, 2**63, "nobody", "<@U1>", True):
                args = {each.name: value for each in command.parameters if each.param.kept}
                if args and "peer" not in args:
                    answer = await group.forge("ben", command.call(**args).encode())
                    assert isinstance(answer, Refused | Opened), (command.name, value, answer)
                    assert not is_our_fault(answer), (command.name, value)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("/targt add Acme", "/target add"),
        ("/target ad Acme", "target add"),
        ("/target", "board"),
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


@pytest.mark.parametrize("line", ["/", ""])
async def test_a_line_without_a_word_leads_to_help(group: Stage, line: str) -> None:
    async with nothing_happening(group):
        answer = await group.type("ana", line)
        assert "/help" in (answer.message if isinstance(answer, Refused) else card(answer).text)


async def test_settings_are_for_facilitators(group: Stage) -> None:
    async with nothing_happening(group):
        assert "facilitator" in no(await group.type("ben", "/group settings")).message
        assert "facilitator" in no(await group.type("ben", "/group settings introduction_points:100")).message
        assert "facilitator" in no(await group.forge("ben", 'group settings {"thanks_points":100}')).message
    card(await group.type("cleo", "/group settings facilitator:@Ben"))
    card(await group.type("ben", "/group settings thanks_points:2"))
