"""Edits of different fields of one record whose authors had not seen each other's; read from the change log."""

from dataclasses import dataclass

from desktop.storage.queries.base import Queries

MOST = 500
"""Who looks at more of them at once reads none."""
BACK = 50_000
"""Changes before the last look among which the other side of a newer arrival is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """A field of mine and one of theirs; `change` is the change number with which theirs arrived."""

    table: str
    record_id: str
    my_field: str
    their_field: str
    actor: str | None
    device: str
    at: str
    change: int


class ParallelQueries(Queries):
    def since(self, change: int) -> list[Parallel]:
        """Those whose other side arrived after `change`, the newest first.

        Only the laptop that comes second can know: its own edit was written before theirs arrived, and got its
        place in the server's order after theirs.
        """
        # From what was typed here to its records: operations are found by their record, and there are many.
        rows = self._session.connection().exec_driver_sql(
            "SELECT theirs.table_name, theirs.record_id, mine.atom, theirs.atom, t.actor, coalesce(d.tag, ''), t.at,"
            " t.change FROM (SELECT DISTINCT record_id FROM journal WHERE kind = 'update' AND change > ?) AS j"
            " CROSS JOIN sync_operations AS theirs ON theirs.record_id = j.record_id"
            " CROSS JOIN sync_transactions AS t ON t.id = theirs.transaction_id"
            " CROSS JOIN sync_operations AS mine ON mine.record_id = j.record_id AND mine.atom <> theirs.atom"
            " CROSS JOIN sync_transactions AS m ON m.id = mine.transaction_id"
            " LEFT JOIN sync_devices AS d ON d.replica = t.replica"
            " WHERE t.own = 0 AND t.change > ? AND theirs.atom <> '*' AND mine.atom <> '*'"
            " AND m.own = 1 AND m.change < t.change AND (m.first_seq IS NULL OR m.first_seq > t.first_seq)"
            " AND theirs.table_name <> 'conflict_deciders' ORDER BY t.change DESC LIMIT ?",
            (change - BACK, change, MOST),
        )
        return [
            Parallel(
                table=table,
                record_id=record_id,
                my_field=my_field,
                their_field=their_field,
                actor=actor,
                device=device,
                at=at,
                change=arrived,
            )
            for table, record_id, my_field, their_field, actor, device, at, arrived in rows
        ]
