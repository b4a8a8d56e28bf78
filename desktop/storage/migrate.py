"""Brings a store to this program's schema: backup, one transaction, checks, capture triggers made again."""

from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData
from sqlalchemy.exc import DBAPIError

from desktop.clock import Clock
from desktop.errors import StoreProblem
from desktop.i18n import _
from desktop.models import Base
from desktop.storage.backup import make_backup
from desktop.storage.engine import damaged
from desktop.storage.folder import Profile
from sync.client import capture, tables

HEAD = "0008"
"""The schema version of this program; a test holds it equal to the newest migration."""


def synced_metadata() -> MetaData:
    """The tables whose changes are captured."""
    return Base.metadata


def version_of(connection: Connection) -> str | None:
    """The schema version of the store, None for an empty one."""
    known = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE name = 'alembic_version'"
    ).fetchone()
    if known is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def bring_up_to_date(
    engine: Engine, profile: Profile, key: bytes, clock: Clock, *, new: bool = False
) -> None:
    """Migrate if the store is older; check the capture triggers in any case.

    Raises StoreProblem for a store of a newer program, or when triggers are not as they should be;
    a failed migration leaves the old file untouched.
    """
    with engine.connect() as connection:
        found = version_of(connection)
    if found == HEAD:
        _check_triggers(engine)
        return
    if found is None and not new:
        raise damaged(profile.store)
    if found is not None and found > HEAD:
        raise StoreProblem(
            _("This store was made by a newer Milepost."), _("Install the newer version to open it.")
        )
    if found is not None:
        make_backup(profile, key, clock, label=f"before-{HEAD}")
    try:
        _migrate(engine)
    except DBAPIError as problem:
        raise _not_migrated(str(problem.orig)) from problem
    _check_triggers(engine)


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    connection = engine.connect().execution_options(begin="BEGIN IMMEDIATE")
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys = OFF")  # inside a transaction it would do nothing
    try:
        with connection.begin():
            if version_of(connection) is not None:
                capture.drop(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            capture.install(connection, synced_metadata())
            faults = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if faults:
                raise _not_migrated(_("{count} broken references").format(count=len(faults)))
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
        connection.close()


def _not_migrated(cause: str) -> StoreProblem:
    return StoreProblem(
        _("The store could not be brought to this version: {cause}.").format(cause=cause),
        _("The store is as it was. Please send the log to your office."),
    )


def _check_triggers(engine: Engine) -> None:
    with engine.connect() as connection:
        faults = capture.problems(connection, synced_metadata())
    if faults:
        raise StoreProblem(
            _("The change log of this store is not as it should be."),
            _("Nothing is written so that nothing is lost. Run: milepost doctor."),
        )


def all_metadata() -> list[MetaData]:
    """Everything the one migration chain makes."""
    return [Base.metadata, tables.metadata]
