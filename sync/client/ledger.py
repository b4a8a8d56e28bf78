"""Collects what a seal or a page changes, and writes it with as few statements as possible."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Connection, MetaData, Table

from sync.client import tables
from sync.client.capture import without_inserts
from sync.client.shape import synced_tables
from sync.merge.edits import EVERY_ATOM, Edit
from sync.merge.records import Record

_BULK = 200
"""Rows of one table for which it pays to do without its capture trigger, which would only find capture switched off."""

_encode = msgspec.json.encode
_Row = tuple[Any, ...]


def _known_part(
    names: tuple[str, ...], rows: list[_Row], known: frozenset[str]
) -> tuple[tuple[str, ...], list[_Row]]:
    """Rows without the columns that this release does not have; a newer one wrote them."""
    if known.issuperset(names):
        return names, rows
    places = [at for at, name in enumerate(names) if name in known]
    kept = tuple(names[at] for at in places)
    return kept, [(*row[:2], *(row[at + 2] for at in places)) for row in rows]


def _into(table: Table) -> str:
    return f"INSERT INTO {table.name} ({', '.join(table.columns.keys())}) VALUES"


def conflict_id(record_id: str, atom: str) -> str:
    """The same on every laptop, so that an open conflict needs no record of its own."""
    return str(uuid5(UUID(record_id), atom))


class Ledger:
    """One unit of writing: rows of people's tables, operations, transactions, conflicts."""

    def __init__(self, connection: Connection, metadata: MetaData) -> None:
        self._connection = connection
        self._metadata = metadata
        self._columns = {t.name: frozenset(t.columns.keys()) for t in synced_tables(metadata)}
        newest = connection.exec_driver_sql("SELECT max(id) FROM sync_transactions").scalar()
        self._last_id = int(newest or 0)
        self._transactions: list[_Row] = []
        self._operations: list[_Row] = []
        self._inserts: dict[str, dict[tuple[str, ...], list[_Row]]] = {name: {} for name in self._columns}
        self._fresh: dict[str, dict[tuple[str, ...], list[_Row]]] = {name: {} for name in self._columns}
        self._updates: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._conflicts: dict[tuple[str, str], _Row | None] = {}
        self._settled: list[tuple[str, str]] = []
        self.touched: set[str] = set()

    def add_transaction(self, *columns: Any) -> int:
        """Columns as in the table after its id; answers the id."""
        self._last_id += 1
        self._transactions.append((self._last_id, *columns))
        return self._last_id

    def add_operation(
        self, transaction_id: int, position: int, table: str, record_id: str, edit: Edit, state: str
    ) -> None:
        value = "" if edit.atom == EVERY_ATOM else _encode(edit.value).decode()
        base = " ".join(edit.base)
        self._operations.append(
            (record_id, edit.dot, transaction_id, position, table, edit.atom, base, value, state)
        )

    def insert_row(self, table: str, record_id: str, scope_id: str, value: dict[str, Any]) -> None:
        names = tuple(value)
        rows = self._inserts[table].get(names)
        if rows is None:
            rows = self._inserts[table][names] = []
            self.touched.add(table)
        rows.append((record_id, scope_id, *value.values()))

    def insert_fresh(
        self, table: str, scope_id: str, names: tuple[str, ...], ids: Sequence[str], columns: Iterable[Any]
    ) -> None:
        """Rows of records that nothing is known of here, column by column."""
        self._fresh[table].setdefault(names, []).extend(zip(ids, repeat(scope_id), *columns, strict=False))
        self.touched.add(table)

    def add_made(
        self, table: str, ids: Sequence[str], where: Iterable[tuple[str, int, int]], state: str
    ) -> None:
        """The operations that make these records: dot, transaction and position of each; their values stand in the body."""
        self._operations += [
            (record_id, dot, transaction_id, position, table, EVERY_ATOM, "", "", state)
            for record_id, (dot, transaction_id, position) in zip(ids, where, strict=True)
        ]

    def show(
        self,
        table: str,
        record_id: str,
        scope_id: str,
        record: Record,
        edit: Edit,
        written: dict[str, Any] | None = None,
    ) -> None:
        """Bring the row, where `written` is not what it has to show, and the open conflicts up to date."""
        for atom in record.touched_by(edit):
            state = record.state(atom)
            shown = {name: item for name, item in state.shown.items() if name in self._columns[table]}
            if shown and (atom != edit.atom or shown != written):
                self._updates[table, record_id, atom] = shown
                self.touched.add(table)
            elif shown:  # the row has it; what an earlier edit of the same writing asked for is out of date
                self._updates.pop((table, record_id, atom), None)
            row = (record_id, atom, conflict_id(record_id, atom), table, scope_id)
            self._conflicts[record_id, atom] = row if state.is_open else None

    def forget_shown(self) -> None:
        """Leave alone each row that shows already what it has to.

        One with a value that these tables would refuse today is here to stay, and could not be written a second time.
        """
        for key, shown in list(self._updates.items()):
            table, record_id, _ = key
            names = ", ".join(f'"{name}"' for name in shown)
            row = self._connection.exec_driver_sql(
                f'SELECT {names} FROM "{table}" WHERE id = ?', (record_id,)
            ).first()
            if row is not None and list(row) == list(shown.values()):
                del self._updates[key]

    def settle_waiting(self, record_id: str, dots: list[str]) -> None:
        """Operations that waited for a base and have found it; a dot alone may name others in other scopes."""
        self._settled += [(record_id, dot) for dot in dots]

    def flush(self) -> None:
        self._write_fresh()
        self._write_rows()
        self._many(_into(tables.transactions), self._transactions)
        self._many(_into(tables.operations), self._operations)
        gone = list(self._conflicts)
        if gone:
            sql = "DELETE FROM sync_conflicts WHERE record_id = ? AND atom = ?"
            self._connection.exec_driver_sql(sql, gone)
        self._many(
            "INSERT INTO sync_conflicts (record_id, atom, id, table_name, scope_id) VALUES",
            [row for row in self._conflicts.values() if row],
        )
        if self._settled:
            sql = "UPDATE sync_operations SET state = 'applied' WHERE record_id = ? AND dot = ?"
            self._connection.exec_driver_sql(sql, self._settled)

    def _write_fresh(self) -> None:
        bulk = [table for table, kinds in self._fresh.items() if sum(map(len, kinds.values())) >= _BULK]
        with without_inserts(self._connection, self._metadata, bulk):
            for table, kinds in self._fresh.items():
                for all_names, all_rows in kinds.items():
                    names, rows = _known_part(all_names, all_rows, self._columns[table])
                    columns = ", ".join(f'"{name}"' for name in ("id", "scope_id", *names))
                    self._many(f'INSERT INTO "{table}" ({columns}) VALUES', rows)

    def _write_rows(self) -> None:
        for table, kinds in self._inserts.items():  # parents before children
            for all_names, all_rows in kinds.items():
                names, rows = _known_part(all_names, all_rows, self._columns[table])
                columns = ", ".join(f'"{name}"' for name in ("id", "scope_id", *names))
                kept = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
                on_conflict = f"UPDATE SET {kept}" if kept else "NOTHING"
                self._many(
                    f'INSERT INTO "{table}" ({columns}) VALUES', rows, f" ON CONFLICT (id) DO {on_conflict}"
                )
        changes: dict[tuple[str, tuple[str, ...]], list[_Row]] = {}
        for (table, record_id, _), shown in self._updates.items():
            changes.setdefault((table, tuple(shown)), []).append((*shown.values(), record_id))
        for (table, names), rows in changes.items():
            assignments = ", ".join(f'"{name}" = ?' for name in names)
            self._connection.exec_driver_sql(f'UPDATE "{table}" SET {assignments} WHERE id = ?', rows)

    def _many(self, start: str, rows: list[_Row], end: str = "") -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._connection.exec_driver_sql(f"{start} ({marks}){end}", rows)
