"""Encrypted, verified, rotating copies of the store."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.clock import Clock
from desktop.errors import StoreProblem, of_the_system
from desktop.i18n import _
from desktop.storage.connecting import connect, unreadable
from desktop.storage.folder import Profile

KEEP = 7
KEEP_BEFORE = 2
"""Copies made before a new version changed the store: the way back to the version before."""
STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    path: Path
    made_at: datetime
    size_bytes: int


def make_backup(profile: Profile, key: bytes, clock: Clock, *, label: str = "auto") -> Backup:
    """Copy the store under the same key, open the copy and check it; the oldest beyond seven go, and beyond two made before a change of version.

    Raises StoreProblem when the copy could not be written or did not verify; the store is untouched.
    """
    target = profile.backups / f"{_next_stamp(profile, clock)}-{label}.mpbackup"
    # The daily copy may be under way while a person asks for one: only what another process left is abandoned.
    ours = f".{os.getpid()}.part"
    unfinished = target.with_name(f"{target.stem}{ours}")
    try:
        profile.backups.mkdir(exist_ok=True, mode=0o700)
        for left in profile.backups.glob("*.part*"):
            if ours not in left.name:
                left.unlink()
        source = connect(profile.store, key)
        copy = sqlcipher.connect(str(unfinished))
        try:
            copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            source.backup(copy)
        finally:
            copy.close()
            source.close()
        verify_backup(unfinished, key)
        unfinished.replace(target)
    except sqlcipher.Error as problem:
        unfinished.unlink(missing_ok=True)
        raise unreadable(profile.store, problem) from problem
    except OSError as problem:
        raise of_the_system(problem) from problem
    for old in _beyond(list_backups(profile)):
        old.path.unlink(missing_ok=True)
    return Backup(path=target, made_at=clock(), size_bytes=target.stat().st_size)


def _beyond(backups: list[Backup]) -> list[Backup]:
    """The daily copies of a week must not push out the one from before the last change of version."""
    before = [one for one in backups if "-before-" in one.path.name]
    return [one for one in backups if one not in before][KEEP:] + before[KEEP_BEFORE:]


def _next_stamp(profile: Profile, clock: Clock) -> str:
    """The time, but always after the newest backup: a clock set back must not make the new copy the oldest."""
    now = clock().astimezone(UTC)
    for newest in list_backups(profile)[:1]:
        with suppress(ValueError):
            stamped = datetime.strptime(newest.path.name.partition("-")[0], STAMP).replace(tzinfo=UTC)
            now = max(now, stamped + timedelta(microseconds=1))
    return now.strftime(STAMP)


def verify_backup(path: Path, key: bytes) -> None:
    """Raises StoreProblem unless the file opens with the key and is whole."""
    # Immutable: a backup is whole by itself, and looking at it leaves no log of SQLite's beside it.
    db = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        faults = [row[0] for row in db.execute("PRAGMA integrity_check")]
        faults += [row[0] for row in db.execute("PRAGMA cipher_integrity_check")]
    except sqlcipher.DatabaseError as problem:
        raise StoreProblem(
            _("The backup {name} cannot be read with this key.").format(name=path.name),
            _("Choose another backup."),
        ) from problem
    finally:
        db.close()
    if faults != ["ok"]:
        raise StoreProblem(
            _("The backup {name} is damaged.").format(name=path.name), _("Choose another backup.")
        )


def list_backups(profile: Profile) -> list[Backup]:
    """Newest first."""
    found = sorted(profile.backups.glob("*.mpbackup"), reverse=True) if profile.backups.is_dir() else []
    return [
        Backup(
            path=path,
            made_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
            size_bytes=path.stat().st_size,
        )
        for path in found
    ]


def restore_backup(profile: Profile, backup: Path, key: bytes, clock: Clock) -> Path | None:
    """Put a verified backup in the store's place; the present file is kept beside it, and named, if there is one.

    The caller holds the profile lock and has no connection open.
    """
    verify_backup(backup, key)
    aside = profile.backups / f"before-restore-{clock().strftime(STAMP)}.store"
    fresh = profile.store.with_suffix(".restoring")
    try:
        profile.backups.mkdir(exist_ok=True, mode=0o700)
        _copy_durably(backup, fresh)
        _take_in_write_ahead_log(profile, key)
        for leftover in (profile.store.with_name("store.db-wal"), profile.store.with_name("store.db-shm")):
            if leftover.exists():
                leftover.replace(aside.with_name(aside.name + leftover.name[-4:]))
        is_there = profile.store.exists()
        if is_there:
            _keep_beside(profile.store, aside)
        fresh.replace(profile.store)  # at once: a power cut before or after it finds one of the two, whole
    except OSError as problem:
        fresh.unlink(missing_ok=True)
        raise of_the_system(problem) from problem
    return aside if is_there else None


def _keep_beside(store: Path, aside: Path) -> None:
    """Under a second name, while it also keeps the first; a disk that knows no such names gets a copy."""
    try:
        aside.hardlink_to(store)
    except OSError:
        _copy_durably(store, aside)


def _copy_durably(source: Path, target: Path) -> None:
    with open(source, "rb") as content, open(target, "wb") as out:
        shutil.copyfileobj(content, out, 1024 * 1024)
        out.flush()
        os.fsync(out.fileno())


def _take_in_write_ahead_log(profile: Profile, key: bytes) -> None:
    """Closing the last connection moves the log into the store, so that the file kept aside is whole by itself."""
    if profile.store.exists():
        with suppress(StoreProblem):  # damaged, which may be why it is being replaced
            connect(profile.store, key).close()
