"""The header of tables and trees: words over their columns, a caret where the rows are sorted."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui.item_models.cell_delegate import padded
from desktop.ui.theme import painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.painting import END, START
from desktop.ui.theme.tokens import theme


class HouseHeader(QHeaderView):
    """Painted by hand, so that a title ends where the figures below it end."""

    def __init__(self, parent: QWidget, edge: int = 8) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._edge = edge
        self.setAccessibleName(parent.accessibleName())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The stretching column takes what is left, but never less than its width: then one scrolls."""
        super().resizeEvent(event)
        columns = getattr(self.model(), "columns", ())
        at = next((n for n, column in enumerate(columns) if column.stretch), None)
        if at is None:
            return
        others = sum(
            self.sectionSize(n) for n in range(self.count()) if n != at and not self.isSectionHidden(n)
        )
        least = theme().px(columns[at].width)
        if others + least > self.viewport().width():
            self.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            self.resizeSection(at, least)
        else:
            self.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def sizeHint(self) -> QSize:
        height = max(theme().height("header_section"), line_height("small", strong=True) + theme().px(8))
        return QSize(super().sizeHint().width(), height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, theme().color("bg.header"))
        painting.hairline(painter, rect)
        inner = padded(rect, logicalIndex, self.count() - 1, self._edge)
        orientation, section = Qt.Orientation.Horizontal, logicalIndex
        title = str(self.model().headerData(section, orientation) or "")
        flags = self.model().headerData(section, orientation, Qt.ItemDataRole.TextAlignmentRole) or 0
        is_end = bool(int(flags) & int(Qt.AlignmentFlag.AlignTrailing.value))
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            inner = self._paint_caret(painter, inner, is_end=is_end, title=title)
        color, face = theme().color("text.secondary"), font("small", strong=True)
        painting.paint_text(painter, inner, title, color, face, END if is_end else START)
        painter.restore()

    def _paint_caret(self, painter: QPainter, inner: QRect, *, is_end: bool, title: str) -> QRect:
        size, gap = theme().px(10), theme().px(4)
        word = min(painting.text_width(title, font("small", strong=True)), inner.width() - size - gap)
        at = inner.width() - size if is_end else word + gap
        slot = painting.placed(inner, at, size)
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        square = QRectF(slot.left(), inner.center().y() - size / 2 + 0.5, size, size)
        paint_icon(painter, square, "ph.caret-up" if up else "ph.caret-down", theme().color("text.secondary"))
        return painting.placed(inner, 0, inner.width() - size - gap) if is_end else inner
