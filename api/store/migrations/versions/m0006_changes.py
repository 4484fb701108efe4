"""The log of a draft's changes, and what a revision was made of."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_SQLITE_IMMUTABLE = """
CREATE TRIGGER change_no_{verb} BEFORE {verb} ON change
BEGIN SELECT RAISE(ABORT, 'the log of changes only grows'); END
"""
_POSTGRESQL_IMMUTABLE = """
CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log of changes only grows'; END $$;
CREATE TRIGGER change_immutable BEFORE UPDATE OR DELETE ON change
FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
"""


def upgrade() -> None:
    """Make the log, which begins with the draft as it is, and the new columns: 0 stands for what nobody recorded."""
    op.create_table(
        "change",
        sa.Column("venue_id", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, sa.CheckConstraint("number >= 1"), primary_key=True, autoincrement=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.Column("edit_count", sa.Integer, nullable=False),
        sa.Column("edits", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("plan", sa.LargeBinary),
        sqlite_strict=True,
    )
    op.add_column("draft", sa.Column("base_revision", sa.Integer, nullable=False, server_default="0"))
    op.add_column("revision", sa.Column("change", sa.Integer, nullable=False, server_default="0"))
    op.add_column("revision", sa.Column("same_as", sa.Integer))
    op.add_column("revision", sa.Column("words", sa.Text, nullable=False, server_default=""))
    op.add_column("revision", sa.Column("author", sa.Text, nullable=False, server_default=""))
    op.execute(
        "UPDATE draft SET base_revision = "
        "coalesce((SELECT max(revision) FROM revision WHERE revision.venue_id = draft.venue_id), 0)"
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE_IMMUTABLE.format(verb=verb))
    else:
        op.execute(_POSTGRESQL_IMMUTABLE)
