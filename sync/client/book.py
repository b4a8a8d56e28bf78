"""The records that a seal or a page touches, read from the operations in few queries."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from sync.client.bodies import Bodies
from sync.merge.edits import Edit
from sync.merge.records import Record
from sync.messages.schema import TableShape

_AT_ONCE = 500
_Key = tuple[str, str]


class Book:
    """Knows which records have operations here; makes the merge's `Record` only where one is needed."""

    def __init__(self, connection: Connection, shapes: Mapping[str, TableShape]) -> None:
        self._connection = connection
        self._shapes = shapes
        self._bodies = Bodies(connection)
        self._known: dict[_Key, list[tuple[Edit, bool]]] = {}
        self._records: dict[_Key, Record] = {}

    def load(self, record_ids: Iterable[str]) -> None:
        """Read what is known of these records; must come before anything is asked about them."""
        wanted = list(dict.fromkeys(record_ids))
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            rows = self._connection.exec_driver_sql(
                "SELECT o.table_name, o.record_id, o.dot, o.atom, o.base, o.value, o.transaction_id, o.position, t.first_seq,"
                " CASE t.own WHEN 1 THEN -t.change ELSE t.change END, o.state = 'held'"
                " FROM sync_operations AS o JOIN sync_transactions AS t ON t.id = o.transaction_id"
                f" WHERE o.record_id IN ({marks})",
                tuple(part),
            )
            for table, record_id, dot, atom, base, value, id_, position, first_seq, *rest in rows:
                arrived, is_held = rest
                edit = Edit(
                    dot=dot,
                    atom=atom,
                    base=tuple(base.split()),
                    value=self._bodies.value(id_, position, value),
                    seq=None if first_seq is None else first_seq + position,
                    arrived=arrived,
                )
                self._known.setdefault((table, record_id), []).append((edit, bool(is_held)))

    def is_new(self, record_id: str, table: str) -> bool:
        return (table, record_id) not in self._known

    def start(self, record_id: str, table: str, edit: Edit) -> None:
        """Note the edit that makes a record; by far the most common case, so nothing is decided for it."""
        self._known[table, record_id] = [(edit, False)]

    def record(self, record_id: str, table: str) -> Record:
        key = (table, record_id)
        if key not in self._records:
            edits = [edit for edit, is_held in self._known.setdefault(key, []) if not is_held]
            self._records[key] = Record(self._shapes.get(table, TableShape(atoms={})), edits)
        return self._records[key]

    def edits_of(self, record_id: str, table: str) -> dict[str, Edit]:
        """All that is known of it by their dots, shown or not."""
        return {edit.dot: edit for edit, _ in self._known.get((table, record_id), ())}

    def has(self, record_id: str, table: str, dot: str) -> bool:
        """Whether this operation arrived before, whatever became of it."""
        key = (table, record_id)
        if any(edit.dot == dot for edit, _ in self._known.get(key, ())):
            return True
        record = self._records.get(key)
        return record is not None and (dot in record.edits or dot in record.waiting)
