"""Several platforms before one dispatcher: who speaks where, and what arrives in each place."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.card import Card
from bot.core.context import Caller
from bot.core.dispatcher import Dispatcher, Reply
from bot.core.outbox import Address, Post
from bot.core.ports import Store, UnitOfWork
from bot.core.voice import at, direct
from bot.domain.group import Room
from bot.domain.member import Identity
from tests.bot.scene import REGISTRY, HandClock, buttons

SLACK = Room("slack", "T1", "C1")
GUILD = Room("discord", "42", "7")


@dataclass(frozen=True)
class Person:
    """Somebody on one platform."""

    name: str
    identity: Identity

    def at(self, room: Room | None, place: str = "") -> Caller:
        return Caller(self.identity, self.name, room, place)


def on_slack(name: str, workspace: str = "T1") -> Person:
    return Person(name, Identity("slack", workspace, f"U{name.upper()}"))


def on_discord(name: str) -> Person:
    return Person(name, Identity("discord", "", str(sum(map(ord, name)))))


@dataclass
class Platforms:
    """What people type and press on either platform, and what is delivered."""

    work: UnitOfWork
    clock: HandClock = field(default_factory=HandClock)

    def __post_init__(self) -> None:
        self.dispatcher = Dispatcher(REGISTRY, self.work, self.clock, lambda: None)

    async def type(self, who: Person, text: str, room: Room | None, place: str = "") -> Reply:
        return await self.dispatcher.typed(who.at(room, place), text)

    async def press(self, who: Person, label: str, where: Room | None = None) -> Reply:
        """Press the newest button with a label, in a room or in somebody's direct messages."""
        posts = await self.posts(at(where) if where else direct(who.identity))
        calls = [each.call for post in posts for each in buttons(post.card) if each.label == label]
        return await self.dispatcher.pressed(who.at(where), calls[-1].encode())

    async def posts(self, to: Address) -> list[Post]:
        """Deliver what waits; gives the messages there as they are now."""

        def work(store: Store) -> list[Post]:
            now = self.clock.now()
            until = now + timedelta(minutes=1)
            while rows := store.outbox.claim(["slack", "discord"], now=now, until=until, most=100):
                for row in rows:
                    store.outbox.delivered(row.id, row.message or f"m{row.id}", now)
            return list(store.outbox.posts(to, 100))

        return await self.work.write(work)

    async def cards(self, where: Room | Person) -> list[Card]:
        """Give what a room or somebody's direct messages show, without threads."""
        to = at(where) if isinstance(where, Room) else direct(where.identity)
        return [post.card for post in await self.posts(to)]
