"""List, table and tree views set up the house's way; made from a model and what draws it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QTableView, QTreeView

from desktop.ui.item_models.cell_delegate import CellDelegate
from desktop.ui.item_models.columns import Column
from desktop.ui.item_models.header import HouseHeader
from desktop.ui.item_models.roles import Index, record_at
from desktop.ui.item_models.row_delegate import Row, RowDelegate
from desktop.ui.theme import painting
from desktop.ui.theme.fonts import line_height
from desktop.ui.theme.tokens import theme

_SHOW_AFTER_MS = 80
_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RecordList(QListView):
    """A list of records. Moving tells `current_changed` after 80 ms; Enter or a double click tells `opened`."""

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        model: QAbstractItemModel,
        describe: Callable[[Any], Row],
        object_name: str,
        accessible: str,
        *,
        lead_width: int = 96,
        several: bool = False,
        uniform: bool = True,
        edge: int = 12,
    ) -> None:
        super().__init__()
        self._pause = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._pause.timeout.connect(self._tell_current)
        self.setObjectName(object_name)
        self.setAccessibleName(accessible)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(describe, self, lead_width=lead_width, edge=edge))
        self.setUniformItemSizes(uniform)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        if several:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(lambda index: self.opened.emit(record_at(index)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._pause.start()

    def _tell_current(self) -> None:
        record = record_at(self.currentIndex())
        if record is not None:
            self.current_changed.emit(record)

    def show_current(self, row: int) -> None:
        """Mark a row, or none below 0, after the list was read again; nobody chose it, so nothing is told."""
        self.setCurrentIndex(self.model().index(row, 0) if row >= 0 else QModelIndex())
        if row < 0:
            self.clearSelection()
        self._pause.stop()

    def selected_records(self) -> tuple[Any, ...]:
        return tuple(record_at(index) for index in sorted(self.selectedIndexes(), key=lambda i: i.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        record = record_at(self.currentIndex())
        if event.key() in _OPEN_KEYS and record is not None:
            self.opened.emit(record)
        else:
            super().keyPressEvent(event)

    def fit_height(self) -> None:
        """As tall as its rows, for a short list inside a card that scrolls as a whole."""
        rows = self.model().rowCount()
        tall = sum(self.sizeHintForRow(at) for at in range(rows))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(tall)


class RecordTable(QTableView):
    """A table of records: F2 or typing edits, Tab next cell, Enter next row; `opened` on Enter or double click."""

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        model: QAbstractItemModel,
        object_name: str,
        accessible: str,
        *,
        comfort: bool = False,
        sortable: bool = True,
        edge: int = 8,
    ) -> None:
        """`edge` is the room before the first and behind the last column; 16 lines up with a card's title."""
        super().__init__()
        self._edge = edge
        self.setObjectName(object_name)
        self.setAccessibleName(accessible)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self, comfort=comfort, edge=edge))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.verticalHeader().hide()
        token = theme().height("row_table_comfort" if comfort else "row_table")
        self.verticalHeader().setDefaultSectionSize(max(token, line_height("body") + theme().px(8)))
        self.verticalHeader().setMinimumSectionSize(theme().px(20))
        self._set_up_columns(sortable)
        self.doubleClicked.connect(self._open)

    def _set_up_columns(self, sortable: bool) -> None:
        self.setHorizontalHeader(HouseHeader(self, self._edge))
        self.horizontalHeader().setSectionsClickable(True)
        set_up_header(self.horizontalHeader(), getattr(self.model(), "columns", ()))
        if sortable and any(column.sort_by for column in getattr(self.model(), "columns", ())):
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.current_changed.emit(record_at(current))

    def _open(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(record_at(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() in _OPEN_KEYS and not is_editing and self.currentIndex().isValid():
            if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
            else:
                self.opened.emit(record_at(self.currentIndex()))
            return
        super().keyPressEvent(event)

    def closeEditor(self, editor: Any, hint: Any) -> None:
        by_enter = hint == CellDelegate.EndEditHint.NoHint
        super().closeEditor(editor, hint)
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if by_enter and below.isValid():
            self.setCurrentIndex(below)

    def fit_height(self) -> None:
        """As tall as header and rows, for a short table inside a card."""
        rows = self.model().rowCount()
        header = self.horizontalHeader().sizeHint().height()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(header + sum(self.rowHeight(at) for at in range(rows)) + 1)


class RecordTree(QTreeView):
    """A tree of records edited in place like the table."""

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, model: QAbstractItemModel, object_name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setIndentation(theme().px(18))
        self.setAllColumnsShowFocus(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setHeader(HouseHeader(self))
        set_up_header(self.header(), getattr(model, "columns", ()))
        self.doubleClicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.opened.emit(record_at(index))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.current_changed.emit(record_at(current))

    def closeEditor(self, editor: Any, hint: Any) -> None:
        by_enter = hint == CellDelegate.EndEditHint.NoHint
        super().closeEditor(editor, hint)
        below = self.indexBelow(self.currentIndex())
        if by_enter and below.isValid():
            self.setCurrentIndex(below.siblingAtColumn(self.currentIndex().column()))

    def drawRow(self, painter: Any, option: Any, index: Any) -> None:
        """Branches lie on the same ground as their row."""
        from desktop.ui.item_models.row_delegate import row_ground

        if self.selectionModel().isSelected(index):
            from PySide6.QtWidgets import QStyle

            option.state |= QStyle.StateFlag.State_Selected
            option.widget = self
            ground = row_ground(option)
            if ground is not None:
                painter.fillRect(option.rect, ground)
        super().drawRow(painter, option, index)
        painting.hairline(painter, option.rect)


def set_up_header(header: QHeaderView, columns: tuple[Column[Any], ...]) -> None:
    """Widths of the columns at the present scale; the stretching one takes the rest."""
    header.setHighlightSections(False)
    header.setStretchLastSection(False)
    header.setMinimumSectionSize(theme().px(32))
    for at, column in enumerate(columns):
        header.resizeSection(at, theme().px(column.width))
        if column.stretch:
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
