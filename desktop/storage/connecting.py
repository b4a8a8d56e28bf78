"""Raw connections to one encrypted store, and what its errors mean (design: platform, SQLite and Alembic)."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import BadInput, StoreProblem
from desktop.i18n import _
from desktop.paths import default_store, this_program
from desktop.storage.folder import Profile
from desktop.storage.held_key import HeldKey
from desktop.storage.only_read import CannotWrite, full, not_to_be_written, out_of_order, uri_to_read

PAGE_CACHE_KIB = 64 * 1024
LOG_PAGES = 100
"""When the log goes into the store and begins anew: a commit into a file that does not grow is written through sooner."""
NO_ROOM_BYTES = 128 * 1024


def connect(path: Path, key: bytes) -> "sqlcipher.Connection":
    """A raw connection with its key and pragmas set; raises StoreProblem for a wrong key or a damaged file."""
    db = _connected(path, str(path))
    log = f"wal_autocheckpoint = {LOG_PAGES}"
    return _made_ready(db, path, key, "journal_mode = WAL", "synchronous = FULL", log)


def connect_to_read(path: Path, key: bytes) -> "sqlcipher.Connection":
    """A connection that writes no byte of the store; raises StoreProblem where not all that was saved can be read so."""
    db = _connected(path, uri_to_read(path), by_uri=True)
    return _made_ready(db, path, key, "query_only = ON")


def _connected(path: Path, named: str, *, by_uri: bool = False) -> "sqlcipher.Connection":
    try:
        return sqlcipher.connect(named, uri=by_uri, isolation_level=None, timeout=5, check_same_thread=False)
    except sqlcipher.Error as problem:
        raise unreadable(path, problem) from problem


def _made_ready(db: "sqlcipher.Connection", path: Path, key: bytes, *how: str) -> "sqlcipher.Connection":
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        db.execute("SELECT count(*) FROM sqlite_schema")
        for pragma in how:
            db.execute(f"PRAGMA {pragma}")
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
    code = primary_code(problem)
    if code == sqlcipher.SQLITE_NOTADB:
        return StoreProblem(
            _("The store {name} cannot be read: the key is wrong or the file is damaged.").format(
                name=path.name
            ),
            _("Try the passphrase again.") + " " + how_to_restore(path),
        )
    if code in (sqlcipher.SQLITE_READONLY, sqlcipher.SQLITE_CANTOPEN, sqlcipher.SQLITE_PERM):
        return not_to_be_written()
    if code == sqlcipher.SQLITE_FULL or (code == sqlcipher.SQLITE_IOERR and _has_no_room(path.parent)):
        return full()
    if code in (sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED):
        return StoreProblem(
            _("The store is busy with longer work, so this could not be saved."),
            _("Try again in a moment; nothing was changed."),
        )
    if code == sqlcipher.SQLITE_IOERR:
        return out_of_order()
    return damaged(path)


def half_a_letter() -> BadInput:
    """An unpaired surrogate: no store could hold it, nothing can match it."""
    return BadInput(
        _("The text holds half a letter that cannot be kept or looked for."),
        _("Type it again; nothing was changed."),
    )


def damaged(path: Path) -> StoreProblem:
    return StoreProblem(
        _("The store {name} is damaged.").format(name=path.name),
        how_to_restore(path),
    )


def how_to_restore(store: Path) -> str:
    """The command with the newest backup in it, to be typed as it stands: nobody should look for a file on a bad day."""
    made = sorted(Profile(store.parent).backups.glob("*.mpbackup"))
    if not made:
        return _("No backup lies beside it: ask your office, or restore one that you keep elsewhere.")
    words = [this_program()]
    if store.parent.absolute() != default_store():
        words.append(f'--store "{store.parent}"')
    return _("Restore the last backup: {command}").format(command=" ".join([*words, f'restore "{made[-1]}"']))


OF_THE_FILE = frozenset(
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


def primary_code(problem: BaseException) -> int:
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


def not_writable(store: Path) -> CannotWrite | None:
    """SQLite opens a file that is not to be written for reading, and says so only at the first writing."""
    as_who = os.access in os.supports_effective_ids
    may = not store.exists() or os.access(store, os.W_OK, effective_ids=as_who)
    return None if may else not_to_be_written()


class Connections:
    """Raw connections of one store; one not in use stays open, for the next who asks.

    Where the disk or the folder takes nothing they are for reading only, until `go_on`.
    """

    def __init__(self, path: Path, key: HeldKey) -> None:
        self.path = path
        self._key = key
        self._idle: list[sqlcipher.Connection] = []
        self._taken = 0
        self.hindrance: CannotWrite | None = None
        """Why nothing can be written."""

    def take(self) -> "sqlcipher.Connection":
        """The caller's alone until given back. Raises StoreProblem."""
        connection = self.hand_over()
        self._taken += 1
        return connection

    def hand_over(self) -> "sqlcipher.Connection":
        """The caller's alone, who closes it. Raises StoreProblem."""
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> "sqlcipher.Connection":
        key = self._key.value()
        self.hindrance = self.hindrance or not_writable(self.path)
        try:
            if self.hindrance is None:
                return connect(self.path, key)
        except CannotWrite as problem:
            self.hindrance = problem
        return connect_to_read(self.path, key)

    def go_on(self) -> bool:
        """Whether something can be written again. None may be out: what reads beside SQLite's locks must not stay.

        Raises StoreProblem where the store cannot even be read any more; what hindered before still does.
        """
        before = self.hindrance
        # A stick that was pulled out leaves an empty folder, in which SQLite would begin another store.
        if self._taken or not self.path.exists() or not self.path.stat().st_size:
            return False
        self.close()
        self.hindrance = None
        try:
            self._idle.append(self._connect())
        except BaseException:
            self.hindrance = before
            raise
        return self.hindrance is None

    def give_back(self, connection: "sqlcipher.Connection") -> None:
        self._taken -= 1
        self._idle.append(connection)

    def close(self, *, keep: int = 0) -> None:
        """Close those nobody uses, but for `keep` of them, which give back the memory of their pages."""
        while len(self._idle) > keep:
            self._idle.pop().close()
        for connection in tuple(self._idle):
            connection.execute("PRAGMA shrink_memory")
