"""A group with very much in it: text made of one aggregate, beside the bare aggregate."""

import asyncio
from typing import Any

from sqlalchemy import Select, func, select

from storage.tables import help_events, targets
from tests.bench.conftest import MakeWorld
from tests.bench.measure import latency
from tests.bench.report import Report, Row
from tests.bench.world import NOW, Size, World

GROUP = 1
_points = func.sum(help_events.c.points).label("points")
_MOST_POINTS = (
    select(help_events.c.helper_id, _points)
    .where(help_events.c.group_id == GROUP, help_events.c.at >= NOW.replace(day=1, hour=0))
    .group_by(help_events.c.helper_id)
    .order_by(_points.desc())
    .limit(10)
)
_wanted = func.count().label("wanted")
_MOST_WANTED = (
    select(targets.c.company_key, _wanted)
    .where(targets.c.group_id == GROUP)
    .group_by(targets.c.company_key)
    .order_by(_wanted.desc())
    .limit(10)
)


async def test_the_leaderboard_of_fifty_thousand_lines(
    make_world: MakeWorld, database_name: str, report: Report
) -> None:
    world = await make_world(Size(members=200, help_events=50_000))
    await _compare(world, "/leaderboard, of 50,000 lines", _MOST_POINTS, database_name, report)


async def test_the_board_of_five_thousand_targets(
    make_world: MakeWorld, database_name: str, report: Report
) -> None:
    world = await make_world(Size(members=100, targets=5_000, companies=2_000, contacts=1_000))
    await _compare(world, "/target board, of 5,000 targets", _MOST_WANTED, database_name, report)


async def _compare(
    world: World, what: str, statement: Select[Any], database_name: str, report: Report
) -> None:
    line, caller = what.partition(",")[0], world.caller(0, 0)
    lane, loop = world.database._reading, asyncio.get_running_loop()

    def read() -> None:
        with lane.engine.connect() as connection, connection.begin():
            assert len(connection.execute(statement).all()) == 10

    taken = await latency(
        {
            "ours": lambda: world.typed(caller, line),
            "bare": lambda: loop.run_in_executor(lane.threads, read),
        },
        runs=80,
    )
    report.add(
        Row(
            f"{what}, against the bare aggregate",
            database_name,
            f"{taken['ours'].ms:.1f} ms",
            f"{taken['bare'].ms:.1f} ms",
            taken["ours"].ms / taken["bare"].ms,
            "≤ 3.00",
        )
    )
