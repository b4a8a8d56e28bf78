"""Triggers that journal every change of a synced table in the writer's own commit."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, MetaData, Table, text

from sync.client.authors import NAMED, SAID
from sync.client.shape import atoms_of, synced_tables

# Times only serve the reader of a history; no decision depends on them.
NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_PREFIX = "capture_of_"
_OFF = "NOT EXISTS (SELECT 1 FROM sync_applying)"


def install(connection: Connection, metadata: MetaData) -> None:
    """Make the capture triggers of all synced tables; to be called again after every migration."""
    drop(connection)
    for sql in wanted_triggers(metadata).values():
        connection.exec_driver_sql(sql)


def drop(connection: Connection) -> None:
    """Remove every capture trigger, before a migration that recreates tables."""
    for name in _present(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def problems(connection: Connection, metadata: MetaData) -> list[str]:
    """Names of triggers that are missing, foreign or not what the models ask for; must be empty to write."""
    wanted, present = wanted_triggers(metadata), _present(connection)
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def seen_up_to(change: int, *, own_too: bool = False) -> int:
    """The `seen` of an author who knew the store up to that change.

    Who works at this laptop knows its own later work all the same; who wrote elsewhere and came by a file does not
    (`own_too`), and that is written below zero.
    """
    return -max(change, 1) if own_too else change


def has_seen(seen: int, arrived: int) -> bool:
    """Whether an author with this `seen` knew an edit: `arrived` as `Edit` has it, below zero for what was made here."""
    return abs(arrived) <= -seen if seen < 0 else arrived <= seen


@contextmanager
def applying(connection: Connection) -> Iterator[None]:
    """Switch capture off for this transaction while changes of others are written.

    After an error the switch stays on purpose: the row cannot be committed, so a half-applied page cannot either.
    """
    connection.exec_driver_sql("INSERT INTO sync_applying (one) VALUES (1)")
    yield
    connection.exec_driver_sql("DELETE FROM sync_applying")


@contextmanager
def without_inserts(connection: Connection, metadata: MetaData, names: Collection[str]) -> Iterator[None]:
    """For many rows at once while capture is off: take the triggers on new rows of these tables away and make them again.

    Within the caller's transaction: after an error it has to roll back, and the triggers are as they were.
    """
    triggers = {
        f"{_PREFIX}{table.name}_insert": _triggers_of(table)[f"{_PREFIX}{table.name}_insert"]
        for table in synced_tables(metadata)
        if table.name in names
    }
    for name in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for sql in triggers.values():
        connection.exec_driver_sql(sql)


def current_change(connection: Connection) -> int:
    """The store's change number now; what a service hands on as `seen`."""
    newest = connection.exec_driver_sql("SELECT max(change) FROM journal").scalar()
    return int(newest or 0)


def _present(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        text("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, :n) = :prefix"),
        {"n": len(_PREFIX), "prefix": _PREFIX},
    )
    return {row.name: row.sql for row in rows}


def wanted_triggers(metadata: MetaData) -> dict[str, str]:
    """Name and SQL of every capture trigger the models ask for."""
    triggers: dict[str, str] = {}
    for table in synced_tables(metadata):
        triggers |= _triggers_of(table)
    return triggers


def _triggers_of(table: Table) -> dict[str, str]:
    atoms = atoms_of(table)
    every_column = [name for atom in atoms.values() for name in atom.columns]
    triggers = {
        f"{_PREFIX}{table.name}_insert": (
            f'AFTER INSERT ON "{table.name}" WHEN {_OFF} BEGIN '
            + _journal_row(table, "insert", "*", "NULL", _json("NEW", every_column))
        ),
        f"{_PREFIX}{table.name}_fixed": (
            f'BEFORE UPDATE OF id, scope_id ON "{table.name}"'
            " WHEN OLD.id IS NOT NEW.id OR OLD.scope_id IS NOT NEW.scope_id"
            " BEGIN SELECT RAISE(ABORT, 'id and scope_id never change'); END"
        ),
    }
    for name, atom in atoms.items():
        listed = ", ".join(f'"{column}"' for column in atom.columns)
        # BINARY: under a column's own NOCASE, correcting the case of a name would be no change.
        differs = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}" COLLATE BINARY' for c in atom.columns)
        triggers[f"{_PREFIX}{table.name}_set_{name}"] = (
            f'AFTER UPDATE OF {listed} ON "{table.name}" WHEN ({differs}) AND {_OFF} BEGIN '
            + _journal_row(table, "update", name, _json("OLD", atom.columns), _json("NEW", atom.columns))
        )
    return {name: f'CREATE TRIGGER "{name}" {body}' for name, body in triggers.items()}


def _journal_row(table: Table, kind: str, atom: str, old: str, new: str) -> str:
    return (
        f"INSERT INTO journal (kind, at, {NAMED}, table_name, record_id, scope_id, atom, old, new)"
        f" VALUES ('{kind}', {NOW}, {SAID}, '{table.name}', NEW.id, NEW.scope_id, '{atom}', {old}, {new}); END"
    )


def _json(row: str, columns: list[str] | tuple[str, ...]) -> str:
    return "json_object(" + ", ".join(f"'{name}', {row}.\"{name}\"" for name in columns) + ")"
