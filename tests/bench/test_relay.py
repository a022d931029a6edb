"""How many messages the relay takes to a platform that holds nothing up."""

import asyncio
import os
import time
from pathlib import Path

import structlog

from bot.core.card import Card
from bot.core.outbox import Address, Posting
from bot.jobs.relay import Relay
from tests.bench.conftest import MakeWorld
from tests.bench.report import Report, Row
from tests.bench.world import NOW, Noon, Size

ROOMS, MESSAGES = 50, 1500


class Sink:
    """A platform that takes everything at once."""

    name = "bench"

    async def run(self) -> None: ...

    async def send(self, to: Address, card: Card, *, key: str, under: str | None) -> str:
        return key

    async def edit(self, to: Address, message: str, card: Card) -> None: ...


async def test_deliveries(make_world: MakeWorld, database_name: str, report: Report) -> None:
    world = await make_world(Size(groups=200))
    card = Card.of("Ana wants to learn about Acme", "If you know someone there, note it.")
    postings = [
        Posting(Address("bench", "here", "room", f"room-{number % ROOMS}"), card)
        for number in range(MESSAGES)
    ]
    await world.database.write(lambda store: store.outbox.add(postings, NOW))
    left, done = set(range(MESSAGES)), asyncio.Event()

    def delivered(_row: int) -> None:
        left.pop()
        if not left:
            done.set()

    with Path(os.devnull).open("w") as nowhere:
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(nowhere))
        begun = time.perf_counter()
        relaying = asyncio.create_task(Relay(world.database, Noon(), [Sink()], after=delivered).run())
        await done.wait()
        seconds = time.perf_counter() - begun
        relaying.cancel()
        await asyncio.wait({relaying})
        structlog.reset_defaults()
    report.add(
        Row(f"the relay, {MESSAGES} messages to {ROOMS} rooms", database_name, f"{MESSAGES / seconds:,.0f}/s")
    )
