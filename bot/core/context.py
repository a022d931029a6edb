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
from bot.core.ports import Store
from bot.core.voice import Told, Voice
from bot.domain import due
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

    The name is as the platform gives it, made harmless and not longer than a member's may be; `place` is the
    room's name, where the payload tells it.
    """

    identity: Identity
    name: str
    room: Room | None
    place: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", shorten(clean(self.name), NAME_MAX) or "Somebody")


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
        self.store.due.add([due.next_checkin(group, member, self.now)])
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
    """What a handler has that serves the member of a group; others are told by `post`, `tell` and `revise`.

    `as_written` says that the caller has seen what the coach thinks of their words, and sends them as they are.
    """

    member: Member
    group: Group
    role: Role
    as_written: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The caller's zone: their own, else the group's."""
        return self.member.tz(self.group.settings.zone)

    def say(self, when: datetime) -> str:
        """Say a moment in the caller's zone."""
        return in_words(when.astimezone(self.zone), self.now)

    def say_due(self, when: datetime) -> str:
        """Say when something comes by itself; what is overdue is on its way."""
        return self.say(when) if when > self.now else "in a moment"

    def peer(self, member: MemberId) -> Member:
        """Give somebody of the group, also one who left; raises NotFound."""
        if member == self.member.id:
            return self.member
        if found := self.store.groups.membership(self.group.id, member):
            return found.member
        raise NotFound("Nobody of that name is in this group. /group members shows who is.")

    @property
    def voice(self) -> Voice:
        """How the group and its members are told something."""
        return Voice(self.store, self.group, self.told, self.now)

    def post(self, card: Card, subject: str = "", *, under: str = "") -> None:
        """Tell the group, in all its rooms; with `under` in the thread of that subject's message."""
        self.voice.post(card, subject, under=under)

    def tell(self, member: MemberId, card: Card, subject: str = "", *, before: Card | None = None) -> None:
        """Tell a member privately; `before` is what earlier messages of the subject become, for good."""
        self.voice.tell(member, card, subject, before=before)

    def revise(self, subject: str, card: Card, member: MemberId | None = None, *, last: bool = False) -> None:
        """Change every message that was sent under a subject, or those to one member; the last time, for good."""
        self.voice.revise(subject, card, member, last=last)

    def form(self, path: str, **given: Value) -> Form:
        """Open the form of another command with some values filled in."""
        command = self.registry.find(tuple(path.split()))
        start = command.start(self, given) if command.start else {}
        return self.registry.form(command, given, start)
