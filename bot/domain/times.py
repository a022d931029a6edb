"""Times of day and days of the week, as people type them."""

import re
from collections.abc import Sequence
from datetime import date, time

from bot.domain.errors import Refusal

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WRITTEN = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?"
_TIME = re.compile(_WRITTEN, re.ASCII | re.IGNORECASE)
_SPAN = re.compile(
    rf"(?P<begin>{_WRITTEN})\s*(?:[-–—]|to|until|\s)\s*(?P<end>{_WRITTEN})", re.ASCII | re.IGNORECASE
)


def time_of_day(typed: str) -> time:
    """Read a time such as 9:00, 21.30, 9am or 9; refuses hours such as 25:00."""
    if found := _TIME.fullmatch(typed.strip()):
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()[:1]
        fits = 1 <= hour <= 12 if half else hour < 24
        if fits and minute < 60:
            return time(hour % 12 + (12 if half == "p" else 0) if half else hour, minute)
    raise Refusal(f"“{typed}” is not a time of day. Write it as 9:00, 21:30 or 9am.")


def span(typed: str) -> tuple[str, str]:
    """Take two times apart that are written as 22:00-7:00, 10pm to 7am or 22 7; without a second it is empty."""
    found = _SPAN.fullmatch(typed.strip())
    return (found["begin"].strip(), found["end"].strip()) if found else (typed, "")


def dates(typed: str) -> Sequence[date]:
    """Read dates such as 2026-12-24, separated by spaces or commas, in order."""
    found = set()
    for each in typed.replace(",", " ").split():
        try:
            found.add(date.fromisoformat(each))
        except ValueError:
            raise Refusal(f"“{each}” is not a date. Write it as 2026-12-24; several with commas.") from None
    return sorted(found)
