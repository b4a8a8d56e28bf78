"""Where this store stands towards the server, without asking it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from sync.client.replica import Replica, replica_so_far
from sync.client.unsealed import UNSEALED


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBack:
    """A transaction of this store that the server could not take yet, and why in a code."""

    scope_id: str
    action: str
    actor: str | None
    at: str
    outcome: str  # waiting or quarantined
    code: str | None
    records: tuple[tuple[str, str], ...]  # table and id


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    replica: Replica
    unsealed: int  # changes
    unsent: int  # transactions
    conflicts: int
    kept_back: tuple[KeptBack, ...]
    held: int  # operations of others that this release cannot show yet

    @property
    def is_enrolled(self) -> bool:
        return self.replica.token is not None


def standing_of(connection: Connection) -> Standing:
    """What the sync screen and the status line show."""
    return Standing(
        replica=replica_so_far(connection),
        unsealed=_count(connection, f"journal WHERE {UNSEALED}"),
        unsent=_count(connection, "sync_transactions WHERE own = 1 AND outcome IS NULL"),
        conflicts=_count(connection, "sync_conflicts"),
        kept_back=_kept_back(connection),
        held=_count(connection, "sync_operations WHERE state <> 'applied'"),
    )


def _kept_back(connection: Connection) -> tuple[KeptBack, ...]:
    rows = connection.exec_driver_sql(
        "SELECT id, scope_id, action, actor, at, outcome, code FROM sync_transactions"
        " WHERE own = 1 AND outcome IN ('waiting', 'quarantined') ORDER BY id"
    ).all()
    return tuple(
        KeptBack(
            scope_id=scope_id,
            action=action,
            actor=actor,
            at=at,
            outcome=outcome,
            code=code,
            records=_records(connection, transaction_id),
        )
        for transaction_id, scope_id, action, actor, at, outcome, code in rows
    )


def _records(connection: Connection, transaction_id: int) -> tuple[tuple[str, str], ...]:
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT table_name, record_id FROM sync_operations WHERE transaction_id = ?",
        (transaction_id,),
    )
    return tuple((table, record_id) for table, record_id in rows)


def _count(connection: Connection, what: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one())
