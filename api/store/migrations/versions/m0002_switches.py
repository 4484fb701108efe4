"""Closures and lift states: switches that must survive a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables. Times are ISO 8601 in UTC."""
    op.create_table(
        "closure",
        sa.Column("venue_id", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("feature_id", sa.Text, nullable=False),
        sa.Column("from_at", sa.Text, nullable=False),
        sa.Column("until_at", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("set_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "lift",
        sa.Column("venue_id", sa.Text, primary_key=True),
        sa.Column("portal_id", sa.Text, primary_key=True),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("wait_s", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("since_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
