"""One scope's order: its counter, chains, transactions and operations, inside one unit of work."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

import msgspec
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    RowMapping,
    Text,
    and_,
    any_,
    bindparam,
    exists,
    func,
    literal,
    select,
    update,
)

from sync.merge.edits import EVERY_ATOM, Edit
from sync.messages.wire import Transaction
from sync.server.store.compacted import Compacted
from sync.server.store.loading import insert_many
from sync.server.store.scopes import ScopeRow, all_scopes, scope_row
from sync.server.store.settled import Settled
from sync.server.store.tables import KEPT_BACK, chains, operations, parts, scopes, transactions
from sync.server.store.upserts import INSERTS, upsert

_AT_ONCE = 500
_OPERATION = ("scope", "seq", "record", "dot", "table_name", "atom", "base", "value")

# Built once: every push asks these. Locking writes even where nothing changes: on PostgreSQL this is what makes a
# second push wait.
_LOCK = {
    name: insert(scopes)
    .on_conflict_do_update(index_elements=["id"], set_={"counter": scopes.c.counter})
    .returning(scopes)
    for name, insert in INSERTS.items()
}
_COUNT_UP = update(scopes).where(scopes.c.id == bindparam("this")).values(counter=bindparam("counted"))
_WAITS = exists().where(transactions.c.scope == bindparam("this"), KEPT_BACK)
_CHAIN = select(chains.c.n, chains.c.hash, _WAITS.label("waits")).select_from(
    select(literal(1).label("one"))
    .subquery()
    .outerjoin(chains, and_(chains.c.scope == bindparam("this"), chains.c.replica == bindparam("whose")))
)
_PUT_CHAIN = {
    name: (bare := insert(chains)).on_conflict_do_update(
        index_elements=["scope", "replica"], set_={"n": bare.excluded.n, "hash": bare.excluded.hash}
    )
    for name, insert in INSERTS.items()
}
_UNSETTLED = (
    select(transactions)
    .where(transactions.c.scope == bindparam("this"), KEPT_BACK)
    .order_by(transactions.c.replica, transactions.c.first_n)
)
_OF_SCOPE = select(*(operations.c[name] for name in _OPERATION)).where(
    operations.c.scope == bindparam("this")
)
# One bound list where the driver knows them: hundreds of values, each by its own name, cost more than the answer.
_EDITS_OF = {
    "postgresql": _OF_SCOPE.where(operations.c.record == any_(bindparam("records", type_=ARRAY(Text)))),
    "sqlite": _OF_SCOPE.where(operations.c.record.in_(bindparam("records", expanding=True))),
}


class Received(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A transaction as the server keeps it, whatever became of it."""

    replica: str
    first_n: int
    count: int
    hash: bytes
    device_id: str
    outcome: str
    code: str | None
    first_seq: int | None
    body: bytes


class Chain(NamedTuple):
    """Last number and seal of a replica's work in a scope."""

    n: int
    hash: bytes
    waits: bool = False
    """Whether something of anybody's was kept back in the scope when this was asked."""


