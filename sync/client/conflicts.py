"""Open conflicts: which there are, what each side says, and how a person decides one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, MetaData

from sync.client.authors import NAMED, SAID
from sync.client.book import Book
from sync.client.capture import NOW, applying, current_change
from sync.client.history import Entry, Past, past_of, write_raw
from sync.client.ledger import Ledger, conflict_id
from sync.client.schema import shapes_of
from sync.client.seal import seal
from sync.client.shape import atoms_of
from sync.client.unsealed import UNSEALED
from sync.messages.schema import TableShape


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflict:
    """A field, or group of fields, about which two people said different things."""

    id: str
    table: str
    record_id: str
    scope_id: str
    atom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the values between which a person decides."""

    dot: str
    atom: str  # another than the conflict's where someone edited what another deleted
    value: dict[str, Any]
    base: dict[str, Any] | None
    actor: str | None
    device: str
    at: str
    reason: str | None
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    about: OpenConflict
    sides: tuple[Side, ...]  # the one shown meanwhile first


def open_conflicts(connection: Connection) -> list[OpenConflict]:
    """All that wait for a decision here."""
    return _listed(connection, "ORDER BY scope_id, record_id, atom", ())


def _listed(connection: Connection, which: str, bound: tuple[str, ...]) -> list[OpenConflict]:
    rows = connection.exec_driver_sql(
        f"SELECT id, table_name, record_id, scope_id, atom FROM sync_conflicts {which}", bound
    )
    return [
        OpenConflict(id=id_, table=table, record_id=record_id, scope_id=scope_id, atom=atom)
        for id_, table, record_id, scope_id, atom in rows
    ]


def conflict(
    connection: Connection, record_id: str, atom: str, shapes: Mapping[str, TableShape] | None = None
) -> Conflict | None:
    """All sides of one, or None when it is decided."""
    about = next(iter(_listed(connection, "WHERE record_id = ? AND atom = ?", (record_id, atom))), None)
    if about is None:
        return None
    past = past_of(connection, record_id, shapes)
    heads = past.record.state(atom).heads
    sides = tuple(
        _side(past, past.by_dot[head.dot], atom, is_shown=position == 0)
        for position, head in enumerate(heads)
    )
    return Conflict(about=about, sides=sides)


def settle(
    connection: Connection, metadata: MetaData, record_id: str, table: str, atom: str, columns: dict[str, Any]
) -> None:
    """Decide: an ordinary captured write, journalled also where it keeps the value that is shown.

    `columns` are values as the database holds them, such as `Side.value` gives.
    Its operation is based on all sides that the open author's `seen` covers; a side that came later stays open.
    """
    before = current_change(connection)
    rows = metadata.tables[table]
    write_raw(connection, table, record_id, columns)
    marked = connection.exec_driver_sql(
        "UPDATE journal SET kind = 'decide' WHERE change > ? AND record_id = ? AND atom = ?",
        (before, record_id, atom),
    )
    if marked.rowcount == 0:
        members = ", ".join(f"'{name}', t.\"{name}\"" for name in atoms_of(rows)[atom].columns)
        connection.exec_driver_sql(
            f"INSERT INTO journal (kind, at, {NAMED}, table_name, record_id, scope_id, atom, old, new)"
            f" SELECT 'decide', {NOW}, {SAID}, ?, t.id, t.scope_id, ?, json_object({members}),"
            f' json_object({members}) FROM "{table}" AS t WHERE t.id = ?',
            (table, atom, record_id),
        )
    connection.exec_driver_sql(
        "DELETE FROM sync_conflicts WHERE record_id = ? AND atom = ?", (record_id, atom)
    )


def withdraw(
    connection: Connection, metadata: MetaData, action: str, record_id: str, table: str, atom: str
) -> bool:
    """Take back the side that an action put beside the value shown, where no other is open: what is shown is decided."""
    if not _listed(connection, "WHERE record_id = ? AND atom = ?", (record_id, atom)):
        return False
    past = past_of(connection, record_id, shapes_of(metadata))
    heads = past.record.state(atom).heads
    if {past.by_dot[head.dot].action for head in heads[1:]} != {action}:
        return False
    shown = heads[0].value_of(atoms_of(metadata.tables[table])[atom].columns)
    if not shown:  # someone edited what another deleted: that is a person's to decide
        return False
    settle(connection, metadata, record_id, table, atom, shown)
    return True


def reopen(connection: Connection, action: str) -> int:
    """Take back a decision that has not left this laptop: the conflict is open again. Answers how many were.

    A decision that is sealed already is on its way; it is taken back like any change, by writing another value.
    """
    rows = connection.exec_driver_sql(
        "SELECT change, table_name, record_id, scope_id, atom, old FROM journal"
        f" WHERE {UNSEALED} AND action = ? AND kind = 'decide' ORDER BY change DESC",
        (action,),
    ).all()
    with applying(connection):
        for change, table, record_id, scope_id, atom, old in rows:
            write_raw(connection, table, record_id, msgspec.json.decode(old))
            connection.exec_driver_sql("UPDATE journal SET sealed = '' WHERE change = ?", (change,))
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO sync_conflicts (record_id, atom, id, table_name, scope_id)"
                " VALUES (?, ?, ?, ?, ?)",
                (record_id, atom, conflict_id(record_id, atom), table, scope_id),
            )
    return len(rows)


def show_again(connection: Connection, metadata: MetaData) -> set[str]:
    """Bring the rows of open conflicts to what the server's order says now; answers the tables.

    Places change where a restored server hears the sides in another order than before.
    """
    opened = open_conflicts(connection)
    if not opened:
        return set()
    touched = seal(connection, metadata)
    book, ledger = Book(connection, shapes_of(metadata)), Ledger(connection, metadata)
    book.load(one.record_id for one in opened)
    for one in opened:
        record = book.record(one.record_id, one.table)
        heads = record.state(one.atom).heads
        if heads and not _is_shown(connection, metadata, one, record.state(one.atom).shown):
            ledger.show(one.table, one.record_id, one.scope_id, record, heads[0])
    with applying(connection):
        ledger.flush()
    return touched | ledger.touched


def _is_shown(
    connection: Connection, metadata: MetaData, about: OpenConflict, shown: Mapping[str, Any]
) -> bool:
    known = metadata.tables[about.table].columns.keys() if about.table in metadata.tables else ()
    wanted = {name: value for name, value in shown.items() if name in known}
    if not wanted:
        return True
    names = ", ".join(f'"{name}"' for name in wanted)
    row = connection.exec_driver_sql(
        f'SELECT {names} FROM "{about.table}" WHERE id = ?', (about.record_id,)
    ).first()
    return row is None or list(row) == list(wanted.values())


def _side(past: Past, entry: Entry, atom: str, *, is_shown: bool) -> Side:
    shape = past.record.shape.atoms.get(atom)
    is_making = entry.edit.atom == "*" and shape is not None
    return Side(
        dot=entry.edit.dot,
        atom=atom if is_making else entry.edit.atom,
        value=entry.edit.value_of(shape.columns) if is_making and shape else dict(entry.edit.said),
        base=past.before(entry.edit),
        actor=entry.actor,
        device=entry.device,
        at=entry.at,
        reason=entry.reason,
        is_shown=is_shown,
    )
