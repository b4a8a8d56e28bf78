"""The full-text index of one store: caught up from the change log, asked by folded words."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from desktop.progress import SILENT, Progress
from desktop.storage.database import Database
from desktop.storage.opening.kept import drop_kept, keep
from desktop.storage.rows import rows_in
from desktop.storage.search_backlog import (
    CURSOR,
    REMOVED,
    Cursor,
    changed_since,
    keep_cursor,
    newest,
    read_cursor,
)
from desktop.storage.search_readers import Entry, owners_of, readers
from desktop.storage.search_sources import PARTS, IdsByTable

AT_ONCE = 500


class SearchIndex:
    """Never stale for long and never wrong: what it misses, the change log still says."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def catch_up(self, progress: Progress = SILENT) -> int:
        """Index what changed since the last time; answers how many records that was. Stopping is safe."""
        with self._database.transaction() as connection:
            rows = rows_in(connection)
            since, now = read_cursor(rows), newest(rows)
            changed = {} if since is None else changed_since(rows, since)
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
            keep_cursor(rows_in(connection), now)
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
            keep_cursor(rows_in(connection), now)
        return done

    def forget(self) -> None:
        """Let the next catch-up make the index from nothing."""
        with self._database.transaction() as connection:
            drop_kept(rows_in(connection), CURSOR)


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
    keep(rows_in(connection), REMOVED, True)
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


def _rough_count(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar() or 0)
