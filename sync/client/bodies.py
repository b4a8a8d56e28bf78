"""Transactions as they are kept: packed once, so that what makes a record is not stored a second time."""

from collections.abc import Iterable

import msgspec
import zstandard
from sqlalchemy import Connection

from sync.messages.wire import Transaction

_WORTH_PACKING_BYTES = 2000
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"  # no msgpack array begins like this


def kept(body: bytes) -> bytes:
    """The form in which a transaction's bytes lie in the store."""
    if len(body) < _WORTH_PACKING_BYTES:
        return body
    return zstandard.ZstdCompressor(level=1).compress(body)


def plain(stored: bytes) -> bytes:
    """A transaction's bytes as they travel."""
    if not stored.startswith(_ZSTD_MAGIC):
        return stored
    return zstandard.ZstdDecompressor().decompress(stored)


def transaction_of(stored: bytes) -> Transaction:
    return msgspec.msgpack.decode(plain(stored), type=Transaction)


class Bodies:
    """Reads the operations whose value stands only in their transaction, each transaction once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[int, Transaction] = {}

    def read(self, transaction_ids: Iterable[int]) -> None:
        wanted = sorted(set(transaction_ids) - self._read.keys())
        for transaction_id in wanted:
            stored = self._connection.exec_driver_sql(
                "SELECT body FROM sync_transactions WHERE id = ?", (transaction_id,)
            ).scalar_one()
            self._read[transaction_id] = transaction_of(stored)

    def value(self, transaction_id: int, position: int, stored: str) -> dict[str, object]:
        """The value of an operation; `stored` is empty where it stands in the transaction."""
        if stored:
            decoded: dict[str, object] = msgspec.json.decode(stored)
            return decoded
        self.read([transaction_id])
        return self._read[transaction_id].operations[position].value
