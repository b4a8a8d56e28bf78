"""Keeps small plain values by key in the encrypted store: columns, filters, splitters; never synced."""

from typing import Any

from desktop.storage.database import Database

PREFIX = "window."


class PreferenceService:
    def __init__(self, database: Database) -> None:
        self._database = database

    def recall(self, key: str, default: Any = None) -> Any:
        """The value kept under `key`, or `default`."""
        with self._database.reading() as work:
            found = work.settings.find(PREFIX + key)
        return default if found is None else found

    def remember(self, key: str, value: Any) -> None:
        """Keep a plain (JSON) value; an equal one is not written again."""
        if self.recall(key) == value:
            return
        with self._database.writing("preferences.remember") as work:
            work.settings.keep(PREFIX + key, value)