class Order:
    """All access to one scope. Reading `scope` first locks it: commit order is then the order of the sequence."""

    def __init__(self, connection: Connection, scope_id: str) -> None:
        self._connection = connection
        self._scope_id = scope_id
        self._settled: Settled | None = None
        self._packed: dict[tuple[str, int], tuple[int, bytes]] | None = None

    @classmethod
    def of(cls, connection: Connection, scope: ScopeRow) -> "Order":
        """Of a scope that is there, for who only reads: nothing is locked."""
        order = cls(connection, scope.id)
        order._settled = Settled(connection, scope.id) if scope.horizon else None
        return order

    def lock(self, kind: str, office: str | None) -> ScopeRow:
        """The scope, announced with these words if it is new; held until the unit of work ends."""
        values = {"id": self._scope_id, "kind": kind, "office": office, "counter": 0}
        row = self._connection.execute(_LOCK[self._connection.dialect.name], values).one()
        self._settled = Settled(self._connection, self._scope_id) if row.horizon else None
        return scope_row(row._mapping)

    def count_up(self, counter: int) -> None:
        self._connection.execute(_COUNT_UP, {"this": self._scope_id, "counted": counter})

    def chain(self, replica: str) -> Chain:
        """How far a replica's work in this scope has come, and whether anything waits here, in one question."""
        row = self._connection.execute(_CHAIN, {"this": self._scope_id, "whose": replica}).one()
        return Chain(row.n or 0, bytes(row.hash or b""), bool(row.waits))

    def put_chain(self, replica: str, n: int, hash_: bytes) -> None:
        values = {"scope": self._scope_id, "replica": replica, "n": n, "hash": hash_}
        self._connection.execute(_PUT_CHAIN[self._connection.dialect.name], values)

    def find(self, replica: str, first_n: int) -> Received | None:
        row = self._connection.execute(
            select(transactions).where(
                transactions.c.scope == self._scope_id,
                transactions.c.replica == replica,
                transactions.c.first_n == first_n,
            )
        ).one_or_none()
        return _received(row._mapping) if row else None

    def find_compacted(self, replica: str, first_n: int) -> tuple[int, bytes] | None:
        """Place and seal of a transaction that was packed long ago."""
        if self._packed is None:
            heads = Compacted(self._connection, self._scope_id).heads() if self._settled else ()
            self._packed = {(head.replica, head.first_n): (head.first_seq, head.hash) for head in heads}
        return self._packed.get((replica, first_n))

    def unsettled(self) -> Sequence[Received]:
        """What waits or was kept back, in an order that no clock has a part in: each replica's as it was made."""
        rows = self._connection.execute(_UNSETTLED, {"this": self._scope_id}).all()
        return [_received(row._mapping) for row in rows]

    def put_transactions(self, received: Iterable[Received], at: str) -> None:
        rows = ((self._scope_id, at, *_named(item)) for item in received)
        insert_many(self._connection, transactions, ("scope", "received_at", *_NAMES), rows)

    def settle(self, received: Received) -> None:
        """A transaction that was kept back has found its place, or another reason to wait."""
        self._connection.execute(
            update(transactions)
            .where(
                transactions.c.scope == self._scope_id,
                transactions.c.replica == received.replica,
                transactions.c.first_n == received.first_n,
            )
            .values(
                outcome=received.outcome,
                code=received.code,
                first_seq=received.first_seq,
                device_id=received.device_id,
            )
        )

    def edits_of(self, record_ids: Iterable[str]) -> dict[str, tuple[str, list[Edit]]]:
        """The table and the edits of each record that exists in the scope."""
        found: dict[str, tuple[str, list[Edit]]] = {}
        wanted = list(dict.fromkeys(record_ids))
        asked = _EDITS_OF[self._connection.dialect.name]
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            rows = self._connection.execute(asked, {"this": self._scope_id, "records": part}).all()
            for _, seq, record, dot, table, atom, base, value in rows:
                edit = Edit(
                    dot=dot, atom=atom, base=tuple(base.split()), value=msgspec.json.decode(value), seq=seq
                )
                found.setdefault(record, (table, []))[1].append(edit)
        for one in self._settled.find(wanted) if self._settled else ():
            found.setdefault(one.record, (one.table, []))[1].extend(one.edits())
        return found

    def count_records(self) -> int:
        """How many were ever made in the scope."""
        made = select(func.count()).where(
            operations.c.scope == self._scope_id, operations.c.atom == EVERY_ATOM
        )
        settled = self._settled.count_made() if self._settled else 0
        return settled + int(self._connection.execute(made).scalar_one())

    def count_made_elsewhere(self, record_ids: Sequence[str], replica_id: str) -> int:
        """How often another replica than this made one of these."""
        known = (edit for _, edits in self.edits_of(record_ids).values() for edit in edits)
        return sum(edit.atom == EVERY_ATOM and not edit.dot.startswith(f"{replica_id}.") for edit in known)

    def put_operations(self, taken: Iterable[tuple[Transaction, int]]) -> None:
        """Operations of transactions that have been given their place."""
        encode = msgspec.json.encode
        rows = (
            (
                self._scope_id,
                first_seq + position,
                op.record,
                transaction.dot(position),
                op.table,
                op.atom,
                " ".join(op.base),
                encode(op.value).decode(),
            )
            for transaction, first_seq in taken
            for position, op in enumerate(transaction.operations)
        )
        insert_many(self._connection, operations, _OPERATION, rows)

    def put_part(self, replica: str, first_n: int, index: int, count: int, data: bytes) -> int:
        """Stage a piece of a large transaction; answers how many there are from the first on."""
        key = {"scope": self._scope_id, "replica": replica, "first_n": first_n, "index": index}
        statement = upsert(self._connection, parts).values({**key, "count": count, "data": data})
        self._connection.execute(statement.on_conflict_do_nothing(index_elements=list(key)))
        present = self._connection.execute(
            select(parts.c.index).where(*self._these_parts(replica, first_n)).order_by(parts.c.index)
        ).scalars()
        return next((n for n, found in enumerate([*present, -1]) if n != found), 0)

    def take_parts(self, replica: str, first_n: int) -> bytes:
        """The whole of a large transaction; no longer staged."""
        here = self._these_parts(replica, first_n)
        pieces = self._connection.execute(select(parts.c.data).where(*here).order_by(parts.c.index)).scalars()
        whole = b"".join(bytes(piece) for piece in pieces)
        self._connection.execute(parts.delete().where(*here))
        return whole

    def _these_parts(self, replica: str, first_n: int) -> tuple[ColumnElement[bool], ...]:
        return (
            parts.c.scope == self._scope_id,
            parts.c.replica == replica,
            parts.c.first_n == first_n,
        )


def scopes_with_unsettled(connection: Connection) -> Sequence[str]:
    rows = connection.execute(select(transactions.c.scope).where(KEPT_BACK).distinct())
    return list(rows.scalars())


def scopes_with(connection: Connection, record: str) -> list[ScopeRow]:
    """Where a record has operations; usually one scope."""
    return [scope for scope in all_scopes(connection) if _has(connection, scope, record)]


def _has(connection: Connection, scope: ScopeRow, record: str) -> bool:
    here = (operations.c.scope == scope.id, operations.c.record == record)
    if connection.execute(select(operations.c.seq).where(*here).limit(1)).first() is not None:
        return True
    return bool(scope.horizon and any(Settled(connection, scope.id).find([record])))


def every_transaction(connection: Connection) -> Iterator[tuple[str, str, int, int | None, bytes]]:
    """Scope, replica, number, place and body of all that lie as they came, each replica's in its order."""
    t = transactions.c
    rows = connection.execute(
        select(t.scope, t.replica, t.first_n, t.first_seq, t.body)
        .order_by(t.scope, t.replica, t.first_n)
        .execution_options(yield_per=500)
    )
    for row in rows:
        yield row.scope, row.replica, row.first_n, row.first_seq, bytes(row.body)


def _received(row: RowMapping) -> Received:
    values = {name: row[name] for name in _NAMES}
    return Received(**values | {"hash": bytes(row["hash"]), "body": bytes(row["body"])})


_NAMES = ("replica", "first_n", "count", "hash", "device_id", "outcome", "code", "first_seq", "body")
_named = attrgetter(*_NAMES)
