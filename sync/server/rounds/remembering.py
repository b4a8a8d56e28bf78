"""Reads a record's whole history again: from the archives, and from what is not archived yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sync.server.store.archive import read_archive
from sync.server.store.archives import Entry, all_archives, entries_between
from sync.server.store.database import Database
from sync.server.store.order import scopes_with
from sync.server.store.scopes import ScopeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """One change of the record, as it was sent."""

    scope: str
    seq: int
    at: str
    actor: str | None
    device: str
    table: str
    atom: str
    value: dict[str, Any]
    reason: str | None
    is_archived: bool


def history_of(database: Database, folder: Path, record: str) -> list[Remembered]:
    """In the server's order; none where nobody ever sent the record. Raises ArchiveProblem."""
    with database.reading() as connection:
        found: list[Remembered] = []
        for scope in scopes_with(connection, record):
            for one in all_archives(connection, scope.id):
                found += _changes(scope, read_archive(folder / one.name), record, is_archived=True)
            rows = entries_between(connection, scope.id, scope.horizon, scope.counter)
            found += _changes(scope, rows, record, is_archived=False)
        return found


def _changes(
    scope: ScopeRow, entries: Iterator[Entry], record: str, *, is_archived: bool
) -> Iterator[Remembered]:
    for entry in entries:
        if record.encode() not in entry.body:
            continue
        one = entry.transaction()
        for seq, op in enumerate(one.operations, entry.first_seq):
            if op.record == record:
                yield Remembered(
                    scope=scope.id,
                    seq=seq,
                    at=one.at,
                    actor=one.actor,
                    device=entry.tag,
                    table=op.table,
                    atom=op.atom,
                    value=dict(op.value),
                    reason=one.reason,
                    is_archived=is_archived,
                )
