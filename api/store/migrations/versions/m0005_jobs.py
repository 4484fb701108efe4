"""Imports as jobs, and the pictures under drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables. Times are milliseconds since 1970."""
    op.create_table(
        "job",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("venue_id", sa.Text, nullable=False, index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("seen_ms", sa.BigInteger, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "underlay",
        sa.Column("venue_id", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("sha256", sa.Text, sa.ForeignKey("blob.sha256"), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sqlite_strict=True,
    )
