"""Processes that do due work, and are killed again and again at random points of it.

This one reads a Plan as JSON from its argument, and forks. Each life opens the database, does what is due, and kills
itself with SIGKILL at the nth point: before or after a statement, before a commit. The last life comes to its end.
It writes how many lives of each process were killed.
"""

import asyncio
import importlib
import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import event

from bot.jobs.kinds import HANDLERS
from bot.jobs.tick import Tick
from storage import outbox
from storage.database import Database
from storage.quick import Quick

BATCH = 7
FAILED = 255


@dataclass(frozen=True)
class Plan:
    """So many processes live side by side; so many lives of each are killed."""

    url: str
    key: str
    now: str
    processes: int
    kills: int

    def written(self) -> str:
        return json.dumps(asdict(self))


class Still:
    """A clock that stands."""

    def __init__(self, now: str) -> None:
        self._now = datetime.fromisoformat(now)

    def now(self) -> datetime:
        return self._now


class Fuse:
    """Kills the process at the nth point."""

    def __init__(self, points: int) -> None:
        self._left = points

    def point(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def lay(self, database: Database) -> None:
        """Have a point before and after each statement, and before each commit."""
        execute = Quick.execute

        def executed(connection: Quick, *args: Any, **more: Any) -> Any:
            self.point()
            result = execute(connection, *args, **more)
            self.point()
            return result

        Quick.execute = executed  # type: ignore[method-assign,assignment]
        event.listen(database._writing.engine, "commit", self.point)


async def work(plan: Plan, fuse: Fuse | None) -> None:
    """Do what is due until nothing is, also what others have under way and may leave behind."""
    database, clock = Database.open(plan.url, keys=[plan.key], patience=60), Still(plan.now)
    if fuse:
        fuse.lay(database)
    tick = Tick(database, clock, HANDLERS, lambda: None, batch=BATCH)
    while True:
        await asyncio.sleep(min(await tick.turn(), 0.05))
        ahead = await database.read(lambda store: store.due.next_at())
        if ahead is None or ahead > clock.now():
            break
    await database.close()


def forked(what: Callable[[], int]) -> int:
    """Begin something in a process of its own, which ends with what it gives, or with FAILED."""
    if child := os.fork():
        return child
    code = FAILED
    importlib.reload(outbox)  # what a program draws at random when it begins is not its parent's
    try:
        code = what()
    except BaseException:
        traceback.print_exc()
    os._exit(code)


def killed(plan: Plan, fuse: Fuse | None) -> bool:
    """Live one life; gives whether it was killed."""

    def live() -> int:
        asyncio.run(work(plan, fuse))
        return 0

    _, status = os.waitpid(forked(live), 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("a life ended with an error")
    return os.WIFSIGNALED(status)


def lives(plan: Plan, seed: int) -> int:
    """Live, be killed, and live again, to the end of all work; gives how many lives were killed."""
    chance, many = random.Random(seed), 0
    while many < plan.kills and killed(plan, Fuse(chance.randrange(1, 80))):
        many += 1
    assert not killed(plan, None)
    return many


def main(plan: Plan) -> None:
    children = [forked(partial(lives, plan, seed)) for seed in range(plan.processes)]
    ended = [os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in children]
    sys.stdout.write(f"{json.dumps(ended)}\n")


if __name__ == "__main__":
    main(Plan(**json.loads(sys.argv[1])))
