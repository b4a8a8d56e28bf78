"""What a device has not seen yet: its cursors, and stretches of the scopes it may read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)

from sync.server.store.compacted import Compacted
from sync.server.store.scopes import ScopeRow, scope_row
from sync.server.store.tables import KEPT_BACK, archives, cursors, devices, scopes, transactions
from sync.server.store.upserts import INSERTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A transaction in the order; `body` is none for the asker's own."""

    first_seq: int
    count: int
    replica: str
    first_n: int
    tag: str
    email: str
    size: int
    hash: bytes
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a transaction."""

    scope: str
    replica: str
    first_n: int
    hash: bytes
    outcome: str
    code: str | None
    first_seq: int | None


class Cursors:
    """How far one device has come, as it told."""

    def __init__(self, connection: Connection, device_id: str) -> None:
        self._connection = connection
        self._device_id = device_id

    def all(self) -> dict[str, int]:
        rows = self._connection.execute(_ALL, {"device": self._device_id}).all()
        return {row.scope: row.seq for row in rows}

    def move(self, moved: Mapping[str, int], at: str) -> None:
        told = [{"device_id": self._device_id, "scope": s, "seq": n, "told_at": at} for s, n in moved.items()]
        if told:
            self._connection.execute(_MOVE[self._connection.dialect.name], told)

    def replace(self, all_: Mapping[str, int], at: str) -> None:
        self._connection.execute(cursors.delete().where(cursors.c.device_id == self._device_id))
        rows = [{"device_id": self._device_id, "scope": s, "seq": n, "told_at": at} for s, n in all_.items()]
        if rows:
            self._connection.execute(insert(cursors), rows)

    def put_hash(self, state_hash: str) -> None:
        self._connection.execute(_PUT_HASH, {"device": self._device_id, "hash": state_hash})

    def is_behind(self, offices: Collection[str], *, reads_region: bool) -> bool:
        """Whether there is any."""
        asked = {"device": self._device_id, "offices": list(offices), "reads_region": reads_region}
        return self._connection.execute(_ANY_BEHIND[self._connection.dialect.name], asked).first() is not None

    def behind(self, offices: Collection[str], *, reads_region: bool) -> Sequence[tuple[ScopeRow, int]]:
        """The scopes in reach that have something new, with where the device stands in each."""
        asked = {"device": self._device_id, "offices": list(offices), "reads_region": reads_region}
        rows = self._connection.execute(_BEHIND[self._connection.dialect.name], asked).all()
        return [(scope_row(row._mapping), row.seen) for row in rows]


_ALL = select(cursors.c.scope, cursors.c.seq).where(cursors.c.device_id == bindparam("device"))
_MOVE = {
    name: (bare := made(cursors)).on_conflict_do_update(
        index_elements=["device_id", "scope"],
        set_={"seq": bare.excluded.seq, "told_at": bare.excluded.told_at},
    )
    for name, made in INSERTS.items()
}
_PUT_HASH = update(devices).where(devices.c.id == bindparam("device")).values(state_hash=bindparam("hash"))
_SEEN = func.coalesce(cursors.c.seq, 0)


def _behind(within: ColumnElement[bool]) -> Select[Any]:
    return (
        select(scopes, _SEEN.label("seen"))
        .select_from(
            scopes.outerjoin(
                cursors, and_(cursors.c.scope == scopes.c.id, cursors.c.device_id == bindparam("device"))
            )
        )
        .where(
            scopes.c.counter > _SEEN,
            or_(within, and_(scopes.c.kind == "region", bindparam("reads_region", type_=Boolean()))),
        )
        .order_by(scopes.c.kind.desc(), scopes.c.id)
    )


_BEHIND = {
    # One array there: a list of its own length each time is another statement each time.
    "postgresql": _behind(scopes.c.office == any_(bindparam("offices", type_=ARRAY(Text())))),
    "sqlite": _behind(scopes.c.office.in_(bindparam("offices", expanding=True))),
}
_ANY_BEHIND = {name: query.order_by(None).limit(1) for name, query in _BEHIND.items()}


def stretch(connection: Connection, scope: ScopeRow, after: int, own: str, limit: int) -> Iterable[Placed]:
    """The next transactions of a scope, in order, without the bodies of the asker's own: at least one if there is one."""
    found = Compacted(connection, scope.id).at(after + 1) if after < scope.horizon else None
    if found is not None and found.size:
        return _packed(connection, scope.id, after, own)
    return _rows(connection, scope.id, after, own, limit if found is None else 1)


