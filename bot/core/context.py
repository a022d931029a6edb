"""What a handler works with: who calls, from where, when, and the store of this one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.core.call import Value
from bot.core.card import Card, shorten
from bot.core.clean import clean
from bot.core.form import Form
from bot.core.outbox import Address, Outbox, Posting
from bot.core.ports import Store
from bot.core.within import within
from bot.domain.errors import NotFound
from bot.domain.group import Group, Room
from bot.domain.ids import MemberId
from bot.domain.member import NAME_MAX, Identity, Member, Membership, Role
from bot.domain.say import in_words

if TYPE_CHECKING:
    from bot.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a payload, as the adapter knows them; `room` is None in a direct message.

    The name is as the platform gives it, made harmless and not longer than a member's may be.
    """

    identity: Identity
    name: str
    room: Room | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", shorten(clean(self.name), NAME_MAX) or "Somebody")


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


@dataclass(slots=True)
class Visit:
    """What a handler has that serves anybody, also somebody who is in no group.

    `groups` are those the call may be meant for: one in an enrolled room, and in a direct message all to
    which the caller belongs. What others are told is collected in `told` and leaves with the commit.
    """

    store: Store
    caller: Caller
    now: datetime
    registry: "Registry"
    known: Member | None = None
    groups: Sequence[Group] = ()
    membership: Membership | None = None
    told: Told = field(default_factory=Told)

    @property
    def here(self) -> Group | None:
        """The group for which the call is meant, if that is clear."""
        return self.groups[0] if len(self.groups) == 1 else None

    def enrol(self, member: Member, group: Group) -> Role:
        """Make somebody a member; who comes into a group that nobody facilitates is its facilitator."""
        facilitated = any(one.role is Role.FACILITATOR for one in self.store.groups.members(group.id))
        role = Role.MEMBER if facilitated else Role.FACILITATOR
        self.store.groups.enrol(group.id, member.id, role)
        return role

    def entered(self, member: Member, group: Group, role: Role) -> "Context":
        """Give the context of a member in a group, going on with the same transaction."""
        here = (
            self.store,
            self.caller,
            self.now,
            self.registry,
            member,
            (group,),
            self.membership,
            self.told,
        )
        return Context(*here, member=member, group=group, role=role)


@dataclass(slots=True, kw_only=True)
class Context(Visit):
    """What a handler has that serves the member of a group; others are told by `post`, `tell` and `revise`."""

    member: Member
    group: Group
    role: Role

    @property
    def zone(self) -> ZoneInfo:
        """The caller's zone: their own, else the group's."""
        return self.member.tz(self.group.settings.zone)

    def say(self, when: datetime) -> str:
        """Say a moment in the caller's zone."""
        return in_words(when.astimezone(self.zone), self.now)

    def peer(self, member: MemberId) -> Member:
        """Give somebody of the group, also one who left; raises NotFound."""
        if member == self.member.id:
            return self.member
        if found := self.store.groups.membership(self.group.id, member):
            return found.member
        raise NotFound("Nobody of that name is in this group. /group members shows who is.")

    def post(self, card: Card, subject: str = "") -> None:
        """Tell the group, in all its rooms."""
        for room in self.store.groups.rooms(self.group.id):
            self.told.postings.append(
                Posting(Address(room.platform, room.workspace, "room", room.channel), card, subject)
            )

    def tell(self, member: MemberId, card: Card, subject: str = "", *, before: Card | None = None) -> None:
        """Tell a member privately; `before` is what earlier messages of the subject become, for good.

        The message's buttons say which group they are for: the member may be in several.
        """
        if before:
            self.told.revisions.append(Revision(subject, before, last=True))
        if to := self._address(member):
            self.told.postings.append(Posting(to, within(card, self.group.id), subject))

    def revise(self, subject: str, card: Card, member: MemberId | None = None, *, last: bool = False) -> None:
        """Change every message that was sent under a subject, or those to one member; the last time, for good."""
        only = self._address(member) if member else None
        if only or not member:
            self.told.revisions.append(Revision(subject, within(card, self.group.id), only, last))

    def _address(self, member: MemberId) -> Address | None:
        identity = self.store.members.identity(member)
        return Address(identity.platform, identity.workspace, "direct", identity.user) if identity else None

    def form(self, path: str, **given: Value) -> Form:
        """Open the form of another command with some values filled in."""
        command = self.registry.find(tuple(path.split()))
        start = command.start(self, given) if command.start else {}
        return self.registry.form(command, given, start)
