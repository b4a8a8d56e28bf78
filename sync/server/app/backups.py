"""The server's backup: database, attachments and archives in one tar file."""

import lzma
import os
import sqlite3
import tarfile
import tempfile
import zlib
from contextlib import closing
from pathlib import Path

from sync.server.app.place import Place, ServerProblem
from sync.server.store.database import Database
from sync.server.store.secured import note_secured

_DATABASE = "server.db"
_FOLDERS = ("blobs", "archive")
_UNREADABLE = (OSError, EOFError, ValueError, ArithmeticError, tarfile.TarError, zlib.error, lzma.LZMAError)
"""What reading a damaged tar file raises; it may have been packed as well, or be no tar file at all."""


def write_backup(place: Place, database: Database, target: Path) -> int:
    """Complete and read again, or not there at all; answers its size.

    How far it reaches is noted with the scopes, for laptops to hear of. Raises ServerProblem, DatabaseProblem.
    """
    growing = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=place.data) as folder:
        copy = Path(folder) / _DATABASE
        # Rows before files: a blob that arrives in between is only one too many.
        database.copy_to(copy)
        with tarfile.open(growing, "w") as tar:
            tar.add(copy, _DATABASE)
            for name in _FOLDERS:
                if (place.data / name).is_dir():
                    tar.add(place.data / name, name, filter=_whole_only)
        reaches = _read_again(growing, Path(folder) / "again")
    growing.replace(target)
    _bring_to_disk(target.parent)
    if database.keeps_secured():
        with database.writing() as connection:
            note_secured(connection, reaches)
    return target.stat().st_size


def _read_again(written: Path, folder: Path) -> dict[str, int]:
    """Where each scope's order ends in the backup; raises ServerProblem where it is not whole."""
    try:
        _bring_to_disk(written)
        with tarfile.open(written) as tar:
            tar.extract(_DATABASE, folder, filter="data")
            for entry in tar:  # a disk that lost a part of it says so now
                if entry.isfile() and (file := tar.extractfile(entry)) is not None:
                    while file.read(1 << 20):
                        pass
    except _UNREADABLE as fault:
        written.unlink(missing_ok=True)
        raise ServerProblem(f"The backup could not be read again ({fault}); take another disk.") from fault
    if not is_sound(folder / _DATABASE):
        written.unlink(missing_ok=True)
        raise ServerProblem("The backup could not be read again as it was written; take another disk.")
    with closing(sqlite3.connect(folder / _DATABASE)) as connection:
        return dict(connection.execute("SELECT id, counter FROM scopes"))


def _bring_to_disk(path: Path) -> None:
    """Laptops are told of what is on disk; what is read again then comes from there as well, not from memory."""
    if os.name == "nt" and path.is_dir():
        return  # a folder cannot be opened there
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
        if hasattr(os, "posix_fadvise") and path.is_file():
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def read_backup(place: Place, source: Path) -> str:
    """Put it in place of what is there, which is kept as `before-restore`; answers its new epoch.

    All that can fail is done beside, the new epoch with it: what stands in place is never of the old one, for then
    laptops would not send again. Raises ServerProblem, DatabaseProblem; nothing was changed then.
    """
    with tempfile.TemporaryDirectory(dir=place.data) as folder:
        try:
            with tarfile.open(source) as tar:
                tar.extractall(folder, filter="data")
        except _UNREADABLE as fault:
            raise ServerProblem(f"{source} is no readable backup; nothing was changed.") from fault
        unpacked = Path(folder) / _DATABASE
        if not is_sound(unpacked):
            raise ServerProblem(f"The database in {source} is damaged; nothing was changed.")
        database = Database.open(Path(folder), None, to_upgrade=True)
        try:
            database.begin_new_epoch()
            epoch = database.epoch()
        finally:
            database.close()
        _keep_aside(place)
        unpacked.replace(place.data / _DATABASE)
        for name in _FOLDERS:
            _add_files(Path(folder) / name, place.data / name)
    return epoch


def _keep_aside(place: Place) -> None:
    """Under a name of its own: the wrong backup may have been put in place first."""
    number, kept = 2, place.data / "server-before-restore.db"
    while kept.exists():
        number, kept = number + 1, place.data / f"server-before-restore-{number}.db"
    # The log goes along: after a crash it holds what was acknowledged last.
    for ending in ("", "-wal", "-shm"):
        if (part := place.data / f"{_DATABASE}{ending}").exists():
            part.replace(kept.with_name(kept.name + ending))


def _add_files(source: Path, target: Path) -> None:
    for file in source.rglob("*"):
        if file.is_file():
            kept = target / file.relative_to(source)
            kept.parent.mkdir(parents=True, exist_ok=True)
            if not kept.exists():
                file.replace(kept)


def is_sound(path: Path) -> bool:
    """Whether it is a whole database of a server."""
    if not path.is_file():
        return False
    connection = sqlite3.connect(path)
    try:
        is_server = connection.execute("SELECT value FROM server_state WHERE name = 'epoch'").fetchone()
        return bool(is_server and connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def _whole_only(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    is_growing = "/arriving" in entry.name or entry.name.endswith(".part")
    return None if is_growing else entry
