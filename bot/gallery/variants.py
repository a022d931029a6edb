"""Variants: the arguments of a card with one thing changed at a time."""

from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from bot.core.card import File
from bot.core.charts import WeeksChart
from bot.core.command import Command
from bot.core.paging import PAGE, Page, skip
from bot.domain.agenda import Agenda
from bot.domain.ask import Ask, AskState, OfferState
from bot.domain.company import Company
from bot.domain.digest import Week
from bot.domain.points import Standings
from bot.domain.quiet import Quiet
from bot.gallery import meetings, weeks
from bot.gallery.samples import MANY, Samples, if_given, row_of
from bot.gallery.texts import MOST, NUMBERS, TEXTS

Variants = Iterator[tuple[str, Any]]


def variants(samples: Samples, hint: Any, name: str, base: Any) -> Variants:
    """Give the values that differ from `base` in one thing, each with what that is."""
    if hint in (Ask, AskState, OfferState, Company, File, Quiet, WeeksChart):
        return  # an ask varies by its stage, together with all that goes with it; the others are as they are
    if hint is Command:
        yield from ((command.name, command) for command in samples.registry.all())
    elif hint is Agenda:
        yield from meetings.plans(samples)
    elif hint is Week:
        yield from weeks.weeks(samples, base)
    elif hint is Standings:
        yield from _standings(samples, base)
    elif row := row_of(hint):
        yield from ((_rows(many), samples.rows(row, name, many)) for many in (0, 1, MOST.get(name, MANY)))
    elif present := if_given(hint):
        if base is not None:
            yield "none", None
            yield from variants(samples, present, name, base)
    elif get_origin(hint) is frozenset:
        yield from (("none", frozenset()), ("all", frozenset(get_args(hint)[0])))
    elif get_origin(hint) is Page:
        yield from _pages(samples, get_args(hint)[0], name)
    elif is_dataclass(hint) and isinstance(hint, type):
        yield from _fields(samples, hint, base)
    else:
        yield from ((_said(value), value) for value in _simple(hint, name) if value != base)


def _simple(hint: Any, name: str) -> list[Any]:
    if hint is bool:
        return [False, True]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)
    if hint is int:
        return list(NUMBERS.get(name, ()))
    return [""] if name in TEXTS and TEXTS[name].blank else []


def _fields(samples: Samples, hint: type, base: Any) -> Variants:
    for field, of in get_type_hints(hint).items():
        for label, value in variants(samples, of, f"{hint.__name__}.{field}", getattr(base, field)):
            yield f"{field} {label}", replace(base, **{field: value})


def _pages(samples: Samples, row: Any, name: str) -> Variants:
    yield _rows(0), Page((), 1, 0)
    yield _rows(1), Page(samples.rows(row, name, 1), 1, 1)
    for number in (1, 2, MANY // PAGE):
        rows = samples.rows(row, name, PAGE, skip(number))
        yield f"{_rows(MANY)}, page {number}", Page(rows, number, MANY)


def _standings(samples: Samples, base: Standings) -> Variants:
    yield from ((_rows(many), samples.standings(many)) for many in (0, 1, MANY))
    yield "without the viewer", replace(base, own=None)
    yield "all hidden", replace(base, top=(), own=None)


def _rows(many: int) -> str:
    return "1 row" if many == 1 else f"{many} rows"


def _said(value: Any) -> str:
    return {False: "no", True: "yes"}[value] if isinstance(value, bool) else str(value) or "left out"
