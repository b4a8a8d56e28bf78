"""Looks a store over: file, references, capture triggers, seal, attachment files, room on the disk."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.models import BlobKey
from desktop.progress import SILENT, Progress
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database
from desktop.storage.migrate import synced_metadata
from sync.client import capture, chains

ENOUGH_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`name` is a code (`file`, `encryption`, `references`, `change_log`, `seal`, `attachments`, `disk`)."""

    name: str
    faults: tuple[str, ...] = ()


def check_store(database: Database, files: AttachmentFiles, progress: Progress = SILENT) -> list[Check]:
    """Every check, in order; none of them changes anything."""
    checks: list[tuple[str, Callable[[Connection], Iterator[str]]]] = [
        ("file", lambda c: _pragma(c, "integrity_check")),
        ("encryption", lambda c: _pragma(c, "cipher_integrity_check")),
        ("references", _references),
        ("change_log", lambda c: iter(capture.problems(c, synced_metadata()))),
        ("seal", chains.faults_in),
    ]
    found = []
    with database.engine.connect() as connection:
        for done, (name, look) in enumerate(checks):
            progress.step(done, len(checks) + 2, name)
            found.append(Check(name=name, faults=tuple(look(connection))))
    progress.step(len(checks), len(checks) + 2, "attachments")
    found.append(Check(name="attachments", faults=tuple(_attachments(database, files))))
    free = shutil.disk_usage(database.profile.folder).free
    found.append(Check(name="disk", faults=() if free >= ENOUGH_FREE_BYTES else (f"{free}",)))
    return found


def _pragma(connection: Connection, name: str) -> Iterator[str]:
    for row in connection.exec_driver_sql(f"PRAGMA {name}"):
        if row[0] != "ok":
            yield str(row[0])


def _references(connection: Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table} {row} > {parent}"


def _attachments(database: Database, files: AttachmentFiles) -> Iterator[str]:
    with database.reading() as work:
        for row in work.session.query(BlobKey).order_by(BlobKey.sha256):
            if not files.is_whole(work, row.scope_id, row.sha256):
                yield row.sha256
