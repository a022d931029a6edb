"""Watching a stage, to see that nothing happens there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.contract.stage import NAMES, Answer, Buttons, Control, Menu, Refused, Shown, Stage, Where

PLACES: tuple[Where, ...] = ("room", "lobby", "dm")


async def views(stage: Stage, *people: str) -> dict[tuple[str, str], list[Shown]]:
    """Give all that somebody sees, or everybody."""
    return {(who, where): await stage.seen(who, where) for who in people or NAMES for where in PLACES}


@asynccontextmanager
async def nothing_happening(stage: Stage, *people: str) -> AsyncIterator[None]:
    """Check that nobody is told anything, and that no point is counted."""
    before, board = await views(stage, *people), await stage.type("cleo", "/leaderboard all")
    yield
    await stage.settle()
    assert await views(stage, *people) == before
    assert await stage.type("cleo", "/leaderboard all") == board


def controls(shown: Shown) -> list[Control]:
    """Give everything on it that can be pressed."""
    found: list[Control] = []
    for part in shown.parts:
        match part:
            case Buttons(row):
                found += row
            case Menu(_, options):
                found += options
            case _:
                pass
    return found


def is_our_fault(answer: Answer) -> bool:
    """Tell whether somebody got an apology."""
    return isinstance(answer, Refused) and "on our side" in answer.message
