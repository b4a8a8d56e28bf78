"""What people call a scope: a project by its code and title, what an office or the region shares by whose it is."""

from sync.merge.edits import EVERY_ATOM
from sync.merge.records import Record
from sync.messages.schema import Schema, TableShape
from sync.server.store.order import Order
from sync.server.store.scopes import ScopeRow

_CALLED_BY = ("code", "title")
"""Columns by which people know a record, where it has such; the server knows no more of any table."""


def name_of(order: Order, schema: Schema, scope: ScopeRow) -> str:
    """For the person who runs the server; its id where nothing says more."""
    if scope.kind == "region":
        return "what the region shares"
    if scope.kind != "project":
        return f"what {scope.office or scope.id} shares"
    table, edits = order.edits_of([scope.id]).get(scope.id, ("", []))
    shape = schema.tables.get(table)
    if shape is None or not any(one.atom == EVERY_ATOM for one in edits):
        return f"a project of {scope.office or 'nobody'}, {scope.id}"
    record = Record(shape, edits)
    said = (record.state(_atom_of(shape, column)).shown.get(column) for column in _CALLED_BY)
    return " ".join(str(one) for one in said if one) or scope.id


def _atom_of(shape: TableShape, column: str) -> str:
    return next((name for name, atom in shape.atoms.items() if column in atom.columns), "")
