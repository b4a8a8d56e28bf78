"""A server that was put back to a backup: what it lacks is offered again, what it still has is not."""

from collections.abc import Iterable

from sqlalchemy import Connection

from sync.bundle.layout import Heard
from sync.client.outbox import DONE, PLACED
from sync.client.receipts import ends_with
from sync.client.secured import forget_secured
from sync.messages.wire import Known


def begin_again(connection: Connection, epoch: str, known: Iterable[Known] = ()) -> None:
    """Another history of the server: forget the places it gave, and offer it what it does not say that it has."""
    there = _there(connection, known)
    own = connection.exec_driver_sql("SELECT id FROM sync_transactions WHERE own = 1").scalars().all()
    connection.exec_driver_sql("UPDATE sync_transactions SET first_seq = NULL")
    offered = [(one,) for one in own if one not in there]
    if offered:
        connection.exec_driver_sql(
            "UPDATE sync_transactions SET outcome = NULL,"
            f" code = CASE WHEN code LIKE '{PLACED}%' THEN code END WHERE id = ?",
            offered,
        )
    connection.exec_driver_sql("DELETE FROM sync_cursors")
    forget_secured(connection)
    # The backup may lack attachments as well: each laptop that holds one offers it again.
    connection.exec_driver_sql("UPDATE sync_blobs SET state = 'here' WHERE state IN ('sent', 'whole')")
    connection.exec_driver_sql("UPDATE sync_replica SET epoch = ?", (epoch,))


def _there(connection: Connection, known: Iterable[Known]) -> set[int]:
    """Own work with a place on the server as it is now; the place itself comes with the pages."""
    there: set[int] = set()
    for one in known:
        if not ends_with(connection, Heard(one.scope, one.replica, one.n, one.hash)):
            continue  # a copy's work under this store's name: all of it is shown, so that the fork is found
        rows = connection.exec_driver_sql(
            "SELECT id, first_n, outcome FROM sync_transactions"
            " WHERE own = 1 AND scope_id = ? AND first_n <= ? AND replica = ?",
            (one.scope, one.n, one.replica),
        )
        kept_back = frozenset(one.kept_back)
        there.update(id_ for id_, first_n, outcome in rows if outcome in DONE and first_n not in kept_back)
    return there
