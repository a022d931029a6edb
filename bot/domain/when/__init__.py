"""When something shall be: a date and time as people say them, read by the clocks of one place.

What may mean two things, or is over, or never comes is asked about rather than guessed: a wrong guess costs somebody
a meeting. Days are read by `days`, times of day by `clock`.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import Refusal
from bot.domain.say import in_words
from bot.domain.weekly import moment
from bot.domain.when import clock, days

WHEN_MAX = 100
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}.*", re.ASCII)
_OTHER_CLOCKS = re.compile(
    r"\b(utc|gmt|z|[ecmp][sd]?t|ce[s]?t|ee[s]?t|we[s]?t|bst|ist|jst)\b|(?<=\d)z\b|(?<=:\d\d)\s*[+-]\d[\d:]*",
    re.ASCII,
)
_IN_HOURS = re.compile(r"(?:in )?(\d{1,3}) (minute|min|hour)s?(?: and (\d{1,2}) (?:minute|min)s?)?", re.ASCII)
_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_AS_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS, 1)}

_OTHER_WORDS = (
    (re.compile(r"\bhalf an hour\b"), "30 minutes"),
    (re.compile(r"\b(?:a )?fortnight\b"), "2 weeks"),
    (re.compile(r"\b(?:a|an) (?=(?:week|day|hour|month|minute)\b)"), "1 "),
    (re.compile(r"\bmid-day\b"), "noon"),
    (re.compile(r"\b(\d{1,2})(?= in the (?:morning|afternoon|evening)\b)", re.ASCII), r"at \1"),
    (re.compile(r"\b(?:sharp|exactly)\b"), ""),
    (re.compile(r"\b(?:tmrw|tmr|tmw|tomorow|tommorow|tommorrow)\b"), "tomorrow"),
)
"""What else is often written, and what it stands for."""


def when(typed: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Give the moment that is meant, by the clocks of the zone; of a time that comes twice, the first.

    Raises Refusal, which asks for what is missing: no day or no time of day, something that may mean two things, a
    moment that is over, or one that does not come because the clocks leap over it.
    """
    text = _plain(typed)
    if not text:
        raise Refusal(
            "When is it? Write it as you would say it, such as “tomorrow at 15:00” or “24 Nov 14:00”."
        )
    here = now.astimezone(zone)
    try:
        return _checked(_exact(text, zone) or _ahead(text, here) or _said(text, typed, here), here)
    except OverflowError:
        raise Refusal("No calendar goes that far. Say a nearer date.") from None


def comes_twice(local: datetime) -> bool:
    """Tell whether the clocks of the zone show this time twice, because they are put back over it."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _plain(typed: str) -> str:
    """Write a phrase in small letters, with digits for small numbers and single spaces."""
    text = unicodedata.normalize("NFKC", typed).casefold().replace("’", "'").replace("–", "-")
    text = re.sub(r"[,;@()!?\"“”]| - ", " ", text)
    text = " ".join(_AS_DIGITS.get(word, word) for word in text.split())
    for pattern, plain in _OTHER_WORDS:
        text = pattern.sub(plain, text)
    return " ".join(text.split())


def _exact(text: str, zone: ZoneInfo) -> datetime | None:
    """Read a date and time as programs write them; with an offset it is the same moment in the zone."""
    if not _ISO.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    return found.astimezone(zone) if found.tzinfo else _local(found.date(), found.time(), zone)


def _ahead(text: str, here: datetime) -> datetime | None:
    """Read "in 2 hours", which says day and time at once."""
    if not (found := _IN_HOURS.fullmatch(text)):
        return None
    many = int(found[1])
    ahead = timedelta(hours=many) if found[2] == "hour" else timedelta(minutes=many)
    then = here.astimezone(UTC) + ahead + timedelta(minutes=int(found[3] or 0))
    return then.replace(second=0, microsecond=0).astimezone(here.tzinfo)


def _said(text: str, typed: str, here: datetime) -> datetime:
    zone = ZoneInfo(str(here.tzinfo))
    if found := _OTHER_CLOCKS.search(text):
        raise Refusal(
            f"Times are read by the clocks in {zone}. Say it by them, without “{found[0].strip().upper()}”."
        )
    try:
        at, rest = clock.time_in(text)
    except clock.NoTime as error:
        days.day_in(error.rest, typed, time.max, here)  # what is no day at all is not understood
        raise
    return _local(days.day_in(rest, typed, at, here), at, zone)


def _local(day: date, at: time, zone: ZoneInfo) -> datetime:
    local = datetime.combine(day, at)
    comes = moment(local, zone).astimezone(zone)
    if comes.replace(tzinfo=None) != local:
        raise Refusal(
            f"On {day.day} {day:%B} the clocks in {zone} leap over {at.hour}:{at:%M}, so it does not come that day. "
            f"The next time that does is {comes.hour}:{comes:%M}."
        )
    return comes


def _checked(local: datetime, here: datetime) -> datetime:
    if local <= here:
        raise Refusal(f"That was {in_words(local, here)}, which is over. Say a time that is still to come.")
    return local
