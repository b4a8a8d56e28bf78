"""Whether a role may make a change: the schema says it, and neither server nor laptop trusts another laptop."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sync.messages.schema import Schema, roles_for
from sync.messages.wire import Operation, Transaction

_NO_STATE = ""
_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_well_formed(transaction: Transaction) -> bool:
    """Whether it says something, and about records that can be."""
    ids = (transaction.scope, *(op.record for op in transaction.operations))
    return bool(transaction.operations) and transaction.first_n > 0 and all(map(is_id, ids))


def is_id(text: str) -> bool:
    """A dashed lower-case uuid, and nothing that could be anything else in a path or a query."""
    return _ID.fullmatch(text) is not None


def is_fit(schema: Schema, operation: Operation) -> bool:
    """Whether every laptop's database can hold the values: one beyond it would stop the pull of all of them."""
    shape = schema.tables.get(operation.table)
    held = all(shape.may_hold(column, value) for column, value in operation.value.items()) if shape else True
    return held and _is_storable_all(operation)


def fault_in(schema: Schema, operation: Operation, role: str | None) -> str | None:
    """The code of what is wrong with a change whoever makes it, or with this role making it."""
    shape = schema.tables.get(operation.table)
    if shape is None:
        return "unknown_table"
    if operation.atom != "*":
        atom = shape.atoms.get(operation.atom)
        if atom is None or any(column not in atom.columns for column in operation.value):
            return "unknown_atom"
    if not _is_storable_all(operation):
        return "malformed"
    for column, value in operation.value.items():
        if not shape.may_hold(column, value):
            return "bad_value"
    return None if may_change(schema, operation.table, operation.atom, role) else "no_right"


def may_change(schema: Schema, table: str, atom: str, role: str | None) -> bool:
    """Whether the role that counts in a scope may change this there; server and laptop ask it alike."""
    allowed = roles_for(schema, table, atom)
    # A reader writes what the schema names readers for, and nothing that it leaves to every writer.
    return role is not None and (role != "reader" if allowed is None else role in allowed)


def step_fault(
    schema: Schema, operation: Operation, befores: Iterable[Mapping[str, Any]], role: str
) -> str | None:
    """Whether a state follows from one that its author had seen, and this role may take that step."""
    for atom, steps in schema.transitions.get(operation.table, {}).items():
        column = schema.tables[operation.table].atoms[atom].columns[0]
        if operation.atom == "*":
            # Records may be brought in at any state, unless the schema names the first ones.
            states = [_NO_STATE] if _NO_STATE in steps else []
        elif operation.atom == atom:
            states = [str(before.get(column)) for before in befores]
        else:
            continue
        after = str(operation.value.get(column))
        if states and not any(_may_step(steps, before, after, role) for before in states):
            return "no_such_step"
    return None


def _is_storable_all(operation: Operation) -> bool:
    return all(map(_is_storable, operation.value.values()))


def _is_storable(value: object) -> bool:
    if value is None or isinstance(value, str):
        return True
    if isinstance(value, int):
        return -(1 << 63) <= value < 1 << 63
    return isinstance(value, float)


def _may_step(steps: Mapping[str, Mapping[str, list[str]]], before: str, after: str, role: str) -> bool:
    return before == after or role in steps.get(before, {}).get(after, ())
