"""Private contacts, their names and notes encrypted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, func, insert, select

from bot.domain.company import Company
from bot.domain.contact import Contact
from bot.domain.errors import NotFound
from bot.domain.ids import ContactId, GroupId, MemberId
from storage.tables import contacts, memberships
from storage.vault import Vault

_group: BindParameter[Any] = bindparam("group")
_one = (
    contacts.c.id == bindparam("row"),
    contacts.c.member_id == bindparam("owner"),
    contacts.c.group_id == _group,
)

_ADD = insert(contacts).returning(contacts.c.id)
_OF = (
    select(contacts)
    .where(contacts.c.group_id == _group, contacts.c.member_id == bindparam("owner"))
    .order_by(contacts.c.company_key, contacts.c.id)
)
_GET = select(contacts).where(*_one)
_FORGET = delete(contacts).where(*_one)
_WHO_KNOWS = (
    select(contacts.c.member_id, func.count())
    .join(memberships, memberships.c.member_id == contacts.c.member_id)
    .where(
        contacts.c.group_id == _group,
        contacts.c.company_key == bindparam("key"),
        memberships.c.group_id == _group,
        memberships.c.left_at.is_(None),
    )
    .group_by(contacts.c.member_id)
)


class SqlContacts:
    """Contacts in a table; the vault seals what is private."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def add(self, contact: Contact) -> Contact:
        new = {
            "group_id": contact.group,
            "member_id": contact.member,
            "company": contact.company.name,
            "company_key": contact.company.key,
            "sealed_name": self._vault.seal(contact.name),
            "sealed_note": self._vault.seal(contact.note),
        }
        return replace(contact, id=ContactId(self._connection.execute(_ADD, new).scalar_one()))

    def of(self, group: GroupId, owner: MemberId) -> Sequence[Contact]:
        rows = self._connection.execute(_OF, {"group": group, "owner": owner})
        return [self._contact_of(row) for row in rows]

    def get(self, group: GroupId, owner: MemberId, contact: ContactId) -> Contact:
        row = self._connection.execute(_GET, {"group": group, "owner": owner, "row": contact}).one_or_none()
        if row is None:
            raise NotFound("There is no such contact of yours. /know list shows them.")
        return self._contact_of(row)

    def forget(self, contact: Contact) -> None:
        which = {"group": contact.group, "owner": contact.member, "row": contact.id}
        self._connection.execute(_FORGET, which)

    def who_knows(self, group: GroupId, company: Company) -> dict[MemberId, int]:
        rows = self._connection.execute(_WHO_KNOWS, {"group": group, "key": company.key})
        return {MemberId(member): many for member, many in rows}

    def _contact_of(self, row: Row[Any]) -> Contact:
        return Contact(
            id=ContactId(row.id),
            group=GroupId(row.group_id),
            member=MemberId(row.member_id),
            company=Company(row.company, row.company_key),
            name=self._vault.open(row.sealed_name),
            note=self._vault.open(row.sealed_note),
        )
