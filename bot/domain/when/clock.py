"""Times of day within a phrase: what is taken for one, and what is asked about."""

import re
from datetime import time

from bot.domain.errors import Refusal
from bot.domain.say import listed

_HALF = r"(?P<half>a\.?m\b\.?|p\.?m\b\.?)"
_PARTS = re.compile(r"\b(?:in the |at )?(?P<part>morning|afternoon|evening|night)\b|\b(?P<tonight>tonight)\b")
_FORMS = (
    re.compile(r"\b(?P<past>half|quarter) (?P<side>past|to) (?P<hour>\d{1,2})\b", re.ASCII),
    re.compile(rf"\b(?P<hour>\d{{1,2}})[:h](?P<minute>\d{{2}})(?::\d{{2}})?(?!\d)\s*{_HALF}?", re.ASCII),
    re.compile(rf"\b(?P<hour>\d{{1,2}})(?:\.(?P<minute>\d{{2}}))?\s*{_HALF}", re.ASCII),
    re.compile(r"\b(?P<hour>\d{1,2})(?:\.(?P<minute>\d{2}))?\s*(?:h|hrs?|uhr)\b", re.ASCII),
    re.compile(r"\b(?P<noon>noon|midday)\b"),
    re.compile(r"\bat (?P<hour>\d{1,2})(?:\.(?P<minute>\d{2}))?(?: ?o'?clock)?(?![\d/.-])", re.ASCII),
    re.compile(r"\b(?P<hour>\d{1,2}) ?o'?clock\b", re.ASCII),
    re.compile(r"(?:(?<=tomorrow )|(?<=today ))(?P<hour>\d{1,2})$", re.ASCII),
    re.compile(r"(?<![\d./-])(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?![\d./-])", re.ASCII),
)
"""How a time of day is written, surest first; a dotted one may be a date, so it counts where there is no other."""
_RANGE = re.compile(
    r"\d\s*(?:am|pm)?\s*(?:-|to|until|till|or)\s*\d{1,2}(?::\d{2}|\s*[ap]\.?m|\.\d{2})", re.ASCII
)
_UNCLEAR = range(1, 8)
"""Hours that may be before or after noon where nothing tells which; a meeting at 8 is in the morning."""
_EXAMPLE = "as in “tomorrow at 15:00”"


class NoTime(Refusal):
    """A phrase names no time of day; `rest` is what else it says."""

    def __init__(self, part: str, rest: str) -> None:
        super().__init__(f"At what time{_SAID.get(part, '')}? Add it, {_EXAMPLE}.")
        self.rest = rest


_SAID = {part: f" in the {part}" for part in ("morning", "afternoon", "evening")} | {"night": " at night"}


def time_in(text: str) -> tuple[time, str]:
    """Give the time of day that a phrase names, and the phrase without it.

    Raises Refusal where that is unclear, and NoTime where there is none.
    """
    if re.search(r"\bmidnight\b", text):
        raise Refusal("Midnight may be the beginning of that day or its end. Write the date with 0:00.")
    part = _PARTS.search(text)
    rest = _PARTS.sub(lambda found: " today " if found["tonight"] else " ", text)
    half = _half_of(part)
    for form in _FORMS:
        found = [*form.finditer(rest)]
        if len(found) > 1 or (found and _RANGE.search(rest)):
            raise Refusal(f"There are two times in it. When does it begin? Write one, {_EXAMPLE}.")
        if found:
            return _time(found[0], half), rest[: found[0].start()] + " " + rest[found[0].end() :]
    raise NoTime((part["part"] or "evening") if part else "", rest)


def _half_of(part: re.Match[str] | None) -> str:
    if part is None:
        return ""
    return "a" if part["part"] == "morning" else "p"


def _time(found: re.Match[str], part: str) -> time:
    said = found.groupdict()
    if said.get("noon"):
        return time(12)
    hour, minute = int(said["hour"]), int(said.get("minute") or 0)
    half = (said.get("half") or "")[:1]
    if said.get("past"):
        minute = 30 if said["past"] == "half" else 15
        if said["side"] == "to":
            hour, minute = (hour - 1) or 12, 60 - minute
    written = found[0].strip().removeprefix("at ")
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise Refusal(f"“{written}” is not a time of day. Write it as 9:00, 15:30 or 3pm.")
    exact = re.search(r"\d(:|\s*(?:h|uhr))", written) is not None
    if half or (part and 1 <= hour <= 12 and not (exact and hour == 12)):
        return time(hour % 12 + 12 * ((half or part) == "p"), minute)
    if not exact and hour in _UNCLEAR:
        both = [f"{each.hour}:{each:%M}" for each in (time(hour, minute), time(hour + 12, minute))]
        raise Refusal(f"“{written}” may be {listed(both, 'or')}. Which one is it?")
    return time(hour, minute)
