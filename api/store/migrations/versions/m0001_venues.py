"""Drafts, immutable revisions and radio maps."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SQLITE_IMMUTABLE = """
CREATE TRIGGER revision_no_{verb} BEFORE {verb} ON revision
BEGIN SELECT RAISE(ABORT, 'a published revision never changes'); END
"""
_POSTGRESQL_IMMUTABLE = """
CREATE FUNCTION refuse_revision_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a published revision never changes'; END $$;
CREATE TRIGGER revision_immutable BEFORE UPDATE OR DELETE ON revision
FOR EACH ROW EXECUTE FUNCTION refuse_revision_change();
"""


def upgrade() -> None:
    """Make the tables; a revision once written can be neither changed nor deleted, whoever asks."""
    op.create_table(
        "draft",
        sa.Column("venue_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "revision",
        sa.Column("venue_id", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, sa.CheckConstraint("revision >= 1"), primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("published_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "radio_map",
        sa.Column("venue_id", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["venue_id", "revision"], ["revision.venue_id", "revision.revision"]),
        sqlite_strict=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE_IMMUTABLE.format(verb=verb))
    else:
        op.execute(_POSTGRESQL_IMMUTABLE)
