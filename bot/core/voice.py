"""The voice: how a group, or one of its members, is told something; it leaves with the commit."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.core.card import Card
from bot.core.outbox import Address, Outbox, Posting
from bot.core.ports import Store
from bot.core.within import within
from bot.domain.group import Group, Room
from bot.domain.ids import MemberId
from bot.domain.member import Identity, Role


@dataclass(frozen=True, slots=True)
class Revision:
    """What the messages of a subject become: all, or those to one address; for now, or for good."""

    subject: str
    card: Card
    only: Address | None = None
    last: bool = False


@dataclass(slots=True)
class Told:
    """What others are told in one transaction: new messages, and what earlier ones become."""

    postings: list[Posting] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)

    def write(self, outbox: Outbox, now: datetime) -> bool:
        """Write all of it into the outbox; gives whether there is anything."""
        for each in self.revisions:
            outbox.revise(each.subject, each.card, now, only=each.only, last=each.last)
        if self.postings:
            outbox.add(self.postings, now)
        return bool(self.postings or self.revisions)


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks to one group; what it says is collected in `told`."""

    store: Store
    group: Group
    told: Told
    now: datetime

    def post(self, card: Card, subject: str = "", *, under: str = "") -> None:
        """Tell the group, in all its rooms; with `under` in the thread of that subject's message."""
        for room in self.store.groups.rooms(self.group.id):
            self.told.postings.append(Posting(at(room), card, subject, under))

    def tell(self, member: MemberId, card: Card, subject: str = "", *, before: Card | None = None) -> None:
        """Tell a member privately; `before` is what earlier messages of the subject become, for good.

        It is sent after their quiet hours. Its buttons say which group they are for: they may be in several.
        """
        if before:
            self.told.revisions.append(Revision(subject, before, last=True))
        if reach := self.store.members.reach(member):
            person, identity = reach
            free = person.quiet.over(self.now, person.tz(self.group.settings.zone)) if person.quiet else None
            self.told.postings.append(
                Posting(direct(identity), within(card, self.group.id), subject, after=free)
            )

    def tell_facilitators(self, card: Card) -> None:
        """Tell those who look after the group."""
        for each in self.store.groups.members(self.group.id):
            if each.role is Role.FACILITATOR:
                self.tell(each.member.id, card)

    def revise(self, subject: str, card: Card, member: MemberId | None = None, *, last: bool = False) -> None:
        """Change every message that was sent under a subject, or those to one member; the last time, for good."""
        only = self.address(member) if member else None
        if only or not member:
            self.told.revisions.append(Revision(subject, within(card, self.group.id), only, last))

    def address(self, member: MemberId) -> Address | None:
        """Give where a member is written to privately."""
        reach = self.store.members.reach(member)
        return direct(reach[1]) if reach else None


def at(room: Room) -> Address:
    """Give the address of a room."""
    return Address(room.platform, room.workspace, "room", room.channel)


def direct(identity: Identity) -> Address:
    """Give the address at which a person is written to."""
    return Address(identity.platform, identity.workspace, "direct", identity.user)


def unreachable(member: MemberId) -> str:
    """Name the messages in rooms that call a member whom direct messages do not reach."""
    return f"unreachable:{member}"


def zone_asked(member: MemberId) -> str:
    """Name the question to a member in which time zone they live."""
    return f"zone:{member}"
