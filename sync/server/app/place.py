"""Where a server keeps its things, and the lock that lets one process serve from there."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from platformdirs import user_data_path

import sync
from sync.messages.schema import Schema, read_schema
from sync.server.store.blob_place import open_blobs
from sync.server.store.blobs import BlobProblem, Blobs
from sync.server.store.database import Database


class ServerProblem(Exception):
    """The command cannot do what was asked; its text is a sentence, `exit_code` as in the command line's contract."""

    def __init__(self, sentence: str, exit_code: int = 3) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A server's data folder, and its database where that is elsewhere."""

    data: Path
    database_url: str | None
    blobs_url: str | None = None

    @classmethod
    def at(cls, data: Path | None, database_url: str | None, blobs_url: str | None = None) -> "Place":
        folder = data or user_data_path("milepost-server", appauthor=False)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise ServerProblem(f"The data folder {folder} cannot be made: {fault.strerror}.") from fault
        return cls(data=folder, database_url=database_url, blobs_url=blobs_url)

    @property
    def archives(self) -> Path:
        """Where compacted history lies whole."""
        return self.data / "archive"

    @contextmanager
    def database(self, *, to_upgrade: bool = False, as_it_is: bool = False) -> Iterator[Database]:
        """See `Database.open`."""
        database = Database.open(self.data, self.database_url, to_upgrade=to_upgrade, as_it_is=as_it_is)
        try:
            yield database
        finally:
            database.close()

    @property
    def blobs(self) -> Blobs:
        """In the folder, or in the bucket that the server was told of."""
        try:
            return open_blobs(self.data / "blobs", self.blobs_url)
        except BlobProblem as fault:
            raise ServerProblem(str(fault), 4) from fault

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One serving process for an embedded database; on PostgreSQL as many as wanted share folder and order."""
        if self.database_url is not None:
            yield
            return
        descriptor = os.open(self.data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _try_lock(descriptor):
                raise ServerProblem(f"Another milepost-server already serves from {self.data}.", 4)
            yield
        finally:
            os.close(descriptor)


def packaged_schema(path: Path | None = None) -> Schema:
    """The schema that came with this release."""
    file = path or Path(sync.__file__).with_name("schema.json")
    try:
        return read_schema(file.read_bytes())
    except OSError as fault:
        raise ServerProblem(
            f"The schema file {file.name} is missing from this installation. Please install it again."
        ) from fault
    except msgspec.MsgspecError as fault:
        raise ServerProblem(f"The schema file {file.name} is damaged. Please install it again.") from fault


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
