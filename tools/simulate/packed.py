"""What compaction moved: transactions in archives, and places in packed stretches."""

from pathlib import Path

from sync.messages.wire import Transaction
from sync.server.store.archive import read_archive
from sync.server.store.archives import all_archives
from sync.server.store.compacted import compacted_in
from sync.server.store.database import Database


def archived(database: Database, folder: Path) -> list[tuple[str, int | None, Transaction]]:
    """Outcome, place and content of what lies in archives."""
    with database.reading() as connection:
        listed = all_archives(connection)
    entries = [entry for one in listed for entry in read_archive(folder / one.name)]
    return [(entry.outcome, entry.first_seq, entry.transaction()) for entry in entries]


def packed_places(database: Database) -> dict[tuple[str, str, int], tuple[int, str]]:
    """Place and action of each transaction that compaction packed."""
    with database.reading() as connection:
        return {
            (scope.id, head.replica, head.first_n): (head.first_seq, head.action)
            for scope, compacted in compacted_in(connection)
            for head in compacted.heads()
        }
