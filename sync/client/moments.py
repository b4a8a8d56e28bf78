"""When a field of a record took which value on this laptop: what somebody elsewhere had seen of it is told by that."""

from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection

from sync.client.bodies import Bodies
from sync.client.unsealed import UNSEALED
from sync.merge.edits import EVERY_ATOM, THINNED

Moment = tuple[int, dict[str, Any]]
"""The store's change number, and what was written then; of work that is sealed, the number that ended its action."""


class Moments:
    """Of the records of some tables, within one transaction: what is not sealed is read once, and on from there."""

    def __init__(self, connection: Connection, tables: Collection[str]) -> None:
        self._connection, self._tables = connection, tables
        self._bodies = Bodies(connection)
        self._unsealed: dict[str, list[tuple[int, str, bytes]]] = {}
        self._read_to = 0

    def of(self, record_id: str, atom: str, *, own_too: bool = True) -> list[Moment]:
        """Oldest first, the making of the record among them; what old history was thinned of says nothing."""
        found = list(self._sealed(record_id, atom, own_too=own_too))
        if own_too:
            self._read_on()
            found += [
                (change, msgspec.json.decode(new))
                for change, its_atom, new in self._unsealed.get(record_id, ())
                if its_atom in (atom, EVERY_ATOM)
            ]
        return sorted(found, key=lambda moment: moment[0])

    def _sealed(self, record_id: str, atom: str, *, own_too: bool) -> Iterator[Moment]:
        rows = self._connection.exec_driver_sql(
            "SELECT t.change, o.value, t.id, o.position FROM sync_operations AS o"
            " JOIN sync_transactions AS t ON t.id = o.transaction_id"
            " WHERE o.record_id = ? AND o.atom IN (?, ?) AND o.state <> 'waiting' AND (t.own = 0 OR ?)"
            " ORDER BY t.first_seq IS NULL, t.first_seq, t.id, o.position",
            (record_id, atom, EVERY_ATOM, own_too),
        ).all()
        for change, value, transaction_id, position in rows:
            said = dict(self._bodies.value(transaction_id, position, value))
            yield change, {} if THINNED in said else said

    def _read_on(self) -> None:
        marks = ", ".join("?" * len(self._tables))
        rows = self._connection.exec_driver_sql(
            f"SELECT change, record_id, atom, new FROM journal WHERE {UNSEALED} AND change > ?"
            f" AND kind IN ('insert', 'update', 'decide') AND table_name IN ({marks}) ORDER BY change",
            (self._read_to, *self._tables),
        )
        for change, record_id, atom, new in rows:
            self._unsealed.setdefault(record_id, []).append((change, atom, new))
            self._read_to = change
