"""The tables, as the migrations leave them; what a state or a kind may be is said by the domain's enums.

Rows of a group go with the group, and a member's own rows with the member; the ledger alone holds its members
back, for its lines are never changed.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.declare import metadata as metadata
from storage.declare import own_id, partly, table, to
from storage.types import Id, Key, Utc

groups = table(
    "groups",
    own_id(),
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
    to("groups", "group_id"),
    Column("name", Text, nullable=False, server_default=text("''")),
    Column("closed", Text),  # why nothing can be posted there any more
    Index(None, "group_id"),
)

members = table(
    "members",
    own_id(),
    Column("name", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("zone", Text),
    Column("stage", Text, nullable=False),
    Column("on_leaderboard", Boolean, nullable=False),
    Column("quiet", Text),  # as "22:00-07:00"
    Column("muted", Text, nullable=False, server_default=text("''")),  # kinds, separated by commas
    Column("version", Integer, nullable=False),
)

identities = table(
    "identities",
    own_id(),
    to("members", "member_id"),
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
    to("groups", "group_id", key=True),
    to("members", "member_id", key=True),
    Column("role", Text, nullable=False),
    Column("left_at", Utc),
    Index(None, "member_id"),
)

targets = table(
    "targets",
    own_id(),
    to("groups", "group_id"),
    to("members", "member_id"),
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

contacts = table(
    "contacts",
    own_id(),
    to("groups", "group_id"),
    to("members", "member_id"),
    Column("company", Text, nullable=False),
    Column("company_key", Key, nullable=False),
    Column("sealed_name", Text, nullable=False),
    Column("sealed_note", Text, nullable=False),
    Index(None, "group_id", "company_key", "member_id"),  # "who knows somebody there?"
    Index(None, "member_id", "group_id"),
)

asks = table(
    "asks",
    own_id(),
    to("groups", "group_id"),
    to("members", "requester_id"),
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
    to("asks", "ask_id", key=True),
    to("members", "helper_id", key=True),
    Column("position", Integer, nullable=False),
    Column("state", Text, nullable=False),
    to("members", "suggested_by", gone="SET NULL", optional=True),
    Index(None, "helper_id"),
)

suggestions = Table(
    "suggestions",
    metadata,
    to("asks", "ask_id", key=True),
    to("members", "peer_id", key=True),
    Column("position", Integer, nullable=False),
    to("members", "by_id"),
)

help_events = table(
    "help_events",
    own_id(),
    to("groups", "group_id"),
    to("members", "helper_id", gone="RESTRICT"),
    to("members", "receiver_id", gone="RESTRICT"),
    Column("kind", Text, nullable=False),
    Column("points", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column(
        "turn", Integer
    ),  # how often the fact was taken back before; none where the line takes back itself
    Column("at", Utc, nullable=False),
    to("help_events", "undoes", optional=True),
    UniqueConstraint("group_id", "subject", "turn"),  # a fact counts once, and anew after it was taken back
    UniqueConstraint("undoes"),
    Index(None, "group_id", "at", "helper_id", "points"),  # the standings, without touching the rows
    Index(None, "helper_id", "at"),
    Index(None, "receiver_id", "at"),
)

outbox = table(
    "outbox",
    own_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("card", Text, nullable=False),
    Column("subject", Text),
    to("outbox", "edits", optional=True),
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
partly("ix_outbox_pending", *_address, outbox.c.id, where="state = 'pending'")
partly("ix_outbox_posts", *_address, outbox.c.delivered_at, where="state = 'sent' AND edits IS NULL")
partly("ix_outbox_edits", outbox.c.edits, outbox.c.id, where="edits IS NOT NULL")
partly("ix_outbox_subject", outbox.c.subject, where="subject IS NOT NULL")
partly("ix_outbox_under", outbox.c.under, outbox.c.id, where="under IS NOT NULL")

due = Table(
    "due",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    to("groups", "group_id"),
    Column("subject", Text, nullable=False),
    Column("at", Utc, nullable=False),
    to("members", "member_id", optional=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=text("''")),
    Column("buried", Boolean, nullable=False, server_default=false()),
    Index(None, "subject"),
    Index(None, "group_id", "at"),
)

partly("ix_due_waiting", due.c.at, due.c.member_id, where="NOT buried")

checkins = Table(
    "checkins",
    metadata,
    to("groups", "group_id", key=True),
    to("members", "member_id", key=True),
    Column("week", Date, primary_key=True),
    Column("closes_at", Utc, nullable=False),
    Column("state", Text, nullable=False),
    Column("answered_at", Utc),
    Column("sealed_learnt", Text, nullable=False),
    Column("sealed_helped", Text, nullable=False),
    to("members", "peer_id", gone="SET NULL", optional=True),
    Column("shared", Boolean, nullable=False),
    Index(None, "member_id"),
    Index(None, "group_id", "answered_at"),
)

commitments = table(
    "commitments",
    own_id(),
    to("groups", "group_id"),
    to("members", "member_id"),
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
    to("groups", "group_id", key=True),
    to("members", "member_id", key=True),
    Column("paused", Boolean, nullable=False),
    to("members", "buddy_id", gone="SET NULL", optional=True),
    Column("buddy_agreed", Boolean, nullable=False),
    Index(None, "member_id"),
)

digests = Table(
    "digests",
    metadata,
    to("groups", "group_id", key=True),
    Column("week", Date, primary_key=True),
    to("members", "facilitator_id", gone="SET NULL", optional=True),
    Column("at", Utc, nullable=False),
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
