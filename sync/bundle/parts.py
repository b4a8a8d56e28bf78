"""Puts together again what came in parts; only as much is held as one transaction may weigh."""

from sync.messages.packing import PART_BYTES
from sync.messages.wire import Part

MAX_PARTS = 64
Name = tuple[str, str, int]
"""Scope, replica and first number of a transaction."""


class Joiner:
    """Takes the parts in order, one transaction after the other, as they stand in a bundle."""

    def __init__(self) -> None:
        self._name: Name | None = None
        self._body = bytearray()
        self._next = 0

    def add(self, part: Part) -> tuple[Name, bytes] | None:
        """The whole, once its last part is here; a part that does not follow is dropped with what came before."""
        name = (part.scope, part.replica, part.first_n)
        if part.index == 0:
            self._name, self._next = name, 0
            self._body.clear()
        is_next = name == self._name and part.index == self._next < part.count <= MAX_PARTS
        if not is_next or len(part.data) > PART_BYTES:
            self._name = None
            return None
        self._body += part.data
        self._next += 1
        return (name, bytes(self._body)) if self._next == part.count else None
