"""Fills frames as they come: each is full before the next begins, and what is too large for one goes in parts."""

from collections.abc import Callable, Sequence

from sync.bundle.layout import FRAME_BYTES, Chunk, Frame, Receipt
from sync.bundle.writing import BundleWriter
from sync.messages.packing import CHUNK_BYTES, PART_BYTES
from sync.messages.wire import Page, Part, Scope, Transaction

_RECEIPTS_AT_ONCE = 2000


class Filler:
    """`step` is called with how many changes and chunks are in so far; it may raise to give up."""

    def __init__(self, writer: BundleWriter, step: Callable[[int], None]) -> None:
        self._writer = writer
        self._step = step
        self._frame = Frame()
        self._size = 0
        self._done = 0
        self.files = 0

    def add(self, frame: Frame) -> None:
        """A frame of its own."""
        self.flush()
        self._writer.add(frame)

    def add_transaction(
        self, transaction: Transaction, body: bytes, scopes: Sequence[Scope] = (), mark: bytes = b""
    ) -> None:
        if len(body) > PART_BYTES:
            self._frame.scopes.extend(scopes)
            name = (transaction.scope, transaction.replica, transaction.first_n)
            self._add_parts(name, body, transaction.hash, mark)
        else:
            self._make_room(len(body))
            self._frame.scopes.extend(scopes)
            self._frame.transactions.append(transaction)
            self._frame.marks += [mark] if mark else []
        self._count(len(transaction.operations))

    def add_page(self, page: Page, large: dict[int, bytes]) -> None:
        """A page, after the parts of those of its transactions that are too large to stand in it (by sequence)."""
        for item in page.transactions:
            if item.first_seq in large:
                self._add_parts((page.scope, item.replica, item.first_n), large[item.first_seq])
        self._make_room(sum(len(item.body or b"") for item in page.transactions))
        self._frame.pages.append(page)
        self._count(sum(item.count for item in page.transactions))

    def add_receipts(self, receipts: Sequence[Receipt]) -> None:
        for start in range(0, len(receipts), _RECEIPTS_AT_ONCE):
            self.add(Frame(receipts=list(receipts[start : start + _RECEIPTS_AT_ONCE])))

    def add_blob(self, scope: str, sha256: str, size: int, chunk: Callable[[int], bytes]) -> None:
        """`chunk` gives the bytes of a chunk by its number."""
        for index in range(max(1, -(-size // CHUNK_BYTES))):
            data = chunk(index)
            self._make_room(len(data))
            self._frame.chunks.append(Chunk(scope, sha256, size, index, data))
            self._count(1)
        self.files += 1

    def flush(self) -> None:
        if self._frame != Frame():
            self._writer.add(self._frame)
        self._frame, self._size = Frame(), 0

    def _add_parts(
        self, name: tuple[str, str, int], body: bytes, hash_: bytes = b"", mark: bytes = b""
    ) -> None:
        count = -(-len(body) // PART_BYTES)
        for index in range(count):
            data = body[index * PART_BYTES : (index + 1) * PART_BYTES]
            self._make_room(len(data))
            self._frame.parts.append(Part(*name, index, count, data, hash_))
            self._frame.marks += [mark] if mark else []

    def _make_room(self, size: int) -> None:
        if self._size and self._size + size > FRAME_BYTES:
            self.flush()
        self._size += size

    def _count(self, more: int) -> None:
        self._done += more
        self._step(self._done)
