"""Typed lines, read by the registry of the real commands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import limits
from bot.core.bind import bind
from bot.core.call import Call, Value
from bot.core.errors import BadInput, UnknownCommand
from bot.domain.errors import Refusal
from tests.bot.scene import REGISTRY


@pytest.mark.parametrize(
    ("line", "args"),
    [
        ("/target add", {}),
        ("/target add Acme", {"company": "Acme"}),
        ("target add Acme", {"company": "Acme"}),
        ("  /TARGET  Add   Acme ", {"company": "Acme"}),
        ('/target add "Acme Corp" confidence:4', {"company": '"Acme Corp"', "confidence": "4"}),
        ("/target add Acme Corp", {"company": "Acme Corp"}),
        ("/target add Acme Corp 4", {"company": "Acme Corp", "confidence": "4"}),
        ("/target add Acme Corp 4 they grow", {"company": "Acme Corp", "confidence": "4", "why": "they grow"}),
        ("/target add Studio 54", {"company": "Studio 54"}),
        ("/target add Studio 54 4", {"company": "Studio 54", "confidence": "4"}),
        ("/target add 3M", {"company": "3M"}),
        ("/target add 7", {"company": "7"}),
        ("/target add Level 3 5", {"company": "Level", "confidence": "3", "why": "5"}),
        ('/target add "Level 3" 5', {"company": '"Level 3"', "confidence": "5"}),
        ("/target add Acme, Globex, Initech 2", {"company": "Acme, Globex, Initech", "confidence": "2"}),
        ("/target add Acme ,Globex", {"company": "Acme ,Globex"}),
        ("/target add Acme,\nGlobex", {"company": "Acme,\nGlobex"}),
        ('/target add "Foo, Inc.", Bar 2', {"company": '"Foo, Inc.", Bar', "confidence": "2"}),
        ("/target add „Foo Bar“ 2", {"company": "„Foo Bar“", "confidence": "2"}),
        ('/target add "Acme" they need help', {"company": '"Acme"', "why": "they need help"}),
        ('/target add "Acme Corp 4', {"company": '"Acme Corp', "confidence": "4"}),
        ("/target add company:Acme Corp confidence:4", {"company": "Acme Corp", "confidence": "4"}),
        ("/target add confidence:4 Acme", {"company": "Acme", "confidence": "4"}),
        ("/target add confidence: 4 Acme", {"company": "Acme", "confidence": "4"}),
        ("/target add Acme Confidence:4", {"company": "Acme", "confidence": "4"}),
        ("/target add Acme confidence:", {"company": "Acme", "confidence": ""}),
        ('/target add why:"they grow" Acme', {"company": "Acme", "why": "they grow"}),
        ("/target add Acme why: they grow, fast", {"company": "Acme", "why": "they grow, fast"}),
        ("/target add Acme why:from 9:30: they say", {"company": "Acme", "why": "from 9:30: they say"}),
        ("/target add Acme 4 this: is how they work", {
            "company": "Acme", "confidence": "4", "why": "this: is how they work",
        }),
        ("/target add Acme 4 Note: plan B: is better", {
            "company": "Acme", "confidence": "4", "why": "Note: plan B: is better",
        }),
        ("/target add Acme 4 see https://acme.example", {
            "company": "Acme", "confidence": "4", "why": "see https://acme.example",
        }),
        ('/target add Acme 4 they said "maybe" twice', {
            "company": "Acme", "confidence": "4", "why": 'they said "maybe" twice',
        }),
        ("/group settings asks-per-week:5", {"asks_per_week": "5"}),
        ("/group settings Introduction_Points:5", {"introduction_points": "5"}),
        ("/intro ask Globex how they decide", {"company": "Globex", "learn": "how they decide"}),
        ('/intro ask "Hollow Oak" how they decide 30 times', {
            "company": "Hollow Oak", "learn": "how they decide 30 times",
        }),
        ("/intro ask Globex how they decide minutes:30 offer:a list of 5 things", {
            "company": "Globex", "learn": "how they decide", "minutes": "30", "offer": "a list of 5 things",
        }),
        ("/intro ask Globex learn:how: what, and why? minutes:30", {
            "company": "Globex", "learn": "how: what, and why?", "minutes": "30",
        }),
        ("/intro answer 12 introduce", {"ask": "12", "how": "introduce"}),
        ("/intro answer 12 not this time", {"ask": "12", "how": "not this time"}),
        ("/intro answer 12 know who @Ben", {"ask": "12", "how": "know who", "peer": "@Ben"}),
        ("/intro answer 12 Know Who @“Ben Moreau”", {"ask": "12", "how": "Know Who", "peer": "@Ben Moreau"}),
        ("/intro answer ask:12 how:not this time", {"ask": "12", "how": "not this time"}),
        ("/intro answer Globex introduce", {"ask": "Globex", "how": "introduce"}),
        ("/intro answer Hollow Oak Foods not this time", {"ask": "Hollow Oak Foods", "how": "not this time"}),
        ("/intro close 3 It went well, thanks", {"ask": "3", "how": "It went well, thanks"}),
        ("/intro close 3 met:yes It went well", {"ask": "3", "met": "yes", "how": "It went well"}),
        ("/target move 3 in touch", {"target": "3", "stage": "in touch"}),
        ("/target move Acme Corp in touch", {"target": "Acme Corp", "stage": "in touch"}),
        ("/target drop Studio 54", {"target": "Studio 54"}),
        ("/thanks Ben for the words", {"peer": "Ben", "why": "for the words"}),
        ("/thanks <@U12|ben> for it", {"peer": "<@U12|ben>", "why": "for it"}),
        ('/thanks @"Ben Moreau" for it', {"peer": "@Ben Moreau", "why": "for it"}),
        ('/thanks peer:@"Ben Moreau" for it', {"peer": "@Ben Moreau", "why": "for it"}),
        ('/thanks "Ben Moreau" for it', {"peer": "Ben Moreau", "why": "for it"}),
        ('/know add Globex "Mira Shah" my neighbour', {
            "company": "Globex", "name": "Mira Shah", "note": "my neighbour",
        }),
        ("/leaderboard all", {"period": "all"}),
        ("/leaderboard This week", {"period": "This week"}),
        ("/help target add", {"command": "target add"}),
        ("/target list 99", {"page": "99"}),
        ("/target list -1", {"page": "-1"}),
    ],
)  # fmt: skip
def test_a_typed_line_is_a_call(line: str, args: dict[str, Value]) -> None:
    call = REGISTRY.read(line)
    assert dict(call.args) == args
    assert " ".join(call.path) in " ".join(line.casefold().split())


@pytest.mark.parametrize(
    ("line", "field", "said"),
    [
        ("/target add Acme confidense:4", "confidense", "Did you mean “confidence:”?"),
        ('/target add Acme confidense:"4"', "confidense", "Did you mean “confidence:”?"),
        ("/target add Acme xyzzy:4", "xyzzy", "It takes company:, confidence: and why:."),
        ("/target add company:Acme xyzzy:4 why:x", "xyzzy", "It takes company:, confidence: and why:."),
        ("/target add Acme 4 whyy: they grow", "whyy", "Did you mean “why:”?"),
        ("/target add Acme conf:4", "conf", "Did you mean “confidence:”?"),
        ("/target add foo:bar Acme", "foo", "It takes company:, confidence: and why:."),
        ("/target add Acme confidence:4 confidence:5", "confidence", "it is there twice"),
        ("/target list first", "page", "“first” is not a whole number from 1 to 100000."),
        ("/target list 1 2", "", "“2” is one word too many. So it is typed: /target list [page]"),
        ("/leaderboard yearly", "period", "“yearly” is not week, month or all."),
        ("/leaderboard mont", "period", "Did you mean “month”?"),
        ("/intro list xyz:1", "xyz", "It takes page:."),
        ("/group join us", "", "“us” is one word too many. So it is typed: /group join"),
        ("/group join as:admin", "as", "/group join takes no options, so “as:” cannot be one."),
    ],
)
def test_what_cannot_be_dealt_out_is_named(line: str, field: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        REGISTRY.read(line)
    assert list(caught.value.fields) == [field]
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "/help shows what there is."),
        ("/", "/help shows what there is."),
        ("/tarket add Acme", "Did you mean “/target add”?"),
        ("/thx @Ben", "/help shows what there is."),
        ("/leadreboard This Week", "Did you mean “/leaderboard”?"),
        ("/thank @Ben", "Did you mean “/thanks”?"),
        ("/target ad Acme", "Did you mean “/target add”?"),
        ("/target", "After /target comes add, board, drop, list or move."),
        ("/target xyzzy", "“/target xyzzy” is not a command. After /target comes"),
        ("/target known 1", "“/target known” is not a command."),  # it is only ever pressed
        ("/\x00\u202e\x07" + "x" * 500, "“/" + "x" * 39 + "…” is not a command."),
        ("/target \x00\u202e" + "x" * 500, "“/target " + "x" * 32 + "…” is not a command."),
    ],
)  # fmt: skip
def test_an_unknown_command_suggests_the_nearest(line: str, said: str) -> None:
    with pytest.raises(UnknownCommand) as caught:
        REGISTRY.read(line)
    assert said in caught.value.message
    assert "\x00" not in caught.value.message


def test_a_very_long_line_is_refused() -> None:
    with pytest.raises(BadInput, match="8,001 characters"):
        REGISTRY.read("/target add " + "x" * (limits.LINE - 11))
    assert REGISTRY.read("/target add " + "x" * (limits.LINE - 12)).args


@pytest.mark.parametrize("filling", ['„a "', "a:b ", "' ", ",", "@« "])
def test_a_line_as_long_as_may_be_is_read_quickly(filling: str) -> None:
    line = ("/target add Acme 4 " + filling * limits.LINE)[: limits.LINE].rstrip(" ,@:")
    assert REGISTRY.read(line).args["confidence"] == "4"


lines = st.sampled_from([command.slash for command in REGISTRY] + ["", "/", "/target", "/nothing"])
pieces = st.sampled_from(
    ["Acme", "4", "54", "confidence:", "why:", "company:", "page:2", ":", ",", "@Ben", "<@ben>", '"', "“", "”", "'",
     "in touch", "yes", "\n", "\u202e", "\x00", "all", "name:value", "--", "/help", "{", "🦊"],
)  # fmt: skip


def outcome(line: str) -> Call | str:
    """Read a line as the dispatcher does: a call, or what is refused."""
    try:
        call = REGISTRY.read(line)
        bind(REGISTRY.find(call.path), call)
    except Refusal as refusal:
        return refusal.message
    return call


@given(lines, st.lists(pieces | st.text(max_size=8), max_size=12).map(" ".join))
def test_no_text_raises_anything_but_a_refusal(command: str, rest: str) -> None:
    assert outcome(f"{command} {rest}")


@given(st.text())
def test_no_line_at_all_raises_anything_but_a_refusal(line: str) -> None:
    assert outcome(line)
