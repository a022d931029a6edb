"""A believable week of a group, played through the same door as everything else.

Ana and Ben have only just begun, so that whoever tries the simulator as one of them starts their own story.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar

from adapters.web.people import DIRECT, JOB_SEEKERS, PEOPLE, PLATFORM, Place
from bot.core.card import Actions
from bot.core.dispatcher import Dispatcher
from bot.core.errors import Problem
from bot.core.form import Form
from bot.core.ports import Store, UnitOfWork
from bot.core.registry import Registry

T = TypeVar("T")
GROUP = "The Tuesday Table"


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does something: types a line, or presses a button of the newest message that has it."""

    days_ago: int
    at: time
    who: str
    text: str = ""
    press: str = ""
    where: Place = JOB_SEEKERS


def _said(days_ago: int, at: str, who: str, text: str) -> Step:
    return Step(days_ago, time.fromisoformat(at), who, text)


def _pressed(days_ago: int, at: str, who: str, label: str, where: Place = DIRECT) -> Step:
    return Step(days_ago, time.fromisoformat(at), who, press=label, where=where)


WEEK = (
    _said(8, "08:55", "cleo", f'/group setup "{GROUP}" timezone:Europe/Athens'),
    _said(8, "09:02", "dev", "/me timezone Asia/Kolkata"),
    _said(8, "09:05", "edda", "/me timezone Atlantic/Reykjavik"),
    _said(8, "09:11", "femi", "/me timezone Africa/Lagos"),
    _said(8, "09:12", "femi", '/me profile about:"supply planner, six years in food and pharma"'),
    _said(8, "09:40", "ana", "/me timezone America/Sao_Paulo"),
    _said(8, "09:41", "ana", '/me profile about:"data analyst, eight years in logistics"'),
    _said(8, "10:20", "ben", "/me timezone Asia/Singapore"),
    _said(8, "10:31", "cleo", '/target add "Northwind Ferries" 5 they plan crews by spreadsheet, I build better tools'),
    _said(7, "08:15", "dev", '/target add "Lumen Maps", "Brightwater Energy" confidence:4'),
    _said(7, "08:40", "edda", '/target add "Brightwater Energy" 5 their wind sites need people who know the weather'),
    _said(7, "09:03", "femi", '/know add "Northwind Ferries" "Kemi Oni" we shared an office for two years'),
    _said(7, "09:04", "femi", '/know add "Northwind Ferries" "Lars Holm"'),
    _said(7, "11:30", "dev", '/know add "Hollow Oak Foods" "Mira Shah" my former neighbour'),
    _said(6, "07:50", "femi", '/target add "Hollow Oak Foods", "Pine & Sons" confidence:3'),
    _said(6, "09:20", "cleo", '/intro ask "Northwind Ferries" how planners and crews agree on a roster in bad weather'
          ' offer:"a planning template my last team still uses"'),
    _pressed(6, "10:05", "femi", "Offer"),
    _pressed(6, "12:40", "cleo", "Accept"),
    _pressed(6, "13:15", "femi", "I have asked them"),
    _pressed(4, "08:30", "femi", "They said yes, introduced"),
    _pressed(4, "09:10", "cleo", "We are in touch"),
    _pressed(2, "15:45", "cleo", "We have met"),
    _said(2, "15:52", "cleo", "/thanks @Femi for the warm words to Kemi, she had twenty good minutes for me"),
    _said(5, "09:00", "edda", '/intro ask "Brightwater Energy" how a site team decides when the wind is too strong'
          " minutes:30"),
    _said(3, "16:10", "femi", '/intro ask "Hollow Oak Foods" how they forecast demand for what spoils in three days'),
    _pressed(3, "18:02", "dev", "Offer"),
    _said(2, "08:20", "dev", "/thanks @Edda for an hour on my questions, half of them are better now"),
    _said(1, "09:30", "edda", "/thanks @Cleo for the practice call before my first meeting"),
    _said(1, "10:00", "ana", "/target add Riverbank 4"),
    _said(1, "10:30", "ben", '/target add "Quiet Robotics" 3'),
)  # fmt: skip


class SeedClock:
    """Tells the moment at which a step is played."""

    def __init__(self, now: datetime) -> None:
        """Begin at a moment."""
        self.moment = now

    def now(self) -> datetime:
        """Give the moment of the step."""
        return self.moment


class OneTransaction:
    """A unit of work within one that is under way."""

    def __init__(self, store: Store) -> None:
        """Go on with a store."""
        self._store = store

    async def write(self, work: Callable[[Store], T]) -> T:
        return work(self._store)

    async def read(self, work: Callable[[Store], T]) -> T:
        return work(self._store)


async def seed(registry: Registry, work: UnitOfWork, now: datetime) -> bool:
    """Play the week before `now`, wholly or not at all, where no group is yet; gives whether it was played."""

    def play(store: Store) -> bool:
        if PLATFORM in store.groups.platforms():
            return False
        asyncio.run(_play_week(registry, OneTransaction(store), now))  # in the store's own thread
        return True

    return await work.write(play)


async def _play_week(registry: Registry, work: UnitOfWork, now: datetime) -> None:
    clock = SeedClock(now)
    dispatcher = Dispatcher(registry, work, clock, wake=lambda: None)
    for step in sorted(WEEK, key=lambda step: (-step.days_ago, step.at)):
        day = (now - timedelta(days=step.days_ago)).date()
        clock.moment = datetime.combine(day, step.at, now.tzinfo)
        await _play(step, dispatcher, work)
        await work.write(lambda store: _deliver(store, clock.moment))


async def _play(step: Step, dispatcher: Dispatcher, work: UnitOfWork) -> None:
    caller = step.where.caller(PEOPLE[step.who])
    if step.text:
        reply = await dispatcher.typed(caller, step.text)
    else:
        address = step.where.address(PEOPLE[step.who])
        posts = await work.read(lambda store: store.outbox.posts(address, 100))
        buttons = (
            button
            for post in reversed(posts)
            for block in post.card.blocks
            if isinstance(block, Actions)
            for button in block.buttons
        )
        pressed = next(button for button in buttons if button.label == step.press)
        reply = await dispatcher.pressed(caller, pressed.call.encode())
    if isinstance(reply, Problem | Form):
        raise RuntimeError(f"the demo's week does not work any more: {step} gave {reply}")


def _deliver(store: Store, at: datetime) -> None:
    """Deliver at once what a step left in the outbox, at the step's own moment."""
    for row in _rows(store, at):
        store.outbox.delivered(row[0], row[1], at)


def _rows(store: Store, at: datetime) -> Iterator[tuple[int, str]]:
    while rows := store.outbox.claim([PLATFORM], now=at, until=at + timedelta(minutes=1), most=100):
        yield from ((row.id, row.message or row.key) for row in rows)
