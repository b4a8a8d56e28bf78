"""When a field of a record took which value on this laptop: what somebody elsewhere had seen of it is told by that."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection

from sync.client.bodies import Bodies
from sync.merge.edits import EVERY_ATOM, THINNED

Moment = tuple[int, dict[str, Any]]
"""The store's change number, and what was written then; of work that is sealed, the number that ended its action."""


def moments_of(connection: Connection, record_id: str, atom: str, *, own_too: bool = True) -> list[Moment]:
    """Oldest first, the making of the record among them; what old history was thinned of is left out."""
    found = list(_sealed(connection, record_id, atom, own_too=own_too))
    if own_too:
        found += _unsealed(connection, record_id, atom)
    return sorted(found, key=lambda moment: moment[0])


def _sealed(connection: Connection, record_id: str, atom: str, *, own_too: bool) -> Iterator[Moment]:
    rows = connection.exec_driver_sql(
        "SELECT t.change, o.value, t.id, o.position FROM sync_operations AS o"
        " JOIN sync_transactions AS t ON t.id = o.transaction_id"
        " WHERE o.record_id = ? AND o.atom IN (?, ?) AND o.state <> 'waiting' AND (t.own = 0 OR ?)"
        " ORDER BY t.first_seq IS NULL, t.first_seq, t.id, o.position",
        (record_id, atom, EVERY_ATOM, own_too),
    ).all()
    bodies = Bodies(connection)
    for change, value, transaction_id, position in rows:
        said = dict(bodies.value(transaction_id, position, value))
        if THINNED not in said:
            yield change, said


def _unsealed(connection: Connection, record_id: str, atom: str) -> Iterator[Moment]:
    rows = connection.exec_driver_sql(
        "SELECT change, new FROM journal WHERE sealed IS NULL AND record_id = ? AND atom IN (?, ?)"
        " AND kind IN ('insert', 'update') ORDER BY change",
        (record_id, atom, EVERY_ATOM),
    ).all()
    for change, new in rows:
        yield change, msgspec.json.decode(new)
