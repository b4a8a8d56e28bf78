"""The operations that compaction packed: by record, many records to a block, blocks in the order of records."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

import msgspec
import zstandard
from sqlalchemy import Connection, delete, func, select

from sync.merge.edits import EVERY_ATOM, Edit
from sync.server.store.loading import insert_many
from sync.server.store.tables import operations, settled

_EDITS = 128
"""In a block: so few that a push that touches one record unpacks little."""

_LEVEL = 12
_AT_ONCE = 100


class Kept(msgspec.Struct, array_like=True, frozen=True):
    dot: str
    atom: str
    base: tuple[str, ...]
    value: dict[str, object]
    seq: int


class SettledRecord(msgspec.Struct, array_like=True, frozen=True):
    """A record's operations up to the horizon."""

    record: str
    table: str
    kept: list[Kept]

    def edits(self) -> list[Edit]:
        return [
            Edit(dot=one.dot, atom=one.atom, base=one.base, value=one.value, seq=one.seq) for one in self.kept
        ]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    first: str
    made: int
    data: bytes


class Settled:
    """Of one scope, inside one unit of work."""

    def __init__(self, connection: Connection, scope: str) -> None:
        self._connection = connection
        self._scope = scope
        self._firsts: Sequence[str] | None = None
        self._read: dict[str, dict[str, SettledRecord]] = {}

    def find(self, record_ids: Iterable[str]) -> Iterator[SettledRecord]:
        """Those of them that have operations here."""
        if self._firsts is None:
            query = select(settled.c.first).where(settled.c.scope == self._scope).order_by(settled.c.first)
            # Sorted here: a database's own order of text may be another.
            self._firsts = sorted(self._connection.execute(query).scalars())
        places = {id_: bisect_right(self._firsts, id_) - 1 for id_ in record_ids}
        wanted = {id_: self._firsts[place] for id_, place in places.items() if place >= 0}
        self._load({*wanted.values()} - self._read.keys())
        for id_, first in wanted.items():
            if id_ in self._read[first]:
                yield self._read[first][id_]

    def count_made(self) -> int:
        """How many records were made up to the horizon."""
        query = select(func.sum(settled.c.made)).where(settled.c.scope == self._scope)
        return int(self._connection.execute(query).scalar() or 0)

    def all(self) -> Iterator[SettledRecord]:
        """In the order of records."""
        query = select(settled.c.data).where(settled.c.scope == self._scope).order_by(settled.c.first)
        for data in self._connection.execute(query.execution_options(yield_per=20)).scalars():
            yield from read_block(bytes(data))

    def replace(self, blocks: Iterable[Block], until: int) -> None:
        """These stand for all operations up to `until`."""
        self._connection.execute(delete(settled).where(settled.c.scope == self._scope))
        rows = ((self._scope, one.first, one.made, one.data) for one in blocks)
        insert_many(self._connection, settled, ("scope", "first", "made", "data"), rows)
        self._connection.execute(
            delete(operations).where(operations.c.scope == self._scope, operations.c.seq <= until)
        )

    def _load(self, firsts: Iterable[str]) -> None:
        wanted = sorted(firsts)
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(settled.c.first, settled.c.data).where(
                settled.c.scope == self._scope, settled.c.first.in_(wanted[start : start + _AT_ONCE])
            )
            for first, data in self._connection.execute(query):
                self._read[first] = {one.record: one for one in read_block(bytes(data))}


def all_records(connection: Connection, scope: str, until: int) -> Iterator[SettledRecord]:
    """In the order of records, with all operations up to `until`, packed or not."""
    return _together(Settled(connection, scope).all(), _rows(connection, scope, until))


def _together(old: Iterable[SettledRecord], new: Iterable[SettledRecord]) -> Iterator[SettledRecord]:
    """Both are in the order of records; what both have is one."""
    current: SettledRecord | None = None
    for one in merge(old, new, key=lambda one: one.record):
        if current is not None and current.record == one.record:
            current.kept.extend(one.kept)
            continue
        if current is not None:
            yield current
        current = one
    if current is not None:
        yield current


def _rows(connection: Connection, scope: str, until: int) -> Iterator[SettledRecord]:
    """The operations that are still rows, up to `until`, in the order of records."""
    o = operations.c
    rows = connection.execute(
        select(o.record, o.table_name, o.dot, o.atom, o.base, o.value, o.seq)
        .where(o.scope == scope, o.seq <= until)
        .order_by(o.record, o.seq)
        .execution_options(yield_per=1000)
    )
    current: SettledRecord | None = None
    for record, table, dot, atom, base, value, seq in rows:
        if current is None or current.record != record:
            if current is not None:
                yield current
            current = SettledRecord(record, table, [])
        current.kept.append(Kept(dot, atom, tuple(base.split()), msgspec.json.decode(value), seq))
    if current is not None:
        yield current


def blocks_of(records: Iterable[SettledRecord]) -> Iterator[Block]:
    """Packed; `records` come in their order."""
    part: list[SettledRecord] = []
    for one in records:
        part.append(one)
        if sum(len(each.kept) for each in part) >= _EDITS:
            yield _block(part)
            part = []
    if part:
        yield _block(part)


def read_block(data: bytes) -> list[SettledRecord]:
    return msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(data), type=list[SettledRecord])


def _block(part: list[SettledRecord]) -> Block:
    made = sum(kept.atom == EVERY_ATOM for one in part for kept in one.kept)
    data = zstandard.ZstdCompressor(level=_LEVEL).compress(msgspec.msgpack.encode(part))
    return Block(first=part[0].record, made=made, data=data)
