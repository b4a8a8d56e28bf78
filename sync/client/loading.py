"""Loads stretches that came ready: rows column by column, where nothing is known here of what they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, MetaData

from sync.client.bodies import keep_packed, kept_at
from sync.client.book import Book
from sync.client.capture import applying
from sync.client.ledger import Ledger
from sync.client.marking import move_cursors, note_devices, relax, take_change_numbers
from sync.client.replica import replica_of
from sync.client.schema import shapes_of
from sync.client.taking import Applied, Taking
from sync.merge.edits import EVERY_ATOM, Edit
from sync.messages.prepared import Made, Prepared, transactions_of
from sync.messages.wire import Page, Ready, Sequenced

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A stretch that is here whole, packed and unpacked."""

    ready: Ready
    data: bytes
    prepared: Prepared


def fresh_among(connection: Connection, arrived: Iterable[Arrived]) -> tuple[list[Arrived], list[Arrived]]:
    """Those of which nothing is here yet, and the others, which are taken like pages."""
    fresh: list[Arrived] = []
    known: list[Arrived] = []
    scopes: set[str] = set()
    own = replica_of(connection).prefix
    here = _Here(connection)
    for one in arrived:
        is_own = any(head.replica == own for head in one.prepared.heads)
        if one.prepared.scope in scopes or is_own or here.knows(one.prepared):
            scopes.add(one.prepared.scope)  # what follows in that scope builds on it
            known.append(one)
        else:
            fresh.append(one)
    return fresh, known


def forget(connection: Connection, arrived: Iterable[Arrived]) -> None:
    """The pieces in which they came, once all of them is in the store."""
    places = [(one.ready.scope, one.ready.start) for one in arrived]
    if places:
        connection.exec_driver_sql("DELETE FROM sync_arriving WHERE scope_id = ? AND start = ?", places)


def as_page(one: Arrived, own: str) -> tuple[Page, dict[int, bytes]]:
    """The same as a page, its bodies by their sequence."""
    items, bodies = [], {}
    for head, transaction in transactions_of(one.prepared):
        who = (head.first_seq, head.count, head.replica, head.first_n, head.tag, head.email)
        body = None if head.replica == own else msgspec.msgpack.encode(transaction)
        items.append(Sequenced(*who, body, hash=head.hash))
        if body is not None:
            bodies[head.first_seq] = body
    ready = one.ready
    page = Page(ready.scope, ready.kind, ready.office, ready.start, ready.end, tuple(items), b"")
    return page, bodies


def load_fresh(connection: Connection, metadata: MetaData, arrived: Sequence[Arrived]) -> list[Applied]:
    """Write them in the caller's transaction, and move their cursors. Raises IntegrityError where a row does not fit."""
    with applying(connection):
        relax(connection)
        loading = _Loading(connection, metadata, arrived)
        done = loading.take_all()
        loading.ledger.flush()
    for one in done:
        one.tables |= loading.ledger.touched
    heads = [head for one in arrived for head in one.prepared.heads]
    note_devices(connection, ((head.replica, head.tag, head.email) for head in heads))
    move_cursors(
        connection, [(one.ready.scope, one.ready.kind, one.ready.office, one.ready.end) for one in arrived]
    )
    return done


class _Loading:
    def __init__(self, connection: Connection, metadata: MetaData, arrived: Sequence[Arrived]) -> None:
        self._connection = connection
        self._arrived = arrived
        self._shapes = shapes_of(metadata)
        self._book = Book(connection, self._shapes)
        self.ledger = Ledger(connection, metadata)
        # Only records that are changed again later have to be known to the merge.
        self._changed = {item.operation.record for one in arrived for item in one.prepared.others}
        self._book.load(self._changed)

    def take_all(self) -> list[Applied]:
        scopes = [one.prepared.scope for one in self._arrived]
        changes = take_change_numbers(self._connection, scopes, all_sealed=True)
        packed = keep_packed(self._connection, [one.data for one in self._arrived])
        return [self._take(*each) for each in zip(self._arrived, packed, changes, strict=True)]

    def _take(self, one: Arrived, packed_id: int, change: int) -> Applied:
        prepared = one.prepared
        where = self._take_heads(prepared, packed_id, change)
        for group in prepared.made:
            self._take_made(prepared, group, where, change)
        done = Applied(pulled=prepared.end - prepared.start)
        taking = Taking(self._shapes, prepared.scope, self._book, self.ledger)
        for item in sorted(prepared.others, key=lambda item: item.place):
            op, (dot, transaction_id, position) = item.operation, where[item.place]
            seq = prepared.start + item.place + 1
            edit = Edit(dot=dot, atom=op.atom, base=op.base, value=op.value, seq=seq, arrived=change)
            state = taking.take(op, edit, done)
            self.ledger.add_operation(transaction_id, position, op.table, op.record, edit, state)
        return done

    def _take_heads(self, prepared: Prepared, packed_id: int, change: int) -> list[tuple[str, int, int]]:
        """Note the transactions; answers dot, transaction and position of each place."""
        where: list[tuple[str, int, int]] = []
        for head in prepared.heads:
            transaction_id = self.ledger.add_transaction(
                *(prepared.scope, head.replica, head.first_n, head.action, head.actor),
                *(head.reason, head.at, change, 0, head.first_seq, "applied", None),
                kept_at(packed_id, len(where)),
            )
            where += [(f"{head.replica}.{head.first_n + at}", transaction_id, at) for at in range(head.count)]
        return where

    def _take_made(
        self, prepared: Prepared, group: Made, where: list[tuple[str, int, int]], change: int
    ) -> None:
        is_shown = group.table in self._shapes
        if is_shown:
            self.ledger.insert_fresh(group.table, prepared.scope, group.names, group.records, group.columns)
        state = "applied" if is_shown else "held"
        self.ledger.add_made(group.table, group.records, [where[place] for place in group.places], state)
        if not is_shown or self._changed.isdisjoint(group.records):
            return
        for at, (place, record_id) in enumerate(zip(group.places, group.records, strict=True)):
            if record_id in self._changed:
                value = {name: column[at] for name, column in zip(group.names, group.columns, strict=True)}
                seq = prepared.start + place + 1
                edit = Edit(
                    dot=where[place][0], atom=EVERY_ATOM, base=(), value=value, seq=seq, arrived=change
                )
                self._book.start(record_id, group.table, edit)


class _Here:
    """Which records this store has operations on; a new one has so few that all of them are read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        sql = f"SELECT record_id FROM sync_operations LIMIT {_AT_ONCE}"
        some = connection.exec_driver_sql(sql).scalars().all()
        self._all = frozenset(some) if len(some) < _AT_ONCE else None

    def knows(self, prepared: Prepared) -> bool:
        """Whether any operation is here on a record that these make, or one is made twice."""
        made = [record for group in prepared.made for record in group.records]
        if len(set(made)) < len(made):
            return True
        return self._has(made) if self._all is None else not self._all.isdisjoint(made)

    def _has(self, records: list[str]) -> bool:
        for start in range(0, len(records), _AT_ONCE):
            part = records[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            sql = f"SELECT 1 FROM sync_operations WHERE record_id IN ({marks}) LIMIT 1"
            if self._connection.exec_driver_sql(sql, tuple(part)).first() is not None:
                return True
        return False
