"""What is still on this laptop alone, counted."""

from dataclasses import dataclass

from desktop.storage.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """`records` changed here that the server has not answered for; `oldest` is an instant in ISO 8601."""

    records: int
    oldest: str | None
    waiting: int
    quarantined: int
    conflicts: int
    blobs: int


UNSEALED = (
    "change > coalesce((SELECT change FROM journal WHERE sealed > '' ORDER BY change DESC LIMIT 1), 0)"
    " AND sealed IS NULL"
)
"""As `sync.client.unsealed` has it, which the first screen cannot wait for; a test holds the two together."""
_RECORDS = f"""
SELECT count(*) FROM (SELECT record_id FROM journal WHERE {UNSEALED} AND record_id IS NOT NULL
 UNION SELECT o.record_id FROM sync_transactions AS t
 JOIN sync_operations AS o ON o.transaction_id = t.id WHERE t.own = 1 AND t.outcome IS NULL)
"""
_TIMES = (
    f"SELECT min(at) FROM journal WHERE {UNSEALED} AND record_id IS NOT NULL",
    "SELECT min(at) FROM sync_transactions WHERE own = 1 AND outcome IS NULL",
)


def unsent_in(rows: Rows) -> Unsent:
    def count(what: str) -> int:
        return int(rows.value(f"SELECT count(*) FROM {what}"))

    return Unsent(
        records=int(rows.value(_RECORDS)),
        oldest=min((at for at in map(rows.value, _TIMES) if at), default=None),
        waiting=count("sync_operations WHERE state <> 'applied'"),
        quarantined=count("sync_transactions WHERE own = 1 AND outcome = 'quarantined'"),
        conflicts=count("sync_conflicts"),
        blobs=count("sync_blobs WHERE state IN ('here', 'wanted')"),
    )
