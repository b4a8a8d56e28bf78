"""What one operation from elsewhere does to the record it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.client.book import Book
from sync.client.ledger import Ledger
from sync.merge.edits import EVERY_ATOM, Edit
from sync.messages.schema import TableShape
from sync.messages.wire import Operation


@dataclass(slots=True, kw_only=True)
class Applied:
    """What a page did."""

    pulled: int = 0
    merged: int = 0
    tables: set[str] = field(default_factory=set)


class Taking:
    """Puts the operations of one scope into the ledger; the book knows their records."""

    def __init__(self, shapes: Mapping[str, TableShape], scope: str, book: Book, ledger: Ledger) -> None:
        self._shapes = shapes
        self._scope = scope
        self._book = book
        self._ledger = ledger

    def take(self, op: Operation, edit: Edit, done: Applied) -> str:
        """The state in which the operation is kept."""
        book, ledger, scope = self._book, self._ledger, self._scope
        if op.table not in self._shapes:
            return "held"  # a newer Milepost's: kept, and shown after the update
        if op.atom == EVERY_ATOM and book.is_new(op.record, op.table):
            book.start(op.record, op.table, edit)
            ledger.insert_row(op.table, op.record, scope, op.value)
            return "applied"
        record = book.record(op.record, op.table)
        is_parallel = any(own.arrived <= 0 and _follows(own, edit) for own in record.edits.values())
        waited = set(record.waiting)
        outcome = record.add(edit)
        if outcome == "waiting":
            return "waiting"
        if op.atom == EVERY_ATOM and len(record.edits) == 1 + len(waited - record.waiting.keys()):
            ledger.insert_row(op.table, op.record, scope, op.value)
        ledger.show(op.table, op.record, scope, record, edit)
        for dot in waited - record.waiting.keys():
            ledger.show(op.table, op.record, scope, record, record.edits[dot])
        ledger.settle_waiting(op.record, sorted(waited - record.waiting.keys()))
        done.merged += is_parallel and outcome != "conflict"
        return "applied"


def _follows(own: Edit, other: Edit) -> bool:
    """Own work that the server placed after the other's, or not yet: its author cannot have seen the other's."""
    return own.seq is None or (other.seq is not None and own.seq > other.seq)
