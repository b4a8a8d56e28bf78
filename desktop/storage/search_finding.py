"""Asks the full-text index of one store, in plain rows: typing in the palette waits for no mapped class."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.storage.rows import Rows
from desktop.storage.search_words import match_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One entry that matches; `project` is the title of the project it belongs to, if any."""

    record_id: UUID
    kind: str
    opens_id: UUID
    title: str
    code: str | None
    project: str | None


_FOUND = """
SELECT e.record_id, e.kind, e.opens_id, e.title, e.code, p.title
 FROM search_words JOIN search_entries AS e ON e.row = search_words.rowid
 LEFT JOIN search_entries AS p ON p.record_id = e.scope_id AND p.row <> e.row
"""
_COUNTED = "SELECT count(*) FROM search_words JOIN search_entries AS e ON e.row = search_words.rowid"


def find_entries(
    rows: Rows, words: str, *, kinds: Sequence[str] = (), limit: int = 50, offset: int = 0
) -> tuple[Found, ...]:
    """The best matches first: every word begins a word of the record. No word finds nothing."""
    query = match_of(words)
    if not query:
        return ()
    condition, values = _condition(query, kinds)
    found = rows.all(
        f"{_FOUND} WHERE {condition} ORDER BY bm25(search_words, 8.0, 10.0, 1.0), e.row LIMIT ? OFFSET ?",
        *values,
        limit,
        offset,
    )
    return tuple(
        Found(
            record_id=UUID(record_id),
            kind=kind,
            opens_id=UUID(opens_id),
            title=title,
            code=code,
            project=project,
        )
        for record_id, kind, opens_id, title, code, project in found
    )


def count_entries(rows: Rows, words: str, *, kinds: Sequence[str] = ()) -> int:
    query = match_of(words)
    if not query:
        return 0
    condition, values = _condition(query, kinds)
    return int(rows.value(f"{_COUNTED} WHERE {condition}", *values))


# Without what hangs on a project in the bin: the index keeps it, so that it is found again at once.
_KNOWN = "search_words MATCH ? AND e.scope_id NOT IN (SELECT id FROM projects WHERE deleted_at IS NOT NULL)"


def _condition(query: str, kinds: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    if not kinds:
        return _KNOWN, (query,)
    return f"{_KNOWN} AND e.kind IN (SELECT value FROM json_each(?))", (query, json.dumps(list(kinds)))
