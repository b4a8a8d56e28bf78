"""The tables a laptop keeps for sync: journal, operations, conflicts, cursors, receipts, blobs."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData()
"""The storage's one migration chain creates these beside the tables of the models."""

never = Table(
    "sync_never",
    metadata,
    Column("id", Integer, CheckConstraint("0", name="ck_sync_never_empty"), primary_key=True),
)


def _never() -> Column[int]:
    """A reference that no commit can satisfy, so that a row with it cannot outlive its transaction."""
    target = ForeignKey("sync_never.id", deferrable=True, initially="DEFERRED", name=None)
    return Column("never", Integer, target, nullable=False, server_default="1")


def _one(name: str) -> Column[int]:
    return Column("one", Integer, CheckConstraint("one = 1", name=f"ck_{name}_one"), primary_key=True)


applying = Table("sync_applying", metadata, _one("sync_applying"), _never())

journal = Table(
    "journal",
    metadata,
    Column("change", Integer, primary_key=True),
    Column(
        "kind", Text, nullable=False
    ),  # insert, update, decide, undone, pulled (a page arrived: it takes a number too)
    Column("at", Text, nullable=False),
    Column("actor", Text),
    Column("action", Text),
    Column("session", Text),
    Column("reason", Text),
    Column("seen", Integer),
    Column("undoes", Text),
    Column("table_name", Text),
    Column("record_id", Text),
    Column("scope_id", Text),
    Column("atom", Text),
    Column("old", Text),
    Column("new", Text),
    Column(
        "sealed", Text
    ),  # the dot of the operation that carries it; '' when it came to nothing; '*' of a pull behind a seal
)
Index(
    "ix_journal_action",
    journal.c.action,
    sqlite_where=text("action IS NOT NULL AND sealed IS NOT NULL"),
)
Index("ix_journal_undoes", journal.c.undoes, sqlite_where=journal.c.undoes.is_not(None))

transactions = Table(
    "sync_transactions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scope_id", Text, nullable=False),
    Column("replica", Text, nullable=False),  # replica and incarnation, as dots begin
    Column("first_n", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("actor", Text),
    Column("reason", Text),
    Column("at", Text, nullable=False),
    Column("change", Integer, nullable=False),  # the store's change number when it took effect here
    Column("own", Integer, nullable=False),
    Column("first_seq", Integer),
    Column("outcome", Text),  # of own ones: none while the server has not answered
    Column("code", Text),  # why it is kept back; with a place, the server's mark of it
    Column(
        "body", LargeBinary
    ),  # all of it, packed, or its place in sync_packed: the values of what it makes stand only here
)
Index(
    "ix_sync_transactions_own",
    transactions.c.scope_id,
    transactions.c.first_n,
    sqlite_where=transactions.c.own == 1,
)
Index(
    "ix_sync_transactions_open",
    transactions.c.outcome,
    sqlite_where=text("own = 1 AND (outcome IS NULL OR outcome IN ('waiting', 'quarantined'))"),
)

Index(
    "ix_sync_transactions_unplaced",
    transactions.c.id,
    sqlite_where=text("own = 0 AND first_seq IS NULL"),
)

packed = Table(
    "sync_packed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # a stretch of a scope as it arrived
)

arriving = Table(
    "sync_arriving",
    metadata,
    Column("scope_id", Text, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False),  # of the whole stretch
    Column("data", LargeBinary, nullable=False),
)

operations = Table(
    "sync_operations",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("dot", Text, primary_key=True),
    Column("transaction_id", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("atom", Text, nullable=False),  # '*' for the operation that made the record
    Column("base", Text, nullable=False),
    Column("value", Text, nullable=False),  # empty where it stands in the body of the transaction
    Column(
        "state", Text, nullable=False
    ),  # applied, waiting (a base is missing), held (this laptop cannot show it)
    sqlite_with_rowid=False,
)
Index("ix_sync_operations_unsettled", operations.c.record_id, sqlite_where=operations.c.state != "applied")

conflicts = Table(
    "sync_conflicts",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("atom", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("scope_id", Text, nullable=False),
)

replica = Table(
    "sync_replica",
    metadata,
    _one("sync_replica"),
    Column("replica_id", Text, nullable=False),
    Column("incarnation", Integer, nullable=False),
    Column("epoch", Text),
    Column("device_id", Text),
    Column("token", Text),
    Column("tag", Text),
    Column("email", Text),
    Column("roles", Text),  # JSON: office code to role
    Column("signing_key", Text),
    Column(
        "secured", Integer, nullable=False, server_default="0"
    ),  # the server's count of its backups, as known here
)

chains = Table(
    "sync_chains",
    metadata,
    Column("scope_id", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

scopes = Table(
    "sync_scopes",
    metadata,
    Column("scope_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # project, office, region
    Column("office", Text),
)

cursors = Table(
    "sync_cursors",
    metadata,
    Column("scope_id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("told", Integer, nullable=False, server_default="0"),  # what the server knows of it
)

secured = Table(
    "sync_secured",
    metadata,
    Column("scope_id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),  # up to here a checked backup of the server has it
)

devices = Table(
    "sync_devices",
    metadata,
    Column("replica", Text, primary_key=True),
    Column("tag", Text, nullable=False),
    Column("email", Text),
)

blobs = Table(
    "sync_blobs",
    metadata,
    Column("scope_id", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("state", Text, nullable=False),  # here (not sent), sent, wanted, whole (came from the server)
    Column("received", Integer, nullable=False, server_default="0"),
)

office = Table(
    "sync_office",
    metadata,
    _one("sync_office"),
    Column("server_key", LargeBinary, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("directory", LargeBinary, nullable=False),  # packed: offices, and the keys of colleagues' laptops
)

keys = Table(
    "sync_keys",
    metadata,
    Column("key", Text, primary_key=True),  # in hexadecimal, here and below
    Column("name", Text, nullable=False),
    Column("is_server", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
)

heard = Table(
    "sync_heard",
    metadata,
    Column("scope_id", Text, primary_key=True),
    Column("replica", Text, primary_key=True),
    Column("key", Text, nullable=False),  # whose laptop it is
    Column("n", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

peers = Table(
    "sync_peers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("bundle", Text, nullable=False),  # the last that came from there
    Column("standing", LargeBinary, nullable=False),
)

bundles = Table(
    "sync_bundles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bundle", Text, nullable=False),
    Column("is_out", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("parties", Text, nullable=False),  # JSON: key and name of each
    Column("file_name", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("files", Integer, nullable=False),
    Column("until", Integer, nullable=False),  # of what went out: the last own transaction in it
    Column(
        "missing", Integer, nullable=False
    ),  # of what came: changes and pieces that a broken end kept back
)
