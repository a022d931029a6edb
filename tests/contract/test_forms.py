"""Whatever a form can ask for can be filled in, wrong or right, and nothing that was typed is lost."""

import pytest

from bot.core.form import ChoiceField, FormField
from tests.contract.stage import Blank, Opened, Stage
from tests.contract.stages import ON_SQLITE
from tests.contract.story import card, form, no
from tests.fixtures.gallery import REGISTRY

pytestmark = ON_SQLITE
RIGHT = {
    "Which company?": "Globex",
    "How well does it fit?": "4",
    "Size": "Large",
    "Who knows them?": "ben",
    "A note": "one\n\ntwo",
}


async def opened(stage: Stage, line: str = "/sample fill") -> Opened:
    return form(await stage.type("ana", line))


async def test_a_form_has_every_field_with_its_label_and_what_stands_in_it(group: Stage) -> None:
    blank = await opened(group, "/sample fill Globex")
    assert (blank.title, blank.submit) == ("Fill it in", "Send it")
    assert blank.blanks == (
        Blank("Which company?", "A company", True, "Globex"),
        Blank("How well does it fit?", "From 1 to 5", True, ""),
        Blank("Size", "How large it is", True, "", ("Small", "Large")),
        Blank("Who knows them?", "Who knows somebody there", True, ""),
        Blank("A note", "Anything else", False, "none yet"),
    )


async def test_every_kind_of_field_can_be_filled(group: Stage) -> None:
    await opened(group)
    filled = card(await group.fill("ana", RIGHT))
    assert filled.headline == "Globex fits 4 of 5"
    assert filled.text == "Globex fits 4 of 5\nSize: large\nPeer: Ben Tan\none\n\ntwo"


async def test_what_stands_in_a_form_already_is_sent_with_it(group: Stage) -> None:
    blank = await opened(group, "/sample fill company:Acme size:small")
    assert list(blank.values().values()) == ["Acme", "", "Small", "", "none yet"]
    filled = card(await group.fill("ana", {"How well does it fit?": "1", "Who knows them?": "cleo"}))
    assert filled.text == "Acme fits 1 of 5\nSize: small\nPeer: Cleo Papadaki\nnone yet"


async def test_a_field_that_may_be_empty_may_be_emptied(group: Stage) -> None:
    await opened(group)
    assert card(await group.fill("ana", RIGHT | {"A note": ""})).to_copy == "nothing"


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Which company?", ""),
        ("Which company?", " \u200b\u202e "),
        ("Which company?", "W" * 51),
        ("How well does it fit?", "six"),
        ("How well does it fit?", "6"),
        ("How well does it fit?", "-1"),
        ("How well does it fit?", "1e2"),
        ("How well does it fit?", "9" * 400),
        ("A note", "W" * 501),
    ],
    ids=lambda value: repr(value)[:12],
)
async def test_what_is_wrong_is_said_at_its_field_and_everything_typed_stays(
    group: Stage, label: str, value: str
) -> None:
    await opened(group)
    refused = no(await group.fill("ana", RIGHT | {label: value}))
    assert list(refused.at) == [label]
    assert refused.at[label].startswith(label.rstrip("?"))
    assert group.form("ana").values() == RIGHT | {label: value}
    assert card(await group.fill("ana", {label: RIGHT[label]})).headline == "Globex fits 4 of 5"


async def test_everything_wrong_is_said_at_once(group: Stage) -> None:
    await opened(group)
    refused = no(await group.fill("ana", RIGHT | {"How well does it fit?": "9", "A note": "W" * 501}))
    assert list(refused.at) == ["How well does it fit?", "A note"]


@pytest.mark.parametrize(("said", "heard"), [("yes", True), ("no", False)])
async def test_a_switch_has_two_ways(group: Stage, said: str, heard: bool) -> None:
    switches = await opened(group, "/sample switches")
    assert [blank.options for blank in switches.blanks] == [("yes", "no"), ("yes", "no")]
    assert [blank.value for blank in switches.blanks] == ["", "no"]
    assert card(await group.fill("ana", {"First": said})).headline == f"{heard} and False"


async def test_a_form_may_be_longer_than_a_page(group: Stage) -> None:
    blank = await opened(group, "/sample long")
    labels = ["One", "Two", "Three", "Four", "Five", "Six", "Seven"]
    assert [each.label for each in blank.blanks] == labels
    values = dict(zip(labels, ("a", "b", "c", "4", "e", "10", "g"), strict=True))
    assert list(no(await group.fill("ana", values)).at) == ["Six"]
    assert group.form("ana").values() == values
    assert card(await group.fill("ana", {"Six": "6"})).headline == "a b c 4 e 6 g"


async def test_two_people_may_have_the_same_form_open(group: Stage) -> None:
    await opened(group)
    form(await group.type("ben", "/sample fill"))
    card(await group.fill("ana", RIGHT))
    assert card(await group.fill("ben", RIGHT | {"Which company?": "Acme"})).headline == "Acme fits 4 of 5"


async def test_every_form_of_the_program_asks_for_all_it_should(group: Stage) -> None:
    seen = 0
    for command in REGISTRY:
        answer = await group.type("cleo", command.slash)
        if not isinstance(answer, Opened):
            continue
        seen += 1
        due = REGISTRY.form(command, {}, {})
        assert (answer.title, answer.submit) == (due.title, due.submit)
        assert [_empty(blank) for blank in answer.blanks] == [_due(field) for field in due.fields]
    assert (
        seen >= sum(any(each.required for each in command.parameters) for command in REGISTRY) - 1
    )  # setup: done


def _empty(blank: Blank) -> Blank:
    return Blank(blank.label, blank.hint, blank.required, "", blank.options)


def _due(field: FormField) -> Blank:
    options = tuple(each.label for each in field.options) if isinstance(field, ChoiceField) else ()
    return Blank(field.label, field.hint, field.required, "", options)
