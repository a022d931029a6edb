"""Time: check-ins, commitments, digests, quiet hours, and due work that is tried again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("NOT buried")

ADDED = {
    "groups": (
        ("checkin_day", sa.Integer, "0"),
        ("checkin_time", sa.Text, "09:00"),
        ("digest_day", sa.Integer, "4"),
        ("digest_time", sa.Text, "15:00"),
        ("holidays", sa.Text, ""),
    ),
    "members": (("muted", sa.Text, ""),),
    "due": (("attempts", sa.Integer, "0"), ("error", sa.Text, ""), ("buried", sa.Boolean, sa.false())),
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind, begin in columns:
            op.add_column(table, sa.Column(name, kind, nullable=False, server_default=begin))
    op.add_column("members", sa.Column("quiet", sa.Text))
    op.drop_index("ix_due_at", "due")
    op.create_index(
        "ix_due_waiting", "due", ["at", "member_id"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_table(
        "checkins",
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("week", sa.Date, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("sealed_learnt", sa.Text, nullable=False),
        sa.Column("sealed_helped", sa.Text, nullable=False),
        sa.Column("peer_id", ID, autoincrement=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("group_id", "member_id", "week", name="pk_checkins"),
        _to("checkins", "groups", "group_id"),
        _to("checkins", "members", "member_id"),
        _to("checkins", "members", "peer_id", "SET NULL"),
    )
    op.create_index("ix_checkins_member_id", "checkins", ["member_id"])
    op.create_index("ix_checkins_group_id_answered_at", "checkins", ["group_id", "answered_at"])
    op.create_table(
        "commitments",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("week", sa.Date, nullable=False),
        sa.Column("sealed_text", sa.Text, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_commitments"),
        _to("commitments", "groups", "group_id"),
        _to("commitments", "members", "member_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_commitments_group_id_member_id_week", "commitments", ["group_id", "member_id", "week"]
    )
    op.create_index("ix_commitments_member_id", "commitments", ["member_id"])
    op.create_table(
        "rhythms",
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("buddy_id", ID, autoincrement=False),
        sa.Column("buddy_agreed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("group_id", "member_id", name="pk_rhythms"),
        _to("rhythms", "groups", "group_id"),
        _to("rhythms", "members", "member_id"),
        _to("rhythms", "members", "buddy_id", "SET NULL"),
    )
    op.create_index("ix_rhythms_member_id", "rhythms", ["member_id"])
    op.create_table(
        "digests",
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("week", sa.Date, nullable=False),
        sa.Column("facilitator_id", ID, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("group_id", "week", name="pk_digests"),
        _to("digests", "groups", "group_id"),
        _to("digests", "members", "facilitator_id", "SET NULL"),
    )


def downgrade() -> None:
    for table in ("digests", "rhythms", "commitments", "checkins"):
        op.drop_table(table)
    op.drop_index("ix_due_waiting", "due")
    op.create_index("ix_due_at", "due", ["at"])
    op.drop_column("members", "quiet")
    for table, columns in ADDED.items():
        for name, _, _ in columns:
            op.drop_column(table, name)


def _to(table: str, other: str, column: str, gone: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete=gone)
