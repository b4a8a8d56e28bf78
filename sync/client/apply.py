"""Takes a page of other people's transactions into the store, in the caller's transaction."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

import msgspec
from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import IntegrityError

from sync.client.bodies import Bodies, kept
from sync.client.book import Book
from sync.client.capture import applying
from sync.client.ledger import Ledger
from sync.client.loading import Arrived, as_page, forget, fresh_among, load_fresh
from sync.client.marking import move_cursors, no_collections, note_devices, relax, take_change_number
from sync.client.outbox import PLACED
from sync.client.replica import replica_of
from sync.client.schema import shapes_of
from sync.client.seal import seal
from sync.client.taking import Applied, Taking
from sync.merge.edits import EVERY_ATOM, Edit
from sync.messages.wire import Page, Sequenced, Transaction

Loaded = tuple[Page, dict[int, bytes]]
"""A page, and its transactions by their sequence."""
_Taken = tuple[Sequenced, Transaction, bytes]
"""With its place (none: the server has not seen it yet), what it says, and its bytes."""

Begin = Callable[[], AbstractContextManager[Connection]]


class Forked(Exception):
    """The server has work of this replica that this store never made: it is a copy, or came from a backup."""


def take_pages(
    begin: Begin, metadata: MetaData, loaded: Sequence[Loaded], arrived: Sequence[Arrived] = ()
) -> list[Applied]:
    """All of one answer in one transaction, what came ready first: a commit for each page took a third of a first pull.

    Where something does not fit the tables of this store it is kept back, and the rest goes on. Raises Forked.
    """
    try:
        with begin() as connection:
            forget(connection, arrived)
            return apply_together(connection, metadata, loaded, arrived)
    except IntegrityError:  # a reference to what is not here is found by the commit only
        with begin() as connection:
            forget(connection, arrived)
            own = replica_of(connection).prefix
            pages = [*(as_page(one, own) for one in arrived), *loaded]
            return [apply_soundly(connection, metadata, page, bodies) for page, bodies in pages]


def apply_soundly(
    connection: Connection, metadata: MetaData, page: Page, bodies: dict[int, bytes]
) -> Applied:
    """Apply a page; one transaction that does not fit this store's tables is found and kept back."""
    return _soundly(
        connection,
        lambda is_careful: apply_page(connection, metadata, page, bodies, is_careful=is_careful),
    )


def apply_unplaced(
    connection: Connection, metadata: MetaData, scope: str, taken: Sequence[tuple[Sequenced, Transaction]]
) -> Applied:
    """Apply work of one scope that came straight from another laptop: the server's order, once it comes, rules."""
    page = Page(scope, "project", None, 0, 0, (), b"")

    def write(is_careful: bool) -> Applied:
        touched = seal(connection, metadata)
        writer = _PageWriter(connection, metadata, page, {})
        writer.taken = [(item, one, msgspec.msgpack.encode(one)) for item, one in taken]
        with no_collections():
            writer.write_all(is_careful=is_careful)
        writer.done.tables |= touched
        return writer.done

    return _soundly(connection, write)


def _soundly(connection: Connection, write: Callable[[bool], Applied]) -> Applied:
    savepoint = connection.begin_nested()
    try:
        applied = write(False)
        is_sound = not breaks_references(connection, applied.tables)
    except IntegrityError:
        is_sound = False
    if is_sound:
        savepoint.commit()
        return applied
    savepoint.rollback()
    return write(True)


