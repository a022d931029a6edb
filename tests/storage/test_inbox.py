"""What came in is noted once; what was given out with a code is sealed, holds its time, and ends when it is taken."""

import asyncio
from datetime import datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.core.ports import Store
from storage.database import Database
from storage.inbox import SqlTickets
from storage.store import SqlStore
from storage.tables import tickets
from storage.vault import KeyMissing, Vault
from tests.fixtures.databases import KEY
from tests.storage.people import DAY, NOW


def test_a_delivery_is_new_once_on_its_platform(store: Store) -> None:
    assert store.inbox.first("slack", "Ev1", NOW)
    assert not store.inbox.first("slack", "Ev1", NOW + DAY)
    assert store.inbox.first("slack", "Ev2", NOW)
    assert store.inbox.first("discord", "Ev1", NOW)


def test_deliveries_of_long_ago_are_forgotten(store: Store) -> None:
    store.inbox.first("slack", "old", NOW)
    store.inbox.first("slack", "new", NOW + DAY)
    store.inbox.forget(NOW + DAY)
    assert store.inbox.first("slack", "old", NOW + DAY)
    assert not store.inbox.first("slack", "new", NOW + DAY)


async def test_of_several_who_hear_a_delivery_at_once_one_is_the_first(database: Database) -> None:
    heard = await asyncio.gather(
        *(database.write(lambda store: store.inbox.first("slack", "Ev1", NOW)) for _ in range(8))
    )
    assert sorted(heard) == [False] * 7 + [True]


async def test_what_was_heard_in_a_work_that_failed_was_not_heard(database: Database) -> None:
    def fail(store: Store) -> None:
        store.inbox.first("slack", "Ev1", NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await database.write(fail)
    assert await database.write(lambda store: store.inbox.first("slack", "Ev1", NOW))


def test_a_ticket_is_shown_as_often_as_one_likes_until_it_is_taken(store: Store) -> None:
    store.tickets.put("draft", "abc", "what was typed", NOW + DAY)
    assert store.tickets.get("draft", "abc", NOW) == "what was typed"
    assert store.tickets.take("draft", "abc", NOW) == "what was typed"
    assert store.tickets.take("draft", "abc", NOW) is None
    assert store.tickets.get("draft", "abc", NOW) is None


@pytest.mark.parametrize(
    ("kind", "code"), [("link", "abc"), ("draft", "ABC"), ("draft", ""), ("draft", "ab")]
)
def test_no_other_code_and_no_other_kind_opens_it(store: Store, kind: str, code: str) -> None:
    store.tickets.put("draft", "abc", "what was typed", NOW + DAY)
    assert store.tickets.get(kind, code, NOW) is None
    assert store.tickets.take(kind, code, NOW) is None
    assert store.tickets.get("draft", "abc", NOW) == "what was typed"


@pytest.mark.parametrize(("now", "holds"), [(NOW, True), (NOW + DAY, False), (NOW + 2 * DAY, False)])
def test_a_ticket_holds_until_its_time(store: Store, now: datetime, holds: bool) -> None:
    store.tickets.put("link", "abc", "1", NOW + DAY)
    assert store.tickets.get("link", "abc", now) == ("1" if holds else None)
    assert store.tickets.take("link", "abc", now) == ("1" if holds else None)


def test_a_ticket_is_replaced_by_one_of_the_same_code(store: Store) -> None:
    store.tickets.put("draft", "abc", "one", NOW + DAY)
    store.tickets.put("draft", "abc", "two", NOW + 2 * DAY)
    assert store.tickets.take("draft", "abc", NOW + DAY) == "two"


def test_expired_tickets_are_forgotten(store: SqlStore) -> None:
    store.tickets.put("link", "old", "1", NOW)
    store.tickets.put("link", "new", "2", NOW + DAY)
    store.tickets.forget(NOW + DAY)
    rows = store.tickets._connection.execute(select(tickets.c.code)).scalars().all()
    assert rows == ["new"]


async def test_of_several_who_take_a_ticket_at_once_one_gets_it(database: Database) -> None:
    await database.write(lambda store: store.tickets.put("link", "abc", "1", NOW + DAY))
    taken = await asyncio.gather(
        *(database.write(lambda store: store.tickets.take("link", "abc", NOW)) for _ in range(8))
    )
    assert sorted(each or "" for each in taken) == [""] * 7 + ["1"]


async def test_a_ticket_taken_in_a_work_that_failed_still_holds(database: Database) -> None:
    await database.write(lambda store: store.tickets.put("link", "abc", "1", NOW + DAY))

    def fail(store: Store) -> None:
        assert store.tickets.take("link", "abc", NOW) == "1"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await database.write(fail)
    assert await database.read(lambda store: store.tickets.get("link", "abc", NOW)) == "1"


def test_what_a_ticket_is_about_is_sealed_in_the_table(store: SqlStore) -> None:
    store.tickets.put("draft", "abc", "Kemi told me", NOW + DAY)
    row = store.tickets._connection.execute(select(tickets)).one()
    assert "Kemi" not in str(row)
    assert Vault([KEY]).open(row.sealed_about) == "Kemi told me"


def test_without_its_key_a_ticket_cannot_be_read(store: SqlStore) -> None:
    store.tickets.put("draft", "abc", "Kemi told me", NOW + DAY)
    elsewhere = SqlTickets(store.tickets._connection, Vault([Fernet.generate_key().decode()]))
    with pytest.raises(KeyMissing):
        elsewhere.get("draft", "abc", NOW)
