"""Turns journal rows into operations: one for each atom and editing session, with dots and hashes."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, MetaData

from sync.client.bodies import kept
from sync.client.book import Book
from sync.client.capture import applying, has_seen
from sync.client.ledger import Ledger
from sync.client.replica import replica_of
from sync.client.schema import shapes_of
from sync.client.unsealed import UNSEALED
from sync.merge.edits import EVERY_ATOM, Edit
from sync.messages.schema import TableShape
from sync.messages.seals import FIRST, chained
from sync.messages.wire import Operation, Transaction


@dataclass(slots=True, kw_only=True)
class Draft:
    """What will be one operation: the journal rows of one atom within one editing session."""

    kind: str
    table: str
    record_id: str
    scope_id: str
    atom: str
    old: dict[str, Any]
    new: dict[str, Any]
    actor: str | None
    action: str
    session: str
    reason: str | None
    seen: int | None
    at: str
    undoes: str | None = None
    changes: list[int] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return self.kind == "update" and self.old == self.new

    def take(self, later: "Draft") -> None:
        self.new |= later.new
        self.action, self.at, self.reason = later.action, later.at, later.reason or self.reason
        self.changes += later.changes
        # The keystrokes after the first saw at least as little of other people's work as the first did.
        self.seen = min((s for s in (self.seen, later.seen) if s is not None), default=None)


def seal(connection: Connection, metadata: MetaData) -> set[str]:
    """Seal all that is unsealed; answers the tables whose rows changed because someone else's value stays shown."""
    drafts = fold(_unsealed(connection), _steps(metadata))
    if not drafts:
        return set()
    return _Sealing(connection, metadata).run(drafts)


def fold(drafts: Iterable[Draft], steps: Collection[tuple[str, str]] = ()) -> list[Draft]:
    """Join the saves of one atom within one editing session, and a step with what took it back.

    `steps` are tables and atoms that change by steps: one back is no step the server knows, and what never left the
    laptop has nothing to take back there. Nothing else is joined.
    """
    kept: dict[int, Draft] = {}
    latest: dict[tuple[str, str, str], Draft] = {}
    taken: dict[tuple[str, str, str], list[Draft]] = {}
    for draft in drafts:
        key = (draft.table, draft.record_id, draft.atom)
        earlier = latest.get(key) or latest.get((*key[:2], EVERY_ATOM))
        before = taken.setdefault(key, []) if key[::2] in steps else []
        if before and draft.undoes == before[-1].action and before[-1].kind == draft.kind == "update":
            before[-1].take(draft)
            if before[-1].is_nothing:
                before.pop()
        elif earlier and _is_one_session(earlier, draft):
            earlier.take(draft)
            if earlier.kind == "update":  # to the end: its last value may name a record made in between
                kept[id(earlier)] = kept.pop(id(earlier))
        else:
            kept[id(draft)] = latest[key] = draft
            before.append(draft)
    return list(kept.values())


def _steps(metadata: MetaData) -> frozenset[tuple[str, str]]:
    return frozenset(
        (table, name)
        for table, shape in shapes_of(metadata).items()
        for name, atom in shape.atoms.items()
        if atom.policy == "guarded"
    )


def _is_one_session(earlier: Draft, later: Draft) -> bool:
    is_same = (earlier.session, earlier.actor) == (later.session, later.actor)
    return is_same and earlier.kind != "decide" and later.kind == "update"


def _unsealed(connection: Connection) -> Iterable[Draft]:
    rows = connection.exec_driver_sql(
        "SELECT change, kind, at, actor, action, session, reason, seen, undoes, table_name, record_id, scope_id,"
        f" atom, old, new FROM journal WHERE {UNSEALED} ORDER BY change"
    )
    decode = msgspec.json.decode
    for (
        change,
        kind,
        at,
        actor,
        action,
        session,
        reason,
        seen,
        undoes,
        table,
        record_id,
        scope_id,
        atom,
        old,
        new,
    ) in rows:
        alone = action or str(uuid.uuid4())
        yield Draft(
            kind=kind,
            table=table,
            record_id=record_id,
            scope_id=scope_id,
            atom=atom,
            old=decode(old) if old else {},
            new=decode(new),
            actor=actor,
            action=alone,
            session=session or alone,
            reason=reason,
            seen=seen,
            at=at,
            undoes=undoes,
            changes=[change],
        )


