"""Forms of several modals and forms with faults: nothing that was typed is lost on the way."""

import pytest

from adapters.discord.between import go_on, open_again, opener
from adapters.discord.forms import (
    DRAFT_JSON,
    Draft,
    Part,
    Submitted,
    draft_of,
    modal,
    next_part,
    part_id,
    parts,
    read_modal,
    read_part,
    render_form,
)
from adapters.discord.render import Json
from bot.core.call import BadCall, Call
from bot.core.errors import Problem, UnknownCommand
from tests.adapters.discord.everything import BEN, forms
from tests.adapters.discord.filling import field, form, long, submitted
from tests.discord import rule_messages
from tests.discord.rule_messages import Draft as Message
from tests.fixtures.gallery import REGISTRY


@pytest.mark.parametrize(
    ("many", "in_each"), [(1, [1]), (5, [5]), (6, [5, 1]), (10, [5, 5]), (11, [5, 5, 1])]
)
def test_a_form_is_cut_into_fives(many: int, in_each: list[int]) -> None:
    assert [len(part) for part in parts(long(many))] == in_each
    assert [len(shown["components"]) for shown in render_form(long(many))] == in_each


def test_the_parts_of_a_long_form_are_counted_and_found_by_their_key() -> None:
    several = [modal(long(7), number, key="kEy-_1") for number in (1, 2)]
    assert [shown["title"] for shown in several] == ["Ask to learn (1 of 2)", "Ask to learn (2 of 2)"]
    assert [read_part(shown["custom_id"]) for shown in several] == [Part("kEy-_1", 1), Part("kEy-_1", 2)]


def test_the_longest_title_still_counts() -> None:
    title = modal(form(*long(7).fields, title="W" * 45), 2, key="k")["title"]
    assert len(title) == 45
    assert title.endswith("W… (2 of 2)")


@pytest.mark.parametrize("part", [0, 99])
def test_a_part_that_is_none_opens_one_that_is(part: int) -> None:
    assert modal(long(7), part, key="k")["components"]


@pytest.mark.parametrize(
    "custom_id", ["", "form", "form:k", "form:k:", "form:k:x", "form::1", "form:k:123", "a b"]
)
def test_what_is_not_part_of_a_draft_is_not_read_as_one(custom_id: str) -> None:
    assert read_part(custom_id) is None


def test_the_id_of_a_part_is_read_back() -> None:
    assert read_part(part_id("abc", 3)) == Part("abc", 3)


def test_a_long_form_is_filled_in_part_after_part() -> None:
    draft, asked = Draft(long(12)), []
    while number := next_part(draft):
        asked.append(number)
        shown = modal(draft.form, number, draft.values, key="k")
        words = {each["component"]["custom_id"]: f"word {number}" for each in shown["components"]}
        sent = read_modal(submitted(shown, words))
        assert sent.part == Part("k", number)
        draft = draft.having(sent.values)
    assert asked == [1, 2, 3]
    assert draft.values == {f"field{number}": f"word {number // 5 + 1}" for number in range(12)}


def test_fields_that_were_left_empty_are_not_asked_for_again() -> None:
    draft = Draft(long(6)).having({f"field{number}": "" for number in range(5)})
    assert next_part(draft) == 2


def test_one_part_opened_again_completes_the_form() -> None:
    draft = Draft(long(6), {f"field{number}": "x" for number in range(6)})
    assert next_part(draft.having({"field5": "y"})) is None


def test_a_draft_is_read_as_it_was_written() -> None:
    for each in forms().values():
        draft = Draft(each, {one.name: "typed ünder” \\" for one in each.fields})
        assert DRAFT_JSON.validate_json(DRAFT_JSON.dump_json(draft)) == draft


# When something was wrong.


def test_a_form_that_was_sent_whole_can_be_opened_again() -> None:
    wrong = Submitted(None, Call.to("thanks").encode(), {"peer": f"<@{BEN}>", "why": "x"})
    draft = draft_of(REGISTRY, wrong)
    shown = modal(draft.form, 1, draft.values, key="k")
    assert shown["title"] == "Thank a peer"
    assert [each["component"]["custom_id"] for each in shown["components"]] == ["peer", "why"]
    assert read_modal(submitted(shown, {})).values == wrong.values


