"""A stage for the dispatcher: sample commands beside the real ones, on a unit of work that counts."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.param import Param
from bot.core.ports import Store, UnitOfWork
from bot.core.registry import Registry
from tests.bot.core.samples import every_kind
from tests.bot.scene import REGISTRY

T = TypeVar("T")
SECRET = "Mira Shah told me in confidence"


@command("sample fail", "Write a lot, then fail.", typed=False)
def fail(ctx: Context, why: Annotated[str, Param(about="x", prose=True)] = "") -> Card:
    ctx.post(Card.of("posted"))
    ctx.tell(ctx.member.id, Card.of("told"))
    ctx.revise("group", Card.of("revised"))
    ctx.store.members.save(ctx.member)
    raise RuntimeError(f"{SECRET} {why}", SECRET)


@command("sample peek", "Tell who looks.", reads=True)
def peek(ctx: Context) -> Card:
    return Card.of(f"{ctx.member.name} is a {ctx.role} of {ctx.group.name}")


@command("sample scribble", "Say that it only reads, and write.", reads=True)
def scribble(ctx: Context) -> Card:
    ctx.post(Card.of("written"))
    return Card.of("done")


@command("sample quiet", "Write, and tell nobody.")
def quiet(ctx: Context) -> Card:
    ctx.store.members.save(ctx.member)
    return Card.of("done")


@command("sample open", "Serve anybody.")
def anybody(visit: Visit, peer: Annotated[str, Param(about="x")] = "") -> Card:
    return Card.of(f"Welcome, {visit.known.name if visit.known else 'stranger'}")


SAMPLES = Registry([*REGISTRY.all(), every_kind, fail, peek, scribble, quiet, anybody])


class Counted:
    """A unit of work that counts, and may be in trouble."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self.writes = self.reads = 0
        self.trouble: Exception | None = None
        self.after: Callable[[], object] = lambda: None

    async def write(self, work: Callable[[Store], T]) -> T:
        self.writes += 1
        if self.trouble:
            raise self.trouble
        result = await self._work.write(work)
        self.after()
        return result

    async def read(self, work: Callable[[Store], T]) -> T:
        self.reads += 1
        if self.trouble:
            raise self.trouble
        return await self._work.read(work)
