"""How far a laptop's own work reaches here: it is told so once, when a backup was put back."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from sync.messages.wire import Known
from sync.server.store.scopes import ScopeRow, scope_row
from sync.server.store.tables import KEPT_BACK, chains, scopes, transactions


class Reached(NamedTuple):
    scope: ScopeRow
    known: Known


def reached(connection: Connection, replica_id: str) -> Iterator[Reached]:
    """In each scope, whatever the replica's incarnation."""
    prefix = f"{replica_id}."
    kept_back: dict[tuple[str, str], list[int]] = {}
    t = transactions.c
    for scope, replica, first_n in connection.execute(
        select(t.scope, t.replica, t.first_n).where(KEPT_BACK, t.replica.startswith(prefix, autoescape=True))
    ):
        kept_back.setdefault((scope, replica), []).append(first_n)
    rows = connection.execute(
        select(scopes, chains.c.replica, chains.c.n, chains.c.hash)
        .select_from(chains.join(scopes, scopes.c.id == chains.c.scope))
        .where(chains.c.replica.startswith(prefix, autoescape=True))
    )
    for row in rows:
        aside = tuple(kept_back.get((row.id, row.replica), ()))
        yield Reached(scope_row(row._mapping), Known(row.id, row.replica, row.n, bytes(row.hash), aside))
