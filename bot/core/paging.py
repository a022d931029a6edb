"""Pages of long lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from bot.core.call import Call
from bot.core.card import Actions, Button
from bot.core.param import Param

PAGE = 10
PageNumber = Annotated[int, Param(about="Which page of the list", label="Page", min=1, max=100_000)]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: its rows, its number from 1, and how many rows the whole list has."""

    rows: Sequence[T]
    number: int
    total: int

    @classmethod
    def of(cls, rows: Sequence[T], number: int) -> "Page[T]":
        """Cut a page out of a whole list; a number beyond the end gives the last page."""
        last = max(1, -(-len(rows) // PAGE))
        number = min(max(1, number), last)
        return cls(rows[(number - 1) * PAGE : number * PAGE], number, len(rows))

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def skip(number: int) -> int:
    """Give how many rows stand before a page."""
    return (max(1, number) - 1) * PAGE


def more(page: Page[T], call: Call, *others: Button) -> Actions | None:
    """Make the buttons under a list: to the next and the previous page, and others."""
    turn = []
    if page.number < page.pages:
        turn.append(
            Button(f"Next page ({page.number + 1} of {page.pages})", call.having(page=page.number + 1))
        )
    if page.number > 1:
        turn.append(Button("Previous page", call.having(page=page.number - 1)))
    return Actions((*turn, *others)) if turn or others else None
