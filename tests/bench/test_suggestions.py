"""Completion of a company's name while it is typed, on a board with five thousand of them."""

from tests.bench.conftest import MakeWorld
from tests.bench.measure import latency
from tests.bench.report import Report, Row
from tests.bench.world import Size


async def test_completing_a_company(make_world: MakeWorld, database_name: str, report: Report) -> None:
    world = await make_world(Size(members=100, targets=5_000, companies=5_000))
    caller = world.caller(0, 0)

    async def company() -> None:
        assert len(await world.dispatcher.suggest(caller, "/target add Gl")) == 10

    async def command() -> None:
        assert await world.dispatcher.suggest(caller, "/target a")

    taken = await latency({"company": company, "command": command}, runs=300)
    report.add(
        Row(
            "completing “/target add Gl” among 5,000 companies, against completing “/target a”",
            database_name,
            f"{taken['company'].ms:.2f} ms  p99 {taken['company'].within(0.99):.1f} ms",
            f"{taken['command'].ms:.2f} ms",
            taken["company"].ms / taken["command"].ms,
        )
    )
