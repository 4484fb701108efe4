"""What was proven of a revision before it was published, and who took a loss upon themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; revisions of before have none, and like the rest of a revision it never changes."""
    op.add_column("revision", sa.Column("release", sa.Text))
