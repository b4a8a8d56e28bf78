"""What every arrival leaves beside its rows: a change number, whose devices it came from, how far this store has come."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection


def relax(connection: Connection) -> None:
    """A row may come before the one it names, and no page's commit copies the log into the store."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 8000")


def note_devices(connection: Connection, named: Iterable[tuple[str, str, str]]) -> None:
    """Whose replica is whose: replica, tag, e-mail."""
    connection.exec_driver_sql(
        "INSERT INTO sync_devices (replica, tag, email) VALUES (?, ?, ?)"
        " ON CONFLICT (replica) DO UPDATE SET tag = excluded.tag, email = excluded.email",
        list(dict.fromkeys(named)),
    )


def move_cursors(connection: Connection, ends: Sequence[tuple[str, str, str | None, int]]) -> None:
    """How far this store has come in each scope: scope, kind, office, sequence."""
    connection.exec_driver_sql(
        "INSERT INTO sync_cursors (scope_id, seq) VALUES (?, ?)"
        " ON CONFLICT (scope_id) DO UPDATE SET seq = excluded.seq",
        [(scope, end) for scope, _, _, end in ends],
    )
    connection.exec_driver_sql(
        "INSERT INTO sync_scopes (scope_id, kind, office) VALUES (?, ?, ?) ON CONFLICT (scope_id) DO NOTHING",
        [(scope, kind, office) for scope, kind, office, _ in ends],
    )


def take_change_number(connection: Connection, scope_id: str, *, all_sealed: bool = False) -> int:
    """What arrives takes a number of the change log too, so that a record can say what its reader had seen.

    `all_sealed` says that nothing before it waits to be sealed: who looks for that later need not look further back.
    """
    return take_change_numbers(connection, [scope_id], all_sealed=all_sealed).start


def take_change_numbers(connection: Connection, scopes: Sequence[str], *, all_sealed: bool = False) -> range:
    """One for each of these."""
    first = 1 + (connection.exec_driver_sql("SELECT max(change) FROM journal").scalar() or 0)
    numbers = range(first, first + len(scopes))
    mark = "*" if all_sealed else ""
    connection.exec_driver_sql(
        "INSERT INTO journal (change, kind, at, scope_id, sealed)"
        " VALUES (?, 'pulled', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, ?)",
        [(number, scope, mark) for number, scope in zip(numbers, scopes, strict=True)],
    )
    return numbers


@contextmanager
def no_collections() -> Iterator[None]:
    """A page makes many small tuples and no circles: searching them for circles took a fifth of a first pull."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
