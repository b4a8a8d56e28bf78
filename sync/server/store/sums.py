"""The sum of a scope's order, computed from its operations and kept for the place it belongs to."""

from sqlalchemy import Connection

from sync.merge.sums import in_all, sum_of, written
from sync.server.store.settled import all_records
from sync.server.store.state import State


def kept_sum(connection: Connection, scope: str, counter: int, epoch: str) -> str | None:
    """Computed before, by whichever process, at exactly this place of this history."""
    kept = (State(connection).find(_name(scope)) or "").split()
    return kept[2] if kept[:2] == [epoch, str(counter)] else None


def keep_sum(connection: Connection, scope: str, counter: int, epoch: str, found: str) -> None:
    State(connection).keep(_name(scope), f"{epoch} {counter} {found}")


def computed_sum(connection: Connection, scope: str, counter: int) -> str:
    """Of all that stands in the order up to its counter."""
    records = all_records(connection, scope, counter)
    return written(in_all(sum_of(one.record, one.edits()) for one in records))


def _name(scope: str) -> str:
    return f"sum {scope}"
