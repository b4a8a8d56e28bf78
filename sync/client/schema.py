"""The schema that travels, read from a MetaData."""

from sqlalchemy import MetaData

from sync.client.shape import atoms_of, parents_of, synced_tables
from sync.messages.schema import AtomShape, Rights, Schema, TableShape, Transitions


def describe(metadata: MetaData, rights: Rights, transitions: Transitions) -> Schema:
    """What the server must know of these tables; `write_schema` makes the file of it."""
    return Schema(tables=shapes_of(metadata), rights=rights, transitions=transitions)


def shapes_of(metadata: MetaData) -> dict[str, TableShape]:
    """The synced tables by name, parents before children."""
    return {
        str(table.name): TableShape(
            atoms={
                name: AtomShape(columns=atom.columns, policy=atom.policy)
                for name, atom in atoms_of(table).items()
            },
            parents=parents_of(table),
        )
        for table in synced_tables(metadata)
    }
