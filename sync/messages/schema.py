"""The schema as data: which tables, atoms, rights and transitions exist, for a server that knows none of ours."""

import hashlib
from collections.abc import Mapping

import msgspec


class AtomShape(msgspec.Struct, frozen=True, kw_only=True):
    """Columns that change and conflict as one, and how parallel edits of them are decided."""

    columns: tuple[str, ...]
    policy: str = "register"


class TableShape(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A kind of record: its atoms, the columns that name another record of the same scope, and what a column holds."""

    atoms: dict[str, AtomShape]
    parents: tuple[str, ...] = ()
    kinds: dict[str, str] = {}  # column to text, integer or real; one without a line holds anything
    required: tuple[str, ...] = ()  # columns that are never empty

    def may_hold(self, column: str, value: object) -> bool:
        """Whether every laptop's database can keep this value there."""
        if value is None:
            return column not in self.required
        return isinstance(value, _HELD.get(self.kinds.get(column, ""), (object,)))


_HELD: dict[str, tuple[type, ...]] = {"text": (str,), "integer": (int,), "real": (int, float)}


Rights = dict[str, dict[str, list[str]]]
"""Table, then atom (or `*` for the record and every atom without a line of its own), to the roles that may change it."""

Transitions = dict[str, dict[str, dict[str, dict[str, list[str]]]]]
"""Table, atom, state before, state after, to the roles that may take that step; `` is the state before the first."""


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """All that client and server must agree on about the records that travel."""

    tables: dict[str, TableShape]
    rights: Rights = {}
    transitions: Transitions = {}

    @property
    def digest(self) -> str:
        """A short name of exactly this schema."""
        return hashlib.sha256(write_schema(self)).hexdigest()[:12]


def write_schema(schema: Schema) -> bytes:
    """Canonical JSON: the same schema gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=1) + b"\n"


def read_schema(data: bytes) -> Schema:
    """Raises `msgspec.DecodeError` for anything that is not a schema."""
    return msgspec.json.decode(data, type=Schema)


def roles_for(schema: Schema, table: str, atom: str) -> list[str] | None:
    """The roles that may change this atom; None where the schema leaves it to every writer."""
    rights: Mapping[str, list[str]] = schema.rights.get(table, schema.rights.get("*", {}))
    return rights.get(atom, rights.get("*"))
