"""What a MetaData says about sync: which tables take part, and which columns move together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sqlalchemy import Column, MetaData, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """Columns of one table that change and conflict as one."""

    name: str
    columns: tuple[str, ...]
    policy: str


def synced_tables(metadata: MetaData) -> Sequence[Table]:
    """The tables that take part, parents before children."""
    return _synced_among(metadata, len(metadata.tables))


@cache
def _synced_among(metadata: MetaData, count: int) -> Sequence[Table]:
    # Sorting was asked for with every page and every seal; `count` asks anew where models came since.
    return tuple(table for table in metadata.sorted_tables if table.info.get("synced"))


@cache
def atoms_of(table: Table) -> Mapping[str, Atom]:
    """The atoms of a table by name, in the order of its columns."""
    # asked for every page and every trigger: reading it anew took an eighth of a first pull
    columns: dict[str, list[Column[object]]] = {}
    for column in table.columns:
        if column.name not in ("id", "scope_id"):
            columns.setdefault(_atom_name(column), []).append(column)
    return MappingProxyType(
        {
            name: Atom(
                name=name, columns=tuple(str(c.name) for c in members), policy=_policy(table, name, members)
            )
            for name, members in columns.items()
        }
    )


def parents_of(table: Table) -> tuple[str, ...]:
    """The columns that name another record of the same scope."""
    return tuple(table.info.get("parents", ()))


def _atom_name(column: Column[object]) -> str:
    default = "deleted" if column.name == "deleted_at" else str(column.name)
    return str(column.info.get("atom", str(default)))


def _policy(table: Table, name: str, members: list[Column[object]]) -> str:
    declared = table.info.get("policies", {}).get(name)
    return str(declared or next((c.info["policy"] for c in members if "policy" in c.info), "register"))
