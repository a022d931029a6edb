"""A simulator that is killed in the middle of many writes has done each of them wholly or not at all."""

import asyncio
import signal
from collections import Counter
from datetime import timedelta
from itertools import count
from typing import Any

from aiohttp import ClientError, ClientSession
from sqlalchemy import create_engine, text

from bot.jobs.relay import USUAL
from storage import engine
from tests.contract.simulator import playing
from tests.contract.stage import NAMES
from tests.contract.story import card
from tests.e2e.program import Demo, Home

LEASE = timedelta(seconds=USUAL.lease)
"""For so long what the killed program was just delivering is still taken to be in its hands."""


class Crowd:
    """Everybody writes at once, until the program is gone; `heard` are the lines that were answered."""

    def __init__(self, address: str, demo: Demo, last: int) -> None:
        self._address, self._demo, self._last = address, demo, last
        self.heard: list[str] = []

    async def write(self, session: ClientSession, who: str) -> None:
        """Write line after line; the last answer that is awaited kills the program."""
        for number in count():
            line = (
                f"/intro ask {who}{number} how they decide what to build, says {who}{number}",
                f"/target add {who}{number}",
                f"/thanks @{NAMES['ben' if who == 'ana' else 'ana'].split()[0]} for help {who}{number}",
            )[number % 3]
            body = {"as": who, "room": "job-seekers", "text": line}
            try:
                async with session.post(f"{self._address}/api/call", json=body) as response:
                    answer = await response.json()
            except (ClientError, OSError):
                return
            if "card" in answer:
                self.heard.append(line)
            if len(self.heard) == self._last:
                self._demo.kill()


class Facts:
    """What the database holds, seen from outside."""

    def __init__(self, home: Home) -> None:
        self._engine = create_engine(engine.parsed(home.url()))

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask it."""
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()


async def test_nothing_is_half_done(home: Home) -> None:
    demo = Demo(home)
    address = await demo.start()
    async with ClientSession() as session:
        body = {"as": "cleo", "room": "job-seekers", "text": "/group settings asks_per_week:50"}
        async with session.post(f"{address}/api/call", json=body) as response:
            assert "card" in await response.json()
        crowd = Crowd(address, demo, 61)
        await asyncio.gather(*(crowd.write(session, who) for who in NAMES))
    assert await demo.end(signal.SIGTERM) == -signal.SIGKILL

    async with playing(demo) as stage:
        await stage.advance(LEASE)
        await stage.settle()
        posts = await stage.seen("ana", "room")
        told = Counter(shown.headline for shown in posts)
        words = {word for shown in posts for word in shown.text.replace("”", " ").split()}
        assert {line.split()[-1] for line in crowd.heard} <= words  # what was answered is kept, and told

        facts = Facts(home)
        asks = facts.rows(
            "SELECT a.id, a.company, m.name FROM asks a JOIN members m ON m.id = a.requester_id"
        )
        for ask, company, name in asks:
            if company[-1].isdigit():  # not from the week before
                assert told[f"{name} would like to meet someone at {company}"] == 1
                assert len(facts.rows(f"SELECT 1 FROM due WHERE subject = 'ask:{ask}'")) == 2
        targets = facts.rows("SELECT t.company, m.name FROM targets t JOIN members m ON m.id = t.member_id")
        for company, name in targets:
            if company[-1].isdigit():
                assert told[f"{name} wants to learn about {company}"] == 1
        ((thanks, points),) = facts.rows(
            "SELECT sum(CASE WHEN kind = 'thanks' THEN 1 ELSE 0 END), sum(points) FROM help_events"
        )
        assert sum(" thanks " in headline for headline in told.elements()) == thanks
        assert f"{points} points" in card(await stage.type("ana", "/leaderboard all")).headline
        assert facts.rows("SELECT DISTINCT state FROM outbox") == [("sent",)]
        facts.close()
