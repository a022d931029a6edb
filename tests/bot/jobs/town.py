"""A town for events: a group in a Slack channel, who facilitates it, and what they are told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.card import Card
from bot.core.context import Caller
from bot.core.outbox import Address, Posting
from bot.core.ports import Store, UnitOfWork
from bot.core.voice import Told, Voice
from bot.domain.group import Group, Home, Room, Settings
from bot.domain.ids import GroupId
from bot.domain.member import Identity, Member, Role
from bot.jobs.hearing import Hearing
from tests.bot.jobs.stage import HandClock

ROOM = Room("slack", "T1", "C1")
GUILD = Room("discord", "42", "7")
PLATFORMS = ("slack", "discord")
GROUP = GroupId(1)


def on_slack(who: str) -> Identity:
    return Identity("slack", "T1", f"U{who}")


def on_discord(who: str) -> Identity:
    return Identity("discord", "", f"9{who}")


def caller(who: Identity, room: Room | None = ROOM) -> Caller:
    return Caller(who, who.user, room)


@dataclass
class Town:
    """A group of Ana, who facilitates, and Ben, who does not, in ROOM."""

    work: UnitOfWork
    clock: HandClock = field(default_factory=HandClock)
    woken: int = 0

    def __post_init__(self) -> None:
        self.hears = Hearing(self.work, self.clock, self._wake)

    def _wake(self) -> None:
        self.woken += 1

    async def settle(self, name: str = "Tuesday", room: Room = ROOM, place: str = "job-seekers") -> Group:
        """Let a group live in a room."""

        def work(store: Store) -> Group:
            group = store.groups.add(name, Settings(), room, place)
            for who, role in (("Ana", Role.FACILITATOR), ("Ben", Role.MEMBER)):
                member = store.members.by_identity(on_slack(who)) or store.members.add(who, on_slack(who))
                store.groups.enrol(group.id, member.id, role)
            return group

        return await self.work.write(work)

    async def keep(self, home: Home) -> None:
        await self.work.write(lambda store: store.groups.keep(home))

    async def home(self, room: Room = ROOM) -> Home:
        found = await self.work.read(lambda store: store.groups.home(room))
        assert found
        return found

    async def member(self, who: Identity) -> Member:
        found = await self.work.read(lambda store: store.members.by_identity(who))
        assert found
        return found

    async def post(self, text: str) -> None:
        """Tell the group something, in all its rooms that hear it."""

        def work(store: Store) -> None:
            group, told = store.groups.get(GROUP), Told()
            assert group
            Voice(store, group, told, self.clock.now()).post(Card.of(text))
            told.write(store.outbox, self.clock.now())

        await self.work.write(work)

    async def send(self, *texts: str, to: Address) -> None:
        postings = [Posting(to, Card.of(text)) for text in texts]
        await self.work.write(lambda store: store.outbox.add(postings, self.clock.now()))

    async def told(self) -> list[tuple[str, Card]]:
        """Deliver what waits; gives to whom, and what."""

        def work(store: Store) -> list[tuple[str, Card]]:
            found, now = [], self.clock.now()
            while rows := store.outbox.claim(PLATFORMS, now=now, until=now + timedelta(minutes=1), most=100):
                for row in rows:
                    store.outbox.delivered(row.id, row.message or row.key, now)
                    found.append((row.address.to, row.card))
            return found

        return await self.work.write(work)

    async def headlines(self) -> list[tuple[str, str]]:
        """Deliver what waits; gives to whom, and under which headline."""
        return [(to, card.headline) for to, card in await self.told()]

    async def bury(self) -> int:
        """Let everything that waits be refused for good; gives how much."""

        def work(store: Store) -> int:
            many, now = 0, self.clock.now()
            while rows := store.outbox.claim(PLATFORMS, now=now, until=now + timedelta(minutes=1), most=100):
                for row in rows:
                    store.outbox.bury(row.id, "refused", now)
                many += len(rows)
            return many

        return await self.work.write(work)

    async def shown(self, to: Address) -> Sequence[Card]:
        """Give the messages there as they are now."""
        return [post.card for post in await self.work.read(lambda store: store.outbox.posts(to, 99))]
