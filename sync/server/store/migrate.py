"""Makes the server's tables, says of which version they are, and brings older ones to this program's."""

import secrets
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, text

from sync.server.store import tables

HEAD = "0004"
"""The version of this program's tables; a test holds it equal to the newest migration."""

FOLDER = Path(__file__).parent / "migrations"

_BEFORE_MIGRATIONS = "0001"  # a store without Alembic's own table is of the first release
_LOCK = 0x4D494C45504F5354


def version_of(connection: Connection) -> str | None:
    """The version of the tables; none where there are no tables yet."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" in names:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    return _BEFORE_MIGRATIONS if "server_state" in names else None


def migrate(connection: Connection) -> None:
    """All steps that are missing, in the caller's unit of work: after a fault the store is as it was."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":  # two servers that begin on one database at once
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    found = version_of(connection)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    if found == _BEFORE_MIGRATIONS:
        command.stamp(config, found)
    command.upgrade(config, "head")
    if found is None:
        first = {"name": "epoch", "value": secrets.token_hex(4)}
        connection.execute(insert(tables.state).values(first))
