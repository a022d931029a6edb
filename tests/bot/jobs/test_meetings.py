"""Before a meeting: the evening before if not ready, and an hour before what to have at hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time

import pytest

from bot.core.ports import Store
from bot.domain.company import Company
from bot.domain.ids import GroupId
from bot.domain.preparation import Preparation
from bot.domain.questions import Angle, Category, Question
from bot.domain.quiet import Kind, Quiet
from tests.bot.commands.weeks import came, go_on
from tests.bot.scene import NOW, Scene, a_card, texts

MEET = "You meet someone at Globex"
PLAN = '/meeting plan Globex "Maria Keller" Wednesday at 15:00'


def question(number: int) -> Question:
    return Question(f"Question {number}?", Category.ADVICE if number == 20 else Category.TRENDS)


async def prepare(
    scene: Scene, many: int, *, notes: Mapping[Angle, str] | None = None, stories: tuple[str, ...] = ()
) -> None:
    me = await scene.id("ana")

    def work(store: Store) -> Preparation:
        mine = store.preparations.open(GroupId(1), me, Company.named("Globex"))
        mine = mine.ask([question(number) for number in range(1, many + 1)]).tell(stories)
        return store.preparations.save(mine.research(notes or {}))

    await scene.work.write(work)


async def let(scene: Scene, **changes: object) -> None:
    me = await scene.id("ana")

    def work(store: Store) -> None:
        (member,) = store.members.named([me])
        store.members.save(replace(member, **changes))  # type: ignore[arg-type]

    await scene.work.write(work)


@pytest.mark.parametrize(
    ("many", "said"),
    [(0, "Five questions make it a conversation."), (3, "You have three of five questions.")],
)
async def test_the_evening_before_says_what_is_missing(group: Scene, many: int, said: str) -> None:
    a_card(await group.type("ana", PLAN))
    await prepare(group, many)
    await go_on(group, days=1, hours=12)
    (card,) = await came(group, "ana", MEET)
    assert card.headline == "You meet someone at Globex tomorrow at 15:00"
    assert said in texts(card)
    assert [await came(group, who, MEET) for who in ("ben", "tuesday")] == [[], []]


async def test_who_is_ready_has_a_quiet_evening(group: Scene) -> None:
    a_card(await group.type("ana", PLAN))
    await prepare(group, 5)
    await go_on(group, days=1, hours=12)
    assert await came(group, "ana", MEET) == []


async def test_the_hour_before_gives_all_there_is_to_say(group: Scene) -> None:
    a_card(await group.type("ana", PLAN))
    await prepare(group, 20, notes={Angle.COMPANY: "They open a third house."}, stories=("The returns.",))
    await go_on(group, days=2, hours=5)
    (card,) = await came(group, "ana", MEET)
    assert card.headline == "You meet someone at Globex today at 15:00"
    said = texts(card)
    for words in (
        "You meet Maria Keller.",
        "to learn about Globex, and how you came there. From what I read: They open a third house.",
        "15:00 · 1 min · Arrive",
        "15:03 · 2 min · Question 20?",
        "• The returns.",
        "Take no résumé along.",
        "May I stay in touch?",
    ):
        assert words in said


async def test_the_hour_before_comes_without_any_preparation_too(group: Scene) -> None:
    a_card(await group.type("ana", PLAN))
    await go_on(group, days=2, hours=5)
    _, card = await came(group, "ana", MEET)
    assert "15:03 · 10 min · Ask what you would like to learn, and listen" in texts(card)


async def test_what_was_called_off_or_moved_says_nothing_at_the_old_time(group: Scene) -> None:
    for line in (PLAN, '/meeting plan Initech "a lead" Wednesday at 17:00'):
        a_card(await group.type("ana", line))
    await group.press("ana", 'meeting cancel {"meeting":1}')
    moved = await group.submit("ana", 'meeting move {"meeting":2}', when="Friday at 17:00")
    assert a_card(moved).headline == "Moved. You meet someone at Initech on Friday at 17:00, in four days"
    await go_on(group, days=3)
    assert await came(group, "ana", "You meet") == []
    await go_on(group, days=1, hours=8)
    assert [card.headline for card in await came(group, "ana", "You meet")] == [
        "You meet someone at Initech tomorrow at 17:00",
        "You meet someone at Initech today at 17:00",
    ]


async def test_an_old_card_says_what_became_of_the_meeting(group: Scene) -> None:
    a_card(await group.type("ana", PLAN))
    await go_on(group, days=1, hours=12)
    await group.submit("ana", 'meeting move {"meeting":1}', when="Friday at 17:00")
    assert (await came(group, "ana", MEET))[
        0
    ].headline == "You meet someone at Globex on Friday at 17:00, in three days"
    await go_on(group, days=2)
    await group.press("ana", 'meeting cancel {"meeting":1}')
    assert (await group.messages("ana"))[-1].headline == "Your meeting at Globex is cancelled"


async def test_who_muted_meetings_hears_nothing(group: Scene) -> None:
    a_card(await group.type("ana", PLAN))
    await let(group, muted=frozenset({Kind.MEETING}))
    await go_on(group, days=2, hours=5)
    assert await came(group, "ana", MEET) == []


async def test_quiet_hours_are_kept(group: Scene) -> None:
    await let(group, quiet=Quiet(time(17), time(14, 30)))
    a_card(await group.type("ana", PLAN))
    await prepare(group, 5)
    await go_on(group, days=2, hours=4)
    assert await came(group, "ana", MEET) == []
    await go_on(group, minutes=70)
    assert len(await came(group, "ana", MEET)) == 1
    assert group.clock.now() < NOW.replace(day=25, hour=15)
