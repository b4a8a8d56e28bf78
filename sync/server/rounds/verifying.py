"""Whether every scope's order is gap-free, every replica's chain of seals unbroken, and every archive as it was sealed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sync.messages.prepared import digest_of
from sync.messages.seals import FIRST, chained
from sync.messages.wire import Transaction
from sync.server.store.archive import ArchiveProblem, check_archive
from sync.server.store.archives import Archived, all_archives
from sync.server.store.compacted import Compacted, compacted_in
from sync.server.store.database import Database
from sync.server.store.order import every_transaction
from sync.server.store.scopes import ScopeRow
from sync.server.store.settled import Settled

_Chain = tuple[str, str]
"""Scope and replica."""


@dataclass(slots=True)
class _Packed:
    """What lies packed: the links of each chain by their number, and the places taken in each scope."""

    links: dict[_Chain, dict[int, tuple[int, bytes]]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def follow(self, chain: _Chain, last: int, seal: bytes) -> tuple[int, bytes]:
        """To the end of what lies packed behind `last`."""
        links = self.links.get(chain, {})
        while last + 1 in links:
            last, seal = links[last + 1]
        return last, seal


def faults_in(database: Database, archives: Path | None = None) -> list[str]:
    """A sentence for each break; none when all is in order. `archives`: the folder where they lie."""
    is_older, packed, found = database.is_older(), _Packed(), list[str]()
    with database.reading() as connection:
        if not is_older:
            for scope, compacted in compacted_in(connection):
                found += _faults_of_packed(scope, compacted, Settled(connection, scope.id), packed)
            found += _faults_of_archives(all_archives(connection), archives) if archives else ()
        return [*found, *_faults(every_transaction(connection), packed)]


def _faults(rows: Iterator[tuple[str, str, int, int | None, bytes]], packed: _Packed) -> Iterator[str]:
    seals: dict[_Chain, tuple[int, bytes]] = {}
    for scope, replica, first_n, first_seq, body in rows:
        transaction, chain = msgspec.msgpack.decode(body, type=Transaction), (scope, replica)
        last, seal = packed.follow(chain, *seals.get(chain, (0, FIRST)))
        if first_n != last + 1 or chained(seal, transaction) != transaction.hash:
            yield f"Scope {scope}: the chain of replica {replica} breaks at {first_n}."
        seals[chain] = (first_n + len(transaction.operations) - 1, transaction.hash)
        if first_seq is not None:
            packed.places[scope].append((first_seq, len(transaction.operations)))
    for scope, taken in packed.places.items():
        end = 0
        for first_seq, count in sorted(taken):
            if first_seq != end + 1:
                yield f"Scope {scope}: the order has a gap after {end}."
            end = first_seq + count - 1


def _faults_of_packed(
    scope: ScopeRow, compacted: Compacted, settled: Settled, packed: _Packed
) -> Iterator[str]:
    for stretch in compacted.all():
        if stretch.size and digest_of(stretch.data) != stretch.digest:
            yield f"Scope {scope.id}: the packed history after {stretch.start} is damaged."
            continue
        for head in stretch.heads():
            last = head.first_n + head.count - 1
            packed.links[scope.id, head.replica][head.first_n] = (last, head.hash)
            packed.places[scope.id].append((head.first_seq, head.count))
    kept = sum(len(one.kept) for one in settled.all())
    if kept != scope.horizon:
        yield f"Scope {scope.id}: {kept} of {scope.horizon} packed changes can be found by their record."


def _faults_of_archives(listed: Iterable[Archived], folder: Path) -> Iterator[str]:
    ends: dict[str, int] = {}
    for one in listed:
        if one.start != ends.get(one.scope, 0):
            yield f"Scope {one.scope}: no archive begins after {ends.get(one.scope, 0)}."
        ends[one.scope] = one.end
        try:
            check_archive(folder, one)
        except ArchiveProblem as fault:
            yield str(fault)
