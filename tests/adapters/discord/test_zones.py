"""The zones that are likely for a locale."""

import pytest
from discord import Locale

from adapters.discord.zones import zones_of
from bot.domain.zones import is_zone


@pytest.mark.parametrize("locale", [each.value for each in Locale])
def test_every_locale_of_discord_s_has_zones_that_there_are(locale: str) -> None:
    zones = zones_of(locale)
    assert 1 <= len(zones) <= 4
    assert all(is_zone(zone) for zone in zones)


def test_an_unknown_locale_has_none() -> None:
    assert zones_of("tlh") == ()


def test_the_likeliest_comes_first() -> None:
    assert zones_of("de")[0] == "Europe/Berlin"
