"""Whether every scope's order is gap-free and every replica's chain of seals unbroken."""

from collections.abc import Iterator

import msgspec

from sync.messages.seals import FIRST, chained
from sync.messages.wire import Transaction
from sync.server.store.database import Database
from sync.server.store.order import every_transaction


def faults_in(database: Database) -> list[str]:
    """A sentence for each break; none when all is in order."""
    with database.reading() as connection:
        return list(_faults(every_transaction(connection)))


def _faults(rows: Iterator[tuple[str, str, int, int | None, bytes]]) -> Iterator[str]:
    seals: dict[tuple[str, str], tuple[int, bytes]] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    for scope, replica, first_n, first_seq, body in rows:
        transaction = msgspec.msgpack.decode(body, type=Transaction)
        last, seal = seals.get((scope, replica), (0, FIRST))
        if first_n != last + 1 or chained(seal, transaction) != transaction.hash:
            yield f"Scope {scope}: the chain of replica {replica} breaks at {first_n}."
        seals[scope, replica] = (first_n + len(transaction.operations) - 1, transaction.hash)
        if first_seq is not None:
            places.setdefault(scope, []).append((first_seq, len(transaction.operations)))
    for scope, taken in places.items():
        end = 0
        for first_seq, count in sorted(taken):
            if first_seq != end + 1:
                yield f"Scope {scope}: the order has a gap after {end}."
            end = first_seq + count - 1