def apply_together(
    connection: Connection, metadata: MetaData, loaded: Sequence[Loaded], arrived: Sequence[Arrived] = ()
) -> list[Applied]:
    """Apply an answer as one writing, what came ready before the pages, and move the cursors.

    A statement for each page and table took most of a first pull: SQLite compiles all triggers of the table with it.
    Raises IntegrityError, here or at the commit, where something does not fit the tables of this store.
    """
    touched = seal(connection, metadata)
    with no_collections():
        fresh, known = fresh_among(connection, arrived)
        own = replica_of(connection).prefix
        pages = [*(as_page(one, own) for one in known), *loaded]
        done = load_fresh(connection, metadata, fresh) if fresh else []
        writers = [_PageWriter(connection, metadata, page, bodies) for page, bodies in pages]
        full = [writer for writer in writers if writer.taken]
        for writer in writers:
            writer.note_own()
        if full:
            _write_together(connection, metadata, full)
        for writer in writers:
            writer.show_placed()
            writer.move_cursor()
    done += [writer.done for writer in writers]
    for one in done:
        one.tables |= touched
    return done


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
    with no_collections():
        applied = _PageWriter(connection, metadata, page, bodies).run(is_careful=is_careful)
    applied.tables |= touched
    return applied


def _write_together(connection: Connection, metadata: MetaData, writers: Sequence["_PageWriter"]) -> None:
    with applying(connection):
        relax(connection)
        book, ledger = Book(connection, shapes_of(metadata)), Ledger(connection, metadata)
        book.load(op.record for writer in writers for _, taken, _ in writer.taken for op in taken.operations)
        for writer in writers:
            writer.write(book, ledger)
        ledger.flush()
    for writer in writers:
        writer.note_devices()
        writer.done.tables |= ledger.touched


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
        self.done = Applied()
        self.taken: list[_Taken] = [
            (item, msgspec.msgpack.decode(body, type=Transaction), body)
            for item in page.transactions
            if (body := bodies.get(item.first_seq)) is not None
        ]
        self._placed: list[int] = []
        self._has_unplaced = has_unplaced(connection)

    def run(self, *, is_careful: bool) -> Applied:
        self.note_own()
        self.write_all(is_careful=is_careful)
        self.show_placed()
        self.move_cursor()
        return self.done

    def write_all(self, *, is_careful: bool) -> None:
        """All that came with its words."""
        if self.taken and is_careful:
            with applying(self._connection):
                self._write_one_by_one(self._change_number())
            self.note_devices()
        elif self.taken:
            _write_together(self._connection, self._metadata, [self])

    def write(self, book: Book, ledger: Ledger) -> None:
        """Hand all of the page to the ledger; the book knows its records."""
        done = self._fill(book, ledger, self.taken, self._change_number(), is_held=False)
        self.done.pulled, self.done.merged = done.pulled, done.merged

    def note_own(self) -> None:
        """Own transactions come back as places in the order: this is how a lost acknowledgement is made good."""
        for item in self._page.transactions:
            if item.body is None and not item.large:
                found = self._connection.exec_driver_sql(
                    "UPDATE sync_transactions SET first_seq = ?, outcome ="
                    " CASE WHEN outcome IN ('applied', 'merged', 'conflict') THEN outcome ELSE 'applied' END,"
                    f" code = CASE WHEN code LIKE '{PLACED}%' THEN code END WHERE own = 1 AND scope_id = ? AND replica = ? AND first_n = ? RETURNING id",
                    (item.first_seq, self._page.scope, item.replica, item.first_n),
                ).scalar()
                # With other words here: typed since this was asked for, under a name that a copy used first.
                if found is None or item.hash not in (b"", Bodies(self._connection).hash_of(found)):
                    raise Forked(item.replica)
                self._placed.append(found)

    def show_placed(self) -> None:
        """Where work is here that the server has not placed, a place that comes may change who is shown meanwhile."""
        if self._placed and self._has_unplaced:
            with applying(self._connection):
                self.done.tables |= show_records_of(self._connection, self._metadata, self._placed)

    def _change_number(self) -> int:
        return take_change_number(self._connection, self._page.scope, all_sealed=True)

    def _write(self, taken: list[_Taken], change: int, *, is_held: bool) -> None:
        """A writing of its own: of one transaction that may not fit."""
        book, ledger = Book(self._connection, self._shapes), Ledger(self._connection, self._metadata)
        book.load(op.record for _, transaction, _ in taken for op in transaction.operations)
        done = self._fill(book, ledger, taken, change, is_held=is_held)
        ledger.flush()
        self.done.pulled += done.pulled
        self.done.merged += done.merged
        self.done.tables |= ledger.touched

    def _fill(
        self, book: Book, ledger: Ledger, taken: list[_Taken], change: int, *, is_held: bool
    ) -> Applied:
        done = Applied()
        taking = Taking(self._shapes, self._page.scope, book, ledger)
        for item, transaction, body in taken:
            first = transaction.operations[0]
            if book.has(first.record, first.table, transaction.dot(0)):
                self._note_place(item, first.record, transaction.dot(0))
                continue
            transaction_id = ledger.add_transaction(
                *(self._page.scope, item.replica, item.first_n, transaction.action, transaction.actor),
                *(
                    transaction.reason,
                    transaction.at,
                    change,
                    0,
                    item.first_seq or None,
                    "applied",
                    None,
                    kept(body),
                ),
            )
            for position, op in enumerate(transaction.operations):
                edit = Edit(
                    dot=transaction.dot(position),
                    atom=op.atom,
                    base=op.base,
                    value=op.value,
                    seq=item.first_seq + position if item.first_seq else None,
                    arrived=change,
                )
                state = "held" if is_held else taking.take(op, edit, done)
                ledger.add_operation(transaction_id, position, op.table, op.record, edit, state)
            done.pulled += len(transaction.operations)
        return done

    def _write_one_by_one(self, change: int) -> None:
        for item, transaction, body in self.taken:
            names = {op.table for op in transaction.operations if op.table in self._shapes}
            savepoint = self._connection.begin_nested()
            try:
                self._write([(item, transaction, body)], change, is_held=False)
                is_sound = not breaks_references(self._connection, names)
            except IntegrityError:
                is_sound = False
            if is_sound:
                savepoint.commit()
            else:
                savepoint.rollback()
                self._write([(item, transaction, body)], change, is_held=True)

    def _note_place(self, item: Sequenced, record_id: str, dot: str) -> None:
        if not item.first_seq:
            return
        # By the operation's key: transactions of others have no index by name.
        found = self._connection.exec_driver_sql(
            "UPDATE sync_transactions SET first_seq = ? WHERE id ="
            " (SELECT transaction_id FROM sync_operations WHERE record_id = ? AND dot = ?) RETURNING id",
            (item.first_seq, record_id, dot),
        ).scalar()
        if found is not None:
            self._placed.append(found)

    def note_devices(self) -> None:
        note_devices(self._connection, [(item.replica, item.tag, item.email) for item, _, _ in self.taken])

    def move_cursor(self) -> None:
        page = self._page
        move_cursors(self._connection, [(page.scope, page.kind, page.office, page.end)])


def has_unplaced(connection: Connection) -> bool:
    """Whether work of other laptops is here that the server has not placed."""
    sql = "SELECT 1 FROM sync_transactions WHERE own = 0 AND first_seq IS NULL LIMIT 1"
    return connection.exec_driver_sql(sql).first() is not None


def show_records_of(connection: Connection, metadata: MetaData, transaction_ids: Sequence[int]) -> set[str]:
    """Bring the rows that these transactions touch to what all edits here amount to; answers the tables."""
    shapes, bodies = shapes_of(metadata), Bodies(connection)
    found: dict[tuple[str, str], str] = {}
    for transaction_id in transaction_ids:
        scope, records = bodies.records(transaction_id)
        found |= {(record, table): scope for record, table in records if table in shapes}
    book, ledger = Book(connection, shapes), Ledger(connection, metadata)
    book.load(record_id for record_id, _ in found)
    for (record_id, table), scope in found.items():
        record = book.record(record_id, table)
        made = next((edit for edit in record.edits.values() if edit.atom == EVERY_ATOM), None)
        if made is not None:
            ledger.show(table, record_id, scope, record, made)
    ledger.forget_shown()
    ledger.flush()
    return ledger.touched
