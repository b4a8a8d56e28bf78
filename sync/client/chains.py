"""Checks the seal of what was done here: each transaction's hash covers the one before it."""

from collections.abc import Iterator

from sqlalchemy import Connection

from sync.client.bodies import transaction_of
from sync.messages.seals import FIRST, chained


def faults_in(connection: Connection) -> Iterator[str]:
    """Scope, replica and place of every own transaction that is missing from its chain or was altered."""
    rows = connection.exec_driver_sql(
        "SELECT scope_id, replica, first_n, body FROM sync_transactions WHERE own = 1"
        " ORDER BY scope_id, replica, first_n"
    )
    chain: tuple[str, str] | None = None
    expected, previous = 1, FIRST
    for scope_id, replica, first_n, body in rows:
        if chain != (scope_id, replica):
            chain, expected, previous = (scope_id, replica), 1, FIRST
        transaction = transaction_of(body)
        names = (transaction.scope, transaction.replica, transaction.first_n)
        is_in_place = names == (scope_id, replica, expected) and first_n == expected
        if not is_in_place or transaction.hash != chained(previous, transaction):
            yield f"{scope_id} {replica} {first_n}"
        expected, previous = first_n + len(transaction.operations), transaction.hash
