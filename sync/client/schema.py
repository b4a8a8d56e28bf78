"""The schema that travels, read from a MetaData."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, MetaData, Table
from sqlalchemy.dialects import sqlite

from sync.client.shape import atoms_of, parents_of, synced_tables
from sync.messages.schema import AtomShape, Rights, Schema, TableShape, Transitions


def describe(metadata: MetaData, rights: Rights, transitions: Transitions) -> Schema:
    """What the server must know of these tables; `write_schema` makes the file of it."""
    return Schema(tables=shapes_of(metadata), rights=rights, transitions=transitions)


def shapes_of(metadata: MetaData) -> dict[str, TableShape]:
    """The synced tables by name, parents before children."""
    return dict(_shapes_among(synced_tables(metadata)))


@cache
def _shapes_among(listed: Sequence[Table]) -> dict[str, TableShape]:
    return {
        str(table.name): TableShape(
            atoms={
                name: AtomShape(columns=atom.columns, policy=atom.policy)
                for name, atom in atoms_of(table).items()
            },
            parents=parents_of(table),
            kinds={str(column.name): kind for column in table.columns if (kind := _kind_of(column))},
            required=tuple(sorted(str(column.name) for column in table.columns if not column.nullable)),
        )
        for table in listed
    }


def _kind_of(column: Column[Any]) -> str | None:
    """How SQLite stores what is declared so (https://www.sqlite.org/datatype3.html, 3.1)."""
    declared = column.type.compile(dialect=sqlite.dialect()).upper()
    if "INT" in declared or "BOOL" in declared:
        return "integer"
    if any(word in declared for word in ("CHAR", "TEXT", "CLOB", "DATE", "TIME")):
        return "text"
    return "real" if any(word in declared for word in ("REAL", "FLOA", "DOUB")) else None
