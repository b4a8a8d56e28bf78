"""How far the full-text index has come, and what the change log holds that it does not know yet."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from desktop.storage.opening.kept import find_kept, keep
from desktop.storage.rows import Rows
from desktop.storage.search_sources import PARTS, SOURCES, IdsByTable

CURSOR = "search.index"
"""Key of the local setting that says how far the index has come."""

REMOVED = "search.removed"
"""Key of the local setting that says that words went which the index still holds."""

TABLES = frozenset(source.table for source in SOURCES) | {part.table for part in PARTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Local changes by journal number, pulled ones by transaction; what waited may have been applied since."""

    change: int
    transaction: int
    waiting: tuple[str, ...]


def newest(rows: Rows) -> Cursor:
    waiting = rows.all(
        "SELECT DISTINCT table_name || ' ' || record_id FROM sync_operations WHERE state <> 'applied' ORDER BY 1"
    )
    return Cursor(
        change=rows.value("SELECT max(change) FROM journal") or 0,
        transaction=rows.value("SELECT max(id) FROM sync_transactions") or 0,
        waiting=tuple(row[0] for row in waiting),
    )


def read_cursor(rows: Rows) -> Cursor | None:
    """None where the index was never made, or is to be made anew."""
    kept = find_kept(rows, CURSOR)
    if kept is None:
        return None
    return Cursor(change=kept["change"], transaction=kept["transaction"], waiting=tuple(kept["waiting"]))


def keep_cursor(rows: Rows, cursor: Cursor) -> None:
    value = {"change": cursor.change, "transaction": cursor.transaction, "waiting": list(cursor.waiting)}
    keep(rows, CURSOR, value)


def is_behind(rows: Rows) -> bool:
    """Whether a search misses anything yet."""
    since = read_cursor(rows)
    return since is None or since != newest(rows)


def changed_since(rows: Rows, since: Cursor) -> IdsByTable:
    """Records of searched tables that changed after the cursor, here or by sync."""
    found = rows.all(
        "SELECT DISTINCT table_name, record_id FROM journal"
        " WHERE change > ? AND kind IN ('insert', 'update', 'decide')",
        since.change,
    )
    found += _pulled_since(rows, since.transaction)
    found += [tuple(named.split(" ", 1)) for named in since.waiting]
    changed: IdsByTable = {}
    for table, record_id in found:
        if table in TABLES:
            changed.setdefault(table, set()).add(UUID(record_id))
    return changed


def _pulled_since(rows: Rows, transaction: int) -> list[Any]:
    """Asked in two steps: no index leads from a transaction to its operations, so nearly always none are read."""
    newer = "SELECT id FROM sync_transactions WHERE id > ? AND own = 0"
    if rows.first(f"{newer} LIMIT 1", transaction) is None:
        return []
    named = f"SELECT DISTINCT table_name, record_id FROM sync_operations WHERE transaction_id IN ({newer})"
    return rows.all(named, transaction)
