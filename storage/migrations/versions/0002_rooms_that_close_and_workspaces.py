"""What real platforms bring: rooms that close, threads, workspaces, an inbox, tickets."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
UNDER = sa.text("under IS NOT NULL")


def upgrade() -> None:
    op.add_column("rooms", sa.Column("name", sa.Text, nullable=False, server_default=""))
    op.add_column("rooms", sa.Column("closed", sa.Text))
    op.add_column("identities", sa.Column("name", sa.Text, nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("under", ID))
    op.create_index("ix_outbox_under", "outbox", ["under", "id"], sqlite_where=UNDER, postgresql_where=UNDER)
    op.create_table(
        "workspaces",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sealed_token", sa.Text, nullable=False),
        sa.Column("bot_user", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("installed_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT),
        sa.PrimaryKeyConstraint("platform", "workspace", name="pk_workspaces"),
    )
    op.create_table(
        "inbox",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "key", name="pk_inbox"),
    )
    op.create_index("ix_inbox_at", "inbox", ["at"])
    op.create_table(
        "tickets",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("sealed_about", sa.Text, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("kind", "code", name="pk_tickets"),
    )
    op.create_index("ix_tickets_expires_at", "tickets", ["expires_at"])


def downgrade() -> None:
    for table in ("tickets", "inbox", "workspaces"):
        op.drop_table(table)
    op.drop_index("ix_outbox_under", "outbox")
    op.drop_column("outbox", "under")
    op.drop_column("identities", "name")
    op.drop_column("rooms", "closed")
    op.drop_column("rooms", "name")
