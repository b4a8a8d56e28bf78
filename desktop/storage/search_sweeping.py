"""Takes out of the full-text index what it still keeps of words that went from the store."""

from desktop.storage.database import Database
from desktop.storage.opening.kept import drop_kept, find_kept
from desktop.storage.rows import Rows
from desktop.storage.search_backlog import REMOVED

PAGES_AT_ONCE = 500


def sweep(database: Database) -> None:
    """Let no word stay of what was changed or deleted: FTS5 keeps it until the parts of its index are merged.

    Costs a writing of the whole index, bounded at each step; does nothing where no word went.
    """
    with database.writing_rows() as rows:
        if find_kept(rows, REMOVED) is None:
            return
        merge = _merge(rows, -PAGES_AT_ONCE)
    while merge:
        with database.writing_rows() as rows:
            merge = _merge(rows, PAGES_AT_ONCE)
    with database.writing_rows() as rows:
        drop_kept(rows, REMOVED)


def _merge(rows: Rows, pages: int) -> bool:
    """One step of making the parts one; a negative number begins it. False once there is no more to do."""
    before = rows.value("SELECT total_changes()")
    rows.write("INSERT INTO search_words(search_words, rank) VALUES ('merge', ?)", pages)
    return pages < 0 or rows.value("SELECT total_changes()") - before >= 2
