"""The capture triggers of a store as one digest, so that opening it can check them without the models."""

import hashlib
from collections.abc import Mapping

from desktop.storage.rows import Rows

_PRESENT = (
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, 11) = 'capture_of_'"
)


def present_triggers(rows: Rows) -> dict[str, str]:
    """Name and SQL of every capture trigger there is."""
    return dict(rows.all(_PRESENT))


def digest_of(triggers: Mapping[str, str]) -> str:
    """SHA-256 over names and SQL; one trigger more, less or otherwise gives another."""
    whole = hashlib.sha256()
    for name, sql in sorted(triggers.items()):
        whole.update(f"{name}\0{sql}\0".encode())
    return whole.hexdigest()
