"""Paints cells of tables and trees: code and text, figures, chips, bars; and makes their editors."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.item_models.columns import Cell, alignment
from desktop.ui.item_models.roles import Index, Role
from desktop.ui.item_models.row_delegate import row_ground
from desktop.ui.theme import painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.painting import START
from desktop.ui.theme.tokens import Tone, theme


class CellDelegate(QStyledItemDelegate):
    """Draws the `Cell` of a column; the editor is a bordered field in place."""

    def __init__(self, parent: QObject | None = None, *, comfort: bool = False, edge: int = 8) -> None:
        super().__init__(parent)
        self._height = "row_table_comfort" if comfort else "row_table"
        self._edge = edge

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = index.data(Role.CELL)
        width = self._width(cell) if isinstance(cell, Cell) else theme().px(60)
        return QSize(width, max(theme().height(self._height), line_height("body") + theme().px(8)))

    def _width(self, cell: Cell) -> int:
        text = painting.text_width(cell.before + cell.text + cell.after, font("body", strong=True))
        mark = painting.mark_width(cell.mark, strong=True) if cell.mark else 0
        bar = theme().px(120) if cell.bar else 0
        return text + mark + bar + theme().px(24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        ground = row_ground(option)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        cell = index.data(Role.CELL)
        if isinstance(cell, Cell):
            last = index.model().columnCount() - 1
            paint_cell(painter, padded(option.rect, index.column(), last, self._edge), cell)
        painting.hairline(painter, option.rect)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._ring(painter, option.rect)
        painter.restore()

    def _ring(self, painter: QPainter, rect: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("border.focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 4, 4)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("cell_editor")
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        cell = index.data(Role.CELL)
        editor.setAlignment(alignment(isinstance(cell, Cell) and cell.end))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            index.model().setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps and moves a row down, as in a sheet; Tab is the view's own."""
        is_enter = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_enter and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            editor = watched
            if isinstance(editor, QWidget):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(watched, event)


def padded(rect: QRect, column: int, last: int, edge: int) -> QRect:
    """A cell without its padding, wider at the edges of the table."""
    start, end = (edge if column == 0 else 8), (edge if column == last else 8)
    left, right = (end, start) if painting.is_mirrored() else (start, end)
    return rect.adjusted(theme().px(left), 0, -theme().px(right), -1)


def paint_cell(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """Everything a cell may hold, in reading order."""
    if cell.outline is not None:
        _outline(painter, rect, cell.outline)
    if cell.bar is not None:
        rect = _paint_bar(painter, rect, cell)
    if cell.mark is not None and not cell.text:
        _paint_only_mark(painter, rect, cell)
        return
    if cell.missing and not cell.text:
        size = theme().icon_size("inline")
        slot = painting.placed(rect, rect.width() - size if cell.end else 0, size)
        color = theme().tone(Tone.OFF_TRACK).fg
        paint_icon(
            painter, QRectF(slot.left(), rect.center().y() - size / 2, size, size), "ph.asterisk", color
        )
        return
    _paint_words(painter, rect, cell)


def _outline(painter: QPainter, rect: QRect, mark: painting.Mark) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().tone(mark.tone).solid, 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(-5, 3, 5, -2), 4, 4)
    painter.restore()


def _paint_bar(painter: QPainter, rect: QRect, cell: Cell) -> QRect:
    if cell.bar is None or (cell.bar.share is None and cell.bar.expected is None):
        return rect
    width = min(theme().px(76), rect.width()) if cell.text else rect.width()
    painting.paint_bar(painter, painting.placed(rect, 0, width), cell.bar)
    shift = width + theme().px(8)
    return painting.placed(rect, shift, max(rect.width() - shift, 0))


def _paint_only_mark(painter: QPainter, rect: QRect, cell: Cell) -> None:
    if cell.mark is None:
        return
    width = min(painting.mark_width(cell.mark, strong=not cell.filled, chip=cell.filled), rect.width())
    slot = painting.placed(rect, rect.width() - width if cell.end else 0, width)
    if cell.filled:
        height = theme().height("chip")
        chip = QRect(slot.left(), rect.center().y() - height // 2 + 1, width, height)
        painting.paint_chip(painter, chip, cell.mark)
    else:
        painting.paint_mark(painter, slot, cell.mark)


def _paint_words(painter: QPainter, rect: QRect, cell: Cell) -> None:
    size = "body"
    face = font(size, strong=cell.strong, mono=cell.mono)
    color = theme().color("link" if cell.link else "text.secondary" if cell.quiet else "text.primary")
    parts: list[tuple[str, QFont]] = []
    widths = []
    code, after = font("small", mono=True), font("small")
    for text, kind in ((cell.before, code), (cell.text, face), (cell.after, after)):
        if text:
            parts.append((text, kind))
            widths.append(painting.text_width(text, kind))
    icon = theme().icon_size("inline") + theme().px(6) if cell.icon or cell.mark else 0
    gap = theme().px(5)
    total = sum(widths) + gap * max(len(parts) - 1, 0) + icon
    x = max(rect.width() - total, 0) if cell.end else 0
    if icon:
        x += _paint_leading_icon(painter, rect, x, cell)
    for (text, kind), width in zip(parts, widths, strict=True):
        slot = painting.placed(rect, x, max(min(width, rect.width() - x), 0))
        ink = color if kind is face else theme().color("text.muted")
        painting.paint_text(painter, slot, text, ink, kind, START)
        x += width + gap


def _paint_leading_icon(painter: QPainter, rect: QRect, x: int, cell: Cell) -> int:
    size = theme().icon_size("inline")
    slot = painting.placed(rect, x, size)
    name = cell.icon or (cell.mark.icon if cell.mark else "")
    color = theme().tone(cell.mark.tone).fg if cell.mark else theme().color("text.muted")
    paint_icon(painter, QRectF(slot.left(), rect.center().y() - size / 2 + 0.5, size, size), name, color)
    return size + theme().px(6)
