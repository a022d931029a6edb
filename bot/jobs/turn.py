"""A turn of due work: what its handlers read, what they leave to be told and what is due next; it commits as one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.cards.bundle import bundled
from bot.core.card import Card
from bot.core.outbox import Address, Posting
from bot.core.ports import Store
from bot.core.voice import Told, Voice, direct
from bot.core.within import within
from bot.domain.due import Due
from bot.domain.group import Attendance, Group
from bot.domain.quiet import Kind


@dataclass(slots=True)
class Turn:
    """Several pieces of due work, done in one transaction."""

    store: Store
    now: datetime
    told: Told = field(default_factory=Told)
    next: list[Due] = field(default_factory=list)

    def voice(self, group: Group) -> Voice:
        """Speak to a group."""
        return Voice(self.store, group, self.told, self.now)

    def may_write(self, to: Attendance, kind: Kind) -> bool:
        """Tell whether a member can be written to, and has not muted messages of this kind."""
        return to.identity is not None and kind not in to.member.muted

    def write(self, to: Attendance, kind: Kind, card: Card, subject: str = "") -> None:
        """Write to a member after their quiet hours, unless they muted the kind or cannot be written to."""
        if to.identity is None or not self.may_write(to, kind):
            return
        after = to.member.quiet.over(self.now, to.zone) if to.member.quiet else None
        card = within(card, to.group.id)
        self.told.postings.append(Posting(direct(to.identity), card, subject, after=after))

    def attending(self, rows: Sequence[Due]) -> dict[Due, Attendance]:
        """Give for each piece of work the member it is for, with one read; who left the group is left out."""
        who = [(row.group, row.member) for row in rows if row.member]
        found = {
            (each.group.id, each.member.id): each
            for each in self.store.groups.attending(who)
            if not each.membership.left
        }
        return {
            row: found[row.group, row.member]
            for row in rows
            if row.member and (row.group, row.member) in found
        }

    def end(self) -> bool:
        """Write down what is told and what is due next; gives whether anything is told."""
        self.told.postings = bundle(self.told.postings)
        self.store.due.add([*{each.key: each for each in self.next}.values()])
        return self.told.write(self.store.outbox, self.now)


class Handler(Protocol):
    """Does due work of one kind."""

    def __call__(self, turn: Turn, rows: Sequence[Due]) -> None:
        """Do several pieces of work at once; one that raises is done again by itself."""


def bundle(postings: Sequence[Posting]) -> list[Posting]:
    """Make one message of those that go to one person together; what may change later stays by itself."""
    together: dict[tuple[Address, datetime | None], list[Posting]] = defaultdict(list)
    for each in postings:
        if each.address.kind == "direct" and not each.subject:
            together[each.address, each.after].append(each)
    several = {id(each): group for group in together.values() if len(group) > 1 for each in group}
    made = []
    for each in postings:
        if (group := several.get(id(each))) is None:
            made.append(each)
        elif group[0] is each:
            made += [replace(each, card=card) for card in bundled([one.card for one in group])]
    return made
