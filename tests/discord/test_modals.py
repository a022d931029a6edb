"""Modals: each rule with something that breaks it."""

from typing import Any

import pytest

from tests.discord import rule_modals
from tests.discord.breaking import among, button, menu, row, text, wrong_with
from tests.discord.errors import Json


def label(component: Json, **more: Any) -> Json:
    return {"type": 18, "label": "x", "component": component} | more


def line(**more: Any) -> Json:
    return {"type": 4, "custom_id": "a", "style": 1} | more


def modal(*parts: Json, **more: Any) -> set[str]:
    body = {"title": "x", "custom_id": "x", "components": list(parts)} | more
    return wrong_with(rule_modals.check, body)


def test_a_modal_that_is_allowed_passes() -> None:
    person = {"type": 5, "custom_id": "b"}
    assert modal(text(), label(line(value="x")), label(menu("a")), label(person)) == set()


@pytest.mark.parametrize(
    ("parts", "more", "code"),
    [
        ([], {}, "components BASE_TYPE_BAD_LENGTH"),
        ([label(line(custom_id=str(n))) for n in range(6)], {}, "components BASE_TYPE_BAD_LENGTH"),
        ([label(line())], {"title": "x" * 46}, "title BASE_TYPE_BAD_LENGTH"),
        ([label(line())], {"title": ""}, "title BASE_TYPE_BAD_LENGTH"),
        ([label(line())], {"custom_id": "x" * 101}, "custom_id BASE_TYPE_BAD_LENGTH"),
        ([label(line(), label="x" * 46)], {}, "label BASE_TYPE_BAD_LENGTH"),
        ([label(line(), description="x" * 101)], {}, "description BASE_TYPE_BAD_LENGTH"),
        ([label(line(label="y"))], {}, "label BASE_TYPE_FORBIDDEN"),
        ([label(line(value="x" * 11, max_length=10))], {}, "value BASE_TYPE_BAD_LENGTH"),
        ([label(line(max_length=4001))], {}, "max_length NUMBER_TYPE_MAX"),
        ([label(line(placeholder="x" * 101))], {}, "placeholder BASE_TYPE_BAD_LENGTH"),
        ([label(line()), label(line())], {}, "custom_id COMPONENT_CUSTOM_ID_DUPLICATED"),
        ([label(button())], {}, "type UNION_TYPE_CHOICES"),
        ([label(menu("a", "a"))], {}, "value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"),
        ([label(menu("a", disabled=True))], {}, "disabled BASE_TYPE_FORBIDDEN"),
        ([line()], {}, "type UNION_TYPE_CHOICES"),
        ([row(line())], {}, "label BASE_TYPE_BAD_LENGTH"),
    ],
)  # fmt: skip
def test_modals_that_are_wrong(parts: list[Json], more: Json, code: str) -> None:
    assert among(code, modal(*parts, **more))
