"""Components of messages: each rule with something that breaks it."""

import pytest

from tests.discord import rule_components
from tests.discord.breaking import among, box, button, menu, picture, row, text, wrong_with
from tests.discord.errors import Json


def components(*given: Json, v2: bool = True) -> set[str]:
    return wrong_with(rule_components.check, list(given), v2=v2, files=["a.png"])


GOOD = box(
    text(),
    {"type": 9, "components": [text()], "accessory": button("s")},
    picture(description="a"),
    {"type": 14},
    row(*(button(f"b{n}") for n in range(5))),
    row(menu(*map(str, range(25)), placeholder="p")),
)


def test_everything_that_is_allowed_passes() -> None:
    assert components(GOOD) == set()
    assert components(row(button()), v2=False) == set()
    assert components(*(text("x" * 100) for _ in range(40))) == set()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([box()], "components BASE_TYPE_BAD_LENGTH"),
        ([box(box(text()))], "type UNION_TYPE_CHOICES"),
        ([button()], "type UNION_TYPE_CHOICES"),
        ([row(text())], "type UNION_TYPE_CHOICES"),
        ([text() for _ in range(41)], "components BASE_TYPE_BAD_LENGTH"),
        ([box(*(text() for _ in range(40)))], "components BASE_TYPE_BAD_LENGTH"),
        ([text("x" * 2001), box(text("x" * 2000))], "components COMPONENT_MAX_TOTAL_LENGTH"),
        ([text(" \n ")], "content BASE_TYPE_REQUIRED"),
        ([row()], "components BASE_TYPE_BAD_LENGTH"),
        ([row(*(button(str(n)) for n in range(6)))], "components BASE_TYPE_BAD_LENGTH"),
        ([row(button(), menu("a"))], "0 COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        (
            [row(button()), row(button())],
            "custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        ([text() | {"id": 4}, text() | {"id": 4}], "id COMPONENT_ID_DUPLICATED"),
        ([row(button("x" * 101))], "custom_id BASE_TYPE_BAD_LENGTH"),
        ([row(button(""))], "custom_id BASE_TYPE_BAD_LENGTH"),
        ([row({"type": 2, "style": 1, "label": "x"})], "custom_id BASE_TYPE_REQUIRED"),
        ([row(button(url="https://x"))], "url BASE_TYPE_FORBIDDEN"),
        ([row(button(style=5, url="https://x"))], "custom_id BASE_TYPE_FORBIDDEN"),
        ([row(button(label=""))], "0 BUTTON_COMPONENT_INVALID"),
        ([row(button(label="x" * 81))], "label BASE_TYPE_BAD_LENGTH"),
        ([row(menu())], "options BASE_TYPE_BAD_LENGTH"),
        ([row(menu(*map(str, range(26))))], "options BASE_TYPE_BAD_LENGTH"),
        (
            [row(menu("a", "a"))],
            "value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        ([row(menu("x" * 101))], "value BASE_TYPE_BAD_LENGTH"),
        ([row(menu("a", placeholder="x" * 151))], "placeholder BASE_TYPE_BAD_LENGTH"),
        ([row(menu("a", max_values=2))], "max_values NUMBER_TYPE_MAX"),
        ([picture("attachment://b.png")], "url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"),
        ([picture("a.png")], "url URL_TYPE_INVALID_URL"),
        ([picture(description="x" * 1025)], "description BASE_TYPE_BAD_LENGTH"),
        ([{"type": 12, "items": []}], "items BASE_TYPE_BAD_LENGTH"),
        ([{"type": 9, "components": [text()]}], "accessory BASE_TYPE_REQUIRED"),
        ([{"type": 9, "components": [text()] * 4, "accessory": button()}], "components BASE_TYPE_BAD_LENGTH"),
    ],
)  # fmt: skip
def test_components_that_are_wrong(given: list[Json], code: str) -> None:
    assert among(code, components(*given))


@pytest.mark.parametrize("kind", [9, 10, 12, 14, 17])
def test_without_its_flag_nothing_of_version_2_passes(kind: int) -> None:
    assert among("type UNION_TYPE_CHOICES", components({"type": kind}, v2=False))
    assert among(
        "components BASE_TYPE_BAD_LENGTH", components(*(row(button(str(n))) for n in range(6)), v2=False)
    )
