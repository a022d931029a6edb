"""A process that presses at the same moment as another: its own dispatcher on the shared database.

It reads jobs from its standard input, a line of JSON each, says that it is ready, waits for the starting shot
(a byte of the pipe whose number is its argument) and writes down what it was answered. A line that is a string
is the URL of the database on which it goes on; an empty one lets go of it.
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

import bot.commands
from bot.core.card import Card
from bot.core.context import Caller
from bot.core.dispatcher import Dispatcher, Reply
from bot.core.errors import Problem
from bot.core.registry import Registry
from bot.domain.group import Room
from bot.domain.member import Identity
from storage.database import Database

PLATFORM = "test"
READY = "ready"


@dataclass(frozen=True, slots=True)
class Job:
    """Somebody types a line or presses a button; `room` is empty in a direct message."""

    who: str
    text: str
    at: str
    how: Literal["types", "presses"] = "types"
    room: str = "room"

    @property
    def caller(self) -> Caller:
        """Who it is, for the bot."""
        room = Room(PLATFORM, "w", self.room) if self.room else None
        return Caller(Identity(PLATFORM, "w", self.who), self.who.capitalize(), room)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a job: a card, or a problem's code."""

    code: str
    said: str

    @property
    def done(self) -> bool:
        """Whether it was done."""
        return not self.code


class Still:
    """A clock that shows what it is told."""

    def __init__(self) -> None:
        self.at = ""

    def now(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Player:
    """Does jobs, one after another."""

    def __init__(self, database: Database) -> None:
        self._clock = Still()
        self._dispatcher = Dispatcher(
            Registry.discover(bot.commands), database, self._clock, wake=lambda: None
        )

    async def do(self, job: Job) -> Answered:
        """Do a job, at its own time."""
        self._clock.at = job.at
        do = self._dispatcher.typed if job.how == "types" else self._dispatcher.pressed
        return answered(await do(job.caller, job.text))


def answered(reply: Reply) -> Answered:
    """Put an answer in a form that can be written down."""
    match reply:
        case Problem():
            return Answered(reply.code, reply.message)
        case Card():
            return Answered("", reply.headline)
        case _:
            return Answered("form", reply.title)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(key: str, shots: int) -> None:
    """Do jobs until there are no more."""
    with asyncio.Runner() as runner:
        database: Database | None = None
        player: Player | None = None
        for line in sys.stdin:
            match json.loads(line):
                case str(url):
                    if database:
                        runner.run(database.close())
                    database = Database.open(url, keys=[key]) if url else None
                    player = Player(database) if database else None
                    say(READY)
                case job:
                    assert player
                    say(READY)
                    os.read(shots, 1)
                    say(json.dumps(asdict(runner.run(player.do(Job(**job))))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
