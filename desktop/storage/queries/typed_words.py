"""Which records hold the words typed into a list's search: by the full-text index, and what it does not know yet."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from desktop.storage.rows import rows_in
from desktop.storage.search_backlog import CURSOR, changed_since, read_cursor
from desktop.storage.search_readers import owners_of, readers
from desktop.storage.search_sources import PARTS, IdsByTable
from desktop.storage.search_words import holds, match_of

MOST_UNREAD = 500
"""Changed records looked through one by one; with more behind, the index is caught up with any moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """An FTS5 query for what is indexed, and the ids of changed records that hold the words, as JSON."""

    query: str
    unread: dict[str, str]


_LAST: WeakKeyDictionary[Engine, tuple[tuple[object, ...], str]] = WeakKeyDictionary()

# All that the answer may depend on: how far the index has come, and every number that a change here or from elsewhere moves.
_STANDING = (
    "SELECT (SELECT value FROM local_settings WHERE key = ?),"
    " (SELECT max(change) FROM journal), (SELECT max(id) FROM sync_transactions),"
    " (SELECT count(*) FROM sync_operations WHERE state <> 'applied')"
)


def once_for(connection: Connection, words: str, area: str, find: Callable[[], str | None]) -> str | None:
    """What `find` answers for these words; not asked again while they are the last typed and nothing has changed.

    A list asks the same words for its count and for each of its pages, and looking them up is half of that.
    """
    standing = tuple(connection.exec_driver_sql(_STANDING, (CURSOR,)).one())
    key = (area, words, *standing)
    known = _LAST.get(connection.engine)
    if known is not None and known[0] == key:
        return known[1]
    found = find()
    if found is not None:
        _LAST[connection.engine] = (key, found)
    return found


def holders(connection: Connection, words: str, tables: Sequence[str]) -> Holders | None:
    """Who of these tables holds every word; None where there is no index, or nothing in the words to look for."""
    query = match_of(words)
    rows = rows_in(connection)
    cursor = read_cursor(rows) if query else None
    if cursor is None:
        return None
    changed = changed_since(rows, cursor)
    return Holders(
        query=query,
        unread={table: _holding(connection, table, changed, words) for table in tables},
    )


def _holding(connection: Connection, table: str, changed: IdsByTable, words: str) -> str:
    ids = set(changed.get(table, ()))
    for part in PARTS:
        if part.owner_table == table and part.table in changed:
            ids.update(owners_of(connection, part, sorted(changed[part.table])[:MOST_UNREAD]))
    return _as_json(
        entry.record_id
        for entry in (readers()[table].of_ids(connection, sorted(ids)) if 0 < len(ids) <= MOST_UNREAD else ())
        if holds(entry.words, words)
    )


def _as_json(ids: Iterable[UUID]) -> str:
    return json.dumps([str(record_id) for record_id in ids])
