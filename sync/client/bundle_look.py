"""What a bundle would bring, before any of it is taken."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from sync.bundle.layout import Frame
from sync.bundle.parts import Joiner
from sync.client.apply import Begin
from sync.client.bundle_in import Opened
from sync.messages.wire import Page, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`new` and `known` are changes; `kinds` counts the records that new ones say something of, by table."""

    new: int
    known: int
    receipts: int
    kinds: dict[str, int]
    file_bytes: int


def look_into(begin: Begin, opened: Opened) -> Look:
    """Reads what is not an attachment; nothing is written."""
    with begin() as connection:
        looking = _Looking(connection, is_server=opened.sender.is_server)
    for frame in opened.bundle.frames(with_chunks=False):
        looking.add(frame)
    chunks = sum(place.chunks for place in opened.bundle.whole)
    size = sum(place.size for place in opened.bundle.whole if place.chunks)
    return Look(
        new=looking.new,
        known=looking.known,
        receipts=looking.receipts,
        kinds=dict(Counter(table for table, _ in looking.records)),
        file_bytes=size if chunks else 0,
    )


class _Looking:
    def __init__(self, connection: Connection, *, is_server: bool) -> None:
        self._is_server = is_server  # whose large ones wait for the page that places them
        cursors = connection.exec_driver_sql("SELECT scope_id, seq FROM sync_cursors").all()
        heard = connection.exec_driver_sql("SELECT scope_id, replica, n FROM sync_heard").all()
        self._cursors: dict[str, int] = {scope: seq for scope, seq in cursors}  # noqa: C416 - rows are no pairs
        self._heard: dict[tuple[str, str], int] = {(scope, replica): n for scope, replica, n in heard}
        self._joiner = Joiner()
        self._whole: dict[tuple[str, str, int], bytes] = {}
        self.new = self.known = self.receipts = 0
        self.records: set[tuple[str, str]] = set()

    def add(self, frame: Frame) -> None:
        self.receipts += len(frame.receipts)
        for part in frame.parts:
            if whole := self._joiner.add(part):
                self._whole[whole[0]] = whole[1]
        for transaction in (*frame.transactions, *(() if self._is_server else self._own_parts())):
            is_known = transaction.first_n <= self._heard.get((transaction.scope, transaction.replica), 0)
            self._count(transaction, is_known=is_known)
        for page in frame.pages:
            self._add_page(page)

    def _own_parts(self) -> Iterator[Transaction]:
        for body in self._whole.values():
            yield msgspec.msgpack.decode(body, type=Transaction)
        self._whole.clear()

    def _add_page(self, page: Page) -> None:
        for item in page.transactions:
            body = item.body or self._whole.pop((page.scope, item.replica, item.first_n), b"")
            if body:
                is_known = item.first_seq <= self._cursors.get(page.scope, 0)
                self._count(msgspec.msgpack.decode(body, type=Transaction), is_known=is_known)

    def _count(self, transaction: Transaction, *, is_known: bool) -> None:
        if is_known:
            self.known += len(transaction.operations)
            return
        self.new += len(transaction.operations)
        self.records |= {(op.table, op.record) for op in transaction.operations}
