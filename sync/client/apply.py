"""Takes a page of other people's transactions into the store, in the caller's transaction."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import IntegrityError

from sync.client.bodies import kept
from sync.client.book import Book
from sync.client.capture import applying
from sync.client.ledger import Ledger
from sync.client.schema import shapes_of
from sync.client.seal import seal
from sync.merge.edits import EVERY_ATOM, Edit
from sync.messages.wire import Operation, Page, Sequenced, Transaction

Loaded = tuple[Page, dict[int, bytes]]
"""A page, and its transactions by their sequence."""
_Taken = tuple[Sequenced, Transaction]


class Forked(Exception):
    """The server has work of this replica that this store never made: it is a copy, or came from a backup."""


@dataclass(slots=True, kw_only=True)
class Applied:
    """What a page did."""

    pulled: int = 0
    merged: int = 0
    tables: set[str] = field(default_factory=set)


def apply_together(connection: Connection, metadata: MetaData, loaded: Sequence[Loaded]) -> list[Applied]:
    """Apply the pages of one answer as one writing, and move their cursors.

    A statement for each page and table took most of a first pull: SQLite compiles all triggers of the table with it.
    Raises IntegrityError, here or at the commit, where something does not fit the tables of this store.
    """
    touched = seal(connection, metadata)
    with _no_collections():
        writers = [_PageWriter(connection, metadata, page, bodies) for page, bodies in loaded]
        full = [writer for writer in writers if writer.taken]
        for writer in writers:
            writer.note_own()
        if full:
            _write_together(connection, metadata, full)
        for writer in writers:
            writer.move_cursor()
    for writer in writers:
        writer.done.tables |= touched
    return [writer.done for writer in writers]


def apply_page(
    connection: Connection,
    metadata: MetaData,
    page: Page,
    bodies: dict[int, bytes],
    *,
    is_careful: bool = False,
) -> Applied:
    """Apply a page and move the cursor, all or nothing.

    `bodies` holds the transactions by their sequence. A careful run keeps back a transaction that breaks a rule of
    this store's tables, so that it does not block the rest.
    """
    # What was typed since the last seal comes first: what arrives now was not seen by who typed it.
    touched = seal(connection, metadata)
    with _no_collections():
        applied = _PageWriter(connection, metadata, page, bodies).run(is_careful=is_careful)
    applied.tables |= touched
    return applied


def _write_together(connection: Connection, metadata: MetaData, writers: Sequence["_PageWriter"]) -> None:
    with applying(connection):
        relax(connection)
        book, ledger = Book(connection, shapes_of(metadata)), Ledger(connection, metadata)
        book.load(op.record for writer in writers for _, taken in writer.taken for op in taken.operations)
        for writer in writers:
            writer.write(book, ledger)
        ledger.flush()
    for writer in writers:
        writer.note_devices()
        writer.done.tables |= ledger.touched


def relax(connection: Connection) -> None:
    """A row may come before the one it names, and no page's commit copies the log into the store."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 8000")


def breaks_references(connection: Connection, tables: Iterable[str]) -> bool:
    """Whether a row of these tables names one that is not there; each table is read through."""
    return any(
        connection.exec_driver_sql(f'PRAGMA foreign_key_check("{name}")').first() is not None
        for name in sorted(tables)
    )


