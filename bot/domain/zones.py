"""Time zones by their IANA names, as people type them."""

from collections.abc import Sequence
from functools import cache, lru_cache
from unicodedata import combining, normalize
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.domain.errors import Refusal
from bot.domain.say import listed

ABBREVIATIONS = {
    "bst": ("Europe/London", "Asia/Dhaka"),
    "cest": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid"),
    "cet": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid"),
    "cst": ("America/Chicago", "America/Mexico_City", "Asia/Shanghai"),
    "eet": ("Europe/Athens", "Europe/Kyiv", "Africa/Cairo"),
    "est": ("America/New_York", "America/Toronto", "Australia/Sydney"),
    "et": ("America/New_York", "America/Toronto"),
    "gmt": ("Europe/London", "Africa/Accra", "Atlantic/Reykjavik"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "jst": ("Asia/Tokyo",),
    "mst": ("America/Denver", "America/Phoenix"),
    "pst": ("America/Los_Angeles", "America/Vancouver", "Asia/Manila"),
    "pt": ("America/Los_Angeles", "America/Vancouver"),
}
"""What people write for a zone although several places share it, and some of these places."""


@cache
def zone_names() -> tuple[str, ...]:
    """Give the names of all zones that stand for a place, and UTC."""
    areas = ("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/",
             "Indian/", "Pacific/")  # fmt: skip
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(areas)))


@cache
def is_zone(name: str) -> bool:
    """Say whether a name is that of any IANA zone, also of an old one such as Asia/Calcutta."""
    return name in available_timezones()


def zones_like(typed: str, most: int = 5) -> Sequence[str]:
    """Give the zones that may be meant, the likeliest first."""
    wanted = _plain(typed)
    if not wanted:
        return zone_names()[:most]
    inside = [name for name in zone_names() if wanted in _plain(name)]
    inside.sort(key=lambda name: (not _city(name).startswith(wanted), name))
    near = process.extract(
        wanted, zone_names(), scorer=fuzz.ratio, processor=_city, limit=most, score_cutoff=65
    )
    return list(dict.fromkeys([*ABBREVIATIONS.get(wanted, ()), *inside, *(found[0] for found in near)]))[
        :most
    ]


def zone_named(typed: str) -> str:
    """Give the zone of a name such as "Europe/Berlin", "berlin" or "New York"; else refuses, with the nearest."""
    if "/" in typed and is_zone(typed):
        return typed  # also one by an old name, such as US/Pacific, as platforms give them
    wanted = _plain(typed)
    exact = [name for name in zone_names() if wanted in (_plain(name), _city(name))]
    if len(exact) == 1:
        return exact[0]
    if several := exact or ABBREVIATIONS.get(wanted):
        raise Refusal(f"“{typed}” may be {listed(several, 'or')}. Which one is yours?")
    near = zones_like(typed, 3)
    hint = (
        f"Did you mean {listed(near, 'or')}?"
        if near
        else "Name a large city of yours, such as Europe/Berlin or America/New_York."
    )
    raise Refusal(f"“{typed}” is not a time zone I know. {hint}")


def _city(name: str) -> str:
    return _plain(name.rpartition("/")[2])


@lru_cache(maxsize=2048)
def _plain(name: str) -> str:
    bare = "".join(char for char in normalize("NFKD", name) if not combining(char))  # Zürich is Zurich there
    return bare.casefold().replace("_", " ").replace("-", " ").strip()
