"""An edit of one record as the merge sees it: what it says, and what its author had seen."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

EVERY_ATOM = "*"
"""The atom of the edit that makes a record: it gives every atom its first value."""

DELETED = "deleted"
"""The tombstone atom. Its edits name the heads of all atoms, because deleting is about the whole record."""

THINNED = "~"
"""The one key in the value of an edit that old history was thinned of; what stands there is its identity."""


class Edit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One operation, once it is known here."""

    dot: str
    atom: str
    base: tuple[str, ...]
    value: Mapping[str, Any]
    seq: int | None = None  # its place in the server's order, when it has one
    arrived: int = 0  # the store's change number when it came from elsewhere; not above zero for own work

    @property
    def identity(self) -> str | None:
        """Kept in the place of its value (`sync.merge.thinning`); none where the value itself is here."""
        if self.atom == EVERY_ATOM or len(self.value) != 1:
            return None
        return self.value.get(THINNED)

    @property
    def said(self) -> Mapping[str, Any]:
        """Its value for people; empty where it is gone."""
        return {} if self.identity else self.value

    def value_of(self, columns: Iterable[str]) -> dict[str, Any]:
        """What it says about these columns; one that it does not know is left out."""
        return {name: self.value[name] for name in columns if name in self.value}


def rank(edit: Edit) -> tuple[bool, int, str, int]:
    """The server's order first, then by dot: who is shown while a person has not decided. No clock takes part."""
    replica, _, n = edit.dot.rpartition(".")
    return (edit.seq is None, edit.seq or 0, replica, int(n))
