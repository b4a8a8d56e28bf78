"""This laptop's own settings: small texts by key, never synced."""

import json
from typing import Any

from sqlalchemy.orm import Session

from desktop.models import LocalSetting


class SettingQueries:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, key: str) -> Any:
        """The value kept under `key`, or None."""
        row = self._session.get(LocalSetting, key)
        return None if row is None else json.loads(row.value)

    def keep(self, key: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        row = self._session.get(LocalSetting, key)
        if row is None:
            self._session.add(LocalSetting(key=key, value=text))
        elif row.value != text:
            row.value = text