def _packed(connection: Connection, scope_id: str, after: int, own: str) -> Iterable[Placed]:
    for head, transaction in Compacted(connection, scope_id).after(after):
        body = msgspec.msgpack.encode(transaction)
        yield Placed(
            first_seq=head.first_seq,
            count=head.count,
            replica=head.replica,
            first_n=head.first_n,
            tag=head.tag,
            email=head.email,
            size=len(body),
            hash=head.hash,
            body=None if head.replica == own else body,
        )


def _rows(connection: Connection, scope_id: str, after: int, own: str, limit: int) -> Iterable[Placed]:
    asked = {"this": scope_id, "seen": after, "own": own, "most": limit}
    for row in connection.execute(_ROWS, asked).all():
        first_seq, count, replica, first_n, tag, email, size, hash_, body = row
        yield Placed(
            first_seq=first_seq,
            count=count,
            replica=replica,
            first_n=first_n,
            tag=tag,
            email=email,
            size=size,
            hash=bytes(hash_),
            body=None if body is None else bytes(body),
        )


_T = transactions.c
_ROWS = (
    select(
        _T.first_seq,
        _T.count,
        _T.replica,
        _T.first_n,
        devices.c.tag,
        devices.c.email,
        func.length(_T.body),
        _T.hash,
        case((_T.replica == bindparam("own"), None), else_=_T.body),
    )
    .select_from(transactions.join(devices, devices.c.id == _T.device_id))
    .where(_T.scope == bindparam("this"), _T.first_seq > bindparam("seen"))
    .order_by(_T.first_seq)
    .limit(bindparam("most"))
)


def answered_of(connection: Connection, replica: str) -> Iterable[Answered]:
    """All work of a replica that lies as it came, whatever its incarnation, in the order it was made."""
    t = transactions.c
    rows = connection.execute(
        select(t.scope, t.replica, t.first_n, t.hash, t.outcome, t.code, t.first_seq)
        .where(t.replica.startswith(f"{replica}.", autoescape=True))
        .order_by(t.scope, t.replica, t.first_n)
    )
    for row in rows:
        yield Answered(**{**row._mapping, "hash": bytes(row.hash)})


def packed_of(connection: Connection, replica: str, seen: Mapping[str, int]) -> Iterable[Answered]:
    """Work of a replica that compaction packed, beyond what its laptop has seen of each scope."""
    query = select(scopes.c.id, scopes.c.horizon).where(scopes.c.horizon > 0).order_by(scopes.c.id)
    for scope, horizon in connection.execute(query).all():
        after = seen.get(scope, 0)
        for head in Compacted(connection, scope).heads(after) if horizon > after else ():
            if head.replica.startswith(f"{replica}."):
                what = (head.hash, "applied", None, head.first_seq)
                yield Answered(scope, head.replica, head.first_n, *what)


def body_at(connection: Connection, scope_id: str, seq: int) -> bytes:
    """The whole of one transaction; empty where there is none."""
    row = connection.execute(
        select(transactions.c.body).where(transactions.c.scope == scope_id, transactions.c.first_seq == seq)
    ).one_or_none()
    if row is not None:
        return bytes(row.body)
    packed = Compacted(connection, scope_id).after(seq - 1)
    return next((msgspec.msgpack.encode(one) for head, one in packed if head.first_seq == seq), b"")


def counts(connection: Connection) -> dict[str, int]:
    """How much there is, for the person who runs the server."""
    by_outcome = connection.execute(
        select(transactions.c.outcome, func.count()).where(KEPT_BACK).group_by(transactions.c.outcome)
    )
    outcomes: dict[str, int] = {row[0]: row[1] for row in by_outcome}
    live = select(func.count()).select_from(devices).where(devices.c.revoked_at.is_(None))
    return {
        "scopes": connection.execute(select(func.count()).select_from(scopes)).scalar_one(),
        "operations": _sum(connection, scopes.c.counter),
        "archived": _sum(connection, scopes.c.horizon),
        "devices": connection.execute(live).scalar_one(),
        "waiting": outcomes.get("waiting", 0),
        "quarantined": outcomes.get("quarantined", 0),
        "archive_bytes": _sum(connection, archives.c.size),
    }


def _sum(connection: Connection, column: Column[int]) -> int:
    return int(connection.execute(select(func.sum(column))).scalar() or 0)
