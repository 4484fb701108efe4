"""Closures of several features, at hours of the week, in one direction, with staff let through."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Keep what a closure closes as one JSON value, in place of the id of a single feature."""
    op.add_column("closure", sa.Column("rule", sa.Text, nullable=False, server_default="{}"))
    closure = sa.table("closure", *(sa.column(name, sa.Text) for name in ("venue_id", "id", "feature_id", "rule")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(closure)).all():
        this = (closure.c.venue_id == row.venue_id) & (closure.c.id == row.id)
        rule = json.dumps({"feature_ids": [row.feature_id]})
        connection.execute(closure.update().where(this).values(rule=rule))
    op.drop_column("closure", "feature_id")
