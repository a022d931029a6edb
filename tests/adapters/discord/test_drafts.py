"""Drafts, as several processes have them."""

from adapters.discord.drafts import Drafts
from adapters.discord.forms import Draft
from storage.database import Database
from tests.adapters.discord.filling import long
from tests.adapters.discord.running import Clock
from tests.fixtures.databases import KEY

ANA = "123456789012345678"


async def test_what_is_delivered_to_two_processes_is_taken_and_answered_by_one(
    database: Database, database_url: str
) -> None:
    clock, beside = Clock(), Database.open(database_url, keys=[KEY])
    one, other = Drafts(database, clock), Drafts(beside, clock)
    draft = Draft(long(6), {"one": "uno"})
    key = await one.keep(ANA, draft)
    assert await one.take(ANA, key, "interaction 1") == draft
    assert await other.take(ANA, key, "interaction 1") is None
    assert not await other.missed("interaction 1")
    assert await other.missed("interaction 2")
    await beside.close()
