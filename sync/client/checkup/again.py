"""Merges a scope that was fetched again from the beginning with what is here: nothing of this laptop's is dropped."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, MetaData

from sync.client.bodies import Bodies, kept
from sync.client.checkup.own import offer_again
from sync.client.checkup.rows import Place, render
from sync.client.checkup.walking import UNREADABLE
from sync.client.marking import note_devices, take_change_number
from sync.client.outbox import DONE
from sync.client.replica import replica_of
from sync.client.schema import shapes_of
from sync.client.seal import seal
from sync.merge.edits import EVERY_ATOM
from sync.messages.wire import Operation, Sequenced, Transaction

Fetched = tuple[Sequenced, Transaction]
_encode = msgspec.json.encode
_THINNED = "~"
"""The one key of a value that compaction took away on the server."""


@dataclass(frozen=True, slots=True)
class _Here:
    """A transaction of this store."""

    id: int
    is_own: bool
    first_seq: int | None
    outcome: str | None


def merge_again(
    connection: Connection, metadata: MetaData, scope: str, fetched: Sequence[Fetched], end: int
) -> int:
    """Bring the placed operations of the scope to what the server has, then their rows; answers how many differed.

    `fetched` is all of its order, from the first on up to `end`. What is unsent, waiting or set aside has no place, and stays.
    What has a place here that the server does not know loses it: own work is offered again, under new dots where the
    server has other work under them.
    """
    seal(connection, metadata)
    offer_again(connection, scope, [transaction for _, transaction in fetched])
    shapes = shapes_of(metadata)
    merging = _Merging(connection, scope, shapes.keys())
    for item, transaction in fetched:
        merging.take(item, transaction)
    merging.unplace_the_rest(end)
    if fetched:
        note_devices(connection, [(item.replica, item.tag, item.email) for item, _ in fetched])
    places = [place for place in merging.changed if place[1] in shapes]
    if places:
        render(connection, metadata, scope, places)
    return merging.differing


class _Merging:
    def __init__(self, connection: Connection, scope: str, tables: Collection[str]) -> None:
        self._connection = connection
        self._scope = scope
        self._tables = tables
        self._change = take_change_number(connection, scope, all_sealed=True)
        self._own = replica_of(connection).prefix
        self._bodies = Bodies(connection)
        self.differing = 0
        self.changed: dict[Place, None] = {}
        rows = connection.exec_driver_sql(
            "SELECT replica, first_n, id, own, first_seq, outcome FROM sync_transactions WHERE scope_id = ?",
            (scope,),
        )
        self._here = {(row[0], row[1]): _Here(row[2], bool(row[3]), *row[4:]) for row in rows}
        self._operations: dict[int, dict[int, tuple[Any, ...]]] = {}
        for id_, position, *said in connection.exec_driver_sql(
            "SELECT o.transaction_id, o.position, o.record_id, o.dot, o.table_name, o.atom, o.base, o.value"
            " FROM sync_operations AS o JOIN sync_transactions AS t ON t.id = o.transaction_id WHERE t.scope_id = ?",
            (scope,),
        ):
            self._operations.setdefault(id_, {})[position] = tuple(said)

    def take(self, item: Sequenced, transaction: Transaction) -> None:
        here = self._here.pop((item.replica, item.first_n), None)
        if here is None:
            self._write(self._make(item, transaction), transaction, range(len(transaction.operations)))
            return
        if here.first_seq != item.first_seq or (here.is_own and here.outcome not in DONE):
            self._place(here, item, transaction)
        before = self._body(here.id)
        whole = _filled(transaction, before)
        if before is None or before.operations != whole.operations:
            self._connection.exec_driver_sql(
                "UPDATE sync_transactions SET body = ? WHERE id = ?",
                (kept(msgspec.msgpack.encode(whole)), here.id),
            )
        self._write(here.id, whole, self._unlike(here.id, whole, before))
        self._drop_beyond(here.id, whole)

    def unplace_the_rest(self, end: int) -> None:
        """What has a place here, up to `end`, and none in the server's order."""
        for here in self._here.values():
            if here.first_seq is None or here.first_seq > end:
                continue
            self._connection.exec_driver_sql(
                "UPDATE sync_transactions SET first_seq = NULL, outcome = CASE own WHEN 1 THEN NULL ELSE outcome END,"
                " code = NULL WHERE id = ?",
                (here.id,),
            )
            said = self._operations.get(here.id, {}).values()
            self.differing += len(said)
            self.changed |= {(self._scope, one[2], one[0]): None for one in said}

    def _body(self, transaction_id: int) -> Transaction | None:
        try:
            return self._bodies.transaction(transaction_id)
        except UNREADABLE:
            return None

    def _make(self, item: Sequenced, transaction: Transaction) -> int:
        columns = (self._scope, item.replica, item.first_n, transaction.action, transaction.actor)
        more = (transaction.reason, transaction.at, self._change, int(item.replica == self._own))
        made = self._connection.exec_driver_sql(
            "INSERT INTO sync_transactions (scope_id, replica, first_n, action, actor, reason, at, change, own,"
            " first_seq, outcome, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'applied', ?) RETURNING id",
            (*columns, *more, item.first_seq, kept(msgspec.msgpack.encode(transaction))),
        )
        return int(made.scalar_one())

    def _place(self, here: _Here, item: Sequenced, transaction: Transaction) -> None:
        self._connection.exec_driver_sql(
            "UPDATE sync_transactions SET first_seq = ?, code = NULL,"
            " outcome = CASE WHEN outcome IN ('merged', 'conflict') THEN outcome ELSE 'applied' END WHERE id = ?",
            (item.first_seq, here.id),
        )
        self.differing += len(transaction.operations)
        self.changed |= {(self._scope, op.table, op.record): None for op in transaction.operations}

    def _unlike(self, id_: int, whole: Transaction, before: Transaction | None) -> list[int]:
        """The positions at which the operation here is missing or says something else."""
        said = self._operations.get(id_, {})
        unlike = []
        for position, op in enumerate(whole.operations):
            row = said.get(position)
            if row is None or row[:-1] != _row(whole, position)[:-1]:
                unlike.append(position)
            elif row[-1]:
                if _decoded(row[-1]) != op.value:
                    unlike.append(position)
            elif before is None or before.operations[position].value != op.value:
                unlike.append(position)
        return unlike

    def _write(self, id_: int, whole: Transaction, positions: Sequence[int]) -> None:
        self.differing += len(positions)
        for position in positions:
            before = self._operations.get(id_, {}).get(position)
            if before is not None:
                self._delete(before)
            row, op = _row(whole, position), whole.operations[position]
            self.changed[self._scope, op.table, op.record] = None
            self._connection.exec_driver_sql(
                "INSERT OR REPLACE INTO sync_operations (record_id, dot, table_name, atom, base, value,"
                " transaction_id, position, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, id_, position, "applied" if op.table in self._tables else "held"),
            )

    def _drop_beyond(self, id_: int, whole: Transaction) -> None:
        """An operation that the transaction, as it was sealed, never had."""
        for position, row in self._operations.get(id_, {}).items():
            if position >= len(whole.operations):
                self.differing += 1
                self._delete(row)

    def _delete(self, row: tuple[Any, ...]) -> None:
        self.changed[self._scope, row[2], row[0]] = None
        self._connection.exec_driver_sql(
            "DELETE FROM sync_operations WHERE record_id = ? AND dot = ?", (row[0], row[1])
        )


def _row(whole: Transaction, position: int) -> tuple[Any, ...]:
    op = whole.operations[position]
    value = "" if op.atom == EVERY_ATOM else _encode(op.value).decode()
    return op.record, whole.dot(position), op.table, op.atom, " ".join(op.base), value


def _decoded(value: str) -> Any:
    try:
        return msgspec.json.decode(value)
    except msgspec.MsgspecError:
        return None


def _filled(transaction: Transaction, before: Transaction | None) -> Transaction:
    """With the values that compaction took on the server, where they are here still."""
    if before is None or len(before.operations) != len(transaction.operations):
        return transaction
    pairs = zip(transaction.operations, before.operations, strict=True)
    return msgspec.structs.replace(transaction, operations=tuple(_fuller(new, old) for new, old in pairs))


def _fuller(new: Operation, old: Operation) -> Operation:
    is_thinned = new.atom != EVERY_ATOM and list(new.value) == [_THINNED]
    is_same = (new.table, new.record, new.atom, new.base) == (old.table, old.record, old.atom, old.base)
    return old if is_thinned and is_same else new
