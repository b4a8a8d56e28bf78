"""What the server says of its backups: how far a checked one reaches in each scope."""

from collections.abc import Mapping

from sqlalchemy import Connection


def remember_secured(connection: Connection, serial: int, secured: Mapping[str, int]) -> None:
    """`serial` is told to the server from now on, so that it says this only once."""
    if secured:
        connection.exec_driver_sql(
            "INSERT INTO sync_secured (scope_id, seq) VALUES (?, ?)"
            " ON CONFLICT (scope_id) DO UPDATE SET seq = excluded.seq",
            list(secured.items()),
        )
    connection.exec_driver_sql("UPDATE sync_replica SET secured = ?", (serial,))


def forget_secured(connection: Connection) -> None:
    """Another history of the server: nothing is known of its backups."""
    connection.exec_driver_sql("DELETE FROM sync_secured")
    connection.exec_driver_sql("UPDATE sync_replica SET secured = 0")
