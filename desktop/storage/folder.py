"""The profile folder of one person: what lies where, and that one process at a time has it open."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from desktop.errors import StoreProblem
from desktop.i18n import _
from desktop.storage.only_read import CannotWrite, full, not_to_be_written


class Profile:
    """Names the files of a profile folder; nothing here reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "store.db"
        self.keys = folder / "keys.json"
        self.attachments = folder / "attachments"
        self.backups = folder / "backups"
        self.logs = folder / "logs"
        self.temporary = folder / "tmp"
        self._unfinished = folder / "being-made"

    def exists(self) -> bool:
        """Also where only one of the two files is left: what may be recovered is never made anew."""
        return not self._unfinished.exists() and (self.store.exists() or self.keys.exists())

    def make(self) -> None:
        """Create the folders, private to this user; raises StoreProblem where that is not allowed."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for part in (self.attachments, self.backups, self.logs, self.temporary):
                part.mkdir(exist_ok=True, mode=0o700)
        except OSError as problem:
            raise StoreProblem(
                _("The folder {folder} cannot be written.").format(folder=self.folder),
                _("Choose another folder or change its permissions."),
            ) from problem

    @contextmanager
    def being_made(self) -> Iterator[None]:
        """Until the block ends well there is no store here: a power cut in it leaves nothing that must be opened."""
        self.make()
        self._clear_half_made()
        self._unfinished.touch(mode=0o600)
        yield
        self._unfinished.unlink()

    def _clear_half_made(self) -> None:
        if self._unfinished.exists():
            for part in (self.keys, *self.folder.glob("store.db*")):
                part.unlink(missing_ok=True)

    def wipe_temporary(self) -> None:
        """Temporary files may hold what the store protects; they live for one session only."""
        shutil.rmtree(self.temporary, ignore_errors=True)
        with suppress(OSError):  # a folder that became read-only or full must not keep a store from closing
            self.temporary.mkdir(exist_ok=True, mode=0o700)


class ProfileLock:
    """Held while the store is open, by window and command line alike."""

    def __init__(self, profile: Profile) -> None:
        # Not of one thread: a store opened in the background is closed by the window.
        self._lock = FileLock(str(profile.folder / "store.lock"), thread_local=False)

    def take_to_read(self) -> None:
        """As `take`, but where the folder takes no lock, as nobody writes in it: it is taken with the first writing."""
        with suppress(CannotWrite):
            self.take()

    def take(self) -> None:
        """Raises StoreProblem when another process has the store open, CannotWrite where there can be no lock."""
        if self._lock.is_locked:
            return
        try:
            self._lock.acquire(timeout=0)
        except Timeout as problem:
            raise StoreProblem(
                _("This store is already open in another Milepost."),
                _("Close the other window or command, then try again."),
            ) from problem
        except OSError as problem:
            raise (full() if problem.errno == errno.ENOSPC else not_to_be_written()) from problem

    def give_back(self) -> None:
        self._lock.release()
