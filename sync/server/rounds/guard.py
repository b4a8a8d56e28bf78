"""Holds a transaction that would delete a large part of what others made, until its person says that it is meant."""

from sync.merge.edits import DELETED
from sync.merge.rights import is_id
from sync.messages.wire import Transaction
from sync.server.store.order import Order

FEWEST = 20
"""Records of others; fewer are an ordinary day's tidying."""

SHARE = 0.2
"""Of all records of the scope."""


def deletes_much(order: Order, transaction: Transaction) -> bool:
    """Records that its own replica made do not count: an import that is undone again asks nobody."""
    if len(transaction.operations) < FEWEST:
        return False
    named = {op.record for op in transaction.operations if op.atom == DELETED and any(op.value.values())}
    deleted = sorted(filter(is_id, named))  # nothing else is in the store, and some of it no database takes
    if len(deleted) < FEWEST:
        return False
    own = transaction.replica.partition(".")[0]
    of_others = order.count_made_elsewhere(deleted, own)
    return of_others >= FEWEST and of_others >= SHARE * order.count_records()
