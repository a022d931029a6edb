"""Times and lists as people say them."""

from collections.abc import Sequence
from datetime import datetime


def in_words(when: datetime, now: datetime) -> str:
    """Say a coming or past moment in the zone of `when`, for example "on Monday at 9:00, in two days"."""
    today = now.astimezone(when.tzinfo).date()
    days = (when.date() - today).days
    clock = f"{when.hour}:{when.minute:02}"
    match days:
        case 0:
            return f"today at {clock}"
        case 1:
            return f"tomorrow at {clock}"
        case -1:
            return f"yesterday at {clock}"
        case _ if 1 < days < 7:
            return f"on {when:%A} at {clock}, in {number(days)} days"
        case _ if -7 < days < -1:
            return f"on {when:%A} at {clock}, {number(-days)} days ago"
    year = "" if when.year == today.year else f" {when.year}"
    return f"on {when.day} {when:%B}{year} at {clock}"


def until(when: datetime, now: datetime) -> str:
    """Say a coming moment at which something ends, for example "Monday at 9:00, in two days"."""
    return in_words(when, now).removeprefix("on ")


def number(count: int) -> str:
    """Write small counts as words."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if 0 <= count < len(words) else f"{count:,}"


def count(many: int, one: str, several: str | None = None) -> str:
    """Say a number with its noun: "1 peer", "3 peers"."""
    return f"{many:,} {one if many == 1 else several or one + 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Join names as in a sentence: "Ana, Ben and Cleo"."""
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
