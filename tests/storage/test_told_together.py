"""What works of one transaction tell others goes into the outbox at its end, and is nobody else's fault."""

from typing import Any
from unittest.mock import patch

from sqlalchemy.exc import DBAPIError

from bot.core.card import Card
from bot.core.outbox import Address, Posting
from bot.core.ports import Store
from bot.domain.errors import NotFound
from storage.database import Database
from storage.quick import Quick
from tests.storage.people import NOW
from tests.storage.test_outbox import ANA, ROOM, card, claim, deliver, write
from tests.storage.test_together import Work, together


def telling(text: str, to: Address = ROOM, subject: str = "") -> Work:
    return lambda store: write(store, text, to=to, subject=subject)


async def told(database: Database) -> list[str]:
    return await database.write(deliver)


async def test_it_is_all_there_in_its_order(database: Database) -> None:
    await together(database, *map(telling, "abc"))
    assert await told(database) == ["a", "b", "c"]


async def test_it_takes_one_statement(database: Database) -> None:
    whole, run = [], Quick._run

    def noting(quick: Quick, way: Any, sql: str, *values: Any) -> Any:
        whole.append(sql)
        return run(quick, way, sql, *values)

    with patch.object(Quick, "_run", noting):
        await together(database, *map(telling, "abc"))
    assert sum("outbox" in sql for sql in whole) == 1


async def test_who_looks_for_it_finds_it(database: Database) -> None:
    def revise(store: Store) -> int:
        return store.outbox.revise("ask:1", Card.of("taken"), NOW)

    _, has, revised = await together(
        database, telling("asked", subject="ask:1"), lambda store: store.outbox.has("ask:1"), revise
    )
    assert (has, revised) == (True, 1)
    assert await told(database) == ["asked", "edit: taken"]


async def test_what_was_said_before_a_refusal_is_unsaid(database: Database) -> None:
    def refused(store: Store) -> None:
        write(store, "never said")
        raise NotFound("There is no such thing.")

    _, error, _ = await together(database, telling("a"), refused, telling("b"))
    assert isinstance(error, NotFound)
    assert await told(database) == ["a", "b"]


async def test_what_cannot_be_said_fails_whom_it_belongs_to(database: Database) -> None:
    nowhere: Any = None
    wrong = telling("x", Address("web", "demo", "room", nowhere))
    _, error, _ = await together(database, telling("a"), wrong, telling("b", ANA))
    assert isinstance(error, DBAPIError)
    assert sorted(await told(database)) == ["a", "b"]


async def test_a_thread_finds_its_head_among_what_waits(database: Database) -> None:
    def reply(store: Store) -> None:
        store.outbox.add([Posting(ROOM, card("thanks"), under="ask:1")], NOW)

    await together(database, telling("asked", subject="ask:1"), reply)

    def both(store: Store) -> list[tuple[str, str | None]]:
        (head,) = claim(store)
        store.outbox.delivered(head.id, "m1", NOW)
        (answer,) = claim(store)
        return [(each.card.headline, each.under) for each in (head, answer)]

    assert await database.write(both) == [("asked", None), ("thanks", "m1")]
