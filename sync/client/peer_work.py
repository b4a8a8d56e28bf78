"""Work that comes straight from another laptop: checked as a server would, chained by its seals, shown by the merge rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, MetaData

from sync.bundle.layout import BadBundle, Standing
from sync.bundle.parts import Name
from sync.client.acquaintances import Acquaintance, directory_of
from sync.client.apply import apply_unplaced
from sync.client.bodies import Bodies
from sync.client.book import Book
from sync.client.replica import replica_of
from sync.client.schema import shapes_of
from sync.client.taking import Applied
from sync.merge.rights import fault_in, is_fit, is_id, is_well_formed, step_fault
from sync.messages.schema import Schema
from sync.messages.seals import FIRST, chained
from sync.messages.wire import Operation, Scope, Sequenced, Transaction


@dataclass(slots=True, kw_only=True)
class Result:
    """What became of some work, in changes; `strange` are those under a name that this store knows with other words."""

    taken: int = 0
    known: int = 0
    refused: int = 0
    gaps: int = 0
    strange: int = 0
    tables: set[str] = field(default_factory=set)


def remember_standing(connection: Connection, sender: Acquaintance, bundle: str, standing: Standing) -> None:
    """What the next bundle for this laptop is made from."""
    connection.exec_driver_sql(
        "INSERT INTO sync_peers (key, bundle, standing) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET bundle = excluded.bundle, standing = excluded.standing",
        (sender.key.hex(), bundle, msgspec.msgpack.encode(standing)),
    )


class PeerWork:
    """Of one bundle of one colleague's laptop."""

    def __init__(self, metadata: MetaData, schema: Schema, sender: Acquaintance) -> None:
        self._metadata, self._schema, self._sender = metadata, schema, sender

    def announce(self, connection: Connection, scopes: Iterable[Scope]) -> None:
        """Scopes that are new here; what this store knows of a scope stays."""
        for scope in filter(lambda scope: is_id(scope.scope), scopes):
            connection.exec_driver_sql(
                "INSERT INTO sync_scopes (scope_id, kind, office) VALUES (?, ?, ?)"
                " ON CONFLICT (scope_id) DO NOTHING",
                (scope.scope, scope.kind, scope.office),
            )

    def read_whole(self, joined: Iterable[tuple[Name, bytes]]) -> list[Transaction]:
        """Transactions that came in parts; raises BadBundle for one that is not what its parts were called."""
        found = []
        for name, body in joined:
            try:
                one = msgspec.msgpack.decode(body, type=Transaction)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
                raise BadBundle("damaged", "parts") from fault
            if (one.scope, one.replica, one.first_n) != name:
                raise BadBundle("damaged", "parts")
            found.append(one)
        return found

    def take(self, connection: Connection, transactions: Sequence[Transaction]) -> Result:
        """In the caller's transaction: what is taken and how far the chain is known change together."""
        result = Result()
        taking = _Taking(connection, self._metadata, self._schema, self._sender, result)
        fit = [one for one in transactions if taking.follows(one)]
        taking.load(fit)
        by_scope: dict[str, list[tuple[Sequenced, Transaction]]] = {}
        for one in fit:
            if taking.is_right(one):
                by_scope.setdefault(one.scope, []).append((self._place_of(one), one))
                taking.add(one)
        for scope, taken in by_scope.items():
            self._note(result, apply_unplaced(connection, self._metadata, scope, taken))
        taking.write_chains()
        return result

    def _place_of(self, one: Transaction) -> Sequenced:
        return Sequenced(
            0, len(one.operations), one.replica, one.first_n, self._sender.name, self._sender.email
        )

    def _note(self, result: Result, applied: Applied) -> None:
        result.taken += applied.pulled
        result.tables |= applied.tables


