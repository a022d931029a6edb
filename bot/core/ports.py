"""What the core needs of the world: a store, a clock, platforms."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.core.card import Card
from bot.core.inbox import Inbox, Tickets
from bot.core.outbox import Address, Outbox
from bot.domain.ask import AskRepository
from bot.domain.checkin import CheckInRepository
from bot.domain.contact import ContactRepository
from bot.domain.digest import DigestRepository
from bot.domain.due import DueRepository
from bot.domain.followup import FollowUpRepository
from bot.domain.group import GroupRepository
from bot.domain.meeting import MeetingRepository
from bot.domain.member import MemberRepository
from bot.domain.points import Ledger
from bot.domain.preparation import PreparationRepository
from bot.domain.target import TargetRepository
from bot.domain.workspace import WorkspaceRepository

T = TypeVar("T")


class Store(Protocol):
    """The repositories of one transaction."""

    @property
    def groups(self) -> GroupRepository:
        """Groups, rooms, memberships."""

    @property
    def members(self) -> MemberRepository:
        """Members and their identities."""

    @property
    def targets(self) -> TargetRepository:
        """Target companies."""

    @property
    def contacts(self) -> ContactRepository:
        """Private contacts."""

    @property
    def asks(self) -> AskRepository:
        """Asks with their offers."""

    @property
    def ledger(self) -> Ledger:
        """Help events."""

    @property
    def outbox(self) -> Outbox:
        """What is to be told."""

    @property
    def due(self) -> DueRepository:
        """What the clock owes."""

    @property
    def checkins(self) -> CheckInRepository:
        """Check-ins and commitments."""

    @property
    def digests(self) -> DigestRepository:
        """Which digests were posted."""

    @property
    def meetings(self) -> MeetingRepository:
        """Meetings and their debriefs."""

    @property
    def preparations(self) -> PreparationRepository:
        """Preparations and practice runs."""

    @property
    def followups(self) -> FollowUpRepository:
        """What is owed after meetings."""

    @property
    def workspaces(self) -> WorkspaceRepository:
        """Where the bot is installed."""

    @property
    def inbox(self) -> Inbox:
        """What was heard already."""

    @property
    def tickets(self) -> Tickets:
        """What was given out with a code."""


class UnitOfWork(Protocol):
    """Runs a whole transaction in one hop to a worker thread.

    The work is a plain function; it is committed when it returns and rolled back when it raises. After a
    Conflict it is run again, a few times, so it must not keep state outside the store.
    """

    async def write(self, work: Callable[[Store], T]) -> T:
        """Run work that may write; raises StoreBusy when the database cannot take it."""

    async def read(self, work: Callable[[Store], T]) -> T:
        """Run work that only reads, beside the writer; raises StoreBusy."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""


class Platform(Protocol):
    """A place where groups have rooms."""

    name: str

    async def run(self) -> None:
        """Serve until cancelled."""

    async def send(self, to: Address, card: Card, *, key: str, under: str | None) -> str:
        """Deliver a message, once for one key where the platform allows it; gives the platform's id of it.

        With `under`, the platform's id of another message, it goes into that one's thread. Raises RetryLater or
        Undeliverable, and nothing else.
        """

    async def edit(self, to: Address, message: str, card: Card) -> None:
        """Replace a delivered message; raises RetryLater or Undeliverable, and nothing else."""
