"""An INSERT that can say what to do on conflict."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

Upsert = PostgresInsert | SqliteInsert

INSERTS: Mapping[str, Callable[[Table], Upsert]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
"""By the name of the dialect, for statements that are built once."""


def upsert(connection: Connection, table: Table) -> Upsert:
    """In the words of the database at hand."""
    return INSERTS[connection.dialect.name](table)
