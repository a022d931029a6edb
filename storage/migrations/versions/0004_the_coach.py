"""The coach: how strictly a group takes its word."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("groups", sa.Column("coach", sa.Text, nullable=False, server_default="suggest"))


def downgrade() -> None:
    op.drop_column("groups", "coach")
