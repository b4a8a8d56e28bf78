"""This laptop's own settings: small JSON texts by key, never synced."""

import json
from typing import Any

from desktop.storage.rows import Rows


def find_kept(rows: Rows, key: str) -> Any:
    """The value kept under `key`, or None."""
    found = rows.value("SELECT value FROM local_settings WHERE key = ?", key)
    return None if found is None else json.loads(found)


def drop_kept(rows: Rows, key: str) -> None:
    rows.write("DELETE FROM local_settings WHERE key = ?", key)


def keep(rows: Rows, key: str, value: Any) -> None:
    rows.write(
        "INSERT INTO local_settings (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        json.dumps(value, ensure_ascii=False, sort_keys=True),
    )
