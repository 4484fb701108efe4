"""The tables, as the queries know them; the migrations make them."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKeyConstraint, Integer, LargeBinary, MetaData, Table, Text

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
    Column("base_revision", Integer, nullable=False),
)

change = Table(
    "change",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undoes", Integer),
    Column("edit_count", Integer, nullable=False),
    Column("edits", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("plan", LargeBinary),
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
    Column("change", Integer, nullable=False),
    Column("same_as", Integer),
    Column("words", Text, nullable=False),
    Column("author", Text, nullable=False),
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

job = Table(
    "job",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("venue_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    Column("document", Text, nullable=False),
)

blob = Table(
    "blob",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("saved_at", Text, nullable=False),
)

underlay = Table(
    "underlay",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("document", Text, nullable=False),
    ForeignKeyConstraint(["sha256"], ["blob.sha256"]),
)

person = Table(
    "person",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("admin", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until_ms", BigInteger, nullable=False),
)

venue_role = Table(
    "venue_role",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("person_id", Text, primary_key=True),
    Column("role", Text, nullable=False),
    ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
)

sign_in = Table(
    "sign_in",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("ends_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
)

invitation = Table(
    "invitation",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("venue_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("ends_ms", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
)

audit_log = Table(
    "audit_log",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("venue_id", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

usage_count = Table(
    "usage_count",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("what", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("times", Integer, nullable=False),
)

review_comment = Table(
    "review_comment",
    METADATA,
    Column("venue_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("words", Text, nullable=False),
)
