"""Whether a transaction can take its place now: its form, the right to it, and what it builds on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sync.merge.edits import DELETED, EVERY_ATOM, Edit
from sync.merge.records import Record
from sync.merge.rights import fault_in, is_id, is_well_formed, step_fault
from sync.messages.schema import Schema, TableShape
from sync.messages.wire import Operation, Transaction
from sync.server.rounds.marks import AGAIN
from sync.server.store.order import Order

_StepFault = Callable[[Operation, list[Mapping[str, Any]]], str | None]
"""The code of a step that may not follow what its author had seen."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """applied, merged or conflict; else kept back as waiting or quarantined, with a code."""

    outcome: str
    code: str | None = None

    @property
    def is_taken(self) -> bool:
        return self.outcome in ("applied", "merged", "conflict")


_TAKEN = {word: Verdict(word) for word in ("applied", "merged", "conflict")}
_gravity = ["duplicate", "waiting", *_TAKEN].index
_NONE: Mapping[str, Edit] = {}
_UNKNOWN = TableShape(atoms={})


def _is_first_change(op: Operation, known: Mapping[str, Edit], shape: TableShape) -> bool:
    """Of a record that was made and not touched since: a change like most, and nothing to decide."""
    if len(known) != 1 or op.atom not in shape.atoms or op.atom == DELETED:
        return False
    ((dot, edit),) = known.items()
    return edit.atom == EVERY_ATOM and op.base == (dot,)


class Judge:
    """Knows the records that the transactions at hand touch; a verdict of taken adds to them."""

    def __init__(self, order: Order, schema: Schema) -> None:
        self._order = order
        self._schema = schema
        self._tables: dict[str, str] = {}
        self._edits: dict[str, dict[str, Edit]] = {}
        self._records: dict[str, Record] = {}
        self._asked: set[str] = set()

    def load(self, transactions: Iterable[Transaction]) -> None:
        """Read the records these touch or name; must come before their verdicts."""
        named = {id_ for t in transactions for op in t.operations for id_ in (op.record, *self._parents(op))}
        wanted = set(filter(is_id, named))  # nothing else is in the store, and some of it no database takes
        for record_id, (table, edits) in self._order.edits_of(sorted(wanted - self._asked)).items():
            self._tables[record_id] = table
            self._edits[record_id] = {edit.dot: edit for edit in edits}
        self._asked |= wanted

    def verdict(self, transaction: Transaction, role: str | None) -> Verdict:
        """With this role; None is the person's who has none."""
        if not is_well_formed(transaction):
            return Verdict("quarantined", "malformed")
        for operation in transaction.operations:
            fault = fault_in(self._schema, operation, role)
            if fault is not None:
                return Verdict("quarantined", fault)
        return self._placed(
            transaction, lambda op, befores: step_fault(self._schema, op, befores, role or "")
        )

    def verdict_again(self, transaction: Transaction) -> Verdict:
        """Of what was judged and placed before the server was restored: it may still have to wait for what it builds on."""
        verdict = self._placed(transaction, lambda op, befores: None)
        return Verdict("waiting", AGAIN) if verdict.outcome == "waiting" else verdict

    def _placed(self, transaction: Transaction, fault_of: _StepFault) -> Verdict:
        own = {transaction.dot(position): op for position, op in enumerate(transaction.operations)}
        made = {op.record for op in transaction.operations if op.atom == EVERY_ATOM}
        for operation in transaction.operations:
            verdict = self._fault_of(operation, own, made, fault_of)
            if verdict is not None:
                return verdict
        return _TAKEN[self._take(own)]

    def _fault_of(
        self,
        op: Operation,
        own: Mapping[str, Operation],
        made: set[str],
        fault_of: _StepFault,
    ) -> Verdict | None:
        parents = self._parents(op)
        if self._tables.get(op.record, op.table) != op.table or not all(map(is_id, parents)):
            return Verdict("quarantined", "malformed")
        if op.atom != EVERY_ATOM and not op.base:
            return Verdict("quarantined", "malformed")
        known = self._edits.get(op.record, _NONE)
        befores: list[Mapping[str, Any]] = []
        for dot in op.base:
            if dot in known:
                befores.append(known[dot].value)
            elif dot in own and own[dot].record == op.record:
                befores.append(own[dot].value)
            else:
                return Verdict("waiting", "base")
        for parent in parents:
            if parent not in self._tables and parent not in made:
                return Verdict("waiting", "parent")
        fault = fault_of(op, befores)
        return Verdict("quarantined", fault) if fault else None

    def _take(self, own: Mapping[str, Operation]) -> str:
        gravest = "applied"
        for dot, op in own.items():
            edit = Edit(dot=dot, atom=op.atom, base=op.base, value=op.value)
            if op.record not in self._tables:
                self._tables[op.record] = op.table
                self._edits[op.record] = {dot: edit}
                continue
            gravest = max(gravest, self._add(op, edit), key=_gravity)
        return gravest

    def _add(self, op: Operation, edit: Edit) -> str:
        known, shape = self._edits[op.record], self._schema.tables.get(op.table, _UNKNOWN)
        if op.record not in self._records:
            if _is_first_change(op, known, shape):
                known[edit.dot] = edit
                return "applied"
            self._records[op.record] = Record(shape, known.values())
        known[edit.dot] = edit
        return self._records[op.record].add(edit)

    def _parents(self, op: Operation) -> list[str]:
        shape = self._schema.tables.get(op.table)
        if shape is None or not shape.parents:
            return []
        values = (op.value.get(column) for column in shape.parents)
        return [value for value in values if isinstance(value, str)]
