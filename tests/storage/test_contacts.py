from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.core.ports import Store
from bot.domain.company import Company
from bot.domain.contact import Contact
from bot.domain.errors import NotFound
from bot.domain.group import Group
from bot.domain.ids import ContactId
from bot.domain.member import Member
from storage.contacts import SqlContacts
from storage.database import Database
from storage.store import SqlStore
from storage.tables import contacts
from storage.vault import KeyMissing, Vault
from tests.fixtures.databases import KEY
from tests.storage.people import NOW, found, join


def a_contact(group: Group, member: Member, company: str, name: str = "Grete Hermann") -> Contact:
    named = Company.named(company)
    return Contact(ContactId(0), group.id, member.id, named, name, "we met at a fair")


def test_contacts_go_to_their_owner_by_company(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    zed, acme = (store.contacts.add(a_contact(group, ana, name)) for name in ("Zed", "Acme"))
    assert store.contacts.of(group.id, ana.id) == [acme, zed]
    assert store.contacts.get(group.id, ana.id, zed.id) == zed
    assert store.contacts.of(group.id, ben.id) == []
    with pytest.raises(NotFound):
        store.contacts.get(group.id, ben.id, zed.id)


def test_contacts_stay_in_their_group(store: Store) -> None:
    tuesday, friday = found(store), found(store, "Friday")
    ana = join(store, tuesday, "Ana")
    join(store, friday, "Ana")
    acme = store.contacts.add(a_contact(tuesday, ana, "Acme"))
    with pytest.raises(NotFound):
        store.contacts.get(friday.id, ana.id, acme.id)
    assert store.contacts.of(friday.id, ana.id) == []
    assert store.contacts.who_knows(friday.id, acme.company) == {}


def test_who_knows_somebody_there_is_counted_for_those_who_are_there(store: Store) -> None:
    group = found(store)
    ana, ben, cleo = (join(store, group, name) for name in ("Ana", "Ben", "Cleo"))
    for member in (ana, ana, ben, cleo):
        store.contacts.add(a_contact(group, member, "Acme Ltd"))
    store.contacts.add(a_contact(group, ben, "Zed"))
    store.groups.leave(group.id, cleo.id, NOW)
    assert store.contacts.who_knows(group.id, Company.named("ACME")) == {ana.id: 2, ben.id: 1}


def test_a_forgotten_contact_is_gone_and_its_id_is_never_given_again(store: Store) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    first = store.contacts.add(a_contact(group, ana, "Acme"))
    store.contacts.forget(first)
    assert store.contacts.of(group.id, ana.id) == []
    assert store.contacts.add(a_contact(group, ana, "Acme")).id > first.id


def test_names_and_notes_are_encrypted_where_they_are_kept(store: SqlStore) -> None:
    group = found(store)
    store.contacts.add(a_contact(group, join(store, group, "Ana"), "Acme"))
    row = store.contacts._connection.execute(select(contacts)).one()
    assert not {"Grete Hermann", "we met at a fair"} & set(row)
    assert "Hermann" not in str(row)
    assert "fair" not in str(row)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nothing_private_is_in_the_database_file(database: Database, database_url: str) -> None:
    def add(store: Store) -> None:
        group = found(store)
        store.contacts.add(a_contact(group, join(store, group, "Ana"), "Acme"))

    await database.write(add)
    await database.close()
    content = Path(database_url.removeprefix("sqlite:///")).read_bytes()
    assert b"acme" in content
    assert b"Hermann" not in content


def test_keys_can_be_rotated(store: SqlStore) -> None:
    group = found(store)
    ana = join(store, group, "Ana")
    old = store.contacts.add(a_contact(group, ana, "Acme"))
    fresh = Fernet.generate_key().decode()
    rotated = SqlContacts(store.contacts._connection, Vault([fresh, KEY]))
    new = rotated.add(a_contact(group, ana, "Zed"))
    assert rotated.of(group.id, ana.id) == [old, new]
    only_new = SqlContacts(store.contacts._connection, Vault([fresh]))
    assert only_new.get(group.id, ana.id, new.id) == new
    with pytest.raises(KeyMissing, match="the key that encrypted it is missing") as raised:
        only_new.get(group.id, ana.id, old.id)
    assert raised.value.__suppress_context__
    with pytest.raises(KeyMissing):
        store.contacts.get(group.id, ana.id, new.id)


@pytest.mark.parametrize(
    "keys", [[], ["short"], ["ü" * 44], [KEY, KEY[:-2]]], ids=["none", "short", "odd", "cut"]
)
def test_what_is_no_key_is_refused_without_showing_it(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="at least one Fernet key") as raised:
        Vault(keys)
    assert not any(key in str(raised.value) for key in keys)
