"""Writes many rows at once: by COPY where the database is PostgreSQL, as one prepared statement elsewhere."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import BigInteger, Connection, Integer, LargeBinary, Table, Text

if TYPE_CHECKING:
    import psycopg

# As they are, not as text: what was packed would be written out in hexadecimal and read again.
_SAID = {Text: "text", BigInteger: "int8", Integer: "int4", LargeBinary: "bytea"}
_FEW = 8  # below, a COPY costs more than it saves


def insert_many(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """`rows` hold their values in the order of `columns`; part of the unit of work, as any other insert."""
    given = list(rows)
    if not given:
        return
    named = ", ".join(f'"{name}"' for name in columns)
    # Told by the dialect, not by the driver's class: the packaged program has no driver for PostgreSQL.
    is_postgres = connection.dialect.name == "postgresql"
    if is_postgres and len(given) > _FEW:
        raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
        into = f'COPY "{table.name}" ({named}) FROM STDIN (FORMAT BINARY)'
        with raw.cursor() as cursor, cursor.copy(into) as copy:
            copy.set_types([_SAID[type(table.c[name].type)] for name in columns])
            for row in given:
                copy.write_row(row)
        return
    mark = "%s" if is_postgres else "?"
    marks = ", ".join(mark for _ in columns)
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({named}) VALUES ({marks})', [tuple(row) for row in given]
    )
