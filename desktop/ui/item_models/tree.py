"""A tree of frozen records, such as a results matrix: the columns of a table, rows within rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from desktop.ui.item_models.columns import Column, alignment
from desktop.ui.item_models.roles import Index

R = TypeVar("R")
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(slots=True, eq=False)
class Node(Generic[R]):
    """A record and what lies under it."""

    record: R
    children: list["Node[R]"] = field(default_factory=list)
    parent: "Node[R] | None" = None
    row: int = 0


class RecordTreeModel(QAbstractItemModel, Generic[R]):
    """Shows `roots` (nodes with children) through `columns`; the first column holds the branches."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        roots: Sequence[Node[R]] = (),
        *,
        key_of: Callable[[R], Any] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key_of = key_of
        self._roots: list[Node[R]] = []
        self._take(roots)

    def set_roots(self, roots: Sequence[Node[R]]) -> None:
        self.beginResetModel()
        self._take(roots)
        self.endResetModel()

    def _take(self, roots: Sequence[Node[R]]) -> None:
        self._roots = list(roots)
        _link(self._roots, None)

    def nodes(self) -> Iterator[Node[R]]:
        """Every node, in reading order."""
        waiting = list(reversed(self._roots))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def node_at(self, index: Index) -> Node[R] | None:
        return index.internalPointer() if index.isValid() else None

    def index_of(self, key: Any, column: int = 0) -> QModelIndex:
        """Index of the record with this key; an invalid one where it is not in the tree."""
        for node in self.nodes():
            if self._key_of is not None and self._key_of(node.record) == key:
                return self.createIndex(node.row, column, node)
        return QModelIndex()

    def replace(self, record: R) -> None:
        """Show a new version of one record, found by its key; the tree keeps its shape."""
        if self._key_of is None:
            return
        index = self.index_of(self._key_of(record))
        node = self.node_at(index)
        if node is not None:
            node.record = record
            self.dataChanged.emit(index, index.siblingAtColumn(len(self.columns) - 1))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        node = self.node_at(parent)
        below = self._roots if node is None else node.children
        if not (0 <= row < len(below) and 0 <= column < len(self.columns)):
            return QModelIndex()
        return self.createIndex(row, column, below[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        node = self.node_at(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.row, 0, node.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if parent.column() > 0:
            return 0
        node = self.node_at(parent)
        return len(self._roots if node is None else node.children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        node = self.node_at(index)
        return None if node is None else self.columns[index.column()].answer(node.record, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(alignment(self.columns[section].end))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self.node_at(index)
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if node is not None and self.columns[index.column()].is_editable(node.record):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        node = self.node_at(index)
        column = self.columns[index.column()]
        if node is None or role != Qt.ItemDataRole.EditRole or column.edit is None:
            return False
        if str(value) != str(column.answer(node.record, role) or ""):
            column.edit(node.record, str(value))
        return True


def _link(nodes: list[Node[R]], parent: Node[R] | None) -> None:
    for row, node in enumerate(nodes):
        node.parent, node.row = parent, row
        _link(node.children, node)
