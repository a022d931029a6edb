"""Hearing: what is done about the events that platforms report, and about what cannot be reached any more."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from bot import rhythm
from bot.cards import rooms as cards
from bot.core.card import Card, shorten
from bot.core.clean import clean
from bot.core.errors import Lost, StoreBusy
from bot.core.events import (
    Event,
    PersonKnown,
    RoomClosed,
    RoomOpened,
    RoomRenamed,
    WorkspaceJoined,
    WorkspaceLeft,
)
from bot.core.outbox import Address, Posting
from bot.core.ports import Clock, Store, UnitOfWork
from bot.core.voice import Told, Voice, at, unreachable, zone_asked
from bot.domain.errors import Conflict
from bot.domain.group import Closed, Home, Room
from bot.domain.member import NAME_MAX, Identity, Member
from bot.domain.zones import is_zone


class Hearing:
    """Hears events, each in a transaction of its own, and with a key each once."""

    def __init__(self, work: UnitOfWork, clock: Clock, wake: Callable[[], None]) -> None:
        """Take what it works with; `wake` is called after a commit that left something in the outbox."""
        self._work, self._clock, self._wake = work, clock, wake

    async def __call__(self, event: Event, *, key: str = "") -> None:
        """Handle an event; raises StoreBusy."""
        now = self._clock.now()

        def hear(store: Store) -> bool:
            if key and not store.inbox.first(_platform(event), key, now):
                return False
            told = Told()
            _handle(store, event, now, told)
            return told.write(store.outbox, now)

        if isinstance(event, PersonKnown) and not await self._work.read(lambda store: _news(store, event)):
            return
        try:
            told = await self._work.write(hear)
        except Conflict:
            raise StoreBusy("conflict") from None
        if told:
            self._wake()


def lost(store: Store, to: Address, what: Lost, now: datetime) -> None:
    """Tell whoever can do something about it that somebody or some place cannot be reached any more."""
    told = Told()
    match what:
        case Lost.MESSAGE:
            return
        case Lost.PERSON:
            _call_in_room(store, to, told)
        case Lost.ROOM:
            home = store.groups.home(Room(to.platform, to.workspace, to.to))
            _close(store, home, Closed.FORBIDDEN, now, told)
        case Lost.WORKSPACE:
            _leave(store, to.platform, to.workspace, now, told)
        case _:
            assert_never(what)
    told.write(store.outbox, now)


def _platform(event: Event) -> str:
    match event:
        case RoomClosed() | RoomOpened() | RoomRenamed():
            return event.room.platform
        case PersonKnown():
            return event.identity.platform
        case WorkspaceJoined() | WorkspaceLeft():
            return event.platform
        case _:
            assert_never(event)


def _handle(store: Store, event: Event, now: datetime, told: Told) -> None:
    match event:
        case RoomClosed(room, why):
            _close(store, store.groups.home(room), why, now, told)
        case RoomOpened(room, name):
            if (home := store.groups.home(room)) is None:
                told.postings.append(Posting(at(room), cards.hello()))
            else:
                _open(store, home, replace(home, name=name or home.name, closed=None), now, told)
        case RoomRenamed(room, name):
            home = store.groups.home(room)
            if home and home.name != name:
                store.groups.change(home, renamed := replace(home, name=name))
                if home.name and (group := store.groups.get(home.group)):
                    Voice(store, group, told, now).tell_facilitators(cards.renamed(renamed, group))
        case PersonKnown():
            _know(store, event, now, told)
        case WorkspaceJoined(platform, workspace):
            for home in store.groups.homes_in(platform, workspace):
                if home.closed in (Closed.REMOVED, Closed.FORBIDDEN):
                    _open(store, home, replace(home, closed=None), now, told)
        case WorkspaceLeft(platform, workspace, since):
            known = store.workspaces.get(platform, workspace)
            if known is None or store.workspaces.leave(platform, workspace, since):
                _leave(store, platform, workspace, now, told)
        case _:
            assert_never(event)


def _close(store: Store, home: Home | None, why: Closed, now: datetime, told: Told) -> None:
    if home is None or home.closed in (why, Closed.DELETED) or (home.closed and why is Closed.FORBIDDEN):
        return
    store.groups.change(home, replace(home, closed=why))
    if group := store.groups.get(home.group):
        Voice(store, group, told, now).tell_facilitators(cards.closed(home, group, why))


def _open(store: Store, home: Home, opened: Home, now: datetime, told: Told) -> None:
    if home != opened:
        store.groups.change(home, opened)
    store.outbox.revive_all(at(home.room), now)
    if home.closed and (group := store.groups.get(home.group)):
        Voice(store, group, told, now).tell_facilitators(cards.opened(opened, group))


def _leave(store: Store, platform: str, workspace: str, now: datetime, told: Told) -> None:
    for home in store.groups.homes_in(platform, workspace):
        if home.closed is None:  # one that is archived stays so should the bot come back
            _close(store, home, Closed.REMOVED, now, told)


def _news(store: Store, event: PersonKnown) -> bool:
    """Tell whether a profile, of which many come in, may change anything."""
    member = store.members.by_identity(event.identity)
    return member is not None and (member.zone is None or member.name != event.name)


def _know(store: Store, event: PersonKnown, now: datetime, told: Told) -> None:
    member = store.members.by_identity(event.identity)
    if member is None:
        return
    name = shorten(clean(event.name), NAME_MAX)
    before = store.members.known_as(event.identity, name) if name else ""
    changed = member
    if name and member.name == before:  # as long as they have not chosen another themselves
        changed = replace(changed, name=name)
    if changed.zone is None and event.zone and is_zone(event.zone):
        changed = replace(changed, zone=event.zone)
    if changed != member:
        changed = store.members.save(changed)
        for group, _ in store.groups.groups_of(event.identity):
            rhythm.moved(store, group, [changed], now)
    if changed.zone is None:
        _ask_zone(store, event, changed, now, told)


def _ask_zone(store: Store, event: PersonKnown, member: Member, now: datetime, told: Told) -> None:
    """Ask a member once in which zone they live, for the first of their groups."""
    for group, _ in store.groups.groups_of(event.identity)[:1]:
        store.groups.lock(group.id, [member.id])
        if not store.outbox.has(zone_asked(member.id)):
            likely = [(zone, now.astimezone(ZoneInfo(zone))) for zone in event.zones if is_zone(zone)]
            card = cards.which_zone(member, likely)
            Voice(store, group, told, now).tell(member.id, card, zone_asked(member.id))


def _call_in_room(store: Store, to: Address, told: Told) -> None:
    """Call somebody in one room of theirs, once, by a mention without content."""
    identity = Identity(to.platform, to.workspace, to.to)
    for group, membership in store.groups.groups_of(identity):
        subject = unreachable(membership.member.id)
        store.groups.lock(group.id, [membership.member.id])
        if store.outbox.has(subject):
            return
        card: Card = cards.unreachable(to.to, membership.member)
        for room in _rooms_of(store.groups.rooms(group.id), to):
            told.postings.append(Posting(at(room), card, subject))
            return


def _rooms_of(rooms: Iterable[Room], to: Address) -> Iterable[Room]:
    """Give the rooms in which somebody can be called; a platform may know people beyond one workspace."""
    return (each for each in rooms if each.platform == to.platform and to.workspace in ("", each.workspace))
