"""SQLAlchemy over the connections of one store; made when mapped records are first asked for."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.storage.connecting import OF_THE_FILE, Connections, primary_code, unreadable
from desktop.storage.held_key import HeldKey
from sync.client.authors import AUTHOR, introduce


def make_engine(path: Path, key: HeldKey) -> Engine:
    """An engine with connections of its own."""
    return engine_over(Connections(path, key))


def engine_over(connections: Connections) -> Engine:
    """An engine whose transactions begin as the caller's execution option `begin` says; with None they have begun."""
    path = connections.path  # alone in the listener, which SQLAlchemy may keep for longer than the engine
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connections.hand_over,
        poolclass=QueuePool,
        pool_size=4,
        pool_use_lifo=True,  # the last one used has its pages at hand; four in turn would each hold them
        hide_parameters=True,  # an error text goes to the log, what people wrote does not
    )

    @event.listens_for(engine, "connect")
    def know_its_author(raw: "sqlcipher.Connection", record: Any) -> None:
        record.info[AUTHOR] = introduce(raw)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        said = connection.get_execution_options().get("begin", "BEGIN")
        if said is not None:
            connection.exec_driver_sql(said)

    @event.listens_for(engine, "handle_error")
    def say_what_the_disk_did(context: ExceptionContext) -> None:
        cause = context.original_exception
        if primary_code(cause) in OF_THE_FILE:
            raise unreadable(path, cause) from cause

    return engine
