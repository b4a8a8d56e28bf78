"""Shows what this store could not show when it arrived: a rule of its tables, or a release, stood against it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import IntegrityError

from sync.client.book import Book
from sync.client.capture import applying
from sync.client.ledger import Ledger
from sync.client.marking import take_change_number
from sync.client.schema import shapes_of
from sync.client.seal import seal
from sync.merge.edits import EVERY_ATOM
from sync.messages.schema import TableShape

AT_ONCE = 1000

_Held = tuple[str, str, str]
"""Scope, table and record."""


def show_held(connection: Connection, metadata: MetaData) -> set[str]:
    """Try each transaction that is kept back once more, in the order they came; answers the tables that changed.

    One that still does not fit stays as it is and stops no other.
    """
    shapes, touched = shapes_of(metadata), set[str]()
    waiting = _waiting(connection)
    if any(table in shapes for records in waiting.values() for _, table, _ in records):
        # What was typed meanwhile did not see them.
        touched |= seal(connection, metadata)
    for transaction_id, records in waiting.items():
        if all(table in shapes for _, table, _ in records):
            touched |= _show(connection, metadata, shapes, transaction_id, records)
    return touched


def show_columns(connection: Connection, metadata: MetaData, tables: Iterable[str]) -> set[str]:
    """After an update that brought columns to these tables: fill them with what had come for them and was kept.

    Triggers are those of the new tables; nothing of it is captured. Answers the tables that changed.
    """
    shapes, touched = shapes_of(metadata), set[str]()
    for table in tables:
        records = [
            (scope_id, table, record_id)
            for scope_id, record_id in connection.exec_driver_sql(
                "SELECT DISTINCT t.scope_id, o.record_id FROM sync_operations AS o"
                " JOIN sync_transactions AS t ON t.id = o.transaction_id"
                " WHERE o.table_name = ? AND o.state = 'applied' AND t.own = 0",
                (table,),
            )
        ]
        if records:
            touched |= seal(connection, metadata)
        for start in range(0, len(records), AT_ONCE):
            with applying(connection):
                touched |= rebuild(connection, metadata, shapes, records[start : start + AT_ONCE])
    return touched


def _waiting(connection: Connection) -> dict[int, list[_Held]]:
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT t.id, t.scope_id, o.table_name, o.record_id FROM sync_operations AS o"
        " JOIN sync_transactions AS t ON t.id = o.transaction_id"
        " WHERE o.state <> 'applied' AND o.state = 'held' ORDER BY t.id"
    )
    found: dict[int, list[_Held]] = {}
    for transaction_id, scope_id, table, record_id in rows:
        found.setdefault(transaction_id, []).append((scope_id, table, record_id))
    return found


def _show(
    connection: Connection,
    metadata: MetaData,
    shapes: dict[str, TableShape],
    transaction_id: int,
    records: Sequence[_Held],
) -> set[str]:
    savepoint = connection.begin_nested()
    try:
        with applying(connection):
            connection.exec_driver_sql(
                "UPDATE sync_operations SET state = 'applied' WHERE transaction_id = ? AND state = 'held'",
                (transaction_id,),
            )
            touched = rebuild(connection, metadata, shapes, records)
        _take_effect(connection, transaction_id, records[0][0])
    except IntegrityError:
        savepoint.rollback()
        return set()
    savepoint.commit()
    return touched


def _take_effect(connection: Connection, transaction_id: int, scope_id: str) -> None:
    """Only now: a screen that was opened between its arrival and this moment did not show it."""
    connection.exec_driver_sql(
        "UPDATE sync_transactions SET change = ? WHERE id = ?",
        (take_change_number(connection, scope_id), transaction_id),
    )


def rebuild(
    connection: Connection, metadata: MetaData, shapes: dict[str, TableShape], records: Sequence[_Held]
) -> set[str]:
    """Write rows and open conflicts of these (scope, table, record) as their operations have it, with capture off."""
    book, ledger = Book(connection, shapes), Ledger(connection, metadata)
    book.load(record_id for _, _, record_id in records)
    states = []
    for scope_id, table, record_id in records:
        record = book.record(record_id, table)
        made = next((edit for edit in record.edits.values() if edit.atom == EVERY_ATOM), None)
        if made is not None:
            ledger.insert_row(table, record_id, scope_id, dict(made.value))
            ledger.show(table, record_id, scope_id, record, made)
        states += [("applied", record_id, dot) for dot in record.edits]
        states += [("waiting", record_id, dot) for dot in record.waiting]
    ledger.flush()
    connection.exec_driver_sql(
        "UPDATE sync_operations SET state = ? WHERE record_id = ? AND dot = ? AND state <> 'held'", states
    )
    return ledger.touched
