"""How far back in a scope's order everybody is served by what compaction leaves."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from sync.server.store.scopes import ScopeRow
from sync.server.store.tables import cursors, devices, transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The last place that may be compacted, at the end of a transaction; `held_by`: the laptop that has come no further."""

    until: int
    held_by: str | None


def reach_of(connection: Connection, scope: ScopeRow, *, older_than: str, away_since: str) -> Reach:
    """What came before `older_than`, as far as the laptops that told how far they are since `away_since` have taken it.

    A laptop that was away longer, or shut out, holds nobody up.
    """
    limit, held_by = scope.counter, None
    young = _first_since(connection, scope, older_than)
    if young is not None:
        limit = young - 1
    slowest = _slowest(connection, scope.id, away_since)
    if slowest is not None and slowest[0] < limit:
        limit, held_by = slowest
    return Reach(until=max(scope.horizon, _last_end(connection, scope, limit)), held_by=held_by)


def _first_since(connection: Connection, scope: ScopeRow, moment: str) -> int | None:
    t = transactions.c
    here = (t.scope == scope.id, t.first_seq > scope.horizon, t.received_at >= moment)
    return connection.execute(select(func.min(t.first_seq)).where(*here)).scalar()


def _slowest(connection: Connection, scope_id: str, away_since: str) -> tuple[int, str] | None:
    c = cursors.c
    row = connection.execute(
        select(c.seq, devices.c.tag)
        .select_from(cursors.join(devices, devices.c.id == c.device_id))
        .where(
            c.scope == scope_id,
            devices.c.revoked_at.is_(None),
            or_(c.told_at.is_(None), c.told_at >= away_since),
        )
        .order_by(c.seq)
        .limit(1)
    ).first()
    return (row.seq, row.tag) if row else None


def _last_end(connection: Connection, scope: ScopeRow, limit: int) -> int:
    t = transactions.c
    end = t.first_seq + t.count - 1
    here = (t.scope == scope.id, t.first_seq > scope.horizon, end <= limit)
    return int(connection.execute(select(func.max(end)).where(*here)).scalar() or 0)
