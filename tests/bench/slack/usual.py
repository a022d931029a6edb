"""The same command as many write it: Bolt's defaults, a listener a command, and sessions of an ORM over aiosqlite."""

import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import URL, Connection, Select, event, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped

from adapters.slack import render
from bot.cards import targets as cards
from bot.core.card import CARD_JSON, Card
from bot.core.command import Command
from bot.domain.company import Company
from bot.domain.ids import GroupId, MemberId, TargetId
from bot.domain.member import Member as Person
from bot.domain.target import TargetStage, posted
from storage import tables
from tests.bench.slack.apps import serving
from tests.bench.slack.commands import SECRET
from tests.bench.slack.process import Slack
from tests.bench.world import NOW, World

_ADD = re.compile(r'add "(?P<company>[^"]+)" confidence:(?P<confidence>[1-5]) (?P<why>.*)')
Json = dict[str, Any]


class Base(DeclarativeBase):
    """The classes of the ORM, on the tables that there are."""


class Room(Base):
    """A room."""

    __table__ = tables.rooms
    platform: Mapped[str]
    workspace: Mapped[str]
    channel: Mapped[str]
    group_id: Mapped[int]


class Group(Base):
    """A group."""

    __table__ = tables.groups
    id: Mapped[int]


class Member(Base):
    """A member."""

    __table__ = tables.members
    id: Mapped[int]
    name: Mapped[str]


class Identity(Base):
    """A member's identity."""

    __table__ = tables.identities
    member_id: Mapped[int]
    platform: Mapped[str]
    workspace: Mapped[str]
    user_id: Mapped[str]


class Membership(Base):
    """That a member belongs to a group."""

    __table__ = tables.memberships
    group_id: Mapped[int]
    member_id: Mapped[int]
    left_at: Mapped[datetime | None]


class Target(Base):
    """A target."""

    __table__ = tables.targets
    id: Mapped[int]
    group_id: Mapped[int]
    member_id: Mapped[int]
    company_key: Mapped[str]
    confidence: Mapped[int]
    why: Mapped[str]


class Message(Base):
    """A message of the outbox."""

    __table__ = tables.outbox


@asynccontextmanager
async def usual(world: World, slack: Slack) -> AsyncIterator[str]:
    """Serve all commands, of which one is written; gives the address."""
    engine = _engine(world.engine.url)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    client = AsyncWebClient(slack.token, base_url=slack.api)
    app = AsyncApp(signing_secret=SECRET, client=client)
    for command in world.registry:
        listener = _adding(sessions) if command.name == "target add" else _other
        app.command(f"/{command.path[0]}", matchers=[_begins_with(command)])(listener)
    try:
        async with serving(app) as address:
            yield address
    finally:
        await engine.dispose()


def _engine(url: URL) -> AsyncEngine:
    """Make an engine as quick as may be: of several connections those that wait would ask again and again."""
    asynchronous = url.set(drivername="sqlite+aiosqlite")
    engine = create_async_engine(asynchronous, pool_size=1, max_overflow=0, connect_args={"timeout": 30})

    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine.sync_engine, "connect", connected)
    event.listen(engine.sync_engine, "begin", begun)
    return engine


def _begins_with(command: Command) -> Callable[..., Awaitable[bool]]:
    words = list(command.path[1:])

    async def matches(command: Json) -> bool:
        return str(command["text"]).split()[: len(words)] == words

    return matches


async def _other(ack: AsyncAck) -> None:
    await ack()


def _adding(sessions: async_sessionmaker[AsyncSession]) -> Callable[..., Awaitable[None]]:
    async def add(ack: AsyncAck, command: Json) -> None:
        typed = _ADD.fullmatch(command["text"])
        if typed is None:
            await ack('Please type: /target add "Company" confidence:1-5 why')
            return
        company = Company.named(typed["company"])
        async with sessions.begin() as session:
            member, group = (await session.execute(_where_they_are(command))).one()
            mine = select(Target).where(Target.group_id == group.id, Target.member_id == member.id)
            if await session.scalar(mine.where(Target.company_key == company.key)):
                await ack(f"{company} is on your list already.")
                return
            target = Target(
                group_id=group.id,
                member_id=member.id,
                company=company.name,
                company_key=company.key,
                confidence=int(typed["confidence"]),
                why=typed["why"],
                stage=TargetStage.LISTED,
                posted_at=NOW,
            )
            session.add(target)
            await session.flush()
            wanted = posted(
                GroupId(group.id), MemberId(member.id), company, target.confidence, target.why, NOW
            )
            wanted = replace(wanted, id=TargetId(target.id))
            session.add(_message(command, cards.in_room(Person(MemberId(member.id), member.name), [wanted])))
        shown = cards.posted([wanted], [], None)
        await ack(render.aloud(shown), render.blocks(shown), response_type="ephemeral")

    return add


def _where_they_are(command: Json) -> Select[Member, Group]:
    return (
        select(Member, Group)
        .join(Identity, Identity.member_id == Member.id)
        .join(Membership, Membership.member_id == Member.id)
        .join(Group, Group.id == Membership.group_id)
        .join(Room, Room.group_id == Group.id)
        .where(
            Identity.platform == "slack",
            Identity.workspace == command["team_id"],
            Identity.user_id == command["user_id"],
            Room.platform == "slack",
            Room.workspace == command["team_id"],
            Room.channel == command["channel_id"],
            Membership.left_at.is_(None),
        )
    )


def _message(command: Json, card: Card) -> Message:
    return Message(
        key=secrets.token_urlsafe(16),
        platform="slack",
        workspace=command["team_id"],
        kind="room",
        recipient=command["channel_id"],
        card=CARD_JSON.dump_json(card).decode(),
        state="pending",
        attempts=0,
        error="",
        created_at=NOW,
        next_at=NOW,
    )
