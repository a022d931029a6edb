"""A scene: the real dispatcher on a real database, and people who type, press, and read what they are told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import bot.commands
from bot.core.call import Call, Value
from bot.core.card import Actions, Button, Card, Choices
from bot.core.complete import Completion
from bot.core.context import Caller
from bot.core.dispatcher import Dispatcher, Reply
from bot.core.errors import Problem
from bot.core.form import Form
from bot.core.outbox import Address
from bot.core.ports import Store, UnitOfWork
from bot.core.registry import Registry
from bot.domain.group import Room
from bot.domain.ids import MemberId
from bot.domain.member import Identity

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday
REGISTRY = Registry.discover(bot.commands)
ROOM = "tuesday"
DM = None
"""The room of a direct message."""


class HandClock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> datetime:
        self.time += timedelta(**by)
        return self.time


def identity(who: str) -> Identity:
    return Identity("web", "w", who)


def caller(who: str, room: str | None = ROOM) -> Caller:
    return Caller(identity(who), who.capitalize(), Room("web", "w", room) if room else None)


@dataclass
class Scene:
    """What the people of a group do; a name in lower case stands for a person, and for their messages."""

    work: UnitOfWork
    registry: Registry = REGISTRY
    clock: HandClock = field(default_factory=HandClock)
    woken: int = 0
    told: list[tuple[str, Card]] = field(default_factory=list)
    """Everything that was ever delivered, also what was edited since: to a room or a person, and what."""

    def __post_init__(self) -> None:
        self.dispatcher = Dispatcher(self.registry, self.work, self.clock, self._wake)

    def _wake(self) -> None:
        self.woken += 1

    async def type(self, who: str, text: str, room: str | None = ROOM) -> Reply:
        return await self.dispatcher.typed(caller(who, room), text)

    async def press(self, who: str, call: Call | str, room: str | None = ROOM) -> Reply:
        encoded = call if isinstance(call, str) else call.encode()
        return await self.dispatcher.pressed(caller(who, room), encoded)

    async def submit(self, who: str, form: Reply | str, room: str | None = ROOM, /, **values: Value) -> Reply:
        """Send a form with what stands in its fields, but for these values."""
        if isinstance(form, str):
            return await self.dispatcher.submitted(caller(who, room), form, values)
        assert isinstance(form, Form), form
        filled = {each.name: each.value for each in form.fields} | values
        return await self.dispatcher.submitted(caller(who, room), form.call.encode(), filled)

    async def suggest(self, who: str, line: str, room: str | None = ROOM) -> Sequence[Completion]:
        return await self.dispatcher.suggest(caller(who, room), line)

    async def deliver(self) -> None:
        """Deliver what waits, as the relay would."""

        def work(store: Store) -> list[tuple[str, Card]]:
            told = []
            until = self.clock.now() + timedelta(minutes=1)
            while rows := store.outbox.claim(["web"], now=self.clock.now(), until=until, most=100):
                for row in rows:
                    store.outbox.delivered(row.id, row.message or row.key, self.clock.now())
                    told.append((row.address.to, row.card))
            return told

        self.told += await self.work.write(work)

    async def messages(self, of: str) -> list[Card]:
        """Give the messages of a person or a room as they are now, oldest first."""
        await self.deliver()
        room, direct = Address("web", "w", "room", of), Address("web", "w", "direct", of)
        posts = await self.work.read(
            lambda store: [*store.outbox.posts(room, 100), *store.outbox.posts(direct, 100)]
        )
        return [post.card for post in posts]

    async def find(self, who: str, label: str, of: str = "") -> Call:
        """Give the call of the newest button with a label among somebody's messages, or those of a room."""
        for card in reversed(await self.messages(of or who)):
            for each in buttons(card):
                if each.label == label:
                    return each.call
        raise AssertionError(f"no button “{label}” for {of or who}")

    async def press_on(self, who: str, label: str, of: str = "") -> Reply:
        """Press the newest button with a label: in a direct message, or in the room that is named."""
        return await self.press(who, await self.find(who, label, of), of or DM)

    async def id(self, who: str) -> MemberId:
        member = await self.work.read(lambda store: store.members.by_identity(identity(who)))
        assert member, f"{who} is nobody's name"
        return member.id

    async def everything(self) -> str:
        """Write down all that is stored, so that a test can tell whether something changed."""
        return await self.work.read(dump)


def dump(store: Store) -> str:
    """Write down every row of every table."""
    connection = store.groups._connection  # type: ignore[attr-defined]
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return "\n".join(
        f"{table}: {row}"
        for (table,) in tables.all()
        for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()
    )


def a_card(reply: Reply) -> Card:
    """Give the card that a reply must be."""
    assert isinstance(reply, Card), reply
    return reply


def a_form(reply: Reply) -> Form:
    """Give the form that a reply must be."""
    assert isinstance(reply, Form), reply
    return reply


def a_problem(reply: Reply, code: str) -> str:
    """Give the message of the refusal that a reply must be."""
    assert isinstance(reply, Problem), reply
    assert reply.code == code, reply
    return reply.message


def buttons(card: Card) -> Iterator[Button]:
    """Go through what can be pressed on a card; an option is as good as a button."""
    for block in card.blocks:
        match block:
            case Actions():
                yield from block.buttons
            case Choices():
                yield from (Button(option.label, option.call) for option in block.options)
            case _:
                pass


def pressable(card: Card) -> dict[str, Call]:
    """Give a card's calls by their labels."""
    return {button.label: button.call for button in buttons(card)}


def texts(card: Card) -> str:
    """Give all that a card says, labels included."""
    return "\n".join(_strings(card))


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case tuple():
            for each in value:
                yield from _strings(each)
        case _ if is_dataclass(value) and not isinstance(value, Call):
            for each in fields(value):
                if each.name not in ("kind", "style"):
                    yield from _strings(getattr(value, each.name))
        case _:
            pass
