"""What became of own work, told on paper: each receipt names a transaction by its dot and its seal."""

from collections.abc import Iterable

from sqlalchemy import Connection

from sync.bundle.layout import BlobName, Heard, Receipt, Standing
from sync.client.bodies import transaction_of
from sync.client.outbox import take_acks
from sync.client.replica import replica_of
from sync.messages.wire import Ack, Transaction


def take_receipts(connection: Connection, receipts: Iterable[Receipt]) -> tuple[int, int]:
    """Note what the server did; answers how many own transactions it answered for, and how many receipts were not
    meant for what this store has under that name: it or another is a copy, and such a receipt proves nothing."""
    taken = strange = 0
    for receipt in receipts:
        own = own_transaction(connection, receipt.scope, receipt.replica, receipt.first_n)
        if own is None:
            continue
        if own.hash != receipt.hash or receipt.outcome in ("gap", "forked", "staged"):
            strange += 1
            continue
        ack = Ack(
            receipt.scope,
            receipt.replica,
            receipt.first_n,
            receipt.outcome,
            receipt.code,
            receipt.first_seq,
            mark=receipt.mark,
        )
        take_acks(connection, [ack])
        taken += 1
    return taken, strange


def take_stored(connection: Connection, names: Iterable[BlobName]) -> None:
    """The server has these attachments, whole and verified."""
    for scope, sha256, _ in names:
        connection.exec_driver_sql(
            "UPDATE sync_blobs SET state = 'sent' WHERE scope_id = ? AND sha256 = ? AND state = 'here'",
            (scope, sha256),
        )


def own_transaction(connection: Connection, scope: str, replica: str, first_n: int) -> Transaction | None:
    stored = connection.exec_driver_sql(
        "SELECT body FROM sync_transactions WHERE own = 1 AND scope_id = ? AND first_n = ? AND replica = ?",
        (scope, first_n, replica),
    ).scalar()
    return None if stored is None else transaction_of(stored)


def ends_with(connection: Connection, heard: Heard) -> bool:
    """Whether the chain that another has heard of this laptop is the one that is kept here."""
    stored = connection.exec_driver_sql(
        "SELECT body FROM sync_transactions WHERE own = 1 AND scope_id = ? AND first_n <= ? AND replica = ?"
        " ORDER BY first_n DESC LIMIT 1",
        (heard.scope, heard.n, heard.replica),
    ).scalar()
    if stored is None:
        return False
    last = transaction_of(stored)
    return last.hash == heard.hash and last.first_n + len(last.operations) - 1 == heard.n


def standing_here(connection: Connection) -> Standing:
    """Where this store stands, for whoever answers."""
    cursors = connection.exec_driver_sql("SELECT scope_id, seq FROM sync_cursors WHERE seq > 0").all()
    heard = connection.exec_driver_sql("SELECT scope_id, replica, n, hash FROM sync_heard").all()
    blobs = connection.exec_driver_sql(
        "SELECT state, scope_id, sha256, size_bytes FROM sync_blobs WHERE state IN ('here', 'wanted')"
    ).all()
    return Standing(
        replica=replica_of(connection).prefix,
        cursors={scope: seq for scope, seq in cursors},  # noqa: C416 - rows are no pairs to the type checker
        heard=tuple(Heard(scope, replica, n, bytes.fromhex(hash_)) for scope, replica, n, hash_ in heard),
        wanted=tuple((scope, sha256, size) for state, scope, sha256, size in blobs if state == "wanted"),
        offered=tuple((scope, sha256, size) for state, scope, sha256, size in blobs if state == "here"),
    )
