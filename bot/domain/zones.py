"""Time zones by their IANA names, as people type them."""

from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import process

from bot.domain.errors import Refusal
from bot.domain.say import listed


@cache
def zone_names() -> tuple[str, ...]:
    """Give the names of all zones that stand for a place, and UTC."""
    areas = ("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/",
             "Indian/", "Pacific/")  # fmt: skip
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(areas)))


def zones_like(typed: str, most: int = 5) -> Sequence[str]:
    """Give the zones that may be meant, the likeliest first."""
    wanted = _plain(typed)
    if not wanted:
        return zone_names()[:most]
    inside = [name for name in zone_names() if wanted in _plain(name)]
    inside.sort(key=lambda name: (not _plain(name.rpartition("/")[2]).startswith(wanted), name))
    near = process.extract(wanted, zone_names(), processor=_plain, limit=most, score_cutoff=70)
    return list(dict.fromkeys([*inside, *(found[0] for found in near)]))[:most]


def zone_named(typed: str) -> str:
    """Give the zone of a name such as "Europe/Berlin", "berlin" or "New York"; else refuses with the nearest."""
    wanted = _plain(typed)
    exact = [name for name in zone_names() if _plain(name) == wanted]
    of_city = [name for name in zone_names() if _plain(name.rpartition("/")[2]) == wanted]
    if found := exact or of_city:
        if len(found) == 1:
            return found[0]
        raise Refusal(f"“{typed}” may be {listed(found, 'or')}. Which one is yours?")
    near = zones_like(typed, 3)
    hint = (
        f"Did you mean {listed(near, 'or')}?"
        if near
        else "Name a large city of yours, such as Europe/Berlin or America/New_York."
    )
    raise Refusal(f"“{typed}” is not a time zone I know. {hint}")


def _plain(name: str) -> str:
    return name.casefold().replace("_", " ").replace("-", " ").strip()
