"""Layouts and surfaces: rows, columns, a layout that flows, and frames that paint their ground."""

from collections.abc import Iterable

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme.painting import is_mirrored
from desktop.ui.theme.tokens import theme

Piece = QWidget | QLayout | int | None
"""A widget, a layout, a gap in px of the drawings, or None for room that stretches."""


class FlowLayout(QLayout):
    """Puts widgets side by side and begins a new line where the room ends, from either side."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        gap = theme().px(self._gap)
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap, x, y, line = theme().px(self._gap), 0, 0, 0
        holder = self.parentWidget()  # a part of the window may run the other way: a form in Dari
        mirrored = is_mirrored() if holder is None else holder.isRightToLeft()
        between_lines = gap if gap > 0 else theme().px(4)
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 100_000))
            if x and x + size.width() > rect.width():
                x, y, line = 0, y + line + between_lines, 0
            if move:
                left = rect.right() - x - size.width() + 1 if mirrored else rect.left() + x
                item.setGeometry(QRect(QPoint(left, rect.top() + y), size))
            x, line = x + size.width() + gap, max(line, size.height())
        return y + line


def _fill(box: QBoxLayout, pieces: Iterable[Piece], gap: int, margins: tuple[int, int, int, int]) -> None:
    px = theme().px
    box.setSpacing(px(gap))
    box.setContentsMargins(QMargins(*(px(side) for side in margins)))
    for piece in pieces:
        if piece is None:
            box.addStretch(1)
        elif isinstance(piece, int):
            box.addSpacing(px(piece))
        elif isinstance(piece, QWidget):
            box.addWidget(piece)
        else:
            box.addLayout(piece)


def row(
    *pieces: Piece, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0), on: QWidget | None = None
) -> QHBoxLayout:
    """Pieces side by side: `row(title, None, button)`; `on=` puts the layout on a widget."""
    box = QHBoxLayout(on) if on is not None else QHBoxLayout()
    _fill(box, pieces, gap, margins)
    return box


def column(
    *pieces: Piece, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0), on: QWidget | None = None
) -> QVBoxLayout:
    """Pieces one below another."""
    box = QVBoxLayout(on) if on is not None else QVBoxLayout()
    _fill(box, pieces, gap, margins)
    return box


def flow(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Widgets that wrap, in a holder of their own: nested straight into another layout a flow can end the process."""
    holder = QWidget()
    layout = FlowLayout(holder, gap)
    for widget in widgets:
        layout.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def surface(kind: str, parent: QWidget | None = None) -> QFrame:
    """A frame with a ground: window, panel, sunken, header, card, bar (line below), foot (line above)."""
    frame = QFrame(parent)
    frame.setProperty("surface", kind)
    return frame


def line() -> QFrame:
    """A hairline across a column."""
    made = QFrame()
    made.setProperty("line", True)
    made.setFixedHeight(1)
    return made


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
