"""The outbox: what the bot tells others, written in the transaction of the fact that it tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.core.card import Card


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: a room (`to` is its channel) or a person (`to` is their user id)."""

    platform: str
    workspace: str
    kind: Literal["room", "direct"]
    to: str


@dataclass(frozen=True, slots=True)
class Posting:
    """A message to be delivered.

    `subject` is the name under which it is found again to be edited; `under` is the subject of the message in
    whose thread it belongs; `after` is the moment before which it is not sent.
    """

    address: Address
    card: Card
    subject: str = ""
    under: str = ""
    after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outbox row as the relay works it off.

    `key` is the same at every attempt, so that a platform can tell a message resent from a second one;
    `message` is the platform's own id of the message to edit, None for a new one, and for an edit of a message
    that was never delivered. `under` is that of the message in whose thread it belongs, None if in no thread.
    """

    id: int
    key: str
    address: Address
    card: Card
    edits: int | None
    message: str | None
    under: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Post:
    """A delivered message as its room shows it now, with what stands in its thread."""

    id: int
    address: Address
    card: Card
    at: datetime
    edited: bool
    replies: "tuple[Post, ...]" = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """An undelivered row as the host may see it: never its content."""

    id: int
    address: Address
    state: Literal["pending", "buried"]
    attempts: int
    error: str
    created_at: datetime
    next_at: datetime


class Outbox(Protocol):
    """Where messages wait; rows of one address are delivered in the order in which they were written."""

    def add(self, postings: Sequence[Posting], at: datetime) -> None:
        """Write new messages."""

    def revise(
        self, subject: str, card: Card, at: datetime, *, only: Address | None = None, last: bool = False
    ) -> int:
        """Write an edit for every message of a subject; gives how many there are.

        With `only`, those alone that went to this address. With `last`, they lose their subject and stay as
        this edit has them.
        """

    def claim(
        self, platforms: Sequence[str], *, now: datetime, until: datetime, most: int
    ) -> Sequence[Delivery]:
        """Take the next due row of each address for this process alone, until the lease ends.

        A row whose lease ran out (its process died) can be claimed again.
        """

    def delivered(self, row: int, message: str, at: datetime) -> None:
        """Note that a row was delivered, as which message."""

    def postpone(self, row: int, error: str, until: datetime) -> None:
        """Note a failed attempt, to be repeated."""

    def bury(self, row: int, error: str, at: datetime) -> None:
        """Note that a row cannot be delivered; what waits behind it may go on."""

    def next_due(self, platforms: Sequence[str]) -> datetime | None:
        """Give when the next pending row is due, or its lease ends."""

    def revive(self, row: int, at: datetime) -> bool:
        """Let a buried row be tried anew; False where there is no such row."""

    def revive_all(self, address: Address, at: datetime) -> int:
        """Let everything that was buried on its way to an address be tried anew; gives how many rows."""

    def has(self, subject: str) -> bool:
        """Say whether any message of a subject was written, and may still change."""

    def troubles(self, most: int) -> Sequence[Trouble]:
        """Give the rows that are buried or were refused at least once, newest first."""

    def posts(self, address: Address, most: int) -> Sequence[Post]:
        """Give the last messages delivered to an address, oldest first, each as its last edit has it.

        What stands in a thread is given with the message that began it, and does not count.
        """

    def post(self, row: int) -> Post | None:
        """Give one delivered message likewise; of one in a thread, the message that began it."""
