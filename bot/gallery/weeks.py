"""Weeks: what a group's digest tells of, and what a member's history shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice
from typing import TYPE_CHECKING, get_args

from bot.core.charts import WeekMark, WeeksChart, WeekState
from bot.domain.digest import Week
from bot.domain.points import Help, HelpKind
from bot.domain.target import BoardRow
from bot.gallery import stages

if TYPE_CHECKING:
    from bot.gallery.samples import Samples

NAMED = 5
"""So many asks, companies and words of members a digest names at most."""


def week(samples: "Samples", many: int) -> Week:
    """Make a week with so many of everything that a digest counts; of what it names, a few."""
    few = min(many, NAMED)
    help_ = tuple(
        Help(
            samples.person(number),
            samples.person((number + 1 + number % 2) % (many + 1)),
            kind,
            1 + number % 3,
            5,
        )
        for number, kind in enumerate(islice(cycle(HelpKind), many))
    )
    return Week(
        help=help_,
        top=samples.standings(few).top,
        names={samples.person(number): samples.name(number) for number in range(many + 1)},
        unanswered=tuple((samples.ask(), samples.name(number)) for number in range(few)),
        waiting=many,
        companies=samples.rows(BoardRow, "", few),
        new=many,
        learnt=tuple((samples.name(number), samples.text("learnt")) for number in range(few)),
        promised=tuple((samples.name(number), samples.text("Commitment.text")) for number in range(few)),
        held=many,
        checked_in=many,
        members=many + 2,
        facilitator=samples.member("facilitator"),
    )


def weeks(samples: "Samples", base: Week) -> Iterator[tuple[str, Week]]:
    """Give weeks that differ from an ordinary one in one thing."""
    yield "with nothing", week(samples, 0)
    yield "with one of each", week(samples, 1)
    yield "of 500 members", week(samples, stages.MANY)
    yield "of helpers who are not shown", replace(base, top=(), names={})
    yield "without a word shared", replace(base, learnt=(), promised=(), held=0, checked_in=0)
    yield "without members", replace(week(samples, 0), members=0, facilitator=None)


def history() -> WeeksChart:
    """Make the last twelve weeks of a member, which stand in every way."""
    first = stages.NOW - timedelta(weeks=11)
    days = (first + timedelta(weeks=number) for number in range(12))
    marks = zip(days, cycle(get_args(WeekState)), strict=False)
    return WeeksChart(
        "Your last twelve weeks", tuple(WeekMark(f"{day.day} {day:%b}", state, state) for day, state in marks)
    )
