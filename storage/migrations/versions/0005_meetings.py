"""The method: meetings, debriefs, preparations, practice runs and follow-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("groups", sa.Column("practice_points", sa.Integer, nullable=False, server_default="3"))
    _meetings()
    _preparations()
    _followups()


def _meetings() -> None:
    op.create_table(
        "meetings",
        *_owned("meetings"),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("company_key", KEY, nullable=False),
        sa.Column("sealed_whom", sa.Text, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("ask_id", ID, autoincrement=False),
        sa.Column("introduced_by", ID, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        _to("meetings", "asks", "ask_id", "SET NULL"),
        _to("meetings", "members", "introduced_by", "SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_meetings_group_id_member_id_starts_at", "meetings", ["group_id", "member_id", "starts_at"]
    )
    op.create_index("ix_meetings_member_id", "meetings", ["member_id"])
    once = ["group_id", "member_id", "company_key", "starts_at"]
    _partly("uq_meetings_once", "meetings", once, "state <> 'cancelled'", unique=True)
    _partly("ix_meetings_held", "meetings", ["group_id", "starts_at"], "state = 'held'")
    op.create_table(
        "debriefs",
        sa.Column("meeting_id", ID, autoincrement=False, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", name="pk_debriefs"),
        _to("debriefs", "meetings", "meeting_id"),
    )
    _partly("ix_debriefs_shared", "debriefs", ["at"], "shared")


def _preparations() -> None:
    op.create_table(
        "preparations",
        *_owned("preparations"),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("company_key", KEY, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("angles", sa.Integer, nullable=False),
        sa.Column("questions", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint(
            "group_id", "member_id", "company_key", name="uq_preparations_group_id_member_id_company_key"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_preparations_member_id", "preparations", ["member_id"])
    op.create_table(
        "practices",
        sa.Column("preparation_id", ID, autoincrement=False, nullable=False),
        sa.Column("peer_id", ID, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("preparation_id", "peer_id", name="pk_practices"),
        _to("practices", "preparations", "preparation_id"),
        _to("practices", "members", "peer_id"),
    )
    op.create_index("ix_practices_peer_id", "practices", ["peer_id"])


def _followups() -> None:
    op.create_table(
        "followups",
        *_owned("followups"),
        sa.Column("meeting_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("sealed_text", sa.Text, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("cadence", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("misses", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        _to("followups", "meetings", "meeting_id"),
        sa.UniqueConstraint("meeting_id", "kind", name="uq_followups_meeting_id_kind"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_followups_group_id_member_id_state", "followups", ["group_id", "member_id", "state"])
    op.create_index("ix_followups_member_id", "followups", ["member_id"])


def downgrade() -> None:
    for table in ("followups", "practices", "preparations", "debriefs", "meetings"):
        op.drop_table(table)
    op.drop_column("groups", "practice_points")


def _owned(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _to(table, "groups", "group_id"),
        _to(table, "members", "member_id"),
    )


def _to(table: str, other: str, column: str, gone: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete=gone)


def _partly(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
