"""The last net: what nobody caught goes to the log, and the person gets a sentence, never a traceback."""

import faulthandler
import logging
import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from desktop.errors import Unexpected

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashNet(QObject):
    """Catches defects for one run of the window; `caught` tells them as an `Unexpected`."""

    caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told = False
        self._file: int | None = None

    def spread(self, log_folder: Path | None) -> None:
        """Take over the hooks of Python and Qt; a hard crash leaves its stack in the log folder."""
        sys.excepthook = self._catch
        qInstallMessageHandler(_qt_said)
        if log_folder is None:
            return
        try:
            log_folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(log_folder / "crash.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError:
            return
        faulthandler.enable(self._file)

    def _catch(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
            return
        log.error("uncaught", exc_info=(kind, bug, trace))
        if not self._told:  # a defect in a paint event would ask again at each frame
            self._told = True
            self.caught.emit(Unexpected(bug))
            self._told = False

    def fold(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(None)
        if self._file is not None:
            faulthandler.disable()
            os.close(self._file)
            self._file = None


def _qt_said(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    # Qt's own words may name files of the person: only their kind and first words are kept.
    log.log(_LEVELS.get(kind, logging.WARNING), "qt: %s", message[:120])
