"""The full-text index of one store: caught up from the change log, asked by folded words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from desktop.progress import SILENT, Progress
from desktop.storage.database import Database
from desktop.storage.queries.base import binned_projects
from desktop.storage.queries.typed_words import match_of
from desktop.storage.search_backlog import (
    CURSOR,
    Cursor,
    changed_since,
    drop_setting,
    keep_cursor,
    keep_setting,
    newest,
    read_cursor,
    read_setting,
)
from desktop.storage.search_sources import PARTS, Entry, IdsByTable, owners_of, readers

AT_ONCE = 500
PAGES_AT_ONCE = 500
REMOVED = "search.removed"
"""Key of the local setting that says that words went which the index still holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One entry that matches; `project` is the title of the project it belongs to, if any."""

    record_id: UUID
    kind: str
    opens_id: UUID
    title: str
    code: str | None
    project: str | None


class SearchIndex:
    """Never stale for long and never wrong: what it misses, the change log still says."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def catch_up(self, progress: Progress = SILENT) -> int:
        """Index what changed since the last time; answers how many records that was. Stopping is safe."""
        with self._database.transaction() as connection:
            since, now = read_cursor(connection), newest(connection)
            changed = {} if since is None else changed_since(connection, since)
        if since is None:
            return self._rebuild(now, progress)
        if since == now:
            return 0
        total = sum(len(ids) for ids in changed.values())
        done = 0
        for table, ids in _in_chunks(changed):
            progress.step(done, total)
            with self._database.transaction() as connection:
                _index_again(connection, table, ids)
            done += len(ids)
        with self._database.transaction() as connection:
            keep_cursor(connection, now)
        return total

    def _rebuild(self, now: Cursor, progress: Progress) -> int:
        with self._database.transaction() as connection:
            connection.exec_driver_sql("DELETE FROM search_entries")
            connection.exec_driver_sql("INSERT INTO search_words(search_words) VALUES ('delete-all')")
            total = sum(_rough_count(connection, table) for table in readers())
        done = 0
        for reader in readers().values():
            last: UUID | None = None
            while True:
                progress.step(min(done, total), total)
                with self._database.transaction() as connection:
                    page = reader.after(connection, last, AT_ONCE)
                    _add(connection, page)
                if not page:
                    break
                last, done = page[-1].record_id, done + len(page)
        with self._database.transaction() as connection:
            keep_cursor(connection, now)
        return done

    def sweep(self) -> None:
        """Let no word stay of what was changed or deleted: FTS5 keeps it until the parts of its index are merged.

        Costs a writing of the whole index, bounded at each step; does nothing where no word went.
        """
        with self._database.transaction() as connection:
            if read_setting(connection, REMOVED) is None:
                return
            merge = _merge(connection, -PAGES_AT_ONCE)
        while merge:
            with self._database.transaction() as connection:
                merge = _merge(connection, PAGES_AT_ONCE)
        with self._database.transaction() as connection:
            drop_setting(connection, REMOVED)

    def forget(self) -> None:
        """Let the next catch-up make the index from nothing."""
        with self._database.transaction() as connection:
            drop_setting(connection, CURSOR)

    def find(
        self, words: str, *, kinds: Sequence[str] = (), limit: int = 50, offset: int = 0
    ) -> tuple[Found, ...]:
        """The best matches first: every word begins a word of the record. No word finds nothing."""
        query = match_of(words)
        if not query:
            return ()
        with self._database.reading() as work:
            connection = work.session.connection()
            condition, values = _condition(connection, query, kinds)
            rows = connection.execute(
                text(
                    "SELECT e.record_id, e.kind, e.opens_id, e.title, e.code, p.title"
                    " FROM search_words JOIN search_entries AS e ON e.row = search_words.rowid"
                    " LEFT JOIN search_entries AS p ON p.record_id = e.scope_id AND p.row <> e.row"
                    f" WHERE {condition}"
                    " ORDER BY bm25(search_words, 8.0, 10.0, 1.0), e.row LIMIT :limit OFFSET :offset"
                ),
                {**values, "limit": limit, "offset": offset},
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
                for record_id, kind, opens_id, title, code, project in rows
            )

    def count(self, words: str, *, kinds: Sequence[str] = ()) -> int:
        query = match_of(words)
        if not query:
            return 0
        with self._database.reading() as work:
            connection = work.session.connection()
            condition, values = _condition(connection, query, kinds)
            counted = connection.execute(
                text(
                    "SELECT count(*) FROM search_words JOIN search_entries AS e ON e.row = search_words.rowid"
                    f" WHERE {condition}"
                ),
                values,
            )
            return int(counted.scalar_one())


def _condition(connection: Connection, query: str, kinds: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """Without what hangs on a project in the bin: the index keeps it, so that it is found again at once."""
    binned = binned_projects(connection)
    parts, values = ["search_words MATCH :query"], {"query": query}
    for name, test, listed in (("kind", "IN", kinds), ("scope_id", "NOT IN", [str(one) for one in binned])):
        if listed:
            values |= {f"{name}{at}": one for at, one in enumerate(listed)}
            parts.append(f"e.{name} {test} ({', '.join(f':{name}{at}' for at in range(len(listed)))})")
    return " AND ".join(parts), values


def _in_chunks(changed: IdsByTable) -> Iterator[tuple[str, list[UUID]]]:
    for table, ids in changed.items():
        listed = sorted(ids)
        for start in range(0, len(listed), AT_ONCE):
            yield table, listed[start : start + AT_ONCE]


def _index_again(connection: Connection, table: str, ids: Sequence[UUID]) -> None:
    for part in PARTS:
        if part.table == table:
            return _index_again(connection, part.owner_table, owners_of(connection, part, ids))
    _remove(connection, ids)
    return _add(connection, readers()[table].of_ids(connection, ids))


def _remove(connection: Connection, ids: Iterable[UUID]) -> None:
    gone = [{"id": str(record_id)} for record_id in ids]
    if not gone:
        return
    keep_setting(connection, REMOVED, True)
    connection.execute(
        text("DELETE FROM search_words WHERE rowid = (SELECT row FROM search_entries WHERE record_id = :id)"),
        gone,
    )
    connection.execute(text("DELETE FROM search_entries WHERE record_id = :id"), gone)


def _add(connection: Connection, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    last = int(connection.exec_driver_sql("SELECT max(row) FROM search_entries").scalar() or 0)
    numbered = list(enumerate(entries, start=last + 1))
    connection.exec_driver_sql(
        "INSERT INTO search_entries (row, record_id, kind, scope_id, opens_id, title, code)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row,
                str(entry.record_id),
                entry.kind,
                str(entry.scope_id),
                str(entry.opens_id),
                entry.title,
                entry.code,
            )
            for row, entry in numbered
        ],
    )
    connection.exec_driver_sql(
        "INSERT INTO search_words (rowid, title, code, body) VALUES (?, ?, ?, ?)",
        [(row, *entry.words) for row, entry in numbered],
    )


def _merge(connection: Connection, pages: int) -> bool:
    """One step of making the parts one; a negative number begins it. False once there is no more to do."""
    before = connection.exec_driver_sql("SELECT total_changes()").scalar() or 0
    connection.exec_driver_sql("INSERT INTO search_words(search_words, rank) VALUES ('merge', ?)", (pages,))
    after = connection.exec_driver_sql("SELECT total_changes()").scalar() or 0
    return pages < 0 or after - before >= 2


def _rough_count(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar() or 0)
