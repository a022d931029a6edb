"""Payloads hold all that a card or a form says, for each platform."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from bot.core.call import Call
from bot.core.card import File, Picture
from bot.gallery import RENDERERS, Exhibit
from tests.fixtures.gallery import rendered

KINDS = {
    "discord": {"message", "modal"},
    "slack": {"message", "modal", "home"},
    "web": {"message", "form"},
}


def said(value: Any) -> Iterator[str]:
    """Give every text of a card or a form, with the calls of its buttons."""
    if isinstance(value, Call):
        yield value.encode()
    elif isinstance(value, Picture):
        yield value.alt
    elif isinstance(value, File):
        yield from (
            value.name,
            f"data:text/calendar;charset=utf-8;base64,{b64encode(value.text.encode()).decode()}",
        )
    elif isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from said(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from said(getattr(value, field.name))


def strings(payload: Any) -> Iterator[str]:
    if isinstance(payload, str):
        yield payload
    elif isinstance(payload, dict | list):
        for each in payload.values() if isinstance(payload, dict) else payload:
            yield from strings(each)


@pytest.mark.parametrize("platform", RENDERERS)
def test_a_payload_is_json_with_a_name_and_a_kind(platform: str, everything: list[Exhibit]) -> None:
    made = list(rendered(platform))
    assert json.loads(json.dumps(made)) == made
    assert [each["name"] for each in made] == [each.name for each in everything]
    assert {each["kind"] for each in made} == KINDS[platform]


def test_a_member_s_own_page_is_shown_where_there_is_a_place_for_it() -> None:
    pages = [each for each in rendered("slack") if each["kind"] == "home"]
    assert {each["name"].partition("/")[0] for each in pages} >= {"home.home"}


def test_the_simulator_drops_nothing(everything: list[Exhibit]) -> None:
    for each, made in zip(everything, rendered("web"), strict=True):
        assert set(said(each.shown)) <= set(strings(made["payload"])), each.name
