import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from bot.core.call import Call
from bot.core.card import (
    CARD_JSON,
    Actions,
    Button,
    Card,
    Choices,
    Fields,
    Option,
    Picture,
    Style,
    Text,
    Weight,
)
from bot.core.charts import Bar, BarChart
from bot.core.outbox import Address, Delivery, Posting, Trouble
from bot.core.ports import Store
from storage.database import Database
from storage.store import SqlStore
from storage.tables import outbox
from storage.vault import Vault
from tests.storage.people import DAY, NOW

ROOM = Address("web", "demo", "room", "tuesday")
ANA = Address("web", "demo", "direct", "ana")
SLACK = Address("slack", "T1", "room", "tuesday")
MINUTE = timedelta(minutes=1)


def card(text: str) -> Card:
    return Card.of(text)


def write(store: Store, *texts: str, to: Address = ROOM, subject: str = "", at: datetime = NOW) -> None:
    store.outbox.add([Posting(to, card(text), subject) for text in texts], at)


def claim(store: Store, at: datetime = NOW, *platforms: str, most: int = 99) -> Sequence[Delivery]:
    return store.outbox.claim(platforms or ("web",), now=at, until=at + MINUTE, most=most)


def deliver(store: Store, at: datetime = NOW) -> list[str]:
    """Deliver all that is due, in turns as a relay does; gives the headlines."""
    said: list[str] = []
    while rows := claim(store, at):
        for row in rows:
            store.outbox.delivered(row.id, row.message or f"m{row.id}", at)
            said.append(("edit: " if row.edits else "") + row.card.headline)
    return said


def test_every_block_of_a_card_survives(store: Store) -> None:
    call = Call.to("intro answer", ask=12, how="introduce")
    whole = Card.of(
        "Ana 🙂 would like to meet someone",
        "plain\nlines",
        Text("copy me", Style.QUOTE),
        Fields.of(To_learn="‏שלום‏", Minutes="20"),
        Picture(BarChart("Help", "points", (Bar("Ben", 5, highlight=True),)), "Ben has five points"),
        Choices("Who?", (Option("Ben", call.having(ask=13)),)),
        Actions.of(Button("I can introduce", call, Weight.PRIMARY)),
    )
    store.outbox.add([Posting(ROOM, whole, "ask:12"), Posting(ANA, whole)], NOW)
    one, two = claim(store)
    assert (one.card, one.address, two.card, two.address) == (whole, ROOM, whole, ANA)


def test_an_address_gets_its_messages_one_by_one_in_order(store: Store) -> None:
    write(store, "1", "2")
    write(store, "a", "b", to=ANA)
    store.outbox.add([], NOW)
    first, other = claim(store)
    assert (first.card, other.card) == (card("1"), card("a"))
    assert claim(store) == []
    store.outbox.delivered(first.id, "m1", NOW)
    (second,) = claim(store)
    assert (second.card, second.attempts, second.edits, second.message) == (card("2"), 0, None, None)
    assert len({each.key for each in (first, other, second)}) == 3
    assert all(len(each.key) <= 25 for each in (first, other, second))


def test_a_relay_takes_its_platforms_rows_and_no_more_than_asked(store: Store) -> None:
    write(store, "web")
    write(store, "ana", to=ANA)
    write(store, "slack", to=SLACK)
    assert [row.card.headline for row in claim(store, NOW, "slack")] == ["slack"]
    assert [row.card.headline for row in claim(store, NOW, "web", "slack", most=1)] == ["web"]
    assert claim(store, NOW, "discord") == []


def test_what_is_leased_is_left_alone_until_the_lease_ends(store: Store) -> None:
    write(store, "1")
    (first,) = claim(store)
    assert claim(store, NOW + MINUTE - timedelta(seconds=1)) == []
    assert store.outbox.next_due(["web"]) == NOW + MINUTE
    (again,) = claim(store, NOW + MINUTE)
    assert (again.id, again.key, again.attempts) == (first.id, first.key, 1)


def test_a_postponed_row_holds_back_what_is_behind_it(store: Store) -> None:
    write(store, "1", "2")
    (first,) = claim(store)
    store.outbox.postpone(first.id, "rate limited", NOW + 5 * MINUTE)
    assert claim(store, NOW + 4 * MINUTE) == []
    assert store.outbox.next_due(["web"]) == NOW + 5 * MINUTE
    assert store.outbox.troubles(9) == [
        Trouble(first.id, ROOM, "pending", 1, "rate limited", NOW, NOW + 5 * MINUTE)
    ]
    assert deliver(store, NOW + 5 * MINUTE) == ["1", "2"]
    assert store.outbox.troubles(9) == []
    assert store.outbox.next_due(["web"]) is None


