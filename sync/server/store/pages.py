"""What a device has not seen yet: its cursors, and stretches of the scopes it may read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Boolean, Connection, and_, bindparam, case, func, insert, or_, select, update

from sync.merge.rights import is_id
from sync.server.store.order import ScopeRow
from sync.server.store.tables import cursors, devices, scopes, transactions
from sync.server.store.upserts import upsert


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


@dataclass(frozen=True, slots=True, kw_only=True)
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
        rows = self._connection.execute(
            select(cursors.c.scope, cursors.c.seq).where(cursors.c.device_id == self._device_id)
        )
        return {row.scope: row.seq for row in rows}

    def move(self, moved: Mapping[str, int]) -> None:
        for scope, seq in moved.items():
            statement = upsert(self._connection, cursors).values(
                device_id=self._device_id, scope=scope, seq=seq
            )
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["device_id", "scope"], set_={"seq": seq})
            )

    def replace(self, all_: Mapping[str, int]) -> None:
        self._connection.execute(cursors.delete().where(cursors.c.device_id == self._device_id))
        rows = [{"device_id": self._device_id, "scope": s, "seq": n} for s, n in all_.items()]
        if rows:
            self._connection.execute(insert(cursors), rows)

    def put_hash(self, state_hash: str) -> None:
        self._connection.execute(
            update(devices).where(devices.c.id == self._device_id).values(state_hash=state_hash)
        )

    def behind(self, offices: Collection[str], *, reads_region: bool) -> Sequence[tuple[ScopeRow, int]]:
        """The scopes in reach that have something new, with where the device stands in each."""
        asked = {"device": self._device_id, "offices": list(offices), "reads_region": reads_region}
        rows = self._connection.execute(_BEHIND, asked)
        return [
            (ScopeRow(id=row.id, kind=row.kind, office=row.office, counter=row.counter), row.seen)
            for row in rows
        ]


_SEEN = func.coalesce(cursors.c.seq, 0)
_BEHIND = (
    select(scopes, _SEEN.label("seen"))
    .select_from(
        scopes.outerjoin(
            cursors, and_(cursors.c.scope == scopes.c.id, cursors.c.device_id == bindparam("device"))
        )
    )
    .where(
        scopes.c.counter > _SEEN,
        or_(
            scopes.c.office.in_(bindparam("offices", expanding=True)),
            and_(scopes.c.kind == "region", bindparam("reads_region", type_=Boolean())),
        ),
    )
    .order_by(scopes.c.kind.desc(), scopes.c.id)
)


def find_scope(connection: Connection, scope_id: str) -> ScopeRow | None:
    if not is_id(scope_id):
        return None
    row = connection.execute(select(scopes).where(scopes.c.id == scope_id)).one_or_none()
    return ScopeRow(id=row.id, kind=row.kind, office=row.office, counter=row.counter) if row else None


def stretch(connection: Connection, scope_id: str, after: int, own: str, limit: int) -> Iterable[Placed]:
    """The next transactions of a scope, in order, without the bodies of the asker's own."""
    body = case((transactions.c.replica == own, None), else_=transactions.c.body)
    rows = connection.execute(
        select(
            transactions.c.first_seq,
            transactions.c.count.label("operations"),
            transactions.c.replica,
            transactions.c.first_n,
            devices.c.tag,
            devices.c.email,
            func.length(transactions.c.body).label("size"),
            transactions.c.hash,
            body.label("body"),
        )
        .select_from(transactions.join(devices, devices.c.id == transactions.c.device_id))
        .where(transactions.c.scope == scope_id, transactions.c.first_seq > after)
        .order_by(transactions.c.first_seq)
        .limit(limit)
    )
    for row in rows:
        yield Placed(
            first_seq=row.first_seq,
            count=row.operations,
            replica=row.replica,
            first_n=row.first_n,
            tag=row.tag,
            email=row.email,
            size=row.size,
            hash=bytes(row.hash),
            body=bytes(row.body) if row.body is not None else None,
        )


def answered_of(connection: Connection, replica: str) -> Iterable[Answered]:
    """All work of a replica, whatever its incarnation, in the order it was made."""
    t = transactions.c
    rows = connection.execute(
        select(t.scope, t.replica, t.first_n, t.hash, t.outcome, t.code, t.first_seq)
        .where(t.replica.startswith(f"{replica}.", autoescape=True))
        .order_by(t.scope, t.replica, t.first_n)
    )
    for row in rows:
        yield Answered(**{**row._mapping, "hash": bytes(row.hash)})


def body_at(connection: Connection, scope_id: str, seq: int) -> bytes:
    """The whole of one transaction; empty where there is none."""
    row = connection.execute(
        select(transactions.c.body).where(transactions.c.scope == scope_id, transactions.c.first_seq == seq)
    ).one_or_none()
    return bytes(row.body) if row else b""


def counts(connection: Connection) -> dict[str, int]:
    """How much there is, for the person who runs the server."""
    by_outcome = connection.execute(
        select(transactions.c.outcome, func.count()).group_by(transactions.c.outcome)
    )
    outcomes: dict[str, int] = {row[0]: row[1] for row in by_outcome}
    live = select(func.count()).select_from(devices).where(devices.c.revoked_at.is_(None))
    return {
        "scopes": connection.execute(select(func.count()).select_from(scopes)).scalar_one(),
        "operations": int(connection.execute(select(func.sum(scopes.c.counter))).scalar_one() or 0),
        "devices": connection.execute(live).scalar_one(),
        "waiting": outcomes.get("waiting", 0),
        "quarantined": outcomes.get("quarantined", 0),
    }
