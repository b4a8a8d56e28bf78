"""Where this laptop's work is: here alone, sent and waiting, stored on the server, or in its backup; asked without a network."""

from dataclasses import dataclass
from typing import Any, Literal

from desktop.storage.queries.base import Queries
from sync.client.outbox import retry_quarantined
from sync.client.standing import KeptBack as KeptBack
from sync.client.standing import standing_of
from sync.client.unsealed import UNSEALED

Rung = Literal["here", "waiting", "stored", "secured"]
Key = tuple[str, str]
"""Instant and id of the last record of the page before."""

_HERE = f"""
    SELECT record_id, table_name, at FROM journal WHERE {UNSEALED} AND record_id IS NOT NULL
    UNION ALL
    SELECT o.record_id, o.table_name, t.at FROM sync_transactions AS t
    JOIN sync_operations AS o ON o.transaction_id = t.id WHERE t.own = 1 AND t.outcome IS NULL"""
_ANSWERED = """
    SELECT o.record_id, o.table_name, t.at FROM sync_transactions AS t
    JOIN sync_operations AS o ON o.transaction_id = t.id
    LEFT JOIN sync_secured AS s ON s.scope_id = t.scope_id WHERE t.own = 1 AND t.outcome {outcome}"""
_TAKEN = "IN ('applied', 'merged', 'conflict') AND coalesce(t.first_seq <= s.seq, 0) = {is_secured}"
_SOURCES: dict[Rung, str] = {
    "here": _HERE,
    "waiting": _ANSWERED.format(outcome="= 'waiting'"),
    "stored": _ANSWERED.format(outcome=_TAKEN.format(is_secured=0)),
    "secured": _ANSWERED.format(outcome=_TAKEN.format(is_secured=1)),
}


_FILES_HERE = """
    SELECT count(*), coalesce(sum(size_bytes), 0) FROM (
        SELECT DISTINCT a.scope_id, a.sha256, a.size_bytes FROM attachments AS a
        JOIN blob_keys AS k ON k.scope_id = a.scope_id AND k.sha256 = a.sha256
        WHERE a.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM sync_blobs AS b
            WHERE b.scope_id = a.scope_id AND b.sha256 = a.sha256 AND b.state IN ('sent', 'whole')))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabout:
    """A record that changed here, its newest change, and how far that has come."""

    table: str
    record_id: str
    at: str
    rung: Rung
    is_open: bool
    """A conflict about it waits for a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Records by the rung they have reached; a record with a newer change counts on the lower one too."""

    here: int
    waiting: int
    stored: int
    secured: int
    files_here: int
    file_bytes: int
    """Attachments that the server does not have yet."""
    files_wanted: int
    """Attachments of others that have not arrived yet."""


class WhereaboutsQueries(Queries):
    def counts(self) -> Counts:
        found: dict[str, int] = {
            rung: self._one(f"SELECT count(DISTINCT record_id) FROM ({source})")
            for rung, source in _SOURCES.items()
        }
        files, size = self._session.connection().exec_driver_sql(_FILES_HERE).one()
        wanted = self._one("SELECT count(*) FROM sync_blobs WHERE state = 'wanted'")
        return Counts(**found, files_here=files, file_bytes=size, files_wanted=wanted)

    def page(self, rung: Rung, after: Key | None, limit: int) -> list[Whereabout]:
        """Newest change first."""
        below = "HAVING max(at) < ? OR (max(at) = ? AND record_id < ?)" if after else ""
        bound: tuple[Any, ...] = (after[0], after[0], after[1], limit) if after else (limit,)
        rows = self._session.connection().exec_driver_sql(
            f"SELECT table_name, record_id, max(at), EXISTS (SELECT 1 FROM sync_conflicts AS c"
            f" WHERE c.record_id = w.record_id) FROM ({_SOURCES[rung]}) AS w"
            f" GROUP BY record_id {below} ORDER BY max(at) DESC, record_id DESC LIMIT ?",
            bound,
        )
        return [
            Whereabout(table=table, record_id=record_id, at=at, rung=rung, is_open=bool(is_open))
            for table, record_id, at, is_open in rows
        ]

    def kept_back(self) -> tuple[KeptBack, ...]:
        """Transactions of this laptop that the server could not take, oldest first, with a code why."""
        return standing_of(self._session.connection()).kept_back

    def retry(self, *, is_meant: bool) -> int:
        """Offer what was set aside once more at the next sync; answers how many."""
        return retry_quarantined(self._session.connection(), is_meant=is_meant)

    def _one(self, sql: str) -> int:
        return int(self._session.connection().exec_driver_sql(sql).scalar_one())
