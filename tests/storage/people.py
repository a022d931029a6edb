"""Groups and people for the storage tests."""

from datetime import UTC, datetime, timedelta

from bot.core.ports import Store
from bot.domain.ask import LIFETIME, Ask
from bot.domain.company import Company
from bot.domain.group import Group, Room, Settings
from bot.domain.ids import AskId, EventId, GroupId, MemberId, TargetId
from bot.domain.member import Identity, Member
from bot.domain.points import HelpEvent, HelpKind
from bot.domain.target import Target, TargetStage

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def identity(name: str) -> Identity:
    return Identity("web", "demo", name.lower())


def room(group: str) -> Room:
    return Room("web", "demo", group.lower())


def found(store: Store, name: str = "Tuesday") -> Group:
    return store.groups.add(name, Settings(), room(name))


def join(store: Store, group: Group, name: str) -> Member:
    member = store.members.by_identity(identity(name)) or store.members.add(name, identity(name))
    store.groups.enrol(group.id, member.id)
    return member


def a_target(group: Group, member: Member, company: str, *, confidence: int = 3) -> Target:
    named = Company.named(company)
    return Target(TargetId(0), group.id, member.id, named, confidence, "", TargetStage.LISTED, NOW)


def an_ask(group: Group, requester: Member, company: str = "Globex", *, at: datetime = NOW) -> Ask:
    return Ask(
        id=AskId(0),
        group=group.id,
        requester=requester.id,
        company=Company.named(company),
        learn="how they decide what to automate",
        minutes=20,
        offer="notes on what I found",
        posted_at=at,
        expires_at=at + LIFETIME,
    )


def a_line(
    group: Group | GroupId,
    helper: Member | MemberId,
    receiver: Member | MemberId,
    *,
    subject: str,
    points: int = 1,
    at: datetime = NOW,
    kind: HelpKind = HelpKind.THANKS,
) -> HelpEvent:
    return HelpEvent(
        id=EventId(0),
        group=group.id if isinstance(group, Group) else group,
        helper=helper.id if isinstance(helper, Member) else helper,
        receiver=receiver.id if isinstance(receiver, Member) else receiver,
        kind=kind,
        points=points,
        subject=subject,
        at=at,
    )
