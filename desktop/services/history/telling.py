"""Tells the history of a record and its parts in values that people can read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.services.history.records import ToldChange
from desktop.services.readable import Reader
from desktop.storage.queries.history import Change
from desktop.storage.work import Work

SYSTEM_COLUMNS = frozenset(
    {"id", "scope_id", "created_at", "created_by", "office", "language", "sensitivity", "deleted_at"}
)
_QUIET = SYSTEM_COLUMNS | {
    "project_id", "visit_id", "parent_id", "submission_id", "action_id", "position", "stage_by", "status_by",
    "state_by", "state_at",
}  # fmt: skip
"""Where the record hangs and who decided: said by the line itself."""
MOST_RECORDS = 120
"""Only the parts that changed last are told of; a project may have thousands."""


class Telling:
    def __init__(self, work: Work) -> None:
        self._work, self._reader = work, Reader(work)
        self._names = work.people.names()

    def of_family(self, record_id: UUID, limit: int) -> tuple[ToldChange, ...]:
        """Newest first by the hour each laptop wrote down; it only helps the reader."""
        family = self._work.history.family(record_id, MOST_RECORDS)
        found = [(one, change) for one in family for change in self._work.history.changes_of(one)]
        found.sort(key=lambda pair: pair[1].at, reverse=True)
        found = [pair for pair in found if _says_something(pair[1])][:limit]
        titles = self._titles({(change.table, str(one)) for one, change in found if one != record_id})
        for table in {change.table for _one, change in found}:
            rows = [
                row
                for _one, change in found
                if change.table == table
                for row in (change.old, change.new)
                if row
            ]
            self._reader.prepare(table, rows)
        return tuple(self._told(change, titles.get(str(one), "")) for one, change in found)

    def _titles(self, wanted: set[tuple[str, str]]) -> dict[str, str]:
        tables: dict[str, list[str]] = {}
        for table, one in sorted(wanted):
            tables.setdefault(table, []).append(one)
        return {
            key: named.title
            for table, ids in tables.items()
            for key, named in self._work.naming.named(table, ids).items()
        }

    def _told(self, change: Change, title: str) -> ToldChange:
        is_making = change.atom == "*"
        return ToldChange(
            at=datetime.fromisoformat(change.at),
            who=self._names.get(change.actor or "", change.actor or ""),
            device=change.device,
            table=change.table,
            title=title,
            field=change.atom,
            before=() if is_making else self._reader.parts(change.table, _shown(change.old)),
            after=self._reader.parts(change.table, _filled(change.new) if is_making else _shown(change.new)),
            reason=change.reason,
            state=change.state,
        )


def _says_something(change: Change) -> bool:
    return change.atom not in ("created_at", "created_by", "office", "language", "position")


def _shown(row: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if row is None or len(row) == 1:
        return row
    return {name: value for name, value in row.items() if name not in _QUIET}


def _filled(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a new record says beside its defaults of nothing."""
    empty = (None, "", 0, "[]", "{}")
    return {name: value for name, value in row.items() if name not in _QUIET and value not in empty}
