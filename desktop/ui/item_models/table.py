"""A table of frozen records, a few thousand at most: columns, sorting, editing by callback."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from desktop.ui.item_models.columns import Column, alignment
from desktop.ui.item_models.roles import Index

R = TypeVar("R")
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class RecordTableModel(QAbstractTableModel, Generic[R]):
    """Shows `rows` through `columns`; an edit is handed to the column, which tells the presenter."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        rows: Sequence[R] = (),
        *,
        key_of: Callable[[R], Any] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows = list(rows)
        self._key_of = key_of
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these records; the chosen order is kept."""
        self.beginResetModel()
        self._rows = list(rows)
        if self._sorted is not None:
            self._order(*self._sorted)
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        self.beginResetModel()
        self.columns, self._sorted = tuple(columns), None
        self.endResetModel()

    def record(self, row: int) -> R | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    @property
    def records(self) -> Sequence[R]:
        """The rows in the order shown."""
        return tuple(self._rows)

    def row_of(self, key: Any) -> int:
        """Row of the record with this key, or -1."""
        key_of = self._key_of
        if key_of is None:
            return -1
        return next((at for at, record in enumerate(self._rows) if key_of(record) == key), -1)

    def replace(self, record: R) -> None:
        """Show a new version of one record, found by its key; nothing else moves."""
        row = self.row_of(self._key_of(record)) if self._key_of else -1
        if row >= 0:
            self._rows[row] = record
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        return self.columns[index.column()].answer(self._rows[index.row()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(alignment(self.columns[section].end))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self.columns[index.column()].is_editable(self._rows[index.row()]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        column, record = self.columns[index.column()], self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or column.edit is None:
            return False
        if str(value) != str(column.answer(record, role) or ""):
            column.edit(record, str(value))
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or self.columns[column].sort_by is None:
            return
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._rows[index.row()]) for index in self.persistentIndexList()]
        self._sorted = (column, order)
        self._order(column, order)
        places = {id(record): at for at, record in enumerate(self._rows)}
        for index, record in kept:
            self.changePersistentIndex(index, self.index(places[id(record)], index.column()))
        self.layoutChanged.emit()

    def _order(self, column: int, order: Qt.SortOrder) -> None:
        key = self.columns[column].sort_by
        if key is None:
            return
        known = [record for record in self._rows if key(record) is not None]
        unknown = [record for record in self._rows if key(record) is None]
        known.sort(key=key, reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = known + unknown  # what is not known comes last in either order