def test_what_the_call_had_already_is_not_asked_again() -> None:
    call = Call.to("target drop", target=7)
    draft = draft_of(REGISTRY, Submitted(None, call.encode(), {}))
    assert draft.form.call == call


def test_the_group_that_was_chosen_stays_chosen() -> None:
    sent = Submitted(None, Call.to("thanks").encode(), {"group": "3", "peer": "@Ben", "why": ""})
    assert draft_of(REGISTRY, sent).form.call == Call.to("thanks", group=3)
    fixed = Submitted(None, Call.to("thanks", group=3).encode(), {"peer": "@Ben", "why": ""})
    assert draft_of(REGISTRY, fixed).form.call == Call.to("thanks", group=3)
    forged = Submitted(None, Call.to("thanks").encode(), {"group": "x", "peer": "@Ben", "why": ""})
    assert draft_of(REGISTRY, forged).form.call == Call.to("thanks")


@pytest.mark.parametrize(("call", "error"), [("", BadCall), ("no such command", UnknownCommand)])
def test_a_form_that_is_none_of_ours_is_not_opened_again(call: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        draft_of(REGISTRY, Submitted(None, call, {}))


# The messages in between.


def test_between_two_parts_a_button_goes_on() -> None:
    shown = go_on(long(12), 2, "k")
    assert words(shown) == ["### Ask to learn", "What you wrote is kept. “Post” comes after part 3."]
    assert buttons(shown) == {"Go on (2 of 3)": Part("k", 2)}


def test_a_form_that_cannot_be_the_answer_is_offered_by_a_button() -> None:
    assert buttons(opener(long(2), "k")) == {"Open the form": Part("k", 1)}


def test_faults_are_named_with_a_button_back_to_them() -> None:
    problem = Problem("bad_input", "Both.", {"why": "Why: please *fill* this in.", "peer": "Peer: nobody."})
    shown = open_again(form(field("why"), field("peer")), problem, "k")
    assert words(shown)[1] == "Why: please \\*fill\\* this in.\nPeer: nobody."
    assert buttons(shown) == {"Open it again": Part("k", 1)}


def test_a_refusal_without_fields_opens_the_form_at_its_beginning() -> None:
    shown = open_again(long(7), Problem("limit", "Three thanks in 30 days; free again on Monday."), "k")
    assert words(shown)[1] == "Three thanks in 30 days; free again on Monday."
    assert buttons(shown) == {"Open part 1 again": Part("k", 1)}


def test_each_part_with_a_fault_has_its_button_and_one_is_first() -> None:
    problem = Problem("bad_input", "Two.", {"field0": "A fault.", "field11": "Another."})
    shown = open_again(long(12), problem, "k")
    assert buttons(shown) == {"Open part 1 again": Part("k", 1), "Open part 3 again": Part("k", 3)}
    assert [each["style"] for each in row(shown)] == [1, 2]


def test_the_messages_in_between_are_private_and_such_as_discord_takes() -> None:
    faults = Problem("bad_input", "All.", {f"field{number}": "*" * 300 for number in range(26)})
    for shown in (go_on(long(26), 6, "k"), opener(long(1), "k"), open_again(long(26), faults, "k" * 40)):
        rule_messages.check(Message(shown, answer=True))
        assert shown["flags"] == 1 << 15 | 1 << 6
        assert shown["allowed_mentions"] == {"parse": [], "users": []}


def words(shown: Json) -> list[str]:
    return [each["content"] for each in shown["components"][0]["components"] if each["type"] == 10]


def row(shown: Json) -> list[Json]:
    found: list[Json] = shown["components"][0]["components"][-1]["components"]
    return found


def buttons(shown: Json) -> dict[str, Part | None]:
    return {each["label"]: read_part(each["custom_id"]) for each in row(shown)}