class _PageWriter:
    def __init__(
        self, connection: Connection, metadata: MetaData, page: Page, bodies: dict[int, bytes]
    ) -> None:
        self._connection = connection
        self._metadata = metadata
        self._shapes = shapes_of(metadata)
        self._page = page
        self._bodies = bodies
        self.done = Applied()
        self.taken = [
            (item, msgspec.msgpack.decode(bodies[item.first_seq], type=Transaction))
            for item in page.transactions
            if item.first_seq in bodies
        ]

    def run(self, *, is_careful: bool) -> Applied:
        self.note_own()
        if self.taken and is_careful:
            with applying(self._connection):
                self._write_one_by_one(self._take_change_number())
            self.note_devices()
        elif self.taken:
            _write_together(self._connection, self._metadata, [self])
        self.move_cursor()
        return self.done

    def write(self, book: Book, ledger: Ledger) -> None:
        """Hand all of the page to the ledger; the book knows its records."""
        done = self._fill(book, ledger, self.taken, self._take_change_number(), is_held=False)
        self.done.pulled, self.done.merged = done.pulled, done.merged

    def note_own(self) -> None:
        """Own transactions come back as places in the order: this is how a lost acknowledgement is made good."""
        for item in self._page.transactions:
            if item.body is None and not item.large:
                found = self._connection.exec_driver_sql(
                    "UPDATE sync_transactions SET first_seq = ?, outcome ="
                    " CASE WHEN outcome IN ('applied', 'merged', 'conflict') THEN outcome ELSE 'applied' END,"
                    " code = NULL WHERE own = 1 AND scope_id = ? AND replica = ? AND first_n = ?",
                    (item.first_seq, self._page.scope, item.replica, item.first_n),
                )
                if found.rowcount == 0:
                    raise Forked(item.replica)

    def _take_change_number(self) -> int:
        row = self._connection.exec_driver_sql(
            "INSERT INTO journal (kind, at, scope_id, sealed)"
            " VALUES ('pulled', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, '') RETURNING change",
            (self._page.scope,),
        )
        return int(row.scalar_one())

    def _write(self, taken: list[_Taken], change: int, *, is_held: bool) -> None:
        """A writing of its own: of one transaction that may not fit."""
        book, ledger = Book(self._connection, self._shapes), Ledger(self._connection, self._metadata)
        book.load(op.record for _, transaction in taken for op in transaction.operations)
        done = self._fill(book, ledger, taken, change, is_held=is_held)
        ledger.flush()
        self.done.pulled += done.pulled
        self.done.merged += done.merged
        self.done.tables |= ledger.touched

    def _fill(
        self, book: Book, ledger: Ledger, taken: list[_Taken], change: int, *, is_held: bool
    ) -> Applied:
        done = Applied()
        for item, transaction in taken:
            first = transaction.operations[0]
            if book.has(first.record, first.table, transaction.dot(0)):
                self._note_place(item)
                continue
            transaction_id = ledger.add_transaction(
                *(self._page.scope, item.replica, item.first_n, transaction.action, transaction.actor),
                *(
                    transaction.reason,
                    transaction.at,
                    change,
                    0,
                    item.first_seq,
                    "applied",
                    None,
                    kept(self._bodies[item.first_seq]),
                ),
            )
            for position, op in enumerate(transaction.operations):
                edit = Edit(
                    dot=transaction.dot(position),
                    atom=op.atom,
                    base=op.base,
                    value=op.value,
                    seq=item.first_seq + position,
                    arrived=change,
                )
                state = "held" if is_held else self._take(book, ledger, op, edit, done)
                ledger.add_operation(transaction_id, position, op.table, op.record, edit, state)
            done.pulled += len(transaction.operations)
        return done

    def _take(self, book: Book, ledger: Ledger, op: Operation, edit: Edit, done: Applied) -> str:
        if op.table not in self._shapes:
            return "held"  # a newer Milepost's: kept, and shown after the update
        if op.atom == EVERY_ATOM and book.is_new(op.record, op.table):
            book.start(op.record, op.table, edit)
            ledger.insert_row(op.table, op.record, self._page.scope, op.value)
            return "applied"
        record = book.record(op.record, op.table)
        is_parallel = any(own.arrived == 0 and _follows(own, edit) for own in record.edits.values())
        waited = set(record.waiting)
        outcome = record.add(edit)
        if outcome == "waiting":
            return "waiting"
        if op.atom == EVERY_ATOM and len(record.edits) == 1 + len(waited - record.waiting.keys()):
            ledger.insert_row(op.table, op.record, self._page.scope, op.value)
        ledger.show(op.table, op.record, self._page.scope, record, edit)
        for dot in waited - record.waiting.keys():
            ledger.show(op.table, op.record, self._page.scope, record, record.edits[dot])
        ledger.settle_waiting(op.record, sorted(waited - record.waiting.keys()))
        done.merged += is_parallel and outcome != "conflict"
        return "applied"

    def _write_one_by_one(self, change: int) -> None:
        for item, transaction in self.taken:
            names = {op.table for op in transaction.operations if op.table in self._shapes}
            savepoint = self._connection.begin_nested()
            try:
                self._write([(item, transaction)], change, is_held=False)
                is_sound = not breaks_references(self._connection, names)
            except IntegrityError:
                is_sound = False
            if is_sound:
                savepoint.commit()
            else:
                savepoint.rollback()
                self._write([(item, transaction)], change, is_held=True)

    def _note_place(self, item: Sequenced) -> None:
        self._connection.exec_driver_sql(
            "UPDATE sync_transactions SET first_seq = ? WHERE scope_id = ? AND replica = ? AND first_n = ?",
            (item.first_seq, self._page.scope, item.replica, item.first_n),
        )

    def note_devices(self) -> None:
        known = {item.replica: (item.replica, item.tag, item.email) for item, _ in self.taken}
        self._connection.exec_driver_sql(
            "INSERT INTO sync_devices (replica, tag, email) VALUES (?, ?, ?)"
            " ON CONFLICT (replica) DO UPDATE SET tag = excluded.tag, email = excluded.email",
            list(known.values()),
        )

    def move_cursor(self) -> None:
        page = self._page
        self._connection.exec_driver_sql(
            "INSERT INTO sync_cursors (scope_id, seq) VALUES (?, ?)"
            " ON CONFLICT (scope_id) DO UPDATE SET seq = excluded.seq",
            (page.scope, page.end),
        )
        self._connection.exec_driver_sql(
            "INSERT INTO sync_scopes (scope_id, kind, office) VALUES (?, ?, ?)"
            " ON CONFLICT (scope_id) DO NOTHING",
            (page.scope, page.kind, page.office),
        )


@contextmanager
def _no_collections() -> Iterator[None]:
    """A page makes many small tuples and no circles: searching them for circles took a fifth of a first pull."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _follows(own: Edit, other: Edit) -> bool:
    """Own work that the server placed after the other's, or not yet: its author cannot have seen the other's."""
    return own.seq is None or (other.seq is not None and own.seq > other.seq)
