"""What a command costs beside ten groups, and beside ten thousand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tests.bench.conftest import MakeWorld
from tests.bench.measure import Way, latency
from tests.bench.report import Report, Row
from tests.bench.world import NOW, Size, World, names


async def test_what_one_command_costs(make_world: MakeWorld, database_name: str, report: Report) -> None:
    few, many = await make_world(Size(groups=10)), await make_world(Size(groups=10_000))
    for name, way in _WAYS.items():
        taken = await latency({"many": way(many), "few": way(few)}, runs=600)
        report.add(
            Row(
                f"{name}, beside 10,000 groups against 10",
                database_name,
                f"{taken['many'].ms:.2f} ms",
                f"{taken['few'].ms:.2f} ms",
                taken["many"].ms / taken["few"].ms,
                "≤ 1.15",
            )
        )


def _typed(line: str, *, direct: bool = False) -> Callable[[World], Way]:
    def of(world: World) -> Way:
        callers, companies = world.callers(), names()

        async def way() -> None:
            caller = next(callers)
            await world.typed(replace(caller, room=None) if direct else caller, line.format(next(companies)))

        return way

    return of


def _relay(world: World) -> Way:
    """Look for what is to be delivered, among all that was."""

    async def way() -> None:
        later = NOW + timedelta(minutes=1)
        await world.database.write(
            lambda store: (
                store.outbox.claim(["bench"], now=NOW, until=later, most=16),
                store.outbox.next_due(["bench"]),
            )
        )

    return way


_WAYS: dict[str, Callable[[World], Way]] = {
    "/target list": _typed("/target list"),
    "/target list as a direct message": _typed("/target list", direct=True),
    "/target board": _typed("/target board"),
    "/leaderboard": _typed("/leaderboard"),
    "/group members": _typed("/group members"),
    "/intro list": _typed("/intro list"),
    "an idle turn of the relay": _relay,
    "/target add": _typed('/target add "{}" confidence:4'),
}
