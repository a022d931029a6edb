from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Refusal
from bot.domain.zones import ABBREVIATIONS, zone_named, zone_names, zones_like


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        (" Berlin ", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Zürich", "Europe/Zurich"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("UTC", "UTC"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(typed: str, zone: str) -> None:
    assert zone_named(typed) == zone


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Berln", "“Berln” is not a time zone I know. Did you mean Europe/Berlin"),
        ("EST", "“EST” may be America/New_York, America/Toronto or Australia/Sydney. Which one is yours?"),
        ("xyzzy", "Name a large city of yours, such as Europe/Berlin or America/New_York."),
        ("+02:00", "Name a large city of yours"),
        ("Buenos Aires", "“Buenos Aires” may be America/"),
    ],
)
def test_what_is_not_clear_is_asked(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        zone_named(typed)
    assert said in caught.value.message


def test_what_is_suggested_is_understood() -> None:
    for name in zone_names():
        assert zone_named(name) == name
        assert ZoneInfo(name).key == name
    for places in ABBREVIATIONS.values():
        assert set(places) <= set(zone_names())


@pytest.mark.parametrize(
    ("typed", "first"),
    [("", "UTC"), ("berl", "Europe/Berlin"), ("new y", "America/New_York"), ("xyzzy", None)],
)
def test_zones_are_suggested_likeliest_first(typed: str, first: str | None) -> None:
    found = zones_like(typed, 3)
    assert (found[0] if found else None) == first
    assert len(found) <= 3


@given(st.text(max_size=30))
def test_any_text_is_a_zone_or_a_refusal(typed: str) -> None:
    try:
        found = zone_named(typed)
    except Refusal:
        found = "UTC"
    assert found in zone_names()
    assert set(zones_like(typed)) <= set(zone_names())
