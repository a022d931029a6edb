"""Meetings of a scene: planned by hand, held, and told of."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.ports import Store
from bot.domain import meeting_due
from bot.domain.ask import Ask
from bot.domain.company import Company
from bot.domain.debrief import Debrief
from bot.domain.followup import FollowUp, FollowUpKind
from bot.domain.ids import MeetingId
from bot.domain.meeting import Meeting
from bot.domain.target import Target
from tests.bot.commands.weeks import HERE, go_on
from tests.bot.scene import Scene

ATHENS = "Europe/Athens"


async def planned(
    scene: Scene,
    who: str = "ana",
    company: str = "Globex",
    *,
    through: str = "",
    ask: Ask | None = None,
    hours: float = 4,
) -> Meeting:
    """Plan a meeting of half an hour some hours from now, introduced by somebody, perhaps through an ask."""
    me, helper = await scene.id(who), await scene.id(through) if through else None

    def work(store: Store) -> Meeting:
        meeting = Meeting.plan(
            HERE, me, Company.named(company), "Maria Keller", scene.clock.now() + timedelta(hours=hours),
            ATHENS, 30, scene.clock.now(),
            introduction=(ask, helper) if ask and helper else None, introduced_by=helper,
        )  # fmt: skip
        stored = store.meetings.add(meeting)
        (member,) = store.members.named([me])
        group = store.groups.get(HERE)
        assert group
        zone = member.tz(group.settings.zone)
        store.due.add(meeting_due.of_planned(stored, scene.clock.now(), zone, member.quiet))
        return stored

    return await scene.work.write(work)


async def over(
    scene: Scene, who: str = "ana", company: str = "Globex", *, through: str = "", ask: Ask | None = None
) -> Meeting:
    """Let a meeting be planned, and its end be a minute ago."""
    meeting = await planned(scene, who, company, through=through, ask=ask)
    await go_on(scene, hours=4, minutes=31)
    return meeting


async def meeting_now(scene: Scene, meeting: MeetingId) -> Meeting:
    return await scene.work.read(lambda store: store.meetings.get(HERE, meeting))


async def told_of(scene: Scene, meeting: MeetingId) -> Debrief | None:
    return await scene.work.read(lambda store: store.meetings.debrief(meeting))


async def owed(scene: Scene, meeting: MeetingId) -> dict[FollowUpKind, FollowUp]:
    """Give what a meeting has led to, by its kinds."""
    found: Sequence[FollowUp] = await scene.work.read(lambda store: store.followups.of_meeting(meeting))
    return {each.kind: each for each in found}


async def target(scene: Scene, who: str, company: str) -> Target:
    me = await scene.id(who)
    key = Company.named(company).key
    return (await scene.work.read(lambda store: store.targets.by_keys(HERE, me, [key])))[key]


async def points(scene: Scene, who: str) -> int:
    """Give what somebody's help counts."""
    me = await scene.id(who)
    standings = await scene.work.read(lambda store: store.ledger.standings(HERE, me, None, 10))
    return standings.own.points if standings.own else 0
