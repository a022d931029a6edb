"""The weeks of a group: time goes by, and what it owes is done."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.core.card import Card
from bot.core.form import Form
from bot.domain.checkin import CheckIn
from bot.domain.due import Due
from bot.domain.ids import GroupId
from bot.jobs.kinds import HANDLERS
from bot.jobs.tick import Tick
from tests.bot.scene import Scene, a_form

HERE = GroupId(1)
THIS = date(2026, 11, 23)
"""The Monday of the week in which a scene begins."""


async def go_on(scene: Scene, **by: float) -> None:
    """Let time go by from one thing that is due to the next, as it does."""
    end = scene.clock.now() + timedelta(**by)
    tick = Tick(scene.work, scene.clock, HANDLERS, lambda: None)
    while (at := await scene.work.read(lambda store: store.due.next_at())) and at <= end:
        scene.clock.time = max(at, scene.clock.now())
        await tick.turn()
    scene.clock.time = end
    await scene.deliver()


async def waits(scene: Scene, kind: str, who: str = "") -> Due | None:
    """Give the one piece of a kind of weekly work that waits, for a group or for one of its members."""
    member = await scene.id(who) if who else None
    owed = await scene.work.read(lambda store: store.due.of(HERE))
    found = [each for each in owed if each.kind == kind and each.member == member]
    assert len(found) < 2, found
    return found[0] if found else None


async def came(scene: Scene, who: str, headline: str) -> list[Card]:
    """Give somebody's messages whose headlines begin so, oldest first."""
    return [card for card in await scene.messages(who) if card.headline.startswith(headline)]


async def checkin(scene: Scene, who: str, week: date) -> CheckIn | None:
    """Give what somebody has said of a week."""
    member = await scene.id(who)
    return await scene.work.read(lambda store: store.checkins.get(HERE, member, week))


async def filled(scene: Scene, who: str, command: str) -> Mapping[str, str]:
    """Give what stands in a form when somebody opens it."""
    form: Form = a_form(await scene.type(who, command))
    return {field.name: field.value for field in form.fields}
