"""The tables, as the queries know them; the migrations make them."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

draft = Table(
    "draft",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
)

revision = Table(
    "revision",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("published_at", Text, nullable=False),
    Column("release", Text),
)

radio_map = Table(
    "radio_map",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
    ForeignKeyConstraint(["venue_id", "revision"], ["revision.venue_id", "revision.revision"]),
)

closure = Table(
    "closure",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("from_at", Text, nullable=False),
    Column("until_at", Text),
    Column("reason", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", Text, nullable=False),
)

lift = Table(
    "lift",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("portal_id", Text, primary_key=True),
    Column("service", Text, nullable=False),
    Column("wait_s", Integer),
    Column("reason", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("since_at", Text, nullable=False),
)
