"""Transactions as they are kept: packed once, so that what makes a record is not stored a second time."""

import struct
from collections.abc import Iterable, Sequence

import msgspec
import zstandard
from sqlalchemy import Connection

from sync.messages.prepared import (
    Head,
    Prepared,
    records_at,
    transactions_of,
    unpack_prepared,
    value_at,
)
from sync.messages.wire import Transaction

_WORTH_PACKING_BYTES = 2000
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"  # no msgpack array begins like this
_PLACE = struct.Struct(">cqI")
_ELSEWHERE = b"\xc1"  # nor like this


def kept(body: bytes) -> bytes:
    """The form in which a transaction's bytes lie in the store."""
    if len(body) < _WORTH_PACKING_BYTES:
        return body
    return zstandard.ZstdCompressor(level=1).compress(body)


def kept_at(packed_id: int, place: int) -> bytes:
    """The same for a transaction that came within a stretch: which one, and the place of its first operation."""
    return _PLACE.pack(_ELSEWHERE, packed_id, place)


def keep_packed(connection: Connection, stretches: Sequence[bytes]) -> range:
    """Stretches as they arrived; answers the number of each."""
    first = 1 + (connection.exec_driver_sql("SELECT max(id) FROM sync_packed").scalar() or 0)
    numbers = range(first, first + len(stretches))
    connection.exec_driver_sql(
        "INSERT INTO sync_packed (id, data) VALUES (?, ?)", list(zip(numbers, stretches, strict=True))
    )
    return numbers


def plain(stored: bytes) -> bytes:
    """A transaction's bytes as they travel; only own ones do, and those never lie in a stretch."""
    if not stored.startswith(_ZSTD_MAGIC):
        return stored
    return zstandard.ZstdDecompressor().decompress(stored)


def transaction_of(stored: bytes) -> Transaction:
    return msgspec.msgpack.decode(plain(stored), type=Transaction)


class Bodies:
    """Reads the operations whose value stands only in their transaction, each transaction once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[int, Transaction | tuple[int, int]] = {}
        self._packed: dict[int, Prepared] = {}
        self._wholes: dict[int, dict[int, Transaction]] = {}

    def over(self, connection: Connection) -> "Bodies":
        """Go on in another transaction with what was read."""
        self._connection = connection
        return self

    def read(self, transaction_ids: Iterable[int]) -> None:
        wanted = sorted(set(transaction_ids) - self._read.keys())
        for transaction_id in wanted:
            stored = self._connection.exec_driver_sql(
                "SELECT body FROM sync_transactions WHERE id = ?", (transaction_id,)
            ).scalar_one()
            if stored.startswith(_ELSEWHERE):
                _, packed_id, place = _PLACE.unpack(stored)
                self._read[transaction_id] = (packed_id, place)
            else:
                self._read[transaction_id] = transaction_of(stored)

    def value(self, transaction_id: int, position: int, stored: str) -> dict[str, object]:
        """The value of an operation; `stored` is empty where it stands in the transaction."""
        if stored:
            decoded: dict[str, object] = msgspec.json.decode(stored)
            return decoded
        self.read([transaction_id])
        found = self._read[transaction_id]
        if isinstance(found, Transaction):
            return found.operations[position].value
        packed_id, place = found
        return value_at(self._stretch(packed_id), place + position)

    def records(self, transaction_id: int) -> tuple[str, list[tuple[str, str]]]:
        """The scope of a transaction, and record and table of each of its operations."""
        self.read([transaction_id])
        found = self._read[transaction_id]
        if isinstance(found, Transaction):
            return found.scope, [(op.record, op.table) for op in found.operations]
        stretch, head, place = self._head(*found)
        return stretch.scope, records_at(stretch, range(place, place + head.count))

    def transaction(self, transaction_id: int) -> Transaction:
        """The whole of it, wherever it lies."""
        self.read([transaction_id])
        found = self._read[transaction_id]
        if isinstance(found, Transaction):
            return found
        packed_id, place = found
        stretch = self._stretch(packed_id)
        if packed_id not in self._wholes:
            self._wholes[packed_id] = {head.first_seq: one for head, one in transactions_of(stretch)}
        return self._wholes[packed_id][stretch.start + place + 1]

    def hash_of(self, transaction_id: int) -> bytes:
        """The seal of a transaction."""
        self.read([transaction_id])
        found = self._read[transaction_id]
        return found.hash if isinstance(found, Transaction) else self._head(*found)[1].hash

    def _head(self, packed_id: int, place: int) -> tuple[Prepared, Head, int]:
        stretch = self._stretch(packed_id)
        first_seq = stretch.start + place + 1
        return stretch, next(head for head in stretch.heads if head.first_seq == first_seq), place

    def _stretch(self, packed_id: int) -> Prepared:
        if packed_id not in self._packed:
            data = self._connection.exec_driver_sql(
                "SELECT data FROM sync_packed WHERE id = ?", (packed_id,)
            ).scalar_one()
            self._packed[packed_id] = unpack_prepared(data)
        return self._packed[packed_id]
