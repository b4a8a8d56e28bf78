"""Compacts the old history of a scope: whole into an archive, thinned into few packed blocks.

The parts before the last change nothing, and the last is one unit of work: killed at any moment, a scope is as it
was or compacted, and an archive that nothing names is written again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sync.merge.thinning import thin_value, thinned_in
from sync.messages.packing import PAGE_BYTES, PART_BYTES
from sync.messages.prepared import digest_of, prepare, write_prepared
from sync.messages.schema import Schema
from sync.messages.wire import Sequenced, Transaction
from sync.server.rounds.naming import name_of
from sync.server.store.archive import Label, check_archive, write_archive
from sync.server.store.archives import Archived, entries_between, note_archive
from sync.server.store.compacted import Compacted, Stretch
from sync.server.store.database import Database
from sync.server.store.horizon import Reach, reach_of
from sync.server.store.order import Order
from sync.server.store.pages import Placed
from sync.server.store.prepared import Stretches
from sync.server.store.scopes import ScopeRow, find_scope
from sync.server.store.settled import Block, Settled, SettledRecord, all_records, blocks_of
from sync.server.store.state import State

_ROWS_AT_ONCE = 2000
_Packed = list[tuple[Sequenced, Transaction]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was compacted of a scope, or would be; `until` is `start` where nothing is old enough."""

    scope: str
    name: str
    start: int
    until: int
    held_by: str | None  # tag of the laptop that has not taken more yet
    thinned: int = 0
    archive: str = ""
    archive_bytes: int = 0


def compact(
    database: Database,
    schema: Schema,
    folder: Path,
    scope_id: str,
    *,
    older_than: str,
    away_since: str,
    now: str,
    is_rehearsal: bool = False,
) -> Done:
    """Everything that came before `older_than` and that every laptop heard of after `away_since` has taken.

    Raises ArchiveProblem, OSError: then nothing was changed.
    """
    with database.reading() as connection:
        scope = find_scope(connection, scope_id)
        if scope is None:
            return Done(scope=scope_id, name=scope_id, start=0, until=0, held_by=None)
        name = name_of(Order.of(connection, scope), schema, scope)
        reach = reach_of(connection, scope, older_than=older_than, away_since=away_since)
        if is_rehearsal or reach.until <= scope.horizon:
            return _done(scope, name, reach)
        label = Label(scope=scope.id, start=scope.horizon, end=reach.until, epoch=State(connection).epoch())
        entries = entries_between(connection, scope.id, label.start, label.end)
        archived = write_archive(folder, label, entries, now)
        check_archive(folder, archived)
        thinned: dict[int, str] = {}
        records = all_records(connection, scope.id, reach.until)
        blocks = list(blocks_of(_thin(schema, records, thinned)))
        placed = _placed(Stretches(connection), scope, reach.until)
        stretches = list(_stretches(scope.id, placed, thinned))
    if not _swap(database, scope, blocks, stretches, archived):
        return _done(scope, name, Reach(until=scope.horizon, held_by=None))  # another call was faster
    return _done(scope, name, reach, len(thinned), archived)


def _done(
    scope: ScopeRow, name: str, reach: Reach, thinned: int = 0, archived: Archived | None = None
) -> Done:
    return Done(
        scope=scope.id,
        name=name,
        start=scope.horizon,
        until=reach.until,
        held_by=reach.held_by,
        thinned=thinned,
        archive=archived.name if archived else "",
        archive_bytes=archived.size if archived else 0,
    )


def _thin(
    schema: Schema, records: Iterable[SettledRecord], thinned: dict[int, str]
) -> Iterator[SettledRecord]:
    """Notes the identities of what lost its value, by place."""
    for one in records:
        shape = schema.tables.get(one.table)
        if shape is None or len(one.kept) == 1:
            yield one
            continue
        gone = thinned_in(shape, schema.transitions.get(one.table, ()), one.edits())
        thinned |= {kept.seq: gone[kept.dot] for kept in one.kept if kept.dot in gone}
        kept = [
            msgspec.structs.replace(kept, value=dict(thin_value(gone[kept.dot])))
            if kept.dot in gone
            else kept
            for kept in one.kept
        ]
        yield SettledRecord(one.record, one.table, kept)


def _placed(stretches: Stretches, scope: ScopeRow, until: int) -> Iterator[Placed]:
    """All of the order up to there, whether it was compacted before or not."""
    end = 0
    while end < until:
        for one in stretches.after(scope, end, "", _ROWS_AT_ONCE):
            if one.first_seq != end + 1:
                raise RuntimeError(f"scope {scope.id} has a gap after {end}")
            yield one
            end += one.count
            if end >= until:
                return


def _stretches(scope: str, placed: Iterable[Placed], thinned: dict[int, str]) -> Iterator[Stretch]:
    items: _Packed = []
    size = start = 0
    for one in placed:
        body = one.body or b""
        transaction = _thinned(msgspec.msgpack.decode(body, type=Transaction), one.first_seq, thinned)
        weight, is_large = len(msgspec.msgpack.encode(transaction)), len(body) > PART_BYTES
        if items and (is_large or size + weight > PAGE_BYTES):
            yield _stretch(scope, start, items, size)
            items, size, start = [], 0, one.first_seq - 1
        if is_large:
            start = one.first_seq + one.count - 1
            yield Stretch(start=one.first_seq - 1, end=start, size=0, plain=0, digest=b"", data=b"")
            continue
        head = (one.first_seq, one.count, one.replica, one.first_n, one.tag, one.email)
        items.append((Sequenced(*head), transaction))
        size += weight
    if items:
        yield _stretch(scope, start, items, size)


def _thinned(whole: Transaction, first_seq: int, thinned: dict[int, str]) -> Transaction:
    operations = tuple(
        msgspec.structs.replace(op, value=dict(thin_value(thinned[seq]))) if seq in thinned else op
        for seq, op in enumerate(whole.operations, first_seq)
    )
    return msgspec.structs.replace(whole, operations=operations)


def _stretch(scope: str, start: int, items: _Packed, plain: int) -> Stretch:
    made = prepare(scope, start, items)
    data = write_prepared(made)
    return Stretch(start=start, end=made.end, size=len(data), plain=plain, digest=digest_of(data), data=data)


def _swap(
    database: Database, scope: ScopeRow, blocks: list[Block], stretches: Sequence[Stretch], archived: Archived
) -> bool:
    """The one unit of work that changes anything; pushes into the scope wait for it. False where another was first."""
    with database.writing() as connection:
        if Order(connection, scope.id).lock(scope.kind, scope.office).horizon != scope.horizon:
            return False
        Settled(connection, scope.id).replace(blocks, archived.end)
        Compacted(connection, scope.id).replace(stretches, archived.end)
        note_archive(connection, archived)
    return True
