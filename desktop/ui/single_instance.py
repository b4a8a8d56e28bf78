"""One window a profile: a second start raises the first one instead."""

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

WAIT_MS = 500


class SingleInstance(QObject):
    """Only raises windows; that one process has the store open is the lock's business."""

    asked = Signal()
    """Another start of the same profile wants this window in front."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # The name is short and tells nothing of the folder: socket paths are limited and others may list them.
        self._name = "milepost-" + hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:24]
        self._server: QLocalServer | None = None

    def raise_other(self) -> bool:
        """Whether a window of this profile was there; it comes to the front."""
        if not self._may_be_there():
            return False
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(b"raise")
        socket.waitForBytesWritten(WAIT_MS)
        socket.disconnectFromServer()
        return True

    def _may_be_there(self) -> bool:
        """Nearly every start is the only one: a look at the socket's file spares it the network library."""
        return sys.platform == "win32" or Path(QDir.tempPath(), self._name).exists()

    def listen(self) -> bool:
        """Answer later starts; a socket left behind by a crash is taken over."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(self._name):
            QLocalServer.removeServer(self._name)
            if not server.listen(self._name):
                return False
        server.newConnection.connect(self._greet)
        self._server = server
        return True

    def _greet(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()

    def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