def test_what_is_buried_holds_nothing_back_and_can_be_revived(store: Store) -> None:
    write(store, "1", "2")
    (first,) = claim(store)
    store.outbox.bury(first.id, "channel is gone " * 99, NOW)
    assert deliver(store) == ["2"]
    (trouble,) = store.outbox.troubles(9)
    assert (trouble.id, trouble.state, trouble.attempts) == (first.id, "buried", 1)
    assert len(trouble.error) < 999
    assert store.outbox.revive(first.id, NOW + DAY)
    assert not store.outbox.revive(first.id, NOW + DAY)
    assert not store.outbox.revive(first.id + 99, NOW)
    assert claim(store) == []
    assert deliver(store, NOW + DAY) == ["1"]
    assert [post.card.headline for post in store.outbox.posts(ROOM, 9)] == ["2", "1"]


def test_what_was_delivered_meanwhile_is_neither_postponed_nor_buried(store: Store) -> None:
    write(store, "1")
    (row,) = claim(store)
    store.outbox.delivered(row.id, "m1", NOW)
    store.outbox.postpone(row.id, "late", NOW)
    store.outbox.bury(row.id, "late", NOW)
    assert store.outbox.troubles(9) == []
    assert claim(store, NOW + DAY) == []


def test_a_card_that_cannot_be_read_is_buried_and_holds_nothing_up(store: SqlStore) -> None:
    write(store, "of another version")
    store.outbox._caught_up.execute(outbox.update().values(card='{"headline": ""}'))
    write(store, "here", to=ROOM)
    write(store, "there", to=ANA)
    assert sorted(deliver(store)) == ["here", "there"]
    assert [row.error for row in store.outbox.troubles(9)] == ["this version cannot read the card"]


def test_next_due_looks_at_the_head_of_each_address(store: Store) -> None:
    assert store.outbox.next_due(["web"]) is None
    write(store, "later", at=NOW + DAY)
    write(store, "sooner", at=NOW)
    write(store, "slack", to=SLACK, at=NOW - DAY)
    assert store.outbox.next_due(["web"]) == NOW + DAY
    write(store, "ana", to=ANA, at=NOW + MINUTE)
    assert store.outbox.next_due(["web"]) == NOW + MINUTE
    assert store.outbox.next_due(["web", "slack"]) == NOW - DAY


def test_a_revision_edits_every_message_of_its_subject(store: Store) -> None:
    write(store, "open", subject="ask:1")
    write(store, "open", to=ANA, subject="ask:1")
    write(store, "other", subject="ask:11")
    assert deliver(store) == ["open", "open", "other"]
    assert store.outbox.revise("ask:1", card("taken"), NOW + MINUTE) == 2
    assert store.outbox.revise("ask:2", card("nobody's"), NOW) == 0
    edits = claim(store, NOW + MINUTE)
    assert [(row.card, row.message) for row in edits] == [(card("taken"), f"m{row.edits}") for row in edits]
    for row in edits:
        store.outbox.delivered(row.id, row.message or "", NOW + 2 * MINUTE)
    taken, other = store.outbox.posts(ROOM, 9)
    assert (taken.card, taken.edited, taken.at) == (card("taken"), True, NOW)
    assert (other.card, other.edited) == (card("other"), False)
    assert store.outbox.post(taken.id) == taken
    assert store.outbox.post(edits[0].id) is None


def test_of_several_revisions_that_wait_the_last_is_delivered(store: Store) -> None:
    write(store, "open", subject="ask:1")
    for text in ("offered", "accepted"):
        assert store.outbox.revise("ask:1", card(text), NOW) == 1
    assert deliver(store) == ["open", "edit: accepted"]


def test_a_revision_may_be_meant_for_one_address_and_be_the_last(store: Store) -> None:
    write(store, "open", subject="ask:1")
    write(store, "open", to=ANA, subject="ask:1")
    assert store.outbox.revise("ask:1", card("thank you"), NOW, only=ANA, last=True) == 1
    assert store.outbox.revise("ask:1", card("never"), NOW, only=SLACK) == 0
    assert store.outbox.revise("ask:1", card("taken"), NOW) == 1
    deliver(store)
    assert [post.card.headline for post in store.outbox.posts(ROOM, 9)] == ["taken"]
    assert [post.card.headline for post in store.outbox.posts(ANA, 9)] == ["thank you"]


def test_a_revision_never_changes_an_edit_that_is_under_way(store: Store) -> None:
    write(store, "open", subject="ask:1")
    deliver(store)
    store.outbox.revise("ask:1", card("offered"), NOW)
    (under_way,) = claim(store)
    store.outbox.revise("ask:1", card("accepted"), NOW)
    store.outbox.delivered(under_way.id, under_way.message or "", NOW)
    assert deliver(store) == ["edit: accepted"]
    (post,) = store.outbox.posts(ROOM, 9)
    assert post.card == card("accepted")


