"""Which edits of an atom nobody has superseded, and which value is shown meanwhile."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sync.merge.edits import DELETED, EVERY_ATOM, Edit, rank
from sync.merge.sets import merged_list


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomState:
    """What all edits of one atom amount to; a function of the set of edits alone, not of their order of arrival."""

    heads: tuple[Edit, ...]  # the shown one first
    shown: dict[str, Any]
    is_open: bool = False  # several heads that differ: a person has to decide


def state_of(columns: Sequence[str], policy: str, edits: Mapping[str, Edit]) -> AtomState:
    """Decide between the edits of one atom, given by their dots."""
    heads = sorted(_heads(columns, edits), key=rank)
    if not heads:
        return AtomState(heads=(), shown={})
    values = [head.value_of(columns) for head in heads]
    is_open = any(_text(value) != _text(values[0]) for value in values[1:])
    if policy == "stamp":  # who made a record and when: two laptops that made the same one are both right
        return AtomState(heads=tuple(heads), shown=values[0])
    if is_open and policy in ("set", "append"):
        return AtomState(heads=tuple(heads), shown=merged_list(columns, heads, edits))
    return AtomState(heads=tuple(heads), shown=values[0], is_open=is_open)


def deletion_of(
    atoms: Mapping[str, Sequence[str]], edits: Mapping[str, Edit], record: Mapping[str, Edit]
) -> AtomState:
    """The tombstone's state: a deletion whose author had not seen every edit of the record leaves it alive."""
    columns = atoms.get(DELETED, ())
    plain = state_of(columns, "register", edits)
    alive: dict[str, Any] = dict.fromkeys(columns)
    deletions = [head for head in plain.heads if _deletes(head, columns)]
    if not deletions:
        return AtomState(heads=plain.heads, shown=plain.shown)
    kept = [head for head in plain.heads if not _deletes(head, columns)]
    unseen = kept + [edit for deletion in deletions for edit in _unseen_by(deletion, atoms, record)]
    if unseen:
        heads = {edit.dot: edit for edit in (*sorted(unseen, key=rank), *plain.heads)}
        return AtomState(heads=tuple(heads.values()), shown=alive, is_open=True)
    return AtomState(heads=plain.heads, shown=plain.shown)


_NAME_LETTERS = 32
"""Of an identity: it stays for every edit whose value is gone, so it is no longer than it must be."""


def ancestors_of(dots: Collection[str], edits: Mapping[str, Edit]) -> set[str]:
    """These dots, and everything their authors had seen."""
    found: set[str] = set()
    todo = list(dots)
    while todo:
        dot = todo.pop()
        if dot not in found:
            found.add(dot)
            todo += edits[dot].base if dot in edits else ()
    return found


def _heads(columns: Sequence[str], edits: Mapping[str, Edit]) -> list[Edit]:
    superseded = {dot for edit in edits.values() for dot in edit.base}
    if superseded.isdisjoint(edits) or len(edits) - len(superseded & edits.keys()) <= 1:
        return [edit for dot, edit in edits.items() if dot not in superseded]
    # Two people who made the same change to the same value made one change: who builds on either has seen both.
    identity = identities(columns, edits)
    covered = {identity[dot] for dot in superseded if dot in identity}
    return [edit for dot, edit in edits.items() if identity[dot] not in covered]


def identities(columns: Sequence[str], edits: Mapping[str, Edit]) -> dict[str, str]:
    """A name for each edit that is equal exactly when what it says and all it builds on are equal."""
    names: dict[str, str] = {}
    todo = list(edits)
    while todo:
        dot = todo[-1]
        bases = [base for base in edits[dot].base if base in edits]
        missing = [base for base in bases if base not in names]
        if missing and dot not in names:
            todo += missing
            continue
        todo.pop()
        if dot not in names:
            content = "\n".join(
                (_text(edits[dot].value_of(columns)), *sorted({names[base] for base in bases}))
            )
            names[dot] = edits[dot].identity or hashlib.sha256(content.encode()).hexdigest()[:_NAME_LETTERS]
    return names


def _unseen_by(deletion: Edit, atoms: Mapping[str, Sequence[str]], record: Mapping[str, Edit]) -> list[Edit]:
    """Edits of the living record of which whoever deleted it knew neither them nor identical ones."""
    seen = ancestors_of([deletion.dot], record)
    unseen = [
        edit
        for dot, edit in record.items()
        if dot not in seen and edit.atom != DELETED and deletion.dot not in ancestors_of(edit.base, record)
    ]
    spoken = {name for edit in unseen for name in (atoms if edit.atom == EVERY_ATOM else (edit.atom,))}
    news: set[str] = set()
    for name in spoken - {DELETED}:
        edits = {dot: edit for dot, edit in record.items() if edit.atom in (name, EVERY_ATOM)}
        identity = identities(atoms.get(name, ()), edits)
        known = {identity[dot] for dot in seen if dot in identity}
        news |= {dot for dot in identity if identity[dot] not in known}
    return [edit for edit in unseen if edit.dot in news]


def _deletes(edit: Edit, columns: Sequence[str]) -> bool:
    return any(value is not None for value in edit.value_of(columns).values())


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True)
