"""Worlds to measure in: groups with members, targets, contacts, help and outbox history, made by plain SQL."""

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.fernet import Fernet
from sqlalchemy import Connection, Engine, text

import bot.commands
from adapters.web.render import Json, render_reply
from bot.core.card import CARD_JSON, Card
from bot.core.context import Caller
from bot.core.dispatcher import Dispatcher
from bot.core.registry import Registry
from bot.domain.group import Room
from bot.domain.member import Identity
from storage.database import Database
from storage.vault import Vault

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
_KEY = Fernet.generate_key().decode()
_HISTORY = Card.of("Somebody wants to learn about a company", "If you know someone there, note it.")


@dataclass(frozen=True)
class Place:
    """Where the groups live: a platform's workspace, and how the ids of its users and channels begin."""

    platform: str = "bench"
    workspace: str = "here"
    user: str = "user-"
    channel: str = "room-"


SOMEWHERE = Place()


@dataclass(frozen=True)
class Size:
    """How much there is: `groups` in all, and of the rest so many in each of them."""

    groups: int = 1
    members: int = 6
    targets: int = 12
    companies: int = 8
    contacts: int = 4
    help_events: int = 10
    posts: int = 15


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True)
class World:
    """An open database that is filled, and the door to it."""

    size: Size
    place: Place
    database: Database
    registry: Registry
    dispatcher: Dispatcher

    @property
    def engine(self) -> Engine:
        """The engine of those who write."""
        return self.database._writing.engine

    def caller(self, group: int, member: int) -> Caller:
        """Give a member of a group, both counted from 0, as one who speaks in the group's room."""
        user, place = 1 + group * self.size.members + member, self.place
        identity = Identity(place.platform, place.workspace, f"{place.user}{user}")
        room = Room(place.platform, place.workspace, f"{place.channel}{1 + group}")
        return Caller(identity, f"Member {user}", room)

    def everybody(self) -> Iterator[Caller]:
        """Give every member of every group once."""
        groups, members = range(self.size.groups), range(self.size.members)
        return (self.caller(group, member) for group in groups for member in members)

    def callers(self) -> Iterator[Caller]:
        """Give callers from everywhere, without end."""
        chance = random.Random(1)
        while True:
            yield self.caller(chance.randrange(self.size.groups), chance.randrange(self.size.members))

    async def typed(self, caller: Caller, line: str) -> Json:
        """Answer a typed line with a rendered card."""
        rendered = render_reply(await self.dispatcher.typed(caller, line))
        assert "card" in rendered, rendered
        return rendered


def names() -> Iterator[str]:
    """Give company names without end, none of them twice."""
    chance = random.Random(2)
    syllables = [consonant + vowel for consonant in "bcdfghjklmnprstvz" for vowel in "aeiou"]
    for number in range(10**9):
        first, second = ("".join(chance.choices(syllables, k=3)).capitalize() for _ in range(2))
        yield f"{first} {second} {number}"


@asynccontextmanager
async def opened(url: str, size: Size, place: Place = SOMEWHERE) -> AsyncIterator[World]:
    """Fill a migrated, empty database and keep it open."""
    database = Database.open(url, keys=[_KEY])
    registry = Registry.discover(bot.commands)
    dispatcher = Dispatcher(registry, database, Noon(), wake=lambda: None)
    world = World(size, place, database, registry, dispatcher)
    with world.engine.begin() as connection:
        _fill(connection, size, place)
    if world.engine.dialect.name == "postgresql":  # which tidies up by itself after a minute
        with world.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    try:
        yield world
    finally:
        await database.close()


def _fill(connection: Connection, size: Size, place: Place) -> None:
    """Fill the tables; what groups do comes interleaved, as in life, while their members join together."""
    given = {"sealed": Vault([_KEY]).seal("Kemi Oni"), "card": CARD_JSON.dump_json(_HISTORY).decode()}

    def rows(table: str, many: int, **columns: str) -> None:
        """Insert so many rows; in the columns' SQL, `n` counts them from 0."""
        used = {name: value for name, value in given.items() if f":{name}" in columns.values()}
        connection.execute(
            text(
                f"INSERT INTO {table} ({', '.join(columns)}) "
                "WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < :last) "
                f"SELECT {', '.join(columns.values())} FROM counted"
            ),
            {"last": many - 1, **used},
        )

    group, turn = f"n % {size.groups}", f"n / {size.groups}"
    first_member = f"1 + {group} * {size.members}"
    member, another = (f"{first_member} + ({turn} + {by}) % {size.members}" for by in (0, 1))
    company = _name_of(f"{turn} % {size.companies}")
    here = {"platform": f"'{place.platform}'", "workspace": f"'{place.workspace}'"}
    at = "'2026-03-' || (10 + n % 10) || ' 09:30:00.000000'"
    if connection.dialect.name == "postgresql":
        at = f"CAST({at} AS timestamptz)"

    rows(
        "groups", size.groups, name="'Group ' || (1 + n)", zone="'UTC'", asks_per_week="3", version="1",
        introduction_points="5", meeting_points="5", suggestion_points="3", thanks_points="1",
    )  # fmt: skip
    rows("rooms", size.groups, **here, channel=f"'{place.channel}' || (1 + n)", group_id="1 + n")
    rows(
        "members", size.groups * size.members, name="'Member ' || (1 + n)", about="'planner'",
        stage="'searching'", on_leaderboard="true", version="1",
    )  # fmt: skip
    rows(
        "identities",
        size.groups * size.members,
        **here,
        user_id=f"'{place.user}' || (1 + n)",
        member_id="1 + n",
    )
    rows(
        "memberships", size.groups * size.members, group_id=f"1 + n / {size.members}", member_id="1 + n",
        role="'member'",
    )  # fmt: skip
    rows(
        "targets", size.groups * size.targets, group_id=f"1 + {group}",
        member_id=f"{first_member} + {turn} / {size.companies} % {size.members}",
        company=company, company_key=f"lower({company})", confidence="1 + n % 5",
        why="'they plan by spreadsheet'", stage="'listed'", posted_at=at,
    )  # fmt: skip
    rows(
        "contacts", size.groups * size.contacts, group_id=f"1 + {group}", member_id=member,
        company=company, company_key=f"lower({company})", sealed_name=":sealed", sealed_note=":sealed",
    )  # fmt: skip
    rows(
        "help_events", size.groups * size.help_events, group_id=f"1 + {group}", helper_id=member,
        receiver_id=another, kind="'thanks'", points="1 + n % 5", subject="'thanks/' || n", turn="0", at=at,
    )  # fmt: skip
    rows(
        "outbox", size.groups * size.posts, key="'key-' || n", **here, kind="'room'",
        recipient=f"'{place.channel}' || (1 + {group})", card=":card", state="'sent'", attempts="1", error="''",
        created_at=at, next_at=at, message="'message-' || n", delivered_at=at,
    )  # fmt: skip


def _name_of(number: str) -> str:
    """Spell a number as a company's name, so that names begin in many ways."""
    letters = (("bcdfghjklmnprstvz", 1), ("aeioul", 1), ("lmnrst", 5), ("aeiou", 3))
    spelled = (f"substr('{some}', 1 + ({number}) * {step} % {len(some)}, 1)" for some, step in letters)
    return f"{' || '.join(spelled)} || ' ' || ({number})"
