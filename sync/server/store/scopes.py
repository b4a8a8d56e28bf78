"""A scope as the server keeps it."""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from sync.merge.rights import is_id
from sync.server.store.tables import scopes


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRow:
    id: str
    kind: str
    office: str | None
    counter: int
    horizon: int = 0  # up to here history is compacted


def scope_row(row: RowMapping) -> ScopeRow:
    return ScopeRow(**{name: row[name] for name in ("id", "kind", "office", "counter", "horizon")})


def find_scope(connection: Connection, scope_id: str) -> ScopeRow | None:
    if not is_id(scope_id):
        return None
    row = connection.execute(select(scopes).where(scopes.c.id == scope_id)).one_or_none()
    return scope_row(row._mapping) if row else None


def all_scopes(connection: Connection) -> list[ScopeRow]:
    """Largest first."""
    rows = connection.execute(select(scopes).order_by(scopes.c.counter.desc(), scopes.c.id))
    return [scope_row(row._mapping) for row in rows]
