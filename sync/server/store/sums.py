"""The sum of a scope's order, computed from its operations and kept for the place it belongs to."""

from collections.abc import Iterator
from itertools import groupby

import msgspec
from sqlalchemy import Connection, select

from sync.merge.edits import Edit
from sync.merge.sums import in_all, sum_of, written
from sync.server.store.state import State
from sync.server.store.tables import operations

_ROWS_AT_ONCE = 2000


def kept_sum(connection: Connection, scope: str, counter: int, epoch: str) -> str | None:
    """Computed before, by whichever process, at exactly this place of this history."""
    kept = (State(connection).find(_name(scope)) or "").split()
    return kept[2] if kept[:2] == [epoch, str(counter)] else None


def keep_sum(connection: Connection, scope: str, counter: int, epoch: str, found: str) -> None:
    State(connection).keep(_name(scope), f"{epoch} {counter} {found}")


def computed_sum(connection: Connection, scope: str, counter: int) -> str:
    """Of all that stands in the order up to its counter."""
    by_record = groupby(_placed(connection, scope, counter), key=lambda found: found[0])
    return written(in_all(sum_of(record, [edit for _, edit in found]) for record, found in by_record))


def _placed(connection: Connection, scope: str, counter: int) -> Iterator[tuple[str, Edit]]:
    o = operations.c
    rows = connection.execute(
        select(o.record, o.dot, o.atom, o.base, o.seq, o.value)
        .where(o.scope == scope, o.seq <= counter)
        .order_by(o.record)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for record, dot, atom, base, seq, value in rows:
        decoded = msgspec.json.decode(value)
        yield record, Edit(dot=dot, atom=atom, base=tuple(base.split()), value=decoded, seq=seq)


def _name(scope: str) -> str:
    return f"sum {scope}"
