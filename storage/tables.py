"""The tables, as the migrations leave them; what a state or a kind may be is said by the domain's enums.

Rows of a group go with the group, and a member's own rows with the member; the ledger alone holds its members
back, for its lines are never changed.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.schema import SchemaItem

from storage.types import Id, Key, Utc

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def _to(
    table: str, name: str, *, gone: str = "CASCADE", key: bool = False, optional: bool = False
) -> Column[int]:
    there = ForeignKey(f"{table}.id", ondelete=gone)
    return Column(name, Id, there, primary_key=key, nullable=optional, autoincrement=False)


def _table(name: str, *parts: SchemaItem) -> Table:
    """Declare a table whose ids are never given twice, so that an old button cannot mean a new thing."""
    return Table(name, metadata, *parts, sqlite_autoincrement=True)


def _partly(name: str, *columns: Column[Any], where: str, unique: bool = False) -> None:
    Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


groups = _table(
    "groups",
    _id(),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("asks_per_week", Integer, nullable=False),
    Column("introduction_points", Integer, nullable=False),
    Column("meeting_points", Integer, nullable=False),
    Column("suggestion_points", Integer, nullable=False),
    Column("thanks_points", Integer, nullable=False),
    Column("checkin_day", Integer, nullable=False, server_default="0"),
    Column("checkin_time", Text, nullable=False, server_default="09:00"),
    Column("digest_day", Integer, nullable=False, server_default="4"),
    Column("digest_time", Text, nullable=False, server_default="15:00"),
    Column("holidays", Text, nullable=False, server_default=text("''")),
    Column("coach", Text, nullable=False, server_default="suggest"),
    Column("practice_points", Integer, nullable=False, server_default="3"),
    Column("version", Integer, nullable=False),
)

rooms = Table(
    "rooms",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    _to("groups", "group_id"),
    Column("name", Text, nullable=False, server_default=text("''")),
    Column("closed", Text),  # why nothing can be posted there any more
    Index(None, "group_id"),
)

members = _table(
    "members",
    _id(),
    Column("name", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("zone", Text),
    Column("stage", Text, nullable=False),
    Column("on_leaderboard", Boolean, nullable=False),
    Column("quiet", Text),  # as "22:00-07:00"
    Column("muted", Text, nullable=False, server_default=text("''")),  # kinds, separated by commas
    Column("version", Integer, nullable=False),
)

identities = _table(
    "identities",
    _id(),
    _to("members", "member_id"),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("name", Text, nullable=False, server_default=text("''")),  # as the platform gave it last
    UniqueConstraint("platform", "workspace", "user_id"),
    Index(None, "member_id"),
)

memberships = Table(
    "memberships",
    metadata,
    _to("groups", "group_id", key=True),
    _to("members", "member_id", key=True),
    Column("role", Text, nullable=False),
    Column("left_at", Utc),
    Index(None, "member_id"),
)

targets = _table(
    "targets",
    _id(),
    _to("groups", "group_id"),
    _to("members", "member_id"),
    Column("company", Text, nullable=False),
    Column("company_key", Key, nullable=False),
    Column("confidence", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("posted_at", Utc, nullable=False),
    UniqueConstraint("group_id", "member_id", "company_key"),
    Index(
        None, "group_id", "company_key", "id", "member_id", "stage"
    ),  # the board, without touching the rows
)

contacts = _table(
    "contacts",
    _id(),
    _to("groups", "group_id"),
    _to("members", "member_id"),
    Column("company", Text, nullable=False),
    Column("company_key", Key, nullable=False),
    Column("sealed_name", Text, nullable=False),
    Column("sealed_note", Text, nullable=False),
    Index(None, "group_id", "company_key", "member_id"),  # "who knows somebody there?"
    Index(None, "member_id", "group_id"),
)

asks = _table(
    "asks",
    _id(),
    _to("groups", "group_id"),
    _to("members", "requester_id"),
    Column("company", Text, nullable=False),
    Column("company_key", Key, nullable=False),
    Column("learn", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("offer", Text, nullable=False),
    Column("posted_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("ended", Text),
    Column("state", Text, nullable=False),  # follows from `ended` and the offers: the state but for the clock
    Column("version", Integer, nullable=False),
    Index(None, "group_id", "state", "expires_at"),
    Index(None, "group_id", "requester_id", "posted_at"),
)

offers = Table(
    "offers",
    metadata,
    _to("asks", "ask_id", key=True),
    _to("members", "helper_id", key=True),
    Column("position", Integer, nullable=False),
    Column("state", Text, nullable=False),
    _to("members", "suggested_by", gone="SET NULL", optional=True),
    Index(None, "helper_id"),
)

suggestions = Table(
    "suggestions",
    metadata,
    _to("asks", "ask_id", key=True),
    _to("members", "peer_id", key=True),
    Column("position", Integer, nullable=False),
    _to("members", "by_id"),
)

help_events = _table(
    "help_events",
    _id(),
    _to("groups", "group_id"),
    _to("members", "helper_id", gone="RESTRICT"),
    _to("members", "receiver_id", gone="RESTRICT"),
    Column("kind", Text, nullable=False),
    Column("points", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column(
        "turn", Integer
    ),  # how often the fact was taken back before; none where the line takes back itself
    Column("at", Utc, nullable=False),
    _to("help_events", "undoes", optional=True),
    UniqueConstraint("group_id", "subject", "turn"),  # a fact counts once, and anew after it was taken back
    UniqueConstraint("undoes"),
    Index(None, "group_id", "at", "helper_id", "points"),  # the standings, without touching the rows
    Index(None, "helper_id", "at"),
    Index(None, "receiver_id", "at"),
)

outbox = _table(
    "outbox",
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("card", Text, nullable=False),
    Column("subject", Text),
    _to("outbox", "edits", optional=True),
    Column("under", Id),  # the row in whose thread it belongs
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("next_at", Utc, nullable=False),
    Column("leased_until", Utc),
    Column("message", Text),
    Column("delivered_at", Utc),
)
_address = (outbox.c.platform, outbox.c.workspace, outbox.c.kind, outbox.c.recipient)
_partly("ix_outbox_pending", *_address, outbox.c.id, where="state = 'pending'")
_partly("ix_outbox_posts", *_address, outbox.c.delivered_at, where="state = 'sent' AND edits IS NULL")
_partly("ix_outbox_edits", outbox.c.edits, outbox.c.id, where="edits IS NOT NULL")
_partly("ix_outbox_subject", outbox.c.subject, where="subject IS NOT NULL")
_partly("ix_outbox_under", outbox.c.under, outbox.c.id, where="under IS NOT NULL")

due = Table(
    "due",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    _to("groups", "group_id"),
    Column("subject", Text, nullable=False),
    Column("at", Utc, nullable=False),
    _to("members", "member_id", optional=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=text("''")),
    Column("buried", Boolean, nullable=False, server_default=false()),
    Index(None, "subject"),
    Index(None, "group_id", "at"),
)

_partly("ix_due_waiting", due.c.at, due.c.member_id, where="NOT buried")

checkins = Table(
    "checkins",
    metadata,
    _to("groups", "group_id", key=True),
    _to("members", "member_id", key=True),
    Column("week", Date, primary_key=True),
    Column("closes_at", Utc, nullable=False),
    Column("state", Text, nullable=False),
    Column("answered_at", Utc),
    Column("sealed_learnt", Text, nullable=False),
    Column("sealed_helped", Text, nullable=False),
    _to("members", "peer_id", gone="SET NULL", optional=True),
    Column("shared", Boolean, nullable=False),
    Index(None, "member_id"),
    Index(None, "group_id", "answered_at"),
)

commitments = _table(
    "commitments",
    _id(),
    _to("groups", "group_id"),
    _to("members", "member_id"),
    Column("week", Date, nullable=False),
    Column("sealed_text", Text, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("outcome", Text),
    Column("made_at", Utc, nullable=False),
    Index(None, "group_id", "member_id", "week"),
    Index(None, "member_id"),
)

rhythms = Table(
    "rhythms",
    metadata,
    _to("groups", "group_id", key=True),
    _to("members", "member_id", key=True),
    Column("paused", Boolean, nullable=False),
    _to("members", "buddy_id", gone="SET NULL", optional=True),
    Column("buddy_agreed", Boolean, nullable=False),
    Index(None, "member_id"),
)

digests = Table(
    "digests",
    metadata,
    _to("groups", "group_id", key=True),
    Column("week", Date, primary_key=True),
    _to("members", "facilitator_id", gone="SET NULL", optional=True),
    Column("at", Utc, nullable=False),
)

meetings = _table(
    "meetings",
    _id(),
    _to("groups", "group_id"),
    _to("members", "member_id"),
    Column("company", Text, nullable=False),
    Column("company_key", Key, nullable=False),
    Column("sealed_whom", Text, nullable=False),
    Column("starts_at", Utc, nullable=False),
    Column("zone", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    _to("asks", "ask_id", gone="SET NULL", optional=True),
    _to("members", "introduced_by", gone="SET NULL", optional=True),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "group_id", "member_id", "starts_at"),
    Index(None, "member_id"),
)
_partly(
    "uq_meetings_once",  # of those at the same company and time all but one are cancelled
    meetings.c.group_id,
    meetings.c.member_id,
    meetings.c.company_key,
    meetings.c.starts_at,
    where="state <> 'cancelled'",
    unique=True,
)
_partly("ix_meetings_held", meetings.c.group_id, meetings.c.starts_at, where="state = 'held'")

debriefs = Table(
    "debriefs",
    metadata,
    _to("meetings", "meeting_id", key=True),
    Column("sealed", Text, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("at", Utc, nullable=False),
)
_partly("ix_debriefs_shared", debriefs.c.at, where="shared")

preparations = _table(
    "preparations",
    _id(),
    _to("groups", "group_id"),
    _to("members", "member_id"),
    Column("company", Text, nullable=False),
    Column("company_key", Key, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("angles", Integer, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("group_id", "member_id", "company_key"),
    Index(None, "member_id"),
)

practices = Table(
    "practices",
    metadata,
    _to("preparations", "preparation_id", key=True),
    _to("members", "peer_id", key=True),
    Column("state", Text, nullable=False),
    Index(None, "peer_id"),
)

followups = _table(
    "followups",
    _id(),
    _to("groups", "group_id"),
    _to("members", "member_id"),
    _to("meetings", "meeting_id"),
    Column("kind", Text, nullable=False),
    Column("sealed_text", Text, nullable=False),
    Column("next_at", Utc),
    Column("cadence", Text, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("meeting_id", "kind"),
    Index(None, "group_id", "member_id", "state"),
    Index(None, "member_id"),
)

workspaces = Table(
    "workspaces",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sealed_token", Text, nullable=False),
    Column("bot_user", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("installed_at", Utc, nullable=False),
    Column("left_at", Utc),
)

inbox = Table(
    "inbox",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("at", Utc, nullable=False),
    Index(None, "at"),
)

tickets = Table(
    "tickets",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("sealed_about", Text, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Index(None, "expires_at"),
)
