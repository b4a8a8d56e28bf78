"""What this store has not told the server yet, and what the server said about the rest."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from sync.client.bodies import kept, plain, transaction_of
from sync.client.replica import Replica
from sync.messages.packing import PAGE_BYTES, PART_BYTES
from sync.messages.seals import FIRST, chained
from sync.messages.wire import Ack, Part, Scope, Transaction

MASS_CHANGE = "mass_change"
"""The server's code for what deletes a large part of a scope, until its person says that it is meant."""

CONFIRMED = "confirmed"
PLACED = "placed:"
"""Before the server's mark, in the code of what it gave a place: kept for the day it is restored."""

DONE = ("applied", "merged", "conflict")


@dataclass(slots=True, kw_only=True)
class Load:
    """As much as fits into one message."""

    transactions: list[Transaction] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    sizes: dict[tuple[str, int], int] = field(default_factory=dict)  # operations, by scope and first n
    confirmed: list[tuple[str, str, int]] = field(default_factory=list)  # what its person said is meant
    marks: list[bytes] = field(default_factory=list)  # of what the server had placed before it was restored
    is_all: bool = True


def next_load(connection: Connection, staged: dict[tuple[str, int], int]) -> Load:
    """Unsent transactions in the order they were made; `staged` counts the parts of large ones already there."""
    load = Load()
    size = 0
    rows = connection.exec_driver_sql(
        "SELECT scope_id, replica, first_n, code, body FROM sync_transactions"
        " WHERE own = 1 AND outcome IS NULL ORDER BY id"
    )
    for scope_id, replica, first_n, code, stored in rows:
        body = plain(stored)
        if code == CONFIRMED:
            load.confirmed.append((scope_id, replica, first_n))
        elif mark := mark_in(code):
            load.marks.append(mark)
        if size + min(len(body), PART_BYTES) > PAGE_BYTES:
            load.is_all = False
            break
        if len(body) <= PART_BYTES:
            transaction = msgspec.msgpack.decode(body, type=Transaction)
            load.transactions.append(transaction)
            load.sizes[scope_id, first_n] = len(transaction.operations)
            size += len(body)
            continue
        count = -(-len(body) // PART_BYTES)
        index = staged.get((scope_id, first_n), 0)
        data = body[index * PART_BYTES : (index + 1) * PART_BYTES]
        transaction = msgspec.msgpack.decode(body, type=Transaction)
        load.parts.append(Part(scope_id, replica, first_n, index, count, data, transaction.hash))
        if index + 1 == count:
            load.sizes[scope_id, first_n] = len(transaction.operations)
        # What follows may build on it, so nothing overtakes a large transaction.
        load.is_all = index + 1 == count and rows.fetchone() is None
        break
    rows.close()
    load.scopes = _scopes(connection, {t.scope for t in load.transactions} | {p.scope for p in load.parts})
    return load


def mark_in(code: str | None) -> bytes:
    """The server's mark of what had a place; none where it never had one."""
    return bytes.fromhex(code.removeprefix(PLACED)) if code and code.startswith(PLACED) else b""


def _scopes(connection: Connection, wanted: set[str]) -> list[Scope]:
    """Those of them that the server has not heard of from here."""
    rows = connection.exec_driver_sql(
        "SELECT s.scope_id, s.kind, s.office FROM sync_scopes AS s WHERE NOT EXISTS"
        " (SELECT 1 FROM sync_cursors AS c WHERE c.scope_id = s.scope_id AND c.seq > 0)"
    )
    return [Scope(*row) for row in rows if row[0] in wanted]


def take_acks(connection: Connection, acks: Iterable[Ack]) -> None:
    """Note what became of own transactions; one that the server lacks an earlier one for is sent again."""
    for ack in acks:
        here = (ack.scope, ack.replica)
        if ack.outcome == "gap":
            connection.exec_driver_sql(
                "UPDATE sync_transactions SET outcome = NULL"
                " WHERE own = 1 AND scope_id = ? AND replica = ? AND first_n >= ?",
                (*here, int(ack.code or 1)),
            )
        elif ack.outcome not in ("staged", "forked"):
            connection.exec_driver_sql(
                "UPDATE sync_transactions SET outcome = ?, first_seq = coalesce(?, first_seq), code = CASE"
                f" WHEN ? AND code LIKE '{PLACED}%' THEN code ELSE ? END"
                " WHERE own = 1 AND scope_id = ? AND replica = ? AND first_n = ?",
                (ack.outcome, ack.first_seq, _keeps_mark(ack), _code(ack), *here, ack.first_n),
            )


def _keeps_mark(ack: Ack) -> bool:
    """A receipt or an older server's word brings none, and takes none away."""
    return ack.outcome in DONE and not ack.mark


def _code(ack: Ack) -> str | None:
    return PLACED + ack.mark.hex() if ack.outcome in DONE and ack.mark else ack.code


def retry_quarantined(connection: Connection, *, is_meant: bool = False) -> int:
    """Offer what the server kept back once more, after rights or schema changed; answers how many.

    `is_meant` goes along with what was held only because it deletes much.
    """
    retried = connection.exec_driver_sql(
        "UPDATE sync_transactions SET outcome = NULL, code = CASE WHEN ? AND code = ? THEN ? END"
        " WHERE own = 1 AND outcome = 'quarantined'",
        (is_meant, MASS_CHANGE, CONFIRMED),
    )
    return retried.rowcount


def take_new_incarnation(connection: Connection, replica: Replica) -> None:
    """This store is a copy, or came back from a backup: its unsent work gets dots that no other has used."""
    incarnation = secrets.randbelow(1 << 31) + 2
    connection.exec_driver_sql("UPDATE sync_replica SET incarnation = ?", (incarnation,))
    _move_unsent(connection, replica.prefix, f"{replica.replica_id}.{incarnation}")


def take_new_replica(connection: Connection, replica: Replica) -> None:
    """This store was copied before it ever enrolled, and the other copy came first; all its work moves along."""
    replica_id = secrets.token_hex(8)
    connection.exec_driver_sql("UPDATE sync_replica SET replica_id = ?", (replica_id,))
    _move_unsent(connection, replica.prefix, f"{replica_id}.{replica.incarnation}")


def _move_unsent(connection: Connection, before: str, prefix: str) -> None:
    connection.exec_driver_sql("DELETE FROM sync_chains")
    unsent = connection.exec_driver_sql(
        "SELECT id, body FROM sync_transactions WHERE own = 1 AND outcome IS NULL AND replica = ? ORDER BY id",
        (before,),
    ).all()
    chains: dict[str, tuple[int, bytes]] = {}
    names: dict[str, str] = {}
    for transaction_id, body in unsent:
        old = transaction_of(body)
        new = _renamed(old, prefix, *chains.get(old.scope, (0, FIRST)), names)
        chains[old.scope] = (new.first_n + len(new.operations) - 1, new.hash)
        connection.exec_driver_sql(
            "UPDATE sync_transactions SET replica = ?, first_n = ?, body = ? WHERE id = ?",
            (prefix, new.first_n, kept(msgspec.msgpack.encode(new)), transaction_id),
        )
        for position, operation in enumerate(new.operations):
            connection.exec_driver_sql(
                "UPDATE sync_operations SET dot = ?, base = ? WHERE record_id = ? AND dot = ?",
                (new.dot(position), " ".join(operation.base), operation.record, old.dot(position)),
            )
    if chains:
        connection.exec_driver_sql(
            "INSERT INTO sync_chains (scope_id, n, hash) VALUES (?, ?, ?)",
            [(scope, n, hash_.hex()) for scope, (n, hash_) in chains.items()],
        )


def _renamed(old: Transaction, prefix: str, n: int, previous: bytes, names: dict[str, str]) -> Transaction:
    moved = msgspec.structs.replace(old, replica=prefix, first_n=n + 1)
    # A dot is unique only within its scope.
    names |= {f"{old.scope} {old.dot(i)}": moved.dot(i) for i in range(len(old.operations))}
    operations = tuple(
        msgspec.structs.replace(op, base=tuple(names.get(f"{old.scope} {dot}", dot) for dot in op.base))
        for op in old.operations
    )
    moved = msgspec.structs.replace(moved, operations=operations)
    return msgspec.structs.replace(moved, hash=chained(previous, moved))
