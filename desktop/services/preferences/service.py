"""Keeps small plain values by key in the encrypted store: columns, filters, splitters; never synced."""

from typing import Any

from desktop.storage.changed import Changed
from desktop.storage.database import Database
from desktop.storage.opening.kept import find_kept, keep

PREFIX = "window."
AREA = "local_settings"


class PreferenceService:
    def __init__(self, database: Database) -> None:
        self._database = database

    def recall(self, key: str, default: Any = None) -> Any:
        """The value kept under `key`, or `default`."""
        with self._database.rows() as rows:
            found = find_kept(rows, PREFIX + key)
        return default if found is None else found

    def remember(self, key: str, value: Any) -> None:
        """Keep a plain (JSON) value; an equal one is not written again."""
        if self.recall(key) == value:
            return
        with self._database.writing_rows() as rows:
            keep(rows, PREFIX + key, value)
        self._database.announce(
            Changed(areas=frozenset({AREA}), ids=frozenset(), origin="person", action="preferences.remember")
        )
