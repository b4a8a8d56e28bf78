"""How much room a profile takes on the disk, and how much is left."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.storage.folder import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageUse:
    """Bytes of each part, and free on the same disk."""

    store: int
    attachments: int
    backups: int
    free: int


def storage_use(folder: Path) -> StorageUse:
    profile = Profile(folder)
    beside = (profile.store, profile.store.with_name("store.db-wal"))
    return StorageUse(
        store=_size(beside),
        attachments=_size(profile.attachments.rglob("*")),
        backups=_size(profile.backups.rglob("*")),
        free=shutil.disk_usage(folder).free,
    )


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
