"""How the tables lie on a PostgreSQL cluster (Citus): a scope on one machine, small things on all of them."""

from collections.abc import Sequence

from sqlalchemy import Table

from sync.server.store import tables

DISTRIBUTED: dict[Table, str] = {
    tables.scopes: "id",
    tables.transactions: "scope",
    tables.operations: "scope",
    tables.chains: "scope",
    tables.cursors: "scope",
    tables.parts: "scope",
    tables.prepared: "scope",
    tables.compacted: "scope",
    tables.settled: "scope",
    tables.archives: "scope",
}
"""Each with the column that says where its rows lie; all of them beside the scope they are of."""

REFERENCE: tuple[Table, ...] = (tables.state, tables.offices, tables.roles, tables.codes, tables.devices)
"""Small and read with everything: a copy on each machine."""


def statements() -> Sequence[str]:
    """What a database administrator runs once, on an empty or a filled database."""
    first, *others = DISTRIBUTED.items()
    lines = [f"SELECT create_reference_table('{table.name}');" for table in REFERENCE]
    lines.append(f"SELECT create_distributed_table('{first[0].name}', '{first[1]}');")
    lines += [
        f"SELECT create_distributed_table('{table.name}', '{key}', colocate_with => '{first[0].name}');"
        for table, key in others
    ]
    return lines
