"""Tells when nobody has touched keyboard or mouse for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """`idle` comes once after the time set; the next touch begins anew. No time, no watch."""

    idle = Signal()

    def __init__(self, app: QApplication, minutes: int) -> None:
        super().__init__(app)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        # On windows, not on the application: a Python filter over every event of every widget costs each paint.
        self._watched: set[int] = set()
        app.focusWindowChanged.connect(self._follow)
        self._follow(app.focusWindow())
        self.set_minutes(minutes)

    def _follow(self, window: QWindow | None) -> None:
        if window is not None and id(window) not in self._watched:
            self._watched.add(id(window))
            window.installEventFilter(self)
            window.destroyed.connect(lambda _gone=None, key=id(window): self._watched.discard(key))

    def set_minutes(self, minutes: int) -> None:
        self._timer.stop()
        self._timer.setInterval(minutes * 60_000)
        if minutes > 0:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES and self._timer.isActive():
            self._timer.start()
        return False

    def begin(self) -> None:
        """Watch again after a lock was opened."""
        if self._timer.interval() > 0:
            self._timer.start()

    def end(self) -> None:
        """Watch no longer; a new time set begins anew."""
        self._timer.stop()
