"""The server's word that it gave a transaction its place: what it is shown again after a restore, whatever became of rights."""

import hashlib
from collections.abc import Collection

from sync.server.access.directory import server_key
from sync.server.store.state import State

AGAIN = "again"
"""The code of what had a place before a restore and waits for what it builds on."""

_MARK_BYTES = 16
_PURPOSE = b"milepost placed"


class Marks:
    """Within one unit of work; a mark is made with the server's key, which comes back with its backup."""

    def __init__(self, state: State, shown: Collection[bytes] = ()) -> None:
        self._state = state
        self._shown = frozenset(shown)
        self._key = b""

    def of(self, hash_: bytes) -> bytes:
        """For the transaction with this seal, which covers its place in its replica's chain."""
        self._key = self._key or server_key(self._state).private
        return hashlib.blake2b(hash_, key=self._key, person=_PURPOSE, digest_size=_MARK_BYTES).digest()

    def is_shown(self, hash_: bytes) -> bool:
        """Whether whoever asks has shown the mark of this transaction."""
        return bool(self._shown) and self.of(hash_) in self._shown
