import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import limits
from bot.core.call import BadCall, Call

words = st.text(string.ascii_lowercase + "-", min_size=1, max_size=12)
values = st.booleans() | st.integers(-(2**40), 2**40) | st.text(st.characters(codec="utf-8"), max_size=12)
calls = st.builds(
    Call, st.lists(words, min_size=1, max_size=2).map(tuple), st.dictionaries(words, values, max_size=3)
)


@given(calls)
def test_an_encoded_call_is_read_again_as_it_was_or_does_not_fit(call: Call) -> None:
    try:
        text = call.encode()
    except BadCall:
        args = json.dumps(dict(call.args), ensure_ascii=False, separators=(",", ":"))
        assert len(f"{call.name} {args}") > limits.CALL
    else:
        assert len(text) <= limits.CALL
        again = Call.decode(text)
        assert again == call
        assert [*map(type, again.args.values())] == [type(call.args[name]) for name in again.args]


def test_true_and_one_and_the_text_of_one_stay_apart() -> None:
    encoded = [Call.to("a", x=value).encode() for value in (True, 1, "1", "true")]
    assert len(set(encoded)) == 4
    assert [Call.decode(text).args["x"] for text in encoded] == [True, 1, "1", "true"]
    assert type(Call.decode(encoded[0]).args["x"]) is bool


def test_a_call_is_written_as_one_would_read_it() -> None:
    call = Call.to("intro answer", ask=12, how="introduce")
    assert call.encode() == 'intro answer {"ask":12,"how":"introduce"}'
    assert call.name == "intro answer"
    assert Call.to("help").encode() == "help"


def test_arguments_are_written_in_one_order_so_that_equal_calls_are_equal_texts() -> None:
    assert Call.to("a", x=1, y=2).encode() == Call.to("a", y=2, x=1).encode()


def test_exactly_a_hundred_characters_fit() -> None:
    room = limits.CALL - len(Call.to("a", x="").encode())
    longest = Call.to("a", x="é" * room)
    assert len(longest.encode()) == limits.CALL
    assert Call.decode(longest.encode()) == longest
    with pytest.raises(BadCall, match="101 characters"):
        Call.to("a", x="é" * (room + 1)).encode()


@pytest.mark.parametrize(
    "forged",
    [
        "",
        " ",
        "{}",
        '{"ask":1}',
        "intro answer {",
        'intro answer {"ask":1}x',
        'intro answer {"ask":1} {"ask":2}',
        'intro answer {"ask":1.5}',
        'intro answer {"ask":1e3}',
        'intro answer {"ask":NaN}',
        'intro answer {"ask":null}',
        'intro answer {"ask":[1]}',
        'intro answer {"ask":{"id":1}}',
        'intro answer {ask:1}',
        "intro\x00answer",
        "intro\u202eanswer {}",
        "\ud800",
        'intro {"a":' + "[" * 80,
        "x" * 101,
        'intro answer {"ask":"' + "x" * 100 + '"}',
    ],
)  # fmt: skip
def test_forged_text_is_no_call(forged: str) -> None:
    with pytest.raises(BadCall):
        Call.decode(forged)


@given(st.text(max_size=120) | st.text('{}":,[]0123456789ae. \\u', max_size=100).map("a {}".__add__))
def test_any_text_is_a_call_or_a_bad_call(text: str) -> None:
    try:
        call = Call.decode(text)
    except BadCall:
        return
    assert call.path
    assert {*map(type, call.args.values())} <= {str, int, bool}


def test_a_call_cannot_be_changed() -> None:
    given_args = {"ask": 1}
    call = Call(("intro", "show"), given_args)
    given_args["ask"] = 2
    assert call.args["ask"] == 1
    with pytest.raises(TypeError, match="does not support item assignment"):
        call.args["ask"] = 3  # type: ignore[index]


def test_further_arguments_go_before_earlier_ones() -> None:
    call = Call.to("target list", page=1)
    assert call.having(page=2, all=True) == Call.to("target list", page=2, all=True)
    assert call == Call.to("target list", page=1)


@pytest.mark.parametrize("name", ["self", "cls", "path", "args"])
def test_an_argument_may_have_any_name(name: str) -> None:
    call = Call.to("a", **{name: "x"})
    assert call.having(**{name: "y"}).args == {name: "y"}
