"""A stretch of one scope's order made ready once for every laptop that begins there: columns instead of operations (pure)."""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

import msgspec
import zstandard

from sync.messages.packing import Unreadable, unpack
from sync.messages.wire import Operation, Sequenced, Transaction

_MAKES = "*"
_LEVEL = 12  # written once, read by every new laptop; 19 takes ten times as long for a twentieth less


class Head(msgspec.Struct, array_like=True, frozen=True):
    """A transaction in the order, without its operations."""

    first_seq: int
    count: int
    replica: str
    first_n: int
    tag: str
    email: str
    action: str
    actor: str | None
    at: str
    reason: str | None
    hash: bytes


class Made(msgspec.Struct, array_like=True, frozen=True):
    """Operations that make records of one table with the same columns, in the order of their places."""

    table: str
    names: tuple[str, ...]
    places: list[int]
    records: list[str]
    columns: list[list[Any]]  # by name

    def value(self, place: int) -> dict[str, Any] | None:
        """What the operation at this place says; none where it is not of this group."""
        at = bisect_left(self.places, place)
        if at == len(self.places) or self.places[at] != place:
            return None
        return {name: column[at] for name, column in zip(self.names, self.columns, strict=True)}


class Placed(msgspec.Struct, array_like=True, frozen=True):
    """Any other operation, with its place."""

    place: int
    operation: Operation


class Prepared(msgspec.Struct, array_like=True, frozen=True):
    """The operations after `start`, up to and with `end`; a place is counted from the first of them, from 0."""

    scope: str
    start: int
    end: int
    heads: list[Head]
    made: list[Made]
    others: list[Placed]


def prepare(scope: str, start: int, items: Iterable[tuple[Sequenced, Transaction]]) -> Prepared:
    """Sort the operations of these transactions, a gap-free stretch after `start`, into columns."""
    heads: list[Head] = []
    groups: dict[tuple[str, tuple[str, ...]], Made] = {}
    others: list[Placed] = []
    end = start
    for item, t in items:
        who = (item.first_seq, item.count, item.replica, item.first_n, item.tag, item.email)
        heads.append(Head(*who, t.action, t.actor, t.at, t.reason, t.hash))
        for place, op in enumerate(t.operations, item.first_seq - start - 1):
            if op.atom != _MAKES or op.base:
                others.append(Placed(place, op))
                continue
            key = (op.table, tuple(op.value))
            group = groups.get(key)
            if group is None:
                group = groups[key] = Made(*key, [], [], [[] for _ in op.value])
            group.places.append(place)
            group.records.append(op.record)
            for column, value in zip(group.columns, op.value.values(), strict=True):
                column.append(value)
        end = item.first_seq + item.count - 1
    return Prepared(scope, start, end, heads, list(groups.values()), others)


def transactions_of(prepared: Prepared) -> list[tuple[Head, Transaction]]:
    """The transactions as they were sealed, in order."""
    operations: dict[int, Operation] = {item.place: item.operation for item in prepared.others}
    for group in prepared.made:
        rows = zip(*group.columns, strict=True) if group.columns else iter(() for _ in group.places)
        for place, record, row in zip(group.places, group.records, rows, strict=True):
            value = dict(zip(group.names, row, strict=True))
            operations[place] = Operation(group.table, record, _MAKES, (), value)
    return [(head, _whole(prepared, head, operations)) for head in prepared.heads]


def value_at(prepared: Prepared, place: int) -> dict[str, Any]:
    """What the operation at a place says. Raises KeyError where there is none."""
    for group in prepared.made:
        value = group.value(place)
        if value is not None:
            return value
    for item in prepared.others:
        if item.place == place:
            return item.operation.value
    raise KeyError(place)


def records_at(prepared: Prepared, places: range) -> list[tuple[str, str]]:
    """Record and table of the operations at these places."""
    found = [
        (record, group.table)
        for group in prepared.made
        for place, record in zip(group.places, group.records, strict=True)
        if place in places
    ]
    others = [item.operation for item in prepared.others if item.place in places]
    return found + [(op.record, op.table) for op in others]


def write_prepared(prepared: Prepared) -> bytes:
    return zstandard.ZstdCompressor(level=_LEVEL).compress(msgspec.msgpack.encode(prepared))


def read_prepared(data: bytes) -> Prepared:
    """Raises Unreadable; bounded before it is unpacked, and whole in itself."""
    prepared = unpack(data, Prepared)
    _check(prepared)
    return prepared


def unpack_prepared(data: bytes) -> Prepared:
    """One that was checked when it came."""
    return unpack(data, Prepared)


def digest_of(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _whole(prepared: Prepared, head: Head, operations: dict[int, Operation]) -> Transaction:
    first = head.first_seq - prepared.start - 1
    return Transaction(
        scope=prepared.scope,
        replica=head.replica,
        first_n=head.first_n,
        action=head.action,
        actor=head.actor,
        at=head.at,
        reason=head.reason,
        operations=tuple(operations[place] for place in range(first, first + head.count)),
        hash=head.hash,
    )


def _check(prepared: Prepared) -> None:
    """Every place is taken once, and the transactions follow one another without a gap."""
    after = prepared.start
    for head in prepared.heads:
        if head.first_seq != after + 1 or head.count < 1:
            raise Unreadable("malformed")
        after += head.count
    places = [place for group in prepared.made for place in group.places]
    places += [item.place for item in prepared.others]
    # By their number first: what it claims to hold may be more than any memory does.
    is_whole = (
        after == prepared.end
        and len(places) == prepared.end - prepared.start
        and sorted(places) == list(range(len(places)))
    )
    if not is_whole or any(not _is_even(group) for group in prepared.made):
        raise Unreadable("malformed")


def _is_even(group: Made) -> bool:
    lengths = {len(group.places), len(group.records), *map(len, group.columns)}
    return (
        len(lengths) == 1 and len(group.columns) == len(group.names) and group.places == sorted(group.places)
    )
