"""Who changed what, what lies in the bin, and how an action is taken back: read from the change log."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from desktop.models import Base
from desktop.storage.queries.base import Queries
from sync.client import conflicts, history
from sync.client.history import Change as Change
from sync.client.schema import shapes_of
from sync.client.unsealed import OF_ACTION, UNSEALED
from sync.messages.schema import TableShape

HORIZON = 50_000
"""Undo looks back over this many changes; older ones are in the history all the same."""

HANGING = {
    "projects": "project_id", "visits": "visit_id", "action_points": "action_id", "entities": "entity_id",
}  # fmt: skip
"""The column by which parts name the record they belong to."""

NOT_TO_UNDO = ("accounts.", "sync.", "demo.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """Newest last: actions that undo may take back, and undo actions that redo may."""

    undo: tuple[str, ...]
    redo: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binned:
    table: str
    id: UUID
    deleted_at: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What an action did to one field: `is_step` of a state machine, `is_out` once it was sealed for the server."""

    table: str
    record_id: str
    atom: str
    is_step: bool
    is_out: bool


class HistoryQueries(Queries):
    def changes_of(self, record_id: UUID, field: str | None = None) -> Sequence[Change]:
        """Newest first; `field` is a column or a group of columns that move together."""
        connection, shapes = self._session.connection(), shapes_of(Base.metadata)
        atom = self._atom_of(record_id, field, shapes) if field is not None else None
        return history.changes_of(connection, str(record_id), atom, shapes)

    def held(self, record_id: UUID, column: str) -> frozenset[UUID]:
        """Every id the column ever held."""
        sides = [side for change in self.changes_of(record_id, column) for side in (change.new, change.old)]
        return frozenset(UUID(side[column]) for side in sides if side and side.get(column))

    def writers(self, record_id: UUID, column: str) -> frozenset[UUID]:
        """Everybody who changed the column, or what moves together with it, after the record was made."""
        changes = self.changes_of(record_id, column)
        return frozenset(UUID(one.actor) for one in changes if one.actor and one.old is not None)

    def family(self, record_id: UUID, most: int) -> Sequence[UUID]:
        """The record, and those that hang on it: the parts that changed last, at most `most`."""
        column = HANGING.get(self._table_of(record_id))
        if column is None:
            return [record_id]
        tables = [t.name for t in Base.metadata.sorted_tables if column in t.columns and t.info.get("synced")]
        parts = " UNION ALL ".join(f'SELECT id FROM "{table}" WHERE "{column}" = :owner' for table in tables)
        rows = self._session.execute(
            text(
                f"WITH parts AS ({parts}) SELECT record_id FROM ("
                " SELECT o.record_id, t.at FROM sync_operations AS o"
                " JOIN sync_transactions AS t ON t.id = o.transaction_id WHERE o.record_id IN (SELECT id FROM parts)"
                " UNION ALL SELECT record_id, at FROM journal"
                f" WHERE {UNSEALED} AND record_id IN (SELECT id FROM parts))"
                " GROUP BY record_id ORDER BY max(at) DESC LIMIT :most"
            ),
            {"owner": str(record_id), "most": most},
        )
        return [record_id, *(UUID(row[0]) for row in rows)]

    def knows(self, record_id: UUID) -> bool:
        """Whether the change log has heard of this record."""
        return bool(self._table_of(record_id))

    def _atom_of(self, record_id: UUID, field: str, shapes: Mapping[str, TableShape]) -> str:
        """The group a column belongs to; an unknown word stands for itself and finds nothing."""
        table = self._table_of(record_id)
        atoms = shapes[table].atoms if table in shapes else {}
        return next((name for name, atom in atoms.items() if field in atom.columns), field)

    def _table_of(self, record_id: UUID) -> str:
        found = self._session.connection().exec_driver_sql(
            "SELECT table_name FROM journal WHERE record_id = ?"
            " UNION SELECT table_name FROM sync_operations WHERE record_id = ? LIMIT 1",
            (str(record_id), str(record_id)),
        )
        return str(found.scalar() or "")

    def record_with_prefix(self, prefix: str) -> Sequence[UUID]:
        """Up to two records the change log knows by an id that begins so, living or not."""
        found = self._session.connection().exec_driver_sql(
            "SELECT record_id FROM journal WHERE record_id >= ? AND record_id < ?"
            " UNION SELECT record_id FROM sync_operations WHERE record_id >= ? AND record_id < ? LIMIT 2",
            (prefix.lower(), prefix.lower() + "~", prefix.lower(), prefix.lower() + "~"),
        )
        return [UUID(row[0]) for row in found]

    def binned_by_undo(self, ids: Sequence[UUID], kind: str = "") -> set[UUID]:
        """Records that went into the bin because the action that made them, be it of that kind, was taken back."""
        found: set[UUID] = set()
        for start in range(0, len(ids), 500):
            part = [str(one) for one in ids[start : start + 500]]
            marks = ", ".join("?" * len(part))
            rows = self._session.connection().exec_driver_sql(
                "SELECT record_id, undoes, max(change) FROM journal"
                f" WHERE atom = 'deleted' AND record_id IN ({marks}) GROUP BY record_id",
                tuple(part),
            )
            found |= {
                UUID(record_id)
                for record_id, undoes, _change in rows
                if undoes is not None and undoes.startswith(kind)
            }
        return found

    def only_action_on(
        self, record_id: UUID, parts: str, column: str, besides: Sequence[str] = ()
    ) -> str | None:
        """The one action that wrote a record and its parts, if it is one, here and nowhere else.

        `column` of the table `parts` names the record; actions of the kinds `besides` do not count.
        """
        own = f'(SELECT ? UNION SELECT id FROM "{parts}" WHERE "{column}" = ?)'
        record = str(record_id)
        connection = self._session.connection()
        rows = connection.exec_driver_sql(
            f"SELECT DISTINCT action FROM journal WHERE record_id IN {own}", (record, record)
        )
        actions = [action for (action,) in rows if (action or "").partition(":")[0] not in besides]
        elsewhere = (
            "SELECT 1 FROM sync_operations AS o JOIN sync_transactions AS t ON t.id = o.transaction_id"
            f" WHERE t.own = 0 AND o.record_id IN {own} LIMIT 1"
        )
        if len(actions) != 1 or connection.exec_driver_sql(elsewhere, (record, record)).first():
            return None
        return str(actions[0]) if actions[0] else None

    def undoing(self, actor: UUID) -> Undoing:
        """What the person may take back or do again, as the log tells it."""
        rows = self._session.connection().exec_driver_sql(
            "SELECT action, max(undoes) FROM journal WHERE actor = ? AND action IS NOT NULL"
            " AND change > (SELECT coalesce(max(change), 0) FROM journal) - ?"
            " GROUP BY action ORDER BY max(change)",
            (str(actor), HORIZON),
        )
        undo: list[str] = []
        redo: list[str] = []
        for action, undoes in rows:
            if undoes is None:
                if not action.startswith(NOT_TO_UNDO):
                    undo.append(action)
                    redo.clear()
            elif undoes in redo:
                redo.remove(undoes)
                undo.append(action)
            else:
                undo = [one for one in undo if one != undoes]
                # A decision taken back is open again; it is made anew on the desk, not by redo.
                if not undoes.startswith("conflicts.decide:"):
                    redo.append(action)
        return Undoing(undo=tuple(undo), redo=tuple(redo))

    def first_of(self, action: str) -> str:
        """What undo and redo took back and did again, however often; the action itself where it is neither."""
        while action.startswith(("undo:", "redo:")):
            asked = f"SELECT max(undoes) FROM journal WHERE {OF_ACTION}"
            found = self._session.connection().exec_driver_sql(asked, (action,)).scalar()
            if found is None:
                return action
            action = str(found)
        return action

    def take_back(self, action: str) -> tuple[int, int]:
        """Write what was before the action, where nobody changed it since; answers (written, left alone).

        What stands as it was before is neither.
        """
        connection = self._session.connection()
        # Noted in any case: else an action of which nothing can be taken back would bar the way to those before.
        history.note_undone(connection)
        after = self._after(action)
        # A decision that is still here is open again; what it did besides is taken back as any change.
        written, left = conflicts.reopen(connection, action), 0
        for table, record_id, atom, before in history.inverse_of(connection, action):
            if self._is_still(table, record_id, before):
                written += conflicts.withdraw(connection, Base.metadata, action, record_id, table, atom)
                continue
            expected = after.get((record_id, atom))
            is_as_left = (
                self._is_still(table, record_id, expected)
                if expected is not None
                else not self._is_used_elsewhere(table, record_id)
            )
            if not is_as_left:
                left += 1
                continue
            history.write_raw(connection, table, record_id, before)
            written += 1
        return written, left

    def touched_by(self, action: str) -> Sequence[Touched]:
        """Every field the action wrote, as the change log tells it."""
        shapes = shapes_of(Base.metadata)
        rows = self._session.connection().exec_driver_sql(
            "SELECT DISTINCT table_name, record_id, atom, kind, coalesce(sealed, '') <> '' FROM journal"
            f" WHERE {OF_ACTION} AND table_name IS NOT NULL",
            (action,),
        )
        return [
            Touched(
                table=table,
                record_id=record_id,
                atom=atom,
                is_step=kind == "update" and _is_guarded(shapes, table, atom),
                is_out=bool(is_out),
            )
            for table, record_id, atom, kind, is_out in rows
        ]

    def visits_of(self, table: str, ids: Sequence[str]) -> set[UUID]:
        """The visits that these records are, or hang on."""
        if table == "visits":
            return {UUID(one) for one in ids}
        hanging = f'SELECT DISTINCT visit_id FROM "{table}" WHERE visit_id IS NOT NULL AND id'
        if table == "answers":
            hanging = (
                "SELECT DISTINCT s.visit_id FROM answers AS a JOIN submissions AS s ON s.id = a.submission_id"
                " WHERE s.visit_id IS NOT NULL AND a.id"
            )
        found: set[UUID] = set()
        for start in range(0, len(ids), 500):
            part = tuple(ids[start : start + 500])
            rows = self._session.connection().exec_driver_sql(
                f"{hanging} IN ({', '.join('?' * len(part))})", part
            )
            found |= {UUID(row[0]) for row in rows}
        return found

    def tables_of(self, action: str) -> frozenset[str]:
        rows = self._session.connection().exec_driver_sql(
            f"SELECT DISTINCT table_name FROM journal WHERE {OF_ACTION} AND table_name IS NOT NULL", (action,)
        )
        return frozenset(row[0] for row in rows)

    def bin(self, words: dict[str, str], limit: int = 200, *, prefix: str = "") -> Sequence[Binned]:
        """Deleted records of the tables in `words` (table to the column that names it), newest first.

        `prefix`: only those whose id begins so.
        """
        connection = self._session.connection()
        found = [
            Binned(table=table, id=UUID(row[0]), deleted_at=row[1], words=row[2] or "")
            for table, column in words.items()
            for row in connection.exec_driver_sql(
                f'SELECT id, deleted_at, "{column}" FROM "{table}" WHERE deleted_at IS NOT NULL'
                " AND substr(id, 1, ?) = ? ORDER BY deleted_at DESC LIMIT ?",
                (len(prefix), prefix, limit),
            )
        ]
        return sorted(found, key=lambda one: one.deleted_at, reverse=True)[:limit]

    def restore(self, table: str, record_id: UUID) -> bool:
        """Take a record out of the bin; False where it is not in it."""
        known = Base.metadata.tables[table]
        result = self._session.connection().exec_driver_sql(
            f'UPDATE "{known.name}" SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL',
            (str(record_id),),
        )
        return result.rowcount == 1

    def _after(self, action: str) -> dict[tuple[str, str], dict[str, Any]]:
        rows = self._session.connection().exec_driver_sql(
            f"SELECT record_id, atom, new FROM journal WHERE {OF_ACTION} AND kind IN ('update', 'decide')"
            " ORDER BY change",
            (action,),
        )
        return {(record_id, atom): json.loads(new) for record_id, atom, new in rows}

    def _is_used_elsewhere(self, table: str, record_id: str) -> bool:
        """Whether another laptop changed the record made here, or made something that hangs on it."""
        connection = self._session.connection()
        others = (
            "SELECT 1 FROM sync_operations AS o JOIN sync_transactions AS t ON t.id = o.transaction_id"
            " WHERE t.own = 0 AND o.record_id = {record} LIMIT 1"
        )
        if connection.exec_driver_sql(others.format(record="?"), (record_id,)).first():
            return True
        return any(
            connection.exec_driver_sql(
                f'SELECT 1 FROM "{child}" AS c WHERE c."{column}" = ? AND c.deleted_at IS NULL'
                f" AND EXISTS ({others.format(record='c.id')}) LIMIT 1",
                (record_id,),
            ).first()
            for child, column in _CHILDREN.get(table, ())
        )

    def _is_still(self, table: str, record_id: str, expected: dict[str, Any]) -> bool:
        columns = ", ".join(f'"{name}"' for name in expected)
        row = (
            self._session.connection()
            .exec_driver_sql(f'SELECT {columns} FROM "{table}" WHERE id = ?', (record_id,))
            .first()
        )
        return row is not None and list(row) == list(expected.values())


def _is_guarded(shapes: Mapping[str, TableShape], table: str, atom: str) -> bool:
    known = shapes[table].atoms.get(atom) if table in shapes else None
    return known is not None and known.policy == "guarded"


def _children() -> Mapping[str, Sequence[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys if table.info.get("synced") else ():
                found.setdefault(key.column.table.name, []).append((table.name, column.name))
    return found


_CHILDREN = _children()
"""Of each table, the tables and columns that name its records as theirs."""
