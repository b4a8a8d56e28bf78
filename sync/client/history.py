"""What happened to a record, newest first, and how to take an action back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection

from sync.client.authors import NAMED, SAID
from sync.client.bodies import Bodies
from sync.client.capture import NOW
from sync.client.replica import replica_so_far
from sync.client.unsealed import OF_ACTION, UNSEALED
from sync.merge.edits import DELETED, EVERY_ATOM, Edit, rank
from sync.merge.records import Record
from sync.messages.schema import AtomShape, TableShape

Inverse = tuple[str, str, str, dict[str, Any]]
"""Table, record, atom, and the values of its columns before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of a history. `atom` is `*` where the record was made."""

    at: str
    actor: str | None
    device: str
    table: str
    atom: str
    old: dict[str, Any] | None
    new: dict[str, Any]
    reason: str | None
    action: str | None
    state: str  # shown, superseded, open, waiting, quarantined, archived (what it said lies with the server)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An operation with what its transaction says about it."""

    edit: Edit
    table: str
    actor: str | None
    device: str
    at: str
    reason: str | None
    action: str
    outcome: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Everything known of one record."""

    entries: tuple[Entry, ...]
    record: Record
    open_atoms: frozenset[str]
    by_dot: Mapping[str, Entry] = field(default_factory=dict)

    def before(self, edit: Edit) -> dict[str, Any] | None:
        """The value its author started from."""
        for dot in edit.base:
            earlier = self.by_dot.get(dot)
            if earlier and earlier.edit.atom in (edit.atom, EVERY_ATOM):
                return earlier.edit.value_of(edit.said) or None
        return None


def changes_of(
    connection: Connection,
    record_id: str,
    atom: str | None = None,
    shapes: Mapping[str, TableShape] | None = None,
) -> list[Change]:
    """The record's history, or that of one atom, newest first: what is not sealed yet, then by the server's order.

    Without `shapes` the operations themselves say which columns move together.
    """
    past = past_of(connection, record_id, shapes)
    unsealed = _unsealed(connection, record_id, atom, shapes or {})
    fresh = {change.atom for change in unsealed}
    entries = sorted(past.entries, key=lambda entry: rank(entry.edit), reverse=True)
    listed = [
        _change(past, entry, atom, fresh)
        for entry in entries
        if atom is None
        or entry.edit.atom == atom
        or (entry.edit.atom == EVERY_ATOM and _speaks(entry, past, atom))
    ]
    return unsealed + listed


def last_action(connection: Connection, actor: str) -> str | None:
    """The newest action of this person that is not taken back and takes none back itself."""
    found = connection.exec_driver_sql(
        "SELECT action FROM journal WHERE actor = ? AND action IS NOT NULL AND undoes IS NULL AND action NOT IN"
        " (SELECT undoes FROM journal WHERE undoes IS NOT NULL) ORDER BY change DESC LIMIT 1",
        (actor,),
    ).scalar()
    return None if found is None else str(found)


def inverse_of(connection: Connection, action: str) -> list[Inverse]:
    """What to write, newest first, so that the action is taken back; a record it made becomes deleted."""
    rows = connection.exec_driver_sql(
        f"SELECT kind, table_name, record_id, atom, old, {NOW} FROM journal WHERE {OF_ACTION} ORDER BY change",
        (action,),
    ).all()
    made = {record_id for kind, _, record_id, *_ in rows if kind == "insert"}
    inverse: dict[tuple[str, str], Inverse] = {}
    for kind, table, record_id, atom, old, now in rows:
        if kind == "insert":
            inverse[record_id, DELETED] = (table, record_id, DELETED, {"deleted_at": now})
        elif record_id not in made and old is not None:
            inverse.setdefault((record_id, atom), (table, record_id, atom, msgspec.json.decode(old)))
    return list(reversed(inverse.values()))


def write_raw(connection: Connection, table: str, record_id: str, columns: dict[str, Any]) -> None:
    """Write values as the database holds them: those of an inverse, or of one side of a conflict."""
    assignments = ", ".join(f'"{name}" = ?' for name in columns)
    connection.exec_driver_sql(
        f'UPDATE "{table}" SET {assignments} WHERE id = ?', (*columns.values(), record_id)
    )


def note_undone(connection: Connection) -> None:
    """Journal that the open author takes an action back, also where nothing of it was left to write."""
    connection.exec_driver_sql(
        f"INSERT INTO journal (kind, at, {NAMED}, sealed) VALUES ('undone', {NOW}, {SAID}, '')"
    )


def past_of(connection: Connection, record_id: str, shapes: Mapping[str, TableShape] | None = None) -> Past:
    """All operations of a record and what they amount to."""
    entries = tuple(_entries(connection, record_id))
    known = (shapes or {}).get(entries[0].table) if entries else None
    applied = [entry.edit for entry in entries if entry.state != "held"]
    conflicts = connection.exec_driver_sql(
        "SELECT atom FROM sync_conflicts WHERE record_id = ?", (record_id,)
    )
    return Past(
        entries=entries,
        record=Record(known or _shape_from(applied), applied),
        open_atoms=frozenset(conflicts.scalars()),
        by_dot={entry.edit.dot: entry for entry in entries},
    )


def _entries(connection: Connection, record_id: str) -> Iterable[Entry]:
    own_tag = replica_so_far(connection).tag
    rows = connection.exec_driver_sql(
        "SELECT o.dot, o.atom, o.base, o.value, t.id, o.position, t.first_seq, o.table_name, t.actor, t.at, t.reason,"
        " t.action, t.outcome, o.state, CASE t.own WHEN 1 THEN ? ELSE coalesce(d.tag, '') END"
        " FROM sync_operations AS o JOIN sync_transactions AS t ON t.id = o.transaction_id"
        " LEFT JOIN sync_devices AS d ON d.replica = t.replica WHERE o.record_id = ?",
        (own_tag, record_id),
    )
    bodies = Bodies(connection)
    for dot, atom, base, value, id_, position, first_seq, *rest in rows.all():
        table, actor, at, reason, action, outcome, state, device = rest
        edit = Edit(
            dot=dot,
            atom=atom,
            base=tuple(base.split()),
            value=bodies.value(id_, position, value),
            seq=None if first_seq is None else first_seq + position,
        )
        yield Entry(
            edit=edit,
            table=table,
            actor=actor,
            device=device,
            at=at,
            reason=reason,
            action=action,
            outcome=outcome,
            state=state,
        )


def _shape_from(edits: Iterable[Edit]) -> TableShape:
    """The atoms as the operations show them; so a history can be told without the models of its day."""
    atoms: dict[str, AtomShape] = {}
    grouped: set[str] = set()
    whole: dict[str, None] = {}
    for edit in edits:
        if edit.atom == EVERY_ATOM:
            whole |= dict.fromkeys(edit.value)
        else:
            columns = (*atoms[edit.atom].columns,) if edit.atom in atoms else ()
            atoms[edit.atom] = AtomShape(columns=tuple(dict.fromkeys((*columns, *edit.said))))
            grouped |= edit.said.keys()
    single = {name: AtomShape(columns=(name,)) for name in whole if name not in grouped}
    return TableShape(atoms=atoms | single)


def _speaks(entry: Entry, past: Past, atom: str) -> bool:
    return bool(_part(entry, past, atom))


def _part(entry: Entry, past: Past, atom: str | None) -> dict[str, Any]:
    """What an operation says about one atom, or all it says."""
    if atom is None or entry.edit.atom != EVERY_ATOM:
        return dict(entry.edit.said)
    shape = past.record.shape.atoms.get(atom)
    return entry.edit.value_of(shape.columns if shape else (atom,))


def _change(past: Past, entry: Entry, atom: str | None, fresh: set[str]) -> Change:
    return Change(
        at=entry.at,
        actor=entry.actor,
        device=entry.device,
        table=entry.table,
        atom=atom or entry.edit.atom,
        old=past.before(entry.edit),
        new=_part(entry, past, atom),
        reason=entry.reason,
        action=entry.action,
        state=_state(past, entry, (atom,) if atom else past.record.atoms_of(entry.edit), fresh),
    )


def _state(past: Past, entry: Entry, atoms: Iterable[str], fresh: set[str]) -> str:
    if entry.outcome == "quarantined":
        return "quarantined"
    if entry.edit.identity:
        return "archived"
    if entry.state != "applied" or entry.outcome == "waiting":
        return "waiting"
    states = set()
    for atom in atoms:
        heads = [head.dot for head in past.record.state(atom).heads]
        if entry.edit.dot in heads and atom not in fresh:
            is_first = entry.edit.dot == heads[0] or atom not in past.open_atoms
            states.add("shown" if is_first else "open")
    return next((word for word in ("open", "shown") if word in states), "superseded")


def _unsealed(
    connection: Connection, record_id: str, atom: str | None, shapes: Mapping[str, TableShape]
) -> list[Change]:
    rows = connection.exec_driver_sql(
        "SELECT at, actor, table_name, atom, old, new, reason, action FROM journal"
        f" WHERE {UNSEALED} AND record_id = ? ORDER BY change DESC",
        (record_id,),
    )
    device = replica_so_far(connection).tag
    listed: list[Change] = []
    for at, actor, table, its_atom, old, new, reason, action in rows:
        if atom is not None and its_atom not in (atom, EVERY_ATOM):
            continue
        values = msgspec.json.decode(new)
        if atom is not None and its_atom == EVERY_ATOM:
            shape = shapes.get(table, TableShape(atoms={})).atoms.get(atom)
            values = {name: values[name] for name in (shape.columns if shape else (atom,)) if name in values}
        is_newest = not any(change.atom in (its_atom, atom) for change in listed)
        listed.append(
            Change(
                at=at,
                actor=actor,
                device=device,
                table=table,
                atom=atom or its_atom,
                old=msgspec.json.decode(old) if old else None,
                new=values,
                reason=reason,
                action=action,
                state="shown" if is_newest else "superseded",
            )
        )
    return listed
