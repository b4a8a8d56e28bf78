"""What is unsent, waiting, set aside, open and still to move, scope by scope."""

from dataclasses import dataclass

from desktop.storage.queries.base import Queries
from sync.client.unsealed import UNSEALED

_UNSENT = f"""
    SELECT scope_id, record_id, at FROM journal WHERE {UNSEALED} AND record_id IS NOT NULL
    UNION ALL
    SELECT t.scope_id, o.record_id, t.at FROM sync_transactions AS t
    JOIN sync_operations AS o ON o.transaction_id = t.id WHERE t.own = 1 AND t.outcome IS NULL"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeState:
    """`unsent` counts records; `position` is how much of the server's order is here."""

    scope_id: str
    unsent: int
    oldest: str | None
    conflicts: int
    waiting: int
    aside: int
    files: int
    file_bytes: int
    position: int


class ScopeQueries(Queries):
    def states(self) -> list[ScopeState]:
        """Every scope that this laptop or the server knows of."""
        connection = self._session.connection()
        unsent = {
            scope: (count, oldest)
            for scope, count, oldest in connection.exec_driver_sql(
                f"SELECT scope_id, count(DISTINCT record_id), min(at) FROM ({_UNSENT}) GROUP BY scope_id"
            )
        }
        files = {
            scope: (count, size)
            for scope, count, size in connection.exec_driver_sql(
                "SELECT scope_id, count(*), sum(size_bytes - received) FROM sync_blobs"
                " WHERE state IN ('here', 'wanted') GROUP BY scope_id"
            )
        }
        positions = self._by_scope("SELECT scope_id, seq FROM sync_cursors")
        conflicts = self._by_scope("SELECT scope_id, count(*) FROM sync_conflicts GROUP BY scope_id")
        own = "SELECT scope_id, count(*) FROM sync_transactions WHERE own = 1 AND outcome = '{}' GROUP BY scope_id"
        waiting, aside = (self._by_scope(own.format(outcome)) for outcome in ("waiting", "quarantined"))
        known = {*unsent, *files, *positions, *conflicts, *waiting, *aside}
        known |= set(connection.exec_driver_sql("SELECT scope_id FROM sync_scopes").scalars())
        return [
            ScopeState(
                scope_id=scope,
                unsent=unsent.get(scope, (0, None))[0],
                oldest=unsent.get(scope, (0, None))[1],
                conflicts=conflicts.get(scope, 0),
                waiting=waiting.get(scope, 0),
                aside=aside.get(scope, 0),
                files=files.get(scope, (0, 0))[0],
                file_bytes=files.get(scope, (0, 0))[1],
                position=positions.get(scope, 0),
            )
            for scope in sorted(known)
            if scope
        ]

    def bytes_to_go(self) -> int:
        """Of messages that wait to be sent, and of files either way; what others wrote meanwhile is not known here."""
        connection = self._session.connection()
        bodies = connection.exec_driver_sql(
            "SELECT coalesce(sum(length(body)), 0) FROM sync_transactions WHERE own = 1 AND outcome IS NULL"
        ).scalar_one()
        files = connection.exec_driver_sql(
            "SELECT coalesce(sum(size_bytes - received), 0) FROM sync_blobs WHERE state IN ('here', 'wanted')"
        ).scalar_one()
        return int(bodies) + int(files)

    def _by_scope(self, sql: str) -> dict[str, int]:
        rows = self._session.connection().exec_driver_sql(sql)
        return {str(scope): int(count) for scope, count in rows}
