"""The first tables: groups, members, targets, contacts, asks, the ledger, the outbox, due work."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "groups",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("asks_per_week", sa.Integer, nullable=False),
        sa.Column("introduction_points", sa.Integer, nullable=False),
        sa.Column("meeting_points", sa.Integer, nullable=False),
        sa.Column("suggestion_points", sa.Integer, nullable=False),
        sa.Column("thanks_points", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_groups"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "members",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("zone", sa.Text),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("on_leaderboard", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("subject", sa.Text),
        sa.Column("edits", ID, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("leased_until", MOMENT),
        sa.Column("message", sa.Text),
        sa.Column("delivered_at", MOMENT),
        sa.ForeignKeyConstraint(["edits"], ["outbox.id"], name="fk_outbox_edits", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_edits",
        "outbox",
        ["edits", "id"],
        sqlite_where=sa.text("edits IS NOT NULL"),
        postgresql_where=sa.text("edits IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["platform", "workspace", "kind", "recipient", "id"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_outbox_posts",
        "outbox",
        ["platform", "workspace", "kind", "recipient", "delivered_at"],
        sqlite_where=sa.text("state = 'sent' AND edits IS NULL"),
        postgresql_where=sa.text("state = 'sent' AND edits IS NULL"),
    )
    op.create_index(
        "ix_outbox_subject",
        "outbox",
        ["subject"],
        sqlite_where=sa.text("subject IS NOT NULL"),
        postgresql_where=sa.text("subject IS NOT NULL"),
    )
    op.create_table(
        "asks",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("requester_id", ID, autoincrement=False, nullable=False),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("company_key", KEY, nullable=False),
        sa.Column("learn", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("offer", sa.Text, nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_asks_group_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["requester_id"], ["members.id"], name="fk_asks_requester_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_asks_group_id_requester_id_posted_at", "asks", ["group_id", "requester_id", "posted_at"]
    )
    op.create_index("ix_asks_group_id_state_expires_at", "asks", ["group_id", "state", "expires_at"])
    op.create_table(
        "contacts",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("company_key", KEY, nullable=False),
        sa.Column("sealed_name", sa.Text, nullable=False),
        sa.Column("sealed_note", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_contacts_group_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name="fk_contacts_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_contacts_group_id_company_key_member_id", "contacts", ["group_id", "company_key", "member_id"]
    )
    op.create_index("ix_contacts_member_id_group_id", "contacts", ["member_id", "group_id"])
    op.create_table(
        "due",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("member_id", ID, autoincrement=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_due_group_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_due_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name="pk_due"),
    )
    op.create_index("ix_due_at", "due", ["at"])
    op.create_index("ix_due_group_id_at", "due", ["group_id", "at"])
    op.create_index("ix_due_subject", "due", ["subject"])
    op.create_table(
        "help_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("helper_id", ID, autoincrement=False, nullable=False),
        sa.Column("receiver_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undoes", ID, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_help_events_group_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["helper_id"], ["members.id"], name="fk_help_events_helper_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["members.id"], name="fk_help_events_receiver_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["undoes"], ["help_events.id"], name="fk_help_events_undoes", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_help_events"),
        sa.UniqueConstraint("group_id", "subject", "turn", name="uq_help_events_group_id_subject_turn"),
        sa.UniqueConstraint("undoes", name="uq_help_events_undoes"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_help_events_group_id_at_helper_id_points",
        "help_events",
        ["group_id", "at", "helper_id", "points"],
    )
    op.create_index("ix_help_events_helper_id_at", "help_events", ["helper_id", "at"])
    op.create_index("ix_help_events_receiver_id_at", "help_events", ["receiver_id", "at"])
    op.create_table(
        "identities",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name="fk_identities_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_identities"),
        sa.UniqueConstraint(
            "platform", "workspace", "user_id", name="uq_identities_platform_workspace_user_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_identities_member_id", "identities", ["member_id"])
    op.create_table(
        "memberships",
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("left_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_memberships_group_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name="fk_memberships_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "member_id", name="pk_memberships"),
    )
    op.create_index("ix_memberships_member_id", "memberships", ["member_id"])
    op.create_table(
        "rooms",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_rooms_group_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("platform", "workspace", "channel", name="pk_rooms"),
    )
    op.create_index("ix_rooms_group_id", "rooms", ["group_id"])
    op.create_table(
        "targets",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("company_key", KEY, nullable=False),
        sa.Column("confidence", sa.Integer, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_targets_group_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name="fk_targets_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_targets"),
        sa.UniqueConstraint(
            "group_id", "member_id", "company_key", name="uq_targets_group_id_member_id_company_key"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_targets_group_id_company_key_id_member_id_stage",
        "targets",
        ["group_id", "company_key", "id", "member_id", "stage"],
    )
    op.create_table(
        "offers",
        sa.Column("ask_id", ID, autoincrement=False, nullable=False),
        sa.Column("helper_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("suggested_by", ID, autoincrement=False),
        sa.ForeignKeyConstraint(["ask_id"], ["asks.id"], name="fk_offers_ask_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["helper_id"], ["members.id"], name="fk_offers_helper_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["suggested_by"], ["members.id"], name="fk_offers_suggested_by", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("ask_id", "helper_id", name="pk_offers"),
    )
    op.create_index("ix_offers_helper_id", "offers", ["helper_id"])
    op.create_table(
        "suggestions",
        sa.Column("ask_id", ID, autoincrement=False, nullable=False),
        sa.Column("peer_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("by_id", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["asks.id"], name="fk_suggestions_ask_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["members.id"], name="fk_suggestions_by_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["members.id"], name="fk_suggestions_peer_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ask_id", "peer_id", name="pk_suggestions"),
    )


def downgrade() -> None:
    op.drop_table("suggestions")
    op.drop_table("offers")
    op.drop_table("targets")
    op.drop_table("rooms")
    op.drop_table("memberships")
    op.drop_table("identities")
    op.drop_table("help_events")
    op.drop_table("due")
    op.drop_table("contacts")
    op.drop_table("asks")
    op.drop_table("outbox")
    op.drop_table("members")
    op.drop_table("groups")
