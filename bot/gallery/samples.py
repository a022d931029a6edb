"""Samples: values made by their types, so that a new card is filled without anyone remembering.

What a type cannot be made of by itself gets a line in SPECIAL; texts and numbers get theirs in `texts.py`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from bot.core.card import File
from bot.core.charts import WeeksChart
from bot.core.command import Command
from bot.core.paging import Page
from bot.core.registry import Registry
from bot.domain.agenda import Agenda
from bot.domain.ask import Ask, AskState, OfferState
from bot.domain.company import Company
from bot.domain.digest import Week
from bot.domain.ids import AskId, GroupId, MemberId
from bot.domain.member import Member, Stage
from bot.domain.points import Standing, Standings
from bot.domain.preparation import Preparation
from bot.domain.questions import Question
from bot.domain.quiet import Kind, Quiet
from bot.gallery import meetings, stages, weeks
from bot.gallery.flavours import Flavour
from bot.gallery.texts import NUMBERS, PERSON, TEXTS

FEW = 3
MANY = stages.MANY
_STAGES = list(stages.STAGES)
ROLES = {"requester": 0, "giver": 0, "helper": 1, "by": 2, "peer": 3}
_LARGEST_ID = 2**31 - 1


class NoSample(TypeError):
    """The gallery cannot make a value; the message tells a newcomer what to add where."""


class Samples:
    """Makes values in one flavour: asks stand at `stage`, and the viewer is their requester (0) or a peer."""

    def __init__(self, flavour: Flavour, registry: Registry, stage: str = "offered", viewer: int = 0) -> None:
        self.flavour, self.registry, self.viewer = flavour, registry, viewer
        self._first, self._row = _STAGES.index(stage), 0
        self._turns: Counter[str] = Counter()

    def make(self, hint: Any, name: str) -> Any:
        """Make a value of a type; the name is that of a parameter, or `Class.field`. Raises NoSample."""
        if special := SPECIAL.get(hint):
            return special(self, name)
        if row := row_of(hint):
            return self.rows(row, name, FEW)
        if present := if_given(hint):
            return self.make(present, name)
        kind, inside = get_origin(hint), get_args(hint)
        if kind is tuple:
            return tuple(self.make(each, name) for each in inside)
        if kind is Page:
            return Page(self.rows(inside[0], name, FEW), 1, FEW)
        if kind is dict and inside == (int, str):
            return {self.person(number): self.name(number) for number in range(MANY + 1)}
        return self._simple(hint, name)

    def rows(self, hint: Any, name: str, many: int, start: int = 0) -> tuple[Any, ...]:
        """Make rows of a type; their states and numbers take turns."""
        made, outer = [], self._row
        for self._row in range(start, start + many):
            made.append(self.make(hint, name))
        self._row = outer
        return tuple(made)

    def text(self, name: str) -> str:
        """Write the next text of a name; the last of a few is left out where it may be."""
        if name not in TEXTS:
            raise NoSample(f"the text “{name}”; say in TEXTS of bot/gallery/texts.py how long it may be")
        text = TEXTS[name]
        if text.blank and not self.flavour.extreme and self._row == FEW - 1:
            return ""
        return self.flavour.write(text, self._turn(name))

    def number(self, name: str) -> int:
        """Give the number of a name."""
        if name not in NUMBERS:
            raise NoSample(f"the number “{name}”; add it to NUMBERS of bot/gallery/texts.py")
        numbers = NUMBERS[name]
        return numbers[-1] if self.flavour.extreme else numbers[self._row % len(numbers)]

    def id(self) -> int:
        """Give a new id, which is nobody's among the people."""
        return self._numbered(MANY + self._turn("id") + 1)

    def person(self, number: int) -> MemberId:
        """Give the id of one of the people."""
        return MemberId(self._numbered(number))

    def name(self, number: int) -> str:
        """Give the name of one of the people."""
        return self.flavour.write(PERSON, number)

    def member(self, part: str) -> Member:
        """Make the person who plays a part."""
        number = self.viewer if part == "viewer" else ROLES.get(part, self._turn("member"))
        about, zone = self.text("Member.about"), self.text("Member.zone")
        quiet, muted = Quiet(time(22), time(7)), frozenset((Kind.NUDGE,))
        person = Member(self.person(number), self.name(number), about, zone, self._enum(Stage))
        return replace(person, quiet=quiet, muted=muted)

    def ask(self) -> Ask:
        """Make the next ask, at its stage."""
        ask = Ask.post(
            GroupId(self._numbered(0)), self.person(0), self.company(), self.text("Ask.learn"),
            self.number("Ask.minutes"), self.text("Ask.offer"), stages.NOW,
        )  # fmt: skip
        return self._put(replace(ask, id=AskId(self.id())))

    def state(self) -> AskState:
        """Give the state of the ask in this row."""
        any_ask = Ask.post(GroupId(0), MemberId(0), Company("", ""), "", 20, "", stages.NOW)
        return self._put(any_ask).state(stages.NOW)

    def offer_state(self) -> OfferState:
        """Give the state of the offer of the ask's helper in this row."""
        return next(iter(stages.STAGES[self._stage]), OfferState.OFFERED)

    def introduced_by(self) -> tuple[str, ...]:
        """Name those whose introductions are confirmed."""
        states = stages.STAGES[self._stage]
        done = (OfferState.CONFIRMED, OfferState.MET)
        return tuple(self.name(number) for number, state in enumerate(states, 1) if state in done)

    def company(self) -> Company:
        """Make the next company."""
        return Company.named(self.text("Company.name"))

    def command(self) -> Command:
        """Give a command that has all there is to explain."""
        return max(self.registry.all(), key=lambda command: len(command.parameters))

    def standings(self, many: int) -> Standings:
        """Make standings of so many helpers, the viewer among them."""
        points = [self._points(place) for place in range(many)]
        top = tuple(
            Standing(self.person(place), self.name(place), points[place], place + 1, first_time=place == 1)
            for place in range(min(many, 10))
        )
        own = next((each for each in top if each.member == self.person(self.viewer)), None)
        return Standings(sum(points), many, top, own)

    def _points(self, place: int) -> int:
        return 10_000_000 - place if self.flavour.extreme else 1 + 42 // (place + 1)

    def _simple(self, hint: Any, name: str) -> Any:
        if hint is str:
            return self.text(name)
        if hint is int:
            return self.number(name)
        if hint is bool:
            return False
        if getattr(hint, "__supertype__", None) is int:
            return hint(self.id())
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._enum(hint)
        if is_dataclass(hint) and isinstance(hint, type):
            return hint(**{field: self.make(of, name) for field, name, of in fields_of(hint)})
        raise NoSample(f"{hint!r} as “{name}”; say in SPECIAL of bot/gallery/samples.py how to make one")

    def _enum(self, hint: type[Enum]) -> Any:
        return list(hint)[self._row % len(hint)]

    @property
    def _stage(self) -> str:
        return _STAGES[(self._first + self._row) % len(_STAGES)]

    def _put(self, ask: Ask) -> Ask:
        return stages.put(ask, self._stage, map(self.person, range(1, MANY + 1)))

    def _numbered(self, number: int) -> int:
        return _LARGEST_ID - number if self.flavour.extreme else number + 1

    def _turn(self, of: str) -> int:
        self._turns[of] += 1
        return self._turns[of] - 1


