"""Connections to one encrypted store (design: platform, SQLite and Alembic)."""

import shutil
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import StoreProblem
from desktop.i18n import _
from desktop.storage.held_key import HeldKey

PAGE_CACHE_KIB = 64 * 1024
NO_ROOM_BYTES = 128 * 1024


def connect(path: Path, key: bytes) -> "sqlcipher.Connection":
    """A raw connection with its key and pragmas set; raises StoreProblem for a wrong key or a damaged file."""
    db = sqlcipher.connect(str(path), isolation_level=None, timeout=5, check_same_thread=False)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        db.execute("SELECT count(*) FROM sqlite_schema")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA recursive_triggers = ON")
        db.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
        db.execute("PRAGMA temp_store = MEMORY")
    except sqlcipher.Error as problem:
        db.close()
        raise unreadable(path, problem) from problem
    return db


def unreadable(path: Path, problem: BaseException) -> StoreProblem:
    """The sentence for what SQLCipher said when it could not read or write the store."""
    code = _primary_code(problem)
    if code == sqlcipher.SQLITE_NOTADB:
        return StoreProblem(
            _("The store {name} cannot be read: the key is wrong or the file is damaged.").format(
                name=path.name
            ),
            _("Try the passphrase again, or restore the last backup: milepost restore FILE."),
        )
    if code in (sqlcipher.SQLITE_READONLY, sqlcipher.SQLITE_CANTOPEN, sqlcipher.SQLITE_PERM):
        return StoreProblem(
            _("The folder of the store cannot be written."),
            _("Check the folder's permissions; nothing was changed."),
        )
    if code == sqlcipher.SQLITE_FULL or (code == sqlcipher.SQLITE_IOERR and _has_no_room(path.parent)):
        return StoreProblem(
            _("The disk is full, so this could not be saved."),
            _("Free some space and try again; everything saved before is safe."),
        )
    if code in (sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED):
        return StoreProblem(
            _("The store is busy with longer work, so this could not be saved."),
            _("Try again in a moment; nothing was changed."),
        )
    if code == sqlcipher.SQLITE_IOERR:
        return StoreProblem(
            _("The disk with the store does not answer as it should."),
            _("Check that it is connected and not full, then try again; everything saved before is safe."),
        )
    return damaged(path)


def damaged(path: Path) -> StoreProblem:
    return StoreProblem(
        _("The store {name} is damaged.").format(name=path.name),
        _("Restore the last backup: milepost restore FILE."),
    )


_OF_THE_FILE = frozenset(
    {
        sqlcipher.SQLITE_NOTADB,
        sqlcipher.SQLITE_READONLY,
        sqlcipher.SQLITE_CANTOPEN,
        sqlcipher.SQLITE_PERM,
        sqlcipher.SQLITE_FULL,
        sqlcipher.SQLITE_BUSY,
        sqlcipher.SQLITE_LOCKED,
        sqlcipher.SQLITE_IOERR,
        sqlcipher.SQLITE_CORRUPT,
    }
)
"""What a disk or another process does; any other error of SQLite is a mistake of the program."""


def _primary_code(problem: BaseException) -> int:
    code = int(getattr(problem, "sqlite_errorcode", 0)) & 0xFF
    if code:
        return code
    # A backup's error bears words only.
    return next((code for words, code in _SAID.items() if words in str(problem)), 0)


_SAID = {
    "disk is full": sqlcipher.SQLITE_FULL,
    "locked": sqlcipher.SQLITE_BUSY,
    "not a database": sqlcipher.SQLITE_NOTADB,
    "readonly": sqlcipher.SQLITE_READONLY,
    "unable to open": sqlcipher.SQLITE_CANTOPEN,
    "disk I/O": sqlcipher.SQLITE_IOERR,
}


def _has_no_room(folder: Path) -> bool:
    """On a full disk SQLite cannot even make the file it shares its log by, and says no more than "I/O error"."""
    with suppress(OSError):
        return shutil.disk_usage(folder).free < NO_ROOM_BYTES
    return False


def make_engine(path: Path, key: HeldKey) -> Engine:
    """An engine whose transactions begin as the caller's execution option `begin` says."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key.value()),
        poolclass=QueuePool,
        pool_size=4,
        pool_use_lifo=True,  # the last one used has its pages at hand; four in turn would each hold them
        hide_parameters=True,  # an error text goes to the log, what people wrote does not
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    @event.listens_for(engine, "handle_error")
    def say_what_the_disk_did(context: ExceptionContext) -> None:
        cause = context.original_exception
        if _primary_code(cause) in _OF_THE_FILE:
            raise unreadable(path, cause) from cause

    return engine
