"""The ring around what the keyboard is on: 2 px, 2 px outside, over the window so that nothing cuts it."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from desktop.ui.theme.tokens import raw_tokens, theme

_FOLLOWED = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
    QEvent.Type.ParentChange,
)


class FocusRings(QObject):
    """Moves a ring to each widget the keyboard reaches that has no border of its own to thicken.

    `QFocusFrame` is a child of the widget's parent and is cut off where that leaves no room.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if new is None or by_mouse or not _wants_ring(new):
            return
        self._ring = _Ring(new.window(), new)
        at: QWidget | None = new
        while at is not None and at is not new.window():
            at.installEventFilter(self)
            self._watched.append(at)
            at = at.parentWidget()
        self._ring.follow()

    def _let_go(self) -> None:
        # A window that closes takes its widgets with it before it tells that the focus left.
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DeferredDelete:
            self._let_go()
        elif event.type() in _FOLLOWED and self._ring is not None and isValid(self._ring):
            self._ring.follow()
        return False


class _Ring(QWidget):
    def __init__(self, window: QWidget, around: QWidget) -> None:
        super().__init__(window)
        self._around = around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self) -> None:
        """Lie around the widget, no further than the page it scrolls in."""
        around, window = self._around, self.parentWidget()
        if window is None or not isValid(around) or not around.isVisible():
            self.hide()
            return
        focus = raw_tokens()["focus"]
        room = focus["width"] + focus["gap"]
        place = QRect(around.mapTo(window, around.rect().topLeft()), around.size())
        seen = place.intersected(_page_of(around, window))
        self.setVisible(seen == place or seen.height() * 2 > place.height())
        self.setGeometry(place.adjusted(-room, -room, room, room))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        focus = raw_tokens()["focus"]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("border.focus"), focus["width"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), focus["radius"], focus["radius"])


def _page_of(widget: QWidget, window: QWidget) -> QRect:
    """The part of the window in which the widget can be seen."""
    page = window.rect()
    at = widget.parentWidget()
    while at is not None and at is not window:
        if isinstance(at, QAbstractScrollArea):
            port = at.viewport()
            page = page.intersected(QRect(port.mapTo(window, port.rect().topLeft()), port.size()))
        at = at.parentWidget()
    return page


def _wants_ring(widget: QWidget) -> bool:
    return bool(widget.property("focusRing")) or widget.inherits("QAbstractButton")
