"""/meeting prep, all the way to its rendered answer, beside /target add in the same world."""

from datetime import timedelta
from itertools import cycle

from bot.core.ports import Store
from bot.domain.ask import Ask
from bot.domain.company import Company
from bot.domain.ids import GroupId, MemberId
from bot.domain.preparation import MOST, NOTE_MAX, STORY_MAX, Practice, PracticeState
from bot.domain.questions import QUESTION_MAX, Angle, Question
from tests.bench.conftest import MakeWorld
from tests.bench.measure import latency
from tests.bench.report import Report, Row
from tests.bench.world import NOW, Size, World, names

GROUPS = 50
HERS = "Globex Logistics"
"""Where the first member of every group has prepared all that can be prepared, and has asked ten times."""


async def test_meeting_prep_beside_target_add(
    make_world: MakeWorld, database_name: str, report: Report
) -> None:
    world = await make_world(Size(groups=GROUPS))
    await world.database.write(lambda store: _prepare(store, world))
    anybody, companies = world.callers(), names()
    prepared = cycle(world.caller(group, 0) for group in range(GROUPS))

    async def add() -> None:
        await world.typed(
            next(anybody), f'/target add "{next(companies)}" confidence:4 they plan by spreadsheet'
        )

    async def begun() -> None:
        await world.typed(next(anybody), f'/meeting prep "{next(companies)}"')

    async def full() -> None:
        await world.typed(next(prepared), f'/meeting prep "{HERS}"')

    taken = await latency({"add": add, "begun": begun, "full": full}, runs=600)
    for way, said in {
        "begun": "the first time",
        "full": f"with {MOST} questions and four long notes",
    }.items():
        report.add(
            Row(
                f"/meeting prep {said}, against /target add",
                database_name,
                f"{taken[way].ms:.2f} ms  p50 {taken[way].within(0.5):.2f} ms",
                f"{taken['add'].ms:.2f} ms",
                taken[way].ms / taken["add"].ms,
                "≤ 3.00",
            )
        )


def _prepare(store: Store, world: World) -> None:
    company = Company.named(HERS)
    questions = [Question(f"{number} {'w' * QUESTION_MAX}"[:QUESTION_MAX]) for number in range(MOST)]
    for group in range(GROUPS):
        here, me = GroupId(1 + group), MemberId(1 + group * world.size.members)
        empty = store.preparations.open(here, me, company)
        noted = empty.research(dict.fromkeys(Angle, "n" * NOTE_MAX))
        store.preparations.save(noted.ask(questions).tell(["s" * STORY_MAX] * 2))
        store.preparations.keep(Practice(empty.id, MemberId(me + 1), PracticeState.AGREED))
        for asked in range(10):
            at = NOW - timedelta(days=asked)
            store.asks.add(Ask.post(here, me, company, "how they plan their routes", 20, "", at))
