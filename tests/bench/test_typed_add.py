"""A typed command, all the way to its rendered answer, beside its own statements alone."""

from itertools import cycle, islice

import pytest

from tests.bench.bare import Transaction, recorded
from tests.bench.conftest import MakeWorld
from tests.bench.measure import share_of, throughput
from tests.bench.report import Report, Row
from tests.bench.world import Size, names

ROUNDS, RUNS = 25, 96


@pytest.mark.parametrize(("at_once", "floor"), [(16, "≥ 0.50"), (1, "")])
async def test_a_typed_add(
    make_world: MakeWorld, database_name: str, report: Report, at_once: int, floor: str
) -> None:
    world = await make_world(Size(groups=50))
    many = (ROUNDS + 1) * RUNS
    callers, companies = world.callers(), names()
    examples: list[tuple[str, Transaction]] = []
    for caller, company in islice(zip(callers, companies, strict=False), 300):
        examples.append((company, await recorded(world, caller, _line(company))))
    # All that is given to the two is made beforehand.
    asked = iter([(next(callers), _line(next(companies))) for _ in range(many)])
    transactions = iter([each.anew(name, next(companies)) for name, each in islice(cycle(examples), many)])

    async def ours() -> None:
        await world.typed(*next(asked))

    async def bare() -> None:
        await next(transactions).run(world)

    taken = await throughput({"ours": ours, "bare": bare}, rounds=ROUNDS, runs=RUNS, at_once=at_once)
    mine, theirs = taken["ours"], taken["bare"]
    report.add(
        Row(
            f"/target add, {at_once} at once, against its statements alone",
            database_name,
            f"{mine.rate:,.0f}/s  p50 {mine.within(0.5):.1f} ms  p99 {mine.within(0.99):.1f} ms",
            f"{theirs.rate:,.0f}/s",
            share_of(mine, theirs),
            floor,
        )
    )


def _line(company: str) -> str:
    return f'/target add "{company}" confidence:4 they plan by spreadsheet'
