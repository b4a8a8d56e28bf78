"""The data key of an open store, held in one place, so that a lock can let go of it.

What this promises: after a lock no object of the program holds the key or the passphrase, and no connection is open.
What Python cannot promise: that no freed byte of either is left in memory until it is used again, that what the system
swapped out is gone, or that texts still on the covered screens are. A laptop that may be seized is switched off.
"""

from desktop.errors import StoreProblem
from desktop.i18n import _


class HeldKey:
    """Whoever needs the key asks here each time and keeps no copy."""

    def __init__(self, key: bytes) -> None:
        self._key: bytes | None = key

    def value(self) -> bytes:
        """Raises StoreProblem while the store is locked."""
        if self._key is None:
            raise StoreProblem(_("The store is locked."), _("Type the passphrase to go on."))
        return self._key

    def drop(self) -> None:
        self._key = None

    def take(self, key: bytes) -> None:
        self._key = key
