"""The transactions that compaction packed: whole stretches of a scope's order, without the values it thinned out."""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, RowMapping, delete, select, update

from sync.messages.prepared import Head, transactions_of, unpack_prepared
from sync.messages.wire import Transaction
from sync.server.store.loading import insert_many
from sync.server.store.scopes import ScopeRow, scope_row
from sync.server.store.tables import compacted, prepared, scopes, transactions


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """After `start` up to and with `end`; one of size 0 stands for a transaction that is too large for any."""

    start: int
    end: int
    size: int
    plain: int
    digest: bytes
    data: bytes

    def heads(self) -> list[Head]:
        return unpack_prepared(self.data).heads if self.size else []

    def transactions(self) -> list[tuple[Head, Transaction]]:
        return transactions_of(unpack_prepared(self.data)) if self.size else []


class Compacted:
    """Of one scope, inside one unit of work."""

    def __init__(self, connection: Connection, scope: str) -> None:
        self._connection = connection
        self._scope = scope

    def at(self, seq: int) -> Stretch | None:
        """The stretch that holds the operation at this place; none where it is not compacted."""
        c = compacted.c
        query = select(compacted).where(c.scope == self._scope, c.start < seq).order_by(c.start.desc())
        row = self._connection.execute(query.limit(1)).first()
        return _stretch(row._mapping) if row and row.end >= seq else None

    def after(self, seq: int) -> Iterator[tuple[Head, Transaction]]:
        """The transactions of the stretch that holds the next place; none where that is not compacted."""
        found = self.at(seq + 1)
        yield from (one for one in found.transactions() if one[0].first_seq > seq) if found else ()

    def all(self, after: int = 0) -> Iterator[Stretch]:
        """In order, from the one on that reaches beyond `after`."""
        c = compacted.c
        query = select(c.start).where(c.scope == self._scope, c.end > after).order_by(c.start)
        for start in self._connection.execute(query).scalars().all():
            found = self.at(start + 1)
            if found is not None:
                yield found

    def heads(self, after: int = 0) -> Iterator[Head]:
        """All transactions in it beyond `after`, without what they say."""
        for stretch in self.all(after):
            yield from (head for head in stretch.heads() if head.first_seq > after)

    def replace(self, stretches: Sequence[Stretch], until: int) -> None:
        """These stand for all of the order up to `until`; what was made ready from it before goes as well."""
        self._connection.execute(delete(compacted).where(compacted.c.scope == self._scope))
        rows = ((self._scope, *(getattr(one, name) for name in _STRETCH)) for one in stretches)
        insert_many(self._connection, compacted, ("scope", *_STRETCH), rows)
        self._connection.execute(delete(prepared).where(prepared.c.scope == self._scope))
        large = [one.start + 1 for one in stretches if not one.size]
        t = transactions.c
        self._connection.execute(
            delete(transactions).where(
                t.scope == self._scope, t.first_seq <= until, t.first_seq.not_in(large)
            )
        )
        self._connection.execute(update(scopes).where(scopes.c.id == self._scope).values(horizon=until))


def compacted_in(connection: Connection) -> Iterator[tuple[ScopeRow, Compacted]]:
    """Each scope that has compacted history."""
    for row in connection.execute(select(scopes).where(scopes.c.horizon > 0).order_by(scopes.c.id)).all():
        yield scope_row(row._mapping), Compacted(connection, row.id)


def _stretch(row: RowMapping) -> Stretch:
    values = {name: row[name] for name in _STRETCH}
    return Stretch(**values | {"digest": bytes(row["digest"]), "data": bytes(row["data"])})


_STRETCH = ("start", "end", "size", "plain", "digest", "data")
