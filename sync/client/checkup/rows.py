"""Whether rows and open conflicts are what the operations amount to; where not, they are written again."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import IntegrityError

from sync.client.capture import applying
from sync.client.checkup.walking import Held
from sync.client.held import rebuild
from sync.client.marking import relax, take_change_number
from sync.client.schema import shapes_of
from sync.client.seal import seal
from sync.client.unsealed import UNSEALED
from sync.merge.edits import EVERY_ATOM
from sync.merge.records import Record
from sync.messages.schema import TableShape

Place = tuple[str, str, str]
"""Scope, table and record, as `held.rebuild` takes them."""

_AT_ONCE = 500


def unlike_rows(connection: Connection, metadata: MetaData, found: Sequence[Held]) -> list[Place]:
    """Those of these records whose row or conflicts say something else; one with unsealed typing is passed over."""
    shapes = shapes_of(metadata)
    typed = set(connection.exec_driver_sql(f"SELECT record_id FROM journal WHERE {UNSEALED}").scalars())
    asked = [one for one in found if one.table in shapes and one.record not in typed]
    by_table: dict[str, list[Held]] = {}
    for one in asked:
        by_table.setdefault(one.table, []).append(one)
    unlike: list[Place] = []
    for table, listed in by_table.items():
        for start in range(0, len(listed), _AT_ONCE):
            unlike += _unlike(connection, table, shapes[table], listed[start : start + _AT_ONCE])
    return unlike


def render(connection: Connection, metadata: MetaData, scope: str, places: Sequence[Place]) -> int:
    """Write these of one scope again in the caller's transaction; answers how many now say what they should.

    One that the tables of this release refuse stays as it is, and stops no other.
    """
    seal(connection, metadata)
    take_change_number(
        connection, scope, all_sealed=True
    )  # a screen that was open has not seen what is written now
    shapes = shapes_of(metadata)
    with applying(connection):
        relax(connection)
        if _rebuilt(connection, metadata, shapes, places):
            return len(places)
        return sum(_rebuilt(connection, metadata, shapes, [place]) for place in places)


def _rebuilt(
    connection: Connection, metadata: MetaData, shapes: dict[str, TableShape], places: Sequence[Place]
) -> bool:
    savepoint = connection.begin_nested()
    try:
        rebuild(connection, metadata, shapes, places)
    except IntegrityError:
        savepoint.rollback()
        return False
    savepoint.commit()
    return True


def _unlike(connection: Connection, table: str, shape: TableShape, listed: Sequence[Held]) -> list[Place]:
    names = list(dict.fromkeys(name for atom in shape.atoms.values() for name in atom.columns))
    marks, ids = ",".join("?" * len(listed)), tuple(one.record for one in listed)
    columns = ", ".join(f'"{name}"' for name in names)
    read = connection.exec_driver_sql(f'SELECT id, {columns} FROM "{table}" WHERE id IN ({marks})', ids)
    rows = {row[0]: dict(zip(names, row[1:], strict=True)) for row in read}
    opened: dict[str, set[str]] = {}
    for record, atom in connection.exec_driver_sql(
        f"SELECT record_id, atom FROM sync_conflicts WHERE record_id IN ({marks})", ids
    ):
        opened.setdefault(record, set()).add(atom)
    return [
        (one.scope, table, one.record)
        for one in listed
        if not _is_like(shape, one, rows.get(one.record), opened.get(one.record, set()))
    ]


def _is_like(shape: TableShape, held: Held, row: Mapping[str, Any] | None, opened: set[str]) -> bool:
    if not any(edit.atom == EVERY_ATOM for edit in held.shown):
        return True  # nothing here that could be a row
    if row is None:
        return False
    if len(held.shown) == 1:  # by far the most common case, so nothing is decided for it
        return not opened and _says(row, held.shown[0].value)
    record = Record(shape, held.shown)
    states = {name: record.state(name) for name in shape.atoms}
    is_open = {name for name, state in states.items() if state.is_open}
    return is_open == opened and all(_says(row, state.shown) for state in states.values())


def _says(row: Mapping[str, Any], shown: Mapping[str, Any]) -> bool:
    """A column that this release lacks says nothing; a number may be kept as the text of it."""
    return all(
        row[name] == value or (value is not None and str(row[name]) == str(value))
        for name, value in shown.items()
        if name in row
    )
