"""A process to be killed: a dispatcher and a relay on a real database, with a platform that is a file.

It reads a Plan as JSON from its argument. At the moment that the plan names it stops dead and says so, to be
killed there; otherwise it ends when everything is delivered.
"""

import asyncio
import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

import bot.commands
from bot.core.card import Card
from bot.core.context import Caller
from bot.core.dispatcher import Dispatcher
from bot.core.errors import Problem
from bot.core.outbox import Address
from bot.core.ports import Store
from bot.core.registry import Registry
from bot.domain.group import Room
from bot.domain.member import Identity
from bot.jobs.relay import Pace, Relay
from storage.database import Database

T = TypeVar("T")
Moment = Literal["writing", "committed", "sending", "sent"]
PLATFORM = "paper"
STOPPED = "stopped"
ANA = Identity(PLATFORM, "w", "ana")


@dataclass(frozen=True)
class Plan:
    """What a process does: `lines` are typed, as (room, text); it stops at the nth such moment."""

    url: str
    key: str
    paper: str
    now: str
    remembers: bool
    lines: list[tuple[str, str]] = field(default_factory=list)
    stop: Moment | None = None
    nth: int = 1

    def written(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Line:
    """A line of the paper: a message, or a change of the message `edits`."""

    to: str
    text: str
    key: str
    id: str
    edits: str = ""


def read(paper: Path) -> list[Line]:
    return [Line(**json.loads(line)) for line in paper.read_text().splitlines()] if paper.exists() else []


class Brake:
    """Stops the process dead at the nth of a kind of moment."""

    def __init__(self, plan: Plan) -> None:
        self._at, self._left = plan.stop, plan.nth

    def reached(self, moment: Moment) -> None:
        if moment == self._at:
            self._left -= 1
            if self._left == 0:
                own_line = f"\n{STOPPED}\n".encode()  # whatever is being logged
                os.write(sys.stdout.fileno(), own_line)
                threading.Event().wait()


class Braked:
    """A unit of work that may stop before the commit, with everything written."""

    def __init__(self, database: Database, brake: Brake) -> None:
        self.read, self._database, self._brake = database.read, database, brake

    async def write(self, work: Callable[[Store], T]) -> T:
        def then_stop(store: Store) -> T:
            result = work(store)
            self._brake.reached("writing")
            return result

        return await self._database.write(then_stop)


class Paper:
    """A platform that appends to a file; one that remembers takes a key only once, as Discord does."""

    name = PLATFORM

    def __init__(self, plan: Plan, brake: Brake) -> None:
        self._path, self._remembers, self._brake = Path(plan.paper), plan.remembers, brake

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def send(self, to: Address, card: Card, *, key: str, under: str | None) -> str:
        self._brake.reached("sending")
        lines = read(self._path)
        known = next((line.id for line in lines if line.key == key), None) if self._remembers else None
        if known is None:
            known = f"message {len(lines)}"
            self._append(Line(to.to, card.headline, key, known))
        self._brake.reached("sent")
        return known

    async def edit(self, to: Address, message: str, card: Card) -> None:
        self._brake.reached("sending")
        self._append(Line(to.to, card.headline, "", "", edits=message))
        self._brake.reached("sent")

    def _append(self, line: Line) -> None:
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(file, (json.dumps(asdict(line)) + "\n").encode())
        os.close(file)


class Still:
    """A clock that stands."""

    def __init__(self, now: str) -> None:
        self._now = datetime.fromisoformat(now)

    def now(self) -> datetime:
        return self._now


async def play(plan: Plan) -> None:
    brake = Brake(plan)
    database, clock = Database.open(plan.url, keys=[plan.key]), Still(plan.now)
    delivered = asyncio.Event()
    relay = Relay(
        database, clock, [Paper(plan, brake)], after=lambda row: delivered.set(), pace=Pace(rest=3600)
    )

    def committed() -> None:
        brake.reached("committed")
        relay.wake()

    dispatcher = Dispatcher(Registry.discover(bot.commands), Braked(database, brake), clock, committed)
    running = asyncio.create_task(relay.run())
    for room, text in plan.lines:
        caller = Caller(ANA, "Ana", Room(PLATFORM, "w", room))
        reply = await dispatcher.typed(caller, text)
        assert not isinstance(reply, Problem), reply
    while await database.read(lambda store: store.outbox.next_due([PLATFORM])):
        await delivered.wait()
        delivered.clear()
    running.cancel()
    await asyncio.wait({running})
    await database.close()


if __name__ == "__main__":
    asyncio.run(play(Plan(**json.loads(sys.argv[1]))))
