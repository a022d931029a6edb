"""Days within a phrase: weekdays, dates and distances, each counted from today in one place."""

import re
from datetime import date, datetime, time, timedelta
from typing import Never

from bot.domain.errors import Refusal
from bot.domain.say import listed
from bot.domain.times import DAYS
from bot.domain.weekly import monday_of

_WEEKDAY = r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur|urs)?(?:day)?\b\.?"
_FILLERS = re.compile(r"\b(?:at|on|the|of|from now|from today|coming)\b|\.(?=\s|$)")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.?(?:\s?(\d{4}|\d{2}))?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", re.ASCII)
_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII)
_DISTANCE = re.compile(r"(?:in )?(\d{1,3}) (day|week|month)s?", re.ASCII)
_FROM = re.compile(
    r"(\d{1,2}) weeks? (?:from|after) (.+)|(.+) in (\d{1,2}) weeks?|in (\d{1,2}) weeks? (.+)", re.ASCII
)
_OVER = "That is over. Say a time that is still to come."
_LONG_AHEAD = timedelta(days=300)
"""A date without a year that comes again only then was most likely meant for this year, and is over."""


def day_in(text: str, typed: str, at: time, here: datetime) -> date:
    """Give the day that a phrase names, from which the time of day `at` is taken already.

    Without any day it is today. Raises Refusal where it is unclear, never comes, or is not understood.
    """
    rest = " ".join(_FILLERS.sub(" ", text).split())
    today = here.date()
    if not rest or rest == "today":
        return today
    for read in (_near, _weekday, _written):
        if day := read(rest, today, at <= here.time()):
            return day
    raise Refusal(
        f"I do not understand “{typed.strip()[:40]}”. Write a day and a time, such as “tomorrow at 15:00”, "
        "“next Tuesday at 10” or “24 Nov 14:00”."
    )


def _near(rest: str, today: date, over: bool) -> date | None:
    """Read a distance from today, also from another day: "in 2 weeks", "a week from friday"."""
    if rest == "tomorrow":
        return today + timedelta(days=1)
    if rest == "day after tomorrow":
        return today + timedelta(days=2)
    if re.search(r"\b(?:yesterday|ago)\b", rest):
        raise Refusal(_OVER)
    if re.search(r"\bweekend\b", rest):
        raise Refusal("Which day of the weekend? Write Saturday or Sunday, with a time.")
    if rest in ("next week", "this week", "next month", "this month"):
        raise Refusal(f"Which day {rest}? Write the day with a time, such as “24 Nov 14:00”.")
    if (found := _DISTANCE.fullmatch(rest)) and found[2] != "month":
        return today + timedelta(days=int(found[1]) * (7 if found[2] == "week" else 1))
    if found := _FROM.fullmatch(rest):
        weeks = int(found[1] or found[4] or found[5])
        day = found[2] or found[3] or found[6]
        if begin := _near(day, today, over) or _plain_weekday(day, today, over, found[5] is not None):
            return begin + timedelta(weeks=weeks)
    return None


def _plain_weekday(text: str, today: date, over: bool, of_that_week: bool) -> date | None:
    """Read a weekday as the first to come; in "in two weeks on tuesday" as that of the week named."""
    if not (found := re.fullmatch(_WEEKDAY, text)):
        return None
    if of_that_week:
        return monday_of(today) + timedelta(days=_number(found[1]))
    return _first(_number(found[1]), today, over)


def _weekday(rest: str, today: date, over: bool) -> date | None:
    """Read a weekday: "friday", "next tue", "monday next week"."""
    found = re.search(_WEEKDAY, rest)
    if found is None:
        return None
    day = _number(found[1])
    match " ".join((rest[: found.start()] + rest[found.end() :]).split()):
        case "" | "this":
            return _first(day, today, over)
        case "next":
            return _next(day, today)
        case "next week":
            return monday_of(today) + timedelta(days=7 + day)
        case "this week":
            return monday_of(today) + timedelta(days=day)
        case "last" | "last week":
            raise Refusal(_OVER)
        case "week":
            return _first(day, today, over) + timedelta(days=7)
        case others:
            return _same_weekday(_written(others, today, over), day)


