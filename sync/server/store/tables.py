"""The server's own tables: generic, whatever kinds of record travel."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    literal_column,
)

metadata = MetaData()

state = Table("server_state", metadata, Column("name", Text, primary_key=True), Column("value", Text))

offices = Table(
    "offices",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("parent", Text, ForeignKey("offices.code")),
)

roles = Table(
    "roles",
    metadata,
    Column("email", Text, nullable=False),
    Column("office", Text, ForeignKey("offices.code"), nullable=False),
    Column("role", Text, nullable=False),
    PrimaryKeyConstraint("email", "office"),
)

codes = Table(
    "enrolment_codes",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("email", Text, nullable=False),
    Column("device_id", Text),  # who used it
)

devices = Table(
    "devices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("tag", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("replica", Text, nullable=False),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("public_key", LargeBinary),
    Column("enrolled_at", Text, nullable=False),
    Column("seen_at", Text),
    Column("revoked_at", Text),
    Column("state_hash", Text, nullable=False, server_default=""),
)

scopes = Table(
    "scopes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("office", Text),
    Column("counter", BigInteger, nullable=False),
    Column("horizon", BigInteger, nullable=False, server_default="0"),  # up to here history is compacted
    Column("secured", BigInteger, nullable=False, server_default="0"),  # up to here a verified backup has it
)

transactions = Table(
    "transactions",
    metadata,
    Column("scope", Text, nullable=False),
    Column("replica", Text, nullable=False),
    Column("first_n", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("device_id", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("code", Text),
    Column("first_seq", BigInteger),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("scope", "replica", "first_n"),
)
Index(
    "ix_transactions_order",
    transactions.c.scope,
    transactions.c.first_seq,
    unique=True,
)
KEPT_BACK = transactions.c.outcome.in_([literal_column("'waiting'"), literal_column("'quarantined'")])
"""What has no place yet. In words, not in bound values: neither database would know by those that the index fits."""

Index("ix_transactions_kept_back", transactions.c.scope, sqlite_where=KEPT_BACK, postgresql_where=KEPT_BACK)

operations = Table(
    "operations",
    metadata,
    Column("scope", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("record", Text, nullable=False),
    Column("dot", Text, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("atom", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("scope", "seq"),
)
Index("ix_operations_record", operations.c.scope, operations.c.record)

chains = Table(
    "chains",
    metadata,
    Column("scope", Text, nullable=False),
    Column("replica", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("scope", "replica"),
)

cursors = Table(
    "cursors",
    metadata,
    Column("device_id", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("told_at", Text),
    PrimaryKeyConstraint("device_id", "scope"),
)

parts = Table(
    "parts",
    metadata,
    Column("scope", Text, nullable=False),
    Column("replica", Text, nullable=False),
    Column("first_n", BigInteger, nullable=False),
    Column("index", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("scope", "replica", "first_n", "index"),
)

prepared = Table(
    "prepared",
    metadata,
    Column("scope", Text, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("size", Integer, nullable=False),  # in bytes, as it travels
    Column("plain", Integer, nullable=False),  # in bytes, unpacked
    Column("digest", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("scope", "start"),
)

compacted = Table(
    "compacted",  # as `prepared`, but there is no other copy: all transactions up to the horizon, thinned
    metadata,
    Column("scope", Text, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("size", Integer, nullable=False),
    Column("plain", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("scope", "start"),
)

settled = Table(
    "settled",  # the operations up to the horizon, by record, many records to a block
    metadata,
    Column("scope", Text, nullable=False),
    Column("first", Text, nullable=False),  # record
    Column("made", Integer, nullable=False),  # operations that make a record
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("scope", "first"),
)

archives = Table(
    "archives",
    metadata,
    Column("scope", Text, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("name", Text, nullable=False),  # of the file, below the folder of archives
    Column("size", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("made_at", Text, nullable=False),
    PrimaryKeyConstraint("scope", "start"),
)
