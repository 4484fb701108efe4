"""Counts of what people did, by hour."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table. Hours are counted from 1970, UTC."""
    op.create_table(
        "usage_count",
        sa.Column("venue_id", sa.Text, primary_key=True),
        sa.Column("hour", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