class _Taking:
    def __init__(
        self,
        connection: Connection,
        metadata: MetaData,
        schema: Schema,
        sender: Acquaintance,
        result: Result,
    ) -> None:
        self._connection, self._schema, self._sender, self._result = connection, schema, sender, result
        self._directory = directory_of(connection)
        self._own = replica_of(connection).replica_id
        self._book = Book(connection, shapes_of(metadata))
        self._bodies = Bodies(connection)
        self._chains: dict[tuple[str, str], tuple[int, bytes]] = {}
        self._values: dict[tuple[str, str], Mapping[str, Any]] = {}

    def follows(self, one: Transaction) -> bool:
        """Whether it is the next of its chain; counts it where it is not."""
        count = len(one.operations)
        is_sane = is_well_formed(one) and all(is_fit(self._schema, op) for op in one.operations)
        if not is_sane or not self._is_theirs(one.replica):
            self._result.strange += count
            return False
        last, seal = self._chain(one.scope, one.replica)
        if one.first_n <= last:
            self._result.known += count
            return False
        if one.first_n > last + 1:
            self._result.gaps += count
            return False
        if chained(seal, one) != one.hash or self._is_known_otherwise(one):
            self._result.strange += count
            return False
        self._chains[one.scope, one.replica] = (one.first_n + count - 1, one.hash)
        return True

    def load(self, transactions: Sequence[Transaction]) -> None:
        self._book.load(op.record for one in transactions for op in one.operations)

    def is_right(self, one: Transaction) -> bool:
        """Whether the sender's role allows all of it; it is taken whole or not at all."""
        if self._sender.roles is None:
            return True
        role = self._role(one.scope)
        for op in one.operations:
            unknown = (
                op.table not in self._schema.tables
            )  # a newer Milepost's: kept, and shown after the update
            fault = None if unknown and role not in (None, "reader") else fault_in(self._schema, op, role)
            if fault or (not unknown and step_fault(self._schema, op, self._befores(op), role or "")):
                self._result.refused += len(one.operations)
                return False
        return True

    def add(self, one: Transaction) -> None:
        """What follows may build on it."""
        for position, op in enumerate(one.operations):
            self._values[op.record, one.dot(position)] = op.value

    def write_chains(self) -> None:
        rows = [
            (scope, replica, self._sender.key.hex(), n, hash_.hex())
            for (scope, replica), (n, hash_) in self._chains.items()
            if n
        ]
        if rows:
            self._connection.exec_driver_sql(
                "INSERT INTO sync_heard (scope_id, replica, key, n, hash) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (scope_id, replica) DO UPDATE SET n = excluded.n, hash = excluded.hash",
                rows,
            )

    def _is_theirs(self, prefix: str) -> bool:
        """A replica belongs to the key that first showed it, here as at the server."""
        replica, _, incarnation = prefix.partition(".")
        if replica == self._own or not (incarnation.isascii() and incarnation.isdigit()):
            return False
        if self._sender.replica:
            return replica == self._sender.replica
        devices = self._directory.devices if self._directory else ()
        if any(device.replica == replica and device.key != self._sender.key for device in devices):
            return False
        key = self._connection.exec_driver_sql(
            "SELECT key FROM sync_heard WHERE replica = ? LIMIT 1", (prefix,)
        ).scalar()
        return key in (None, self._sender.key.hex())

    def _chain(self, scope: str, replica: str) -> tuple[int, bytes]:
        if (scope, replica) not in self._chains:
            row = self._connection.exec_driver_sql(
                "SELECT n, hash FROM sync_heard WHERE scope_id = ? AND replica = ?", (scope, replica)
            ).first()
            self._chains[scope, replica] = (row[0], bytes.fromhex(row[1])) if row else (0, FIRST)
        return self._chains[scope, replica]

    def _is_known_otherwise(self, one: Transaction) -> bool:
        """Whether the server has brought other words under this name: the store there was copied."""
        known = self._connection.exec_driver_sql(
            "SELECT transaction_id FROM sync_operations WHERE record_id = ? AND dot = ?",
            (one.operations[0].record, one.dot(0)),
        ).scalar()
        return known is not None and self._bodies.hash_of(known) != one.hash

    def _role(self, scope: str) -> str | None:
        row = self._connection.exec_driver_sql(
            "SELECT kind, office FROM sync_scopes WHERE scope_id = ?", (scope,)
        ).first()
        return self._sender.role_in(self._directory, row[0], row[1]) if row else None

    def _befores(self, op: Operation) -> list[Mapping[str, Any]]:
        """The values it builds on, as far as they are here."""
        edits = self._book.edits_of(op.record, op.table)
        found = [edits[dot].value for dot in op.base if dot in edits]
        return found + [self._values[op.record, dot] for dot in op.base if (op.record, dot) in self._values]
