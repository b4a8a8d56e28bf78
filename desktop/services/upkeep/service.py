"""Makes and checks backups, and says whether the store is in order."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.paths import this_program
from desktop.progress import SILENT, Progress
from desktop.services.accounts.service import unlock_key
from desktop.services.upkeep.storage_use import StorageUse, storage_use
from desktop.storage import backup as backups
from desktop.storage.changed import Changed
from desktop.storage.connecting import how_to_restore
from desktop.storage.folder import Profile, ProfileLock
from desktop.storage.only_read import CannotWrite
from desktop.storage.search_sweeping import sweep
from desktop.storage.store import OpenStore

DAILY = timedelta(hours=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRecord:
    path: Path
    made_at: datetime
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """One thing the doctor looked at; `sentence` says what is wrong and what to do, empty when all is well."""

    name: str
    ok: bool
    faults: int
    sentence: str


class UpkeepService:
    def __init__(self, store: OpenStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._profile = store.database.profile

    def why_only_read(self) -> str:
        """What hinders saving and the way out of it, for as long as it lasts; empty where the store can be written."""
        hindrance = self._store.database.hindrance
        return "" if hindrance is None else f"{hindrance.why} {hindrance.way_out}"

    def go_on(self) -> bool:
        """Whether the store can be written, tried now. Raises StoreProblem where somebody else took it meanwhile."""
        try:
            self._store.database.let_write()
        except CannotWrite:
            return False
        return True

    def back_up(self) -> BackupRecord:
        """An encrypted copy, opened and checked; the oldest beyond seven go. Raises StoreProblem."""
        return self._copy("hand")

    def back_up_if_due(self) -> BackupRecord | None:
        """The daily copy, when the newest is older than 20 hours - or, after a wrong clock, of another time."""
        newest = next(iter(backups.list_backups(self._profile)), None)
        if newest is not None and abs(self._clock() - newest.made_at) < DAILY:
            return None
        return self._copy("auto")

    def _copy(self, label: str) -> BackupRecord:
        # What was taken out of the store is not to live on in its copies.
        sweep(self._store.database)
        made = backups.make_backup(self._profile, self._store.key, self._clock, label=label)
        self._store.database.announce(
            Changed(areas=frozenset({"backups"}), ids=frozenset(), origin="upkeep", action="upkeep.backup")
        )
        return _record(made)

    def backups(self) -> tuple[BackupRecord, ...]:
        """Newest first."""
        return tuple(_record(backup) for backup in backups.list_backups(self._profile))

    def verify(self, path: Path | None = None) -> BackupRecord:
        """Open the named (or the newest) backup and check it whole. Raises StoreProblem or BadInput."""
        newest = path or next((backup.path for backup in backups.list_backups(self._profile)), None)
        if newest is None or not os.path.isfile(newest):
            raise BadInput(
                _("There is no such backup."),
                _("Make one with: {milepost} backup.").format(milepost=this_program()),
            )
        backups.verify_backup(newest, self._store.key)
        known = {backup.path.name: backup for backup in backups.list_backups(self._profile)}
        if newest.name in known:
            return _record(known[newest.name])
        return BackupRecord(path=newest, made_at=self._clock(), size_bytes=newest.stat().st_size)

    def rest(self) -> None:
        """Free the memory that long reading took: after the work of opening, and while the window is locked."""
        self._store.database.rest()

    def storage_use(self) -> StorageUse:
        """How much room the profile takes."""
        return storage_use(self._profile.folder)

    def write_diagnostics(self, path: Path) -> None:
        """A bundle for the office's support, without personal data. Raises StoreProblem."""
        from desktop.services.upkeep.diagnostics import write_diagnostics

        write_diagnostics(
            path,
            self._store.database,
            self._clock,
            backups=[backup.made_at for backup in self.backups()],
            checks={check.name: check.faults for check in self.examine()},
        )

    def examine(self, progress: Progress = SILENT) -> tuple[CheckRecord, ...]:
        """What `doctor` answers; nothing is changed."""
        from desktop.storage.attachment_files import AttachmentFiles
        from desktop.storage.checkup import check_store

        return tuple(
            CheckRecord(
                name=check.name,
                ok=not check.faults,
                faults=len(check.faults),
                sentence=_sentence(check.name, self._profile) if check.faults else "",
            )
            for check in check_store(self._store.database, AttachmentFiles(self._profile), progress)
        )


def known_backups(folder: Path) -> tuple[BackupRecord, ...]:
    """The backups of a store that may not open any more, newest first."""
    return tuple(_record(backup) for backup in backups.list_backups(Profile(folder)))


def restore(folder: Path, backup: Path, *, passphrase: str | None, clock: Clock) -> Path | None:
    """Put a backup in the place of a store that nobody has open; answers where the present file is kept, if any.

    Raises StoreProblem when the backup does not verify with this store's key: then nothing was changed.
    """
    profile = Profile(folder)
    if not os.path.isfile(backup):  # of a name too long as well
        raise BadInput(
            _("There is no file {name}.").format(name=backup.name), _("Choose one from the backups folder.")
        )
    key = unlock_key(profile, passphrase)
    lock = ProfileLock(profile)
    lock.take()
    try:
        return backups.restore_backup(profile, backup, key, clock)
    finally:
        lock.give_back()


def _record(backup: backups.Backup) -> BackupRecord:
    return BackupRecord(path=backup.path, made_at=backup.made_at, size_bytes=backup.size_bytes)


def _sentence(name: str, profile: Profile) -> str:
    restoring = how_to_restore(profile.store)
    return {
        "file": _("The store file is damaged.") + " " + restoring,
        "encryption": _("Some pages of the store do not decrypt.") + " " + restoring,
        "references": _("Some records point to others that are not here. Sync will fetch the scope again."),
        "change_log": _(
            "The change log's triggers are not as they should be. Update Milepost and open it again."
        ),
        "seal": _(
            "The history on this laptop was altered outside Milepost. Tell your office; sync shows what they have."
        ),
        "attachments": _(
            "Some attachment files are missing or damaged here; they are fetched at the next sync."
        ),
        "disk": _("Less than 500 MB are free on this disk. Free some space before the next visit."),
    }[name]
