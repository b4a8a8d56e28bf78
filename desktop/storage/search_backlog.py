"""How far the full-text index has come, and what the change log holds that it does not know yet."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from desktop.storage.search_sources import PARTS, IdsByTable, readers
from sync.client import capture

CURSOR = "search.index"
"""Key of the local setting that says how far the index has come."""

TABLES = frozenset(readers()) | {part.table for part in PARTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Local changes by journal number, pulled ones by transaction; what waited may have been applied since."""

    change: int
    transaction: int
    waiting: tuple[str, ...]


def newest(connection: Connection) -> Cursor:
    transaction = connection.exec_driver_sql("SELECT max(id) FROM sync_transactions").scalar()
    waiting = connection.exec_driver_sql(
        "SELECT DISTINCT table_name || ' ' || record_id FROM sync_operations WHERE state <> 'applied' ORDER BY 1"
    ).scalars()
    return Cursor(
        change=capture.current_change(connection), transaction=int(transaction or 0), waiting=tuple(waiting)
    )


def read_cursor(connection: Connection) -> Cursor | None:
    """None where the index was never made, or is to be made anew."""
    values = read_setting(connection, CURSOR)
    if values is None:
        return None
    return Cursor(
        change=values["change"], transaction=values["transaction"], waiting=tuple(values["waiting"])
    )


def keep_cursor(connection: Connection, cursor: Cursor) -> None:
    value = {"change": cursor.change, "transaction": cursor.transaction, "waiting": list(cursor.waiting)}
    keep_setting(connection, CURSOR, value)


def read_setting(connection: Connection, key: str) -> Any:
    kept = connection.execute(
        text("SELECT value FROM local_settings WHERE key = :key"), {"key": key}
    ).scalar()
    return None if kept is None else json.loads(kept)


def keep_setting(connection: Connection, key: str, value: Any) -> None:
    connection.execute(
        text(
            "INSERT INTO local_settings (key, value) VALUES (:key, :value)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        ),
        {"key": key, "value": json.dumps(value)},
    )


def drop_setting(connection: Connection, key: str) -> None:
    connection.execute(text("DELETE FROM local_settings WHERE key = :key"), {"key": key})


def changed_since(connection: Connection, since: Cursor) -> IdsByTable:
    """Records of searched tables that changed after the cursor, here or by sync."""
    rows: list[Any] = list(
        connection.execute(
            text(
                "SELECT DISTINCT table_name, record_id FROM journal"
                " WHERE change > :change AND kind IN ('insert', 'update', 'decide')"
            ),
            {"change": since.change},
        )
    )
    rows += _pulled_since(connection, since.transaction)
    rows += [tuple(named.split(" ", 1)) for named in since.waiting]
    changed: IdsByTable = {}
    for table, record_id in rows:
        if table in TABLES:
            changed.setdefault(table, set()).add(UUID(record_id))
    return changed


def _pulled_since(connection: Connection, transaction: int) -> list[Any]:
    """Asked in two steps: no index leads from a transaction to its operations, so nearly always none are read."""
    newer = "SELECT id FROM sync_transactions WHERE id > :transaction AND own = 0"
    values = {"transaction": transaction}
    if connection.execute(text(f"{newer} LIMIT 1"), values).first() is None:
        return []
    named = f"SELECT DISTINCT table_name, record_id FROM sync_operations WHERE transaction_id IN ({newer})"
    return list(connection.execute(text(named), values))
