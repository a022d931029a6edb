"""Contacts: whom a member knows where. Private to that member."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.company import Company
from bot.domain.ids import ContactId, GroupId, MemberId

NAME_MAX = 80
NOTE_MAX = 300


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody a member knows at a company; `name` and `note` are encrypted where they are kept."""

    id: ContactId
    group: GroupId
    member: MemberId
    company: Company
    name: str
    note: str


class ContactRepository(Protocol):
    """Where contacts are kept; names and notes go to their owner alone."""

    def add(self, contact: Contact) -> Contact:
        """Store a new contact (its id is made here)."""

    def of(self, group: GroupId, owner: MemberId) -> Sequence[Contact]:
        """Give the owner's contacts, by company."""

    def get(self, group: GroupId, owner: MemberId, contact: ContactId) -> Contact:
        """Give one of the owner's contacts; raises NotFound, also for somebody else's."""

    def forget(self, contact: Contact) -> None:
        """Delete the contact for good."""

    def who_knows(self, group: GroupId, company: Company) -> dict[MemberId, int]:
        """Count, for each present member who knows anybody there, how many they know."""