class _Sealing:
    """One run over the drafts, inside the caller's transaction."""

    def __init__(self, connection: Connection, metadata: MetaData) -> None:
        self._connection = connection
        self._shapes: dict[str, TableShape] = shapes_of(metadata)
        self._prefix = replica_of(connection).prefix
        self._book = Book(connection, self._shapes)
        self._ledger = Ledger(connection, metadata)
        rows = connection.exec_driver_sql("SELECT scope_id, n, hash FROM sync_chains")
        self._chains = {scope: (n, bytes.fromhex(hash_)) for scope, n, hash_ in rows}
        self._dots: list[tuple[str, int]] = []

    def run(self, drafts: list[Draft]) -> set[str]:
        self._book.load(draft.record_id for draft in drafts)
        for _, action in groupby(drafts, key=lambda draft: (draft.action, draft.actor)):
            by_scope: dict[str, list[Draft]] = {}
            for draft in action:
                by_scope.setdefault(draft.scope_id, []).append(draft)
            for scope_id, members in by_scope.items():
                self._seal_transaction(scope_id, members)
        self._write()
        return self._ledger.touched

    def _seal_transaction(self, scope_id: str, drafts: list[Draft]) -> None:
        n, previous = self._chains.get(scope_id, (0, FIRST))
        edits: list[tuple[Draft, Edit]] = []
        for draft in drafts:
            for edit in self._edits_of(draft, n + len(edits) + 1):
                edits.append((draft, edit))
        if not edits:
            return
        last = drafts[-1]
        transaction = Transaction(
            scope=scope_id,
            replica=self._prefix,
            first_n=n + 1,
            action=last.action,
            actor=last.actor,
            at=last.at,
            reason=next((draft.reason for draft in reversed(drafts) if draft.reason), None),
            operations=tuple(
                Operation(draft.table, draft.record_id, edit.atom, edit.base, dict(edit.value))
                for draft, edit in edits
            ),
            hash=b"",
        )
        transaction = msgspec.structs.replace(transaction, hash=chained(previous, transaction))
        self._chains[scope_id] = (n + len(edits), transaction.hash)
        self._note(transaction, edits, max(change for draft in drafts for change in draft.changes))

    def _edits_of(self, draft: Draft, n: int) -> list[Edit]:
        """The operation a draft becomes, or none; several where a made record turns out to be known already."""
        if draft.is_nothing:
            self._dots += [("", change) for change in draft.changes]
            return []
        dot = f"{self._prefix}.{n}"
        if draft.atom == EVERY_ATOM and self._book.is_new(draft.record_id, draft.table):
            edit = Edit(dot=dot, atom=EVERY_ATOM, base=(), value=draft.new, arrived=-max(draft.changes))
            self._book.start(draft.record_id, draft.table, edit)
            edits = [edit]
        elif draft.atom == EVERY_ATOM:
            edits = self._replacement(draft, n)
        else:
            edits = [self._taken(draft, draft.atom, draft.new, dot)]
        self._dots += [(edits[0].dot if edits else "", change) for change in draft.changes]
        return edits

    def _replacement(self, draft: Draft, n: int) -> list[Edit]:
        # INSERT OR REPLACE over a row that is known: what differs is an edit like any other.
        record = self._book.record(draft.record_id, draft.table)
        edits: list[Edit] = []
        for name, atom in self._shapes[draft.table].atoms.items():
            value = {column: draft.new[column] for column in atom.columns if column in draft.new}
            if value != record.state(name).shown:
                edits.append(self._taken(draft, name, value, f"{self._prefix}.{n + len(edits)}"))
        return edits

    def _taken(self, draft: Draft, atom: str, value: dict[str, Any], dot: str) -> Edit:
        record = self._book.record(draft.record_id, draft.table)
        seen = draft.seen if draft.seen is not None else max(draft.changes)
        base = record.seen_by(atom, lambda edit: has_seen(seen, edit.arrived))
        edit = Edit(dot=dot, atom=atom, base=base, value=value, arrived=-max(draft.changes))
        record.add(edit)
        self._ledger.show(draft.table, draft.record_id, draft.scope_id, record, edit, value)
        return edit

    def _note(self, transaction: Transaction, edits: list[tuple[Draft, Edit]], change: int) -> None:
        columns = (transaction.action, transaction.actor, transaction.reason, transaction.at, change, 1)
        body = kept(msgspec.msgpack.encode(transaction))
        transaction_id = self._ledger.add_transaction(
            transaction.scope, self._prefix, transaction.first_n, *columns, None, None, None, body
        )
        for position, (draft, edit) in enumerate(edits):
            self._ledger.add_operation(
                transaction_id, position, draft.table, draft.record_id, edit, "applied"
            )

    def _write(self) -> None:
        with applying(self._connection):
            self._ledger.flush()
        self._connection.exec_driver_sql("UPDATE journal SET sealed = ? WHERE change = ?", self._dots)
        if not self._chains:  # all came to nothing, on a store that has sealed nothing under its name yet
            return
        self._connection.exec_driver_sql(
            "INSERT INTO sync_chains (scope_id, n, hash) VALUES (?, ?, ?)"
            " ON CONFLICT (scope_id) DO UPDATE SET n = excluded.n, hash = excluded.hash",
            [(scope, n, hash_.hex()) for scope, (n, hash_) in self._chains.items()],
        )
