from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import limits
from bot.core.bind import Person, Wanted, bind
from bot.core.call import Value
from bot.core.errors import BadInput
from bot.domain.errors import Refusal
from tests.bot.core.samples import Size, every_kind
from tests.bot.scene import Scene, a_card, a_problem


def bound(**args: Value) -> dict[str, Any]:
    values, _ = bind(every_kind, every_kind.call(**args))
    return values


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("name", " Acme\u200b ", "Acme"),
        ("name", 54, "54"),
        ("name", "x" * 10, "x" * 10),
        ("tags", "a, b;a,, c", ("a", "b", "c")),
        ("tags", '"a, b", c', ("a, b", "c")),
        ("tags", ",".join(map(str, range(20))), tuple(map(str, range(20)))),
        ("count", "4", 4),
        ("count", " 4 ", 4),
        ("count", 4, 4),
        ("any_number", "-7", -7),
        ("any_number", 2**31 - 1, 2**31 - 1),
        ("size", "small", Size.SMALL),
        ("size", "Very  LARGE", Size.VERY_LARGE),
        ("size", "huge", Size.VERY_LARGE),
        ("minutes", "30", "30"),
        ("minutes", 30, "30"),
        ("loud", True, True),
        ("loud", False, False),
        ("loud", "Yes", True),
        ("loud", "off", False),
        ("loud", "n", False),
        ("peer", "@Ben", Person("@Ben")),
        ("peer", 7, Person(7)),
        ("thing", 7, 7),
        ("thing", "7", 7),
        ("thing", "Acme", Wanted("Acme")),
        ("note", "one\r\ntwo\x00", "one\ntwo"),
        ("note", "", ""),
    ],
    ids=repr,
)  # fmt: skip
def test_values_are_read(name: str, raw: Value, value: Any) -> None:
    found = bound(**{"name": "x", name: raw})[name]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("name", "x" * 11, "What is it called: 11 characters are too long; at most 10 fit."),
        ("name", "\u200b\x00", "What is it called: there is nothing readable in it. Please write it again."),
        ("tags", " , ,", "Tags: there is nothing between the commas."),
        ("tags", "toolong, b", "Tags: “toolong” is too long; at most 5 characters fit."),
        ("tags", ",".join(map(str, range(21))), "Tags: 21 at once are too many; send at most 20 at a time."),
        ("tags", "," * 3001, "Tags: 3,001 characters are too long; at most 3,000 fit."),
        ("count", "0", "Count: 0 is not a whole number from 1 to 5."),
        ("count", "6", "Count: 6 is not a whole number from 1 to 5."),
        ("count", "four", "Count: “four” is not a whole number from 1 to 5."),
        ("count", "4.0", "Count: “4.0” is not a whole number from 1 to 5."),
        ("count", "9" * 5000, "Count: “" + "9" * 39 + "…” is not a whole number from 1 to 5."),
        ("count", True, "Count: “True” is not a whole number from 1 to 5."),
        ("any_number", 2**31, "Any number: 2147483648 is not a whole number."),
        ("any_number", -(2**31) - 1, "Any number: -2147483649 is not a whole number."),
        ("size", "vary large", "Size: “vary large” is not small or very large. Did you mean “very large”?"),
        ("size", "hug", "Size: “hug” is not small or very large. Did you mean “very large”?"),
        ("size", "\u202ex", "Size: “x” is not small or very large."),
        ("minutes", "25", "Minutes: “25” is not 20 or 30."),
        ("loud", "maybe", "Loud: “maybe” is neither yes nor no."),
        ("loud", 1, "Loud: “1” is neither yes nor no."),
        ("peer", True, "Who is it: “True” is not a whole number."),
        ("peer", 10**30, "Who is it: " + str(10**30) + " is not a whole number."),
        ("thing", -1, "Thing: -1 is not a whole number."),
        ("thing", "0", "Thing: 0 is not a whole number."),
        ("thing", "9" * 20, "Thing: " + "9" * 20 + " is not a whole number."),
        ("thing", True, "Thing: “True” is not a whole number."),
        ("note", "x" * 31, "Note: 31 characters are too long; at most 30 fit."),
        ("note", "hi", "Note: “hi” is very short. A few words more help your peers to help."),
        ("nam", "x", "/sample all has no option “nam:”. Did you mean “name:”?"),
        ("\u202exyz\x00", "x", "/sample all has no option “xyz:”. It takes name:, tags:, count:, any_number:,"),
    ],
)  # fmt: skip
def test_a_refusal_names_what_was_wrong_and_what_is_allowed(name: str, raw: Value, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        bound(**{"name": "x", name: raw})
    assert list(caught.value.fields) == [name]
    assert caught.value.message.startswith(said)
    assert len(caught.value.message) < 200


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        bound(name="x" * 11, count="none", tags=",", note="fine")
    assert set(caught.value.fields) == {"name", "count", "tags"}


@pytest.mark.parametrize("nothing", ["", " ", "\n", "\u00a0"])
def test_an_empty_value_is_not_given(nothing: str) -> None:
    values, missing = bind(
        every_kind, every_kind.call(name=nothing, count=nothing, size=nothing, peer=nothing)
    )
    assert (values, missing) == ({}, ["name"])


values = st.text() | st.integers() | st.booleans()


@given(st.dictionaries(st.sampled_from([each.name for each in every_kind.parameters]) | st.text(), values))
def test_no_values_raise_anything_but_a_refusal(args: dict[str, Value]) -> None:
    try:
        made, _ = bind(every_kind, every_kind.call(**args))
    except Refusal as refusal:
        made = {"message": refusal.message}
    assert len(made) <= len(every_kind.parameters)


def test_no_list_is_longer_than_its_field() -> None:
    assert bound(name="x", tags='"a" ,' * (limits.TEXT_INPUT // 5))["tags"] == ("a",)


class TestPeople:
    """People as they are named in a real group."""

    @pytest.fixture
    async def named(self, group: Scene) -> Scene:
        for who, name in (("ben", "Ben Tan"), ("cleo", "Ben Moreau"), ("dev", "Zoë Ñandú")):
            await group.type(who, f"/me profile name:{name}")
        await group.type("eve", "/group join")
        await group.type("eve", "/group leave")
        return group

    @pytest.mark.parametrize(
        ("person", "name"),
        [
            ("<@ben>", "Ben Tan"),
            ("<@!ben>", "Ben Tan"),
            ("<@cleo|someone>", "Ben Moreau"),
            ('@"Ben Moreau"', "Ben Moreau"),
            ('"BEN MOREAU"', "Ben Moreau"),
            ("@Zoë", "Zoë Ñandú"),
            ("zoë", "Zoë Ñandú"),
        ],
    )
    async def test_are_found(self, named: Scene, person: str, name: str) -> None:
        assert a_card(await named.type("ana", f"/thanks {person} for it")).headline == (
            f"Your thank-you to {name} is posted"
        )

    @pytest.mark.parametrize(
        ("person", "said"),
        [
            ("Ben", "2 members go by that name. Write the whole name in quotes: “Ben Moreau” or “Ben Tan”."),
            ("@Bem", "is not in this group. /group members shows who is. Did you mean @Ben?"),
            ("@Nobody", "that person is not in this group. /group members shows who is."),
            ("<@nobody>", "that person is not in this group."),
            ("<@eve>", "that person is not in this group."),
            ("@Eve", "that person is not in this group."),
            ("everyone", "that person is not in this group."),
            ("<!channel>", "that person is not in this group."),
        ],
    )
    async def test_who_is_not_found_is_named(self, named: Scene, person: str, said: str) -> None:
        before = await named.everything()
        assert said in a_problem(await named.type("ana", f"/thanks {person} for it"), "bad_input")
        assert await named.everything() == before

    async def test_of_the_very_same_name_are_mentioned(self, named: Scene) -> None:
        await named.type("cleo", "/me profile name:Ben Tan")
        reply = await named.type("ana", '/thanks "Ben Tan" for it')
        assert a_problem(reply, "bad_input").endswith("2 members go by that name. Mention the one you mean.")
        reply = await named.type("ana", "/thanks <@cleo> for it")
        assert a_card(reply).headline == "Your thank-you to Ben Tan is posted"


def test_a_submitted_form_tells_at_once_what_is_missing_and_what_is_wrong() -> None:
    with pytest.raises(BadInput) as refused:
        bind(every_kind, every_kind.call(name="", count="lots"), whole=True)
    assert refused.value.fields["name"].endswith(": please fill this in.")
    assert "“lots” is not" in refused.value.fields["count"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("to <@U1|Ben Tan> and <@!42>", "to @Ben Tan and @a peer"),
        ("it was <@U1>", "it was @a peer"),
        ("it was <@U1|>", "it was @a peer"),
        ("<@&9> <#C1|jobs> <!here>", "<@&9> <#C1|jobs> <!here>"),
        ("<@ U1> <@>", "<@ U1> <@>"),
    ],
)
def test_whom_a_text_mentions_is_written_by_their_name(typed: str, said: str) -> None:
    values, _ = bind(every_kind, every_kind.call(name="x", note=typed), whole=True)
    assert values["note"] == said
