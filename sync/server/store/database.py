"""Opens the server's database, embedded SQLite or PostgreSQL, and its units of work."""

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, OperationalError, ProgrammingError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from sync.server.store import migrate as migrations
from sync.server.store import tables
from sync.server.store.glances import Glance, glancing
from sync.server.store.migrate import migrate, version_of
from sync.server.store.state import Counts, State

_IDLE_S = 1.0
_EPOCH = select(tables.state.c.value).where(tables.state.c.name == "epoch")


class DatabaseProblem(Exception):
    """The database cannot be used; its text is a sentence for the person who runs the server."""


class Database:
    """Gives units of work; holds nothing else, so as many processes as wanted share one PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        options = {"begin": "BEGIN"}
        if engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        self._views = engine.execution_options(**options)

    @classmethod
    def open(
        cls, data: Path, url: str | None, *, to_upgrade: bool = False, as_it_is: bool = False
    ) -> "Database":
        """The database at `url`, or the embedded one in the data folder; made when it is empty.

        One of an older release is refused unless it is opened `to_upgrade`, or `as_it_is`: to be copied or looked
        over and not changed. One of a newer release is always refused.
        """
        database = cls(_engine_at(url) if url else _embedded(data / "server.db"))
        try:
            database._check_tables(to_upgrade=to_upgrade, as_it_is=as_it_is)
        except (OperationalError, ProgrammingError) as fault:
            database.close()
            raise DatabaseProblem(f"The database cannot be opened: {fault.orig}") from fault
        except DatabaseProblem:
            database.close()
            raise
        return database

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Keep everything if the block ends well, nothing if it raises."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view; never waits for a writer."""
        with self._views.connect() as connection:
            yield connection
            connection.rollback()

    @property
    def reads_at_once(self) -> bool:
        """Whether a view waits for nobody: no network, and a reader of the embedded database never for a writer."""
        return self._engine.dialect.name == "sqlite"

    def glancing(self) -> AbstractContextManager[Glance]:
        """For the question that is asked most."""
        return glancing(self._engine)

    def epoch(self) -> str:
        """Changes when the server is restored from a backup."""
        with self.reading() as connection:
            return str(connection.execute(_EPOCH).scalar_one())

    def counts(self) -> Counts:
        """Where the server stands."""
        with self.reading() as connection:
            return State(connection).counts()

    def check(self) -> None:
        """Raises DatabaseProblem while nothing can be read, or the tables are of another release."""
        try:
            with self.reading() as connection:
                found = version_of(connection)
        except (OperationalError, ProgrammingError) as fault:
            raise DatabaseProblem(f"The database cannot be reached: {fault.orig}") from fault
        if found != migrations.HEAD:
            raise DatabaseProblem(f"The tables are of version {found}, not {migrations.HEAD}.")

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the embedded database while it is in use."""
        if self._engine.dialect.name != "sqlite":
            raise DatabaseProblem("A PostgreSQL database is backed up with pg_dump; see docs/server.md.")
        with self.reading() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            copy = sqlite3.connect(target)
            try:
                raw.backup(copy)
            except sqlite3.Error as fault:
                raise DatabaseProblem(f"The database cannot be copied: {fault}.") from fault
            finally:
                copy.close()

    def keeps_secured(self) -> bool:
        """Whether the tables have room for it: a backup is made before an upgrade too."""
        return any(one["name"] == "secured" for one in inspect(self._engine).get_columns("scopes"))

    def size_bytes(self) -> int:
        """On disk."""
        asked = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        if self._engine.dialect.name == "postgresql":
            asked = "SELECT pg_database_size(current_database())"
        with self.reading() as connection:
            return int(connection.exec_driver_sql(asked).scalar_one())

    def shrink(self) -> bool:
        """Give the room of what was deleted back to the disk; False while somebody else writes. PostgreSQL does it itself."""
        if self._engine.dialect.name != "sqlite":
            return True
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute("VACUUM")
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError:
            return False
        finally:
            raw.close()
        return True

    def begin_new_epoch(self) -> None:
        """After a restore: clients then push again all that the backup lacks."""
        with self.writing() as connection:
            connection.execute(
                tables.state.update().where(tables.state.c.name == "epoch").values(value=secrets.token_hex(4))
            )
            connection.execute(tables.cursors.delete())
            connection.execute(tables.devices.update().values(state_hash=""))
            # Also beyond what was counted after the backup was made.
            State(connection).count_up(by=1_000_000)

    def close(self) -> None:
        self._engine.dispose()

    def is_older(self) -> bool:
        """Whether the tables are of an earlier release, so opened `as_it_is`."""
        with self.reading() as connection:
            return version_of(connection) != migrations.HEAD

    def _check_tables(self, *, to_upgrade: bool, as_it_is: bool) -> None:
        with self.reading() as connection:
            found = version_of(connection)
        if found == migrations.HEAD:
            return
        if found is not None and found > migrations.HEAD:
            raise DatabaseProblem("This data was written by a newer milepost-server. Please update this one.")
        if found is not None and as_it_is:
            return
        if found is not None and not to_upgrade:
            raise DatabaseProblem(
                "This data was written by an older milepost-server. Stop all servers that use it, make a backup,"
                " and run: milepost-server schema upgrade"
            )
        with self.writing() as connection:
            migrate(connection)


def _embedded(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        # check_same_thread: the pool hands a connection to one thread at a time.
        raw = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            raw.execute(f"PRAGMA {pragma}")
        return raw

    # hide_parameters, here and below: an error goes to the log, what people wrote does not.
    # max_overflow: as many connections as threads. The one that listens asks too, and would stop all calls by waiting.
    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: two that read first and write later would refuse each other.
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))

    return engine


def _engine_at(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as fault:
        raise DatabaseProblem("The address of the database is not of the form postgresql://...") from fault
    if parsed.get_backend_name() == "sqlite":
        return _embedded(Path(parsed.database or "server.db"))
    if parsed.get_backend_name() != "postgresql":
        raise DatabaseProblem("Only PostgreSQL and the embedded SQLite are supported.")
    engine = create_engine(parsed.set(drivername="postgresql+psycopg"), hide_parameters=True)
    _check_the_idle(engine)
    return engine


def _check_the_idle(engine: Engine) -> None:
    """A connection is asked whether it is alive before it is used again, unless it was used this very second.

    With `pool_pre_ping` every unit of work of a busy server paid for that; what a database that restarts takes with it
    is told by the first call that fails, and the pool forgets them all.
    """

    @event.listens_for(engine, "checkin")
    def note(raw: Any, entry: ConnectionPoolEntry) -> None:
        entry.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def check(raw: Any, entry: ConnectionPoolEntry, _: Any) -> None:
        is_idle = time.monotonic() - entry.info.get("used", time.monotonic()) > _IDLE_S
        if is_idle and not _answers(engine, raw):
            raise DisconnectionError


def _answers(engine: Engine, raw: Any) -> bool:
    try:
        return bool(engine.dialect.do_ping(raw))
    except engine.dialect.loaded_dbapi.Error as fault:
        if engine.dialect.is_disconnect(fault, raw, None):
            return False
        raise