SPECIAL: dict[Any, Callable[[Samples, str], Any]] = {
    Agenda: lambda samples, name: meetings.planned(samples),
    Ask: lambda samples, name: samples.ask(),
    AskState: lambda samples, name: samples.state(),
    Command: lambda samples, name: samples.command(),
    Company: lambda samples, name: samples.company(),
    Member: lambda samples, name: samples.member(name),
    MemberId: lambda samples, name: samples.person(0),
    OfferState: lambda samples, name: samples.offer_state(),
    Preparation: lambda samples, name: meetings.prepared(samples),
    Question: lambda samples, name: meetings.question(samples),
    Week: lambda samples, name: weeks.week(samples, MANY if samples.flavour.extreme else 4),
    WeeksChart: lambda samples, name: weeks.history(),
    File: lambda samples, name: meetings.ENTRY,
    ZoneInfo: lambda samples, name: ZoneInfo("Europe/Athens"),
    date: lambda samples, name: stages.NOW.date() - timedelta(days=stages.NOW.weekday()),
    datetime: lambda samples, name: stages.NOW,
    Registry: lambda samples, name: samples.registry,
    Standings: lambda samples, name: samples.standings(10 if samples.flavour.extreme else 5),
}
"""How to make what its fields alone do not tell."""


@cache
def row_of(hint: Any) -> Any:
    """Give the type of a sequence's rows; None for what is not a sequence."""
    inside = get_args(hint)
    several = get_origin(hint) in (Sequence, list) or (get_origin(hint) is tuple and inside[-1] is ...)
    return inside[0] if several else None


@cache
def if_given(hint: Any) -> Any:
    """Give the type that an optional value has if it is there; None for what is not optional."""
    inside = get_args(hint)
    optional = get_origin(hint) in (Union, UnionType) and len(inside) == 2 and NoneType in inside
    return next(each for each in inside if each is not NoneType) if optional else None


@cache
def fields_of(hint: type) -> list[tuple[str, str, Any]]:
    """Give the fields of a dataclass that are to be made: each with its whole name and its type."""
    types = get_type_hints(hint)
    return [
        (field.name, f"{hint.__name__}.{field.name}", types[field.name])
        for field in fields(hint)
        if field.init and not (types[field.name] is bool and field.default is not MISSING)
    ]