def _first(day: int, today: date, over: bool) -> date:
    ahead = (day - today.weekday()) % 7
    if not ahead and not over:
        _ask(f"{DAYS[day].capitalize()}", today, today + timedelta(days=7))
    return today + timedelta(days=ahead or 7)


def _next(day: int, today: date) -> date:
    """Read "next friday", which before that Friday may be this week's or the next."""
    next_week = monday_of(today) + timedelta(days=7 + day)
    if day > today.weekday():
        _ask(f"Next {DAYS[day].capitalize()}", next_week - timedelta(days=7), next_week)
    return next_week


def _same_weekday(day: date | None, said: int) -> date | None:
    if day and day.weekday() != said:
        raise Refusal(
            f"{day.day} {day:%B %Y} is a {day:%A}, not a {DAYS[said].capitalize()}. Which one is right?"
        )
    return day


def _written(rest: str, today: date, over: bool) -> date | None:
    """Read a date: "24 nov", "dec 1st 2026", "24/12", "24.12.", "2026-12-24", and "in 2 months"."""
    if found := _YEAR_FIRST.fullmatch(rest):
        return _day(int(found[1]), int(found[2]), int(found[3]), rest)
    if found := _DOTTED.fullmatch(rest):
        return _in_year(int(found[1]), int(found[2]), found[3], rest, today)
    if found := _SLASHED.fullmatch(rest):
        first, second = int(found[1]), int(found[2])
        if first != second and first <= 12 and second <= 12:
            _ask(f"“{rest}”", _coming(second, first, today, rest), _coming(first, second, today, rest))
        return _in_year(*((first, second) if first > 12 else (second, first)), found[3], rest, today)
    if found := _OF_MONTH.fullmatch(rest):
        return _coming_day(int(found[1]), today, over)
    if not (_DISTANCE.fullmatch(rest) or (_MONTH.search(rest) and re.search(r"\d", rest))):
        return None
    return _by_dateparser(rest, today)


def _coming_day(day: int, today: date, over: bool) -> date:
    """Read "the 27th" as the next of the months that has such a day."""
    for ahead in range(62):
        coming = today + timedelta(days=ahead)
        if coming.day == day and not (coming == today and over):
            return coming
    raise Refusal(f"No month has a day {day}. Write the date with its month, such as 24 Nov.")


def _by_dateparser(rest: str, today: date) -> date | None:
    # a tenth of a second, which the start of the program need not take
    from dateparser.date import DateDataParser

    base = datetime.combine(today, time(12))
    settings = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": base, "REQUIRE_PARTS": ["day", "month"]}
    relative = _DISTANCE.fullmatch(rest) is not None
    parser = DateDataParser(
        languages=["en"], settings={**settings, "REQUIRE_PARTS": []} if relative else settings
    )
    found = parser.get_date_data(rest).date_obj
    if found is None:
        raise Refusal(f"There is no day “{rest}”. Write it as 24 Nov, with a time.")
    day: date = found.date()
    has_year = re.search(r"\b\d{4}\b", rest) is not None
    return day if relative or has_year else _not_over(day, today)


def _in_year(day: int, month: int, year: str | None, rest: str, today: date) -> date:
    if year is None:
        return _not_over(_coming(month, day, today, rest), today)
    return _day(int(year) + (2000 if len(year) == 2 else 0), month, day, rest)


def _coming(month: int, day: int, today: date, rest: str) -> date:
    this_year = _day(today.year, month, day, rest)
    return this_year if this_year >= today else _day(today.year + 1, month, day, rest)


def _not_over(day: date, today: date) -> date:
    if day - today > _LONG_AHEAD:
        raise Refusal(
            f"{day.day} {day:%B} is over this year. Say a day that is still to come, or write {day.year} after it."
        )
    return day


def _day(year: int, month: int, day: int, rest: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal(f"There is no day “{rest}”. Write it as 24 Nov, with a time.") from None


def _number(weekday: str) -> int:
    return next(number for number, name in enumerate(DAYS) if name.startswith(weekday))


def _ask(what: str, *days: date) -> Never:
    both = listed([f"{day:%A} {day.day} {day:%B}" for day in days], "or")
    raise Refusal(
        f"{what} may be {both}. Write the date with its month as a word, such as {days[0].day} {days[0]:%b}."
    )
