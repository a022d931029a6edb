"""The tables of the method: meetings, what is told of them, preparations, practice runs and follow-ups.

All rows are their owner's and go with them; a practice run goes with its peer too.
"""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint

from storage.declare import own_id, partly, table, to
from storage.tables import metadata as metadata  # and with it the tables to which these refer
from storage.types import Key, Utc

meetings = table(
    "meetings",
    own_id(),
    to("groups", "group_id"),
    to("members", "member_id"),
    Column("company", Text, nullable=False),
    Column("company_key", Key, nullable=False),
    Column("sealed_whom", Text, nullable=False),
    Column("starts_at", Utc, nullable=False),
    Column("zone", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    to("asks", "ask_id", gone="SET NULL", optional=True),
    to("members", "introduced_by", gone="SET NULL", optional=True),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "group_id", "member_id", "starts_at"),
    Index(None, "member_id"),
)
partly(
    "uq_meetings_once",  # of those at the same company and time all but one are cancelled
    meetings.c.group_id,
    meetings.c.member_id,
    meetings.c.company_key,
    meetings.c.starts_at,
    where="state <> 'cancelled'",
    unique=True,
)
partly("ix_meetings_held", meetings.c.group_id, meetings.c.starts_at, where="state = 'held'")

debriefs = Table(
    "debriefs",
    metadata,
    to("meetings", "meeting_id", key=True),
    Column("sealed", Text, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("at", Utc, nullable=False),
)
partly("ix_debriefs_shared", debriefs.c.at, where="shared")

preparations = table(
    "preparations",
    own_id(),
    to("groups", "group_id"),
    to("members", "member_id"),
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
    to("preparations", "preparation_id", key=True),
    to("members", "peer_id", key=True),
    Column("state", Text, nullable=False),
    Index(None, "peer_id"),
)

followups = table(
    "followups",
    own_id(),
    to("groups", "group_id"),
    to("members", "member_id"),
    to("meetings", "meeting_id"),
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
