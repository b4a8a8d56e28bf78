"""What an old history may do without: values that nobody will be shown or asked about again (pure)."""

from collections.abc import Collection, Iterable, Mapping

from sync.merge.atoms import identities
from sync.merge.edits import DELETED, EVERY_ATOM, THINNED, Edit
from sync.messages.schema import AtomShape, TableShape

_THIN = ("register", "stamp")
"""Policies that look at the values of heads alone. A set takes its bases' members into account, and a text's bases
are what the conflict desk compares with."""


def thinned_in(shape: TableShape, stepwise: Collection[str], edits: Iterable[Edit]) -> dict[str, str]:
    """Dots of the edits of one record whose value can go, each with its identity, by which the merge still knows it.

    `stepwise`: atoms that change by steps, where the state before is asked for. What made the record, and every
    tombstone, stays whole.
    """
    listed, found = list(edits), dict[str, str]()
    for name, atom in shape.atoms.items():
        if name != DELETED and name not in stepwise and atom.policy in _THIN:
            found |= _superseded(name, atom, listed)
    return found


def thin_value(identity: str) -> dict[str, str]:
    """What stands in the place of a value that is gone."""
    return {THINNED: identity}


def _superseded(name: str, atom: AtomShape, edits: Iterable[Edit]) -> Mapping[str, str]:
    own = {edit.dot: edit for edit in edits if edit.atom in (name, EVERY_ATOM)}
    built_on = {dot for edit in own.values() for dot in edit.base}
    gone = [dot for dot, edit in own.items() if edit.atom == name and dot in built_on]
    if not gone:
        return {}
    names = identities(atom.columns, own)
    return {dot: names[dot] for dot in gone}