def test_a_buried_message_has_nothing_to_edit_and_comes_back_as_things_are(store: Store) -> None:
    write(store, "open", subject="ask:1")
    store.outbox.revise("ask:1", card("offered"), NOW)
    (row,) = claim(store)
    store.outbox.bury(row.id, "no such channel", NOW)
    (edit,) = claim(store)
    assert (edit.edits, edit.message) == (row.id, None)
    store.outbox.bury(edit.id, "the message it edits was never delivered", NOW)
    assert not store.outbox.revive(edit.id, NOW)
    assert store.outbox.revise("ask:1", card("accepted"), NOW) == 0
    assert store.outbox.revive(row.id, NOW)
    assert deliver(store) == ["accepted", "edit: accepted"]


def test_a_refused_edit_leaves_its_message(store: Store) -> None:
    write(store, "open", subject="ask:1")
    deliver(store)
    store.outbox.revise("ask:1", card("taken"), NOW)
    (edit,) = claim(store)
    store.outbox.bury(edit.id, "message was deleted", NOW)
    (post,) = store.outbox.posts(ROOM, 9)
    assert (post.card, post.edited) == (card("open"), False)
    assert store.outbox.revive(edit.id, NOW)
    assert deliver(store) == ["edit: taken"]


def test_posts_are_the_last_of_their_address_oldest_first(store: Store) -> None:
    write(store, "1", "2", "3")
    write(store, "private", to=ANA)
    write(store, "waits", at=NOW + DAY)
    deliver(store)
    assert [post.card.headline for post in store.outbox.posts(ROOM, 2)] == ["2", "3"]
    assert [post.card.headline for post in store.outbox.posts(ANA, 9)] == ["private"]
    assert [post.address for post in store.outbox.posts(ANA, 9)] == [ANA]
    assert store.outbox.posts(SLACK, 9) == []


async def test_two_relays_never_take_the_same_row(database: Database) -> None:
    addresses = [Address("web", "demo", "room", str(number)) for number in range(20)]

    def fill(store: Store) -> None:
        for address in addresses:
            write(store, "1", "2", to=address)

    await database.write(fill)
    claims = [database.write(lambda store: claim(store, most=3)) for _ in range(12)]
    taken = [row for rows in await asyncio.gather(*claims) for row in rows]
    assert len({row.address for row in taken}) == len(taken)
    assert {row.card.headline for row in taken} == {"1"}
    rest = await database.write(claim)
    assert len(taken) + len(rest) == 20


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_relay_passes_over_what_another_is_taking(database: Database) -> None:
    await database.write(lambda store: write(store, "1", "2"))
    await database.write(lambda store: write(store, "a", to=ANA))
    with database._writing.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("SELECT id FROM outbox WHERE recipient = 'tuesday' FOR UPDATE")
        assert [row.card.headline for row in await database.write(claim)] == ["a"]
    assert [row.card.headline for row in await database.write(claim)] == ["1"]


def stored(store: Store) -> list[str]:
    assert isinstance(store, SqlStore)
    return [*store.outbox._caught_up.execute(select(outbox.c.card).order_by(outbox.c.id)).scalars()]


def test_what_one_person_is_told_is_sealed_at_rest(store: Store) -> None:
    write(store, "with Maria", to=ANA, subject="both")
    write(store, "for everybody", subject="both")
    deliver(store)
    assert store.outbox.revise("both", card("still Maria"), NOW) == 2
    sealed, plain, first, second = stored(store)
    assert "Maria" not in sealed
    assert "for everybody" in plain
    assert sorted("Maria" in each for each in (first, second)) == [False, True]
    assert deliver(store) == ["edit: still Maria"] * 2
    for address in (ANA, ROOM):
        assert [post.card.headline for post in store.outbox.posts(address, 9)] == ["still Maria"]


def test_what_an_earlier_version_wrote_in_plain_words_is_read_too(store: Store) -> None:
    assert isinstance(store, SqlStore)
    write(store, "an older one", to=ANA)
    plain = CARD_JSON.dump_json(card("an older one")).decode()
    store.outbox._caught_up.execute(update(outbox).values(card=plain))
    assert deliver(store) == ["an older one"]


def test_what_no_key_opens_holds_nobody_up(store: Store) -> None:
    assert isinstance(store, SqlStore)
    write(store, "lost", to=ANA)
    write(store, "next", to=ROOM)
    store.outbox._caught_up.execute(
        update(outbox)
        .where(outbox.c.kind == "direct")
        .values(card=Vault([Fernet.generate_key().decode()]).seal("{}"))
    )
    assert deliver(store) == ["next"]
    assert [row.error for row in store.outbox.troubles(9)] == ["this version cannot read the card"]
