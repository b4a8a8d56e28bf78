"""Brings a store to this program's schema: backup, one transaction, checks, capture triggers made again."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import StoreProblem
from desktop.i18n import _
from desktop.paths import this_program
from desktop.storage.backup import make_backup
from desktop.storage.capture_digest import DIGEST
from desktop.storage.connecting import damaged
from desktop.storage.database import Database
from desktop.storage.rows import Rows, rows_in
from desktop.storage.triggers import digest_of, present_triggers

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, MetaData

HEAD = "0014"
"""The schema version of this program; a test holds it equal to the newest migration."""


def synced_metadata() -> "MetaData":
    """The tables whose changes are captured."""
    from desktop.models import Base

    return Base.metadata


def version_of(rows: Rows) -> str | None:
    """The schema version of the store, None for an empty one."""
    if rows.value("SELECT name FROM sqlite_schema WHERE name = 'alembic_version'") is None:
        return None
    found = rows.value("SELECT version_num FROM alembic_version")
    return None if found is None else str(found)


def bring_up_to_date(database: Database, key: bytes, *, new: bool = False) -> None:
    """Migrate if the store is older; check the capture triggers in any case.

    Raises StoreProblem for a store of a newer program, or when triggers are not as they should be;
    a failed migration leaves the old file untouched.
    """
    with database.rows() as rows:
        found = version_of(rows)
    if found == HEAD:
        _check_triggers(database)
        return
    if found is None and not new:
        raise damaged(database.profile.store)
    if found is not None and found > HEAD:
        raise StoreProblem(
            _("This store was made by a newer Milepost."), _("Install the newer version to open it.")
        )
    if database.hindrance is not None and found is None:
        raise database.hindrance
    if database.hindrance is not None:
        raise StoreProblem(
            _("This store was made by an older Milepost and has to be brought to this version first."),
            f"{database.hindrance.why} {database.hindrance.what_now()}",
        )
    if found is not None:
        make_backup(database.profile, key, database.clock, label=f"before-{HEAD}")
    _migrate(database.engine)
    _check_triggers(database)


def _migrate(engine: "Engine") -> None:
    from sqlalchemy.exc import DBAPIError

    try:
        _upgrade(engine)
    except DBAPIError as problem:
        raise _not_migrated(str(problem.orig)) from problem


def _upgrade(engine: "Engine") -> None:
    from alembic import command
    from alembic.config import Config

    from sync.client import capture
    from sync.client.held import show_columns

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    connection = engine.connect().execution_options(begin="BEGIN IMMEDIATE")
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys = OFF")  # inside a transaction it would do nothing
    try:
        with connection.begin():
            before = _columns(connection) if version_of(rows_in(connection)) is not None else {}
            if before:
                capture.drop(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            capture.install(connection, synced_metadata())
            # What colleagues of this release wrote into columns that were not here was kept, and is shown now.
            now = _columns(connection)
            show_columns(connection, synced_metadata(), [name for name in before if now[name] - before[name]])
            faults = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if faults:
                raise _not_migrated(_("{count} broken references").format(count=len(faults)))
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
        connection.close()


def _columns(connection: "Connection") -> dict[str, set[str]]:
    """The columns that the synced tables have in the store, as far as they are there."""
    found: dict[str, set[str]] = {}
    for table in synced_metadata().sorted_tables:
        if table.info.get("synced"):
            rows = connection.exec_driver_sql(f'PRAGMA table_info("{table.name}")')
            found[table.name] = {row[1] for row in rows}
    return {name: columns for name, columns in found.items() if columns}


def _not_migrated(cause: str) -> StoreProblem:
    return StoreProblem(
        _("The store could not be brought to this version: {cause}.").format(cause=cause),
        _("The store is as it was. Please send the log to your office."),
    )


def _check_triggers(database: Database) -> None:
    """By their digest first: to write out what the models ask for, all of them would have to be loaded."""
    with database.rows() as rows:
        if digest_of(present_triggers(rows)) == DIGEST:
            return
    from sync.client import capture

    with database.engine.connect() as connection:
        faults = capture.problems(connection, synced_metadata())
    if faults:
        raise StoreProblem(
            _("The change log of this store is not as it should be."),
            _("Nothing is written so that nothing is lost. Run: {milepost} doctor.").format(
                milepost=this_program()
            ),
        )


def all_metadata() -> list["MetaData"]:
    """Everything the one migration chain makes."""
    from sync.client import tables

    return [synced_metadata(), tables.metadata]
