"""One window a profile: a second start raises the first one instead."""

import hashlib
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

from desktop.paths import state_folder


class SingleInstance(QObject):
    """Only raises windows; that one process has the store open is the lock's business.

    By two files of the user's own: a lock that goes with its process, and one that later starts write to. A local
    socket did the same at the price of the network library, three megabytes.
    """

    asked = Signal()
    """Another start of the same profile wants this window in front."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        name = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:24]
        self._room = state_folder() / "windows"
        self._call = self._room / f"{name}.call"
        self._lock = QLockFile(str(self._room / f"{name}.lock"))
        self._lock.setStaleLockTime(
            0
        )  # of a process that lives, however long; one that crashed holds nothing
        self._watcher: QFileSystemWatcher | None = None

    def raise_other(self) -> bool:
        """Whether a window of this profile was there; it comes to the front."""
        with suppress(OSError):  # then the lock fails too, and the store's own lock is left
            self._room.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._lock.tryLock(0) or self._lock.error() is not QLockFile.LockError.LockFailedError:
            return False
        try:
            with self._call.open("ab") as call:
                call.write(b"raise\n")
        except OSError:
            return False
        return True

    def listen(self) -> bool:
        """Answer later starts; False where the folder for it cannot be written."""
        try:
            self._call.write_bytes(b"")
        except OSError:
            return False
        self._watcher = QFileSystemWatcher([str(self._call)], self)
        self._watcher.fileChanged.connect(self._called)
        return bool(self._watcher.files())

    def _called(self, _path: str) -> None:
        self.asked.emit()

    def stop(self) -> None:
        if self._watcher is not None:
            self._watcher.blockSignals(True)  # taking the file away is no call
            self._watcher.deleteLater()
            self._watcher = None
            with suppress(OSError):
                self._call.unlink(missing_ok=True)
        self._lock.unlock()
