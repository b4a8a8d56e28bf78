"""A table whose first column stays while the others scroll."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.ui.item_models import CellDelegate, RecordTable
from desktop.ui.item_models.header import HouseHeader
from desktop.ui.theme.painting import is_mirrored
from desktop.ui.widgets.naming import name_widget


class FrozenTable(RecordTable):
    """A second view on the same model lies over the first column; it takes no keyboard and no selection of its own."""

    def __init__(
        self, model: QAbstractItemModel, object_name: str, accessible: str, *, edge: int = 8
    ) -> None:
        super().__init__(model, object_name, accessible, sortable=False, edge=edge)
        self._over = QTableView(self)
        name_widget(self._over, f"{object_name}_frozen", accessible)
        self._over.setModel(model)
        self._over.setSelectionModel(self.selectionModel())
        self._over.setItemDelegate(CellDelegate(self._over, edge=edge))
        self._over.setHorizontalHeader(HouseHeader(self._over, edge))
        self._set_up_over()
        self.verticalScrollBar().valueChanged.connect(self._over.verticalScrollBar().setValue)
        self._over.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.horizontalHeader().sectionResized.connect(lambda _at, _old, _new: self.freeze())
        model.modelReset.connect(self.freeze)

    def _set_up_over(self) -> None:
        over = self._over
        over.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.setShowGrid(False)
        over.setWordWrap(False)
        over.setFrameShape(QTableView.Shape.NoFrame)
        over.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        over.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        over.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        over.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        over.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        over.verticalHeader().hide()
        over.verticalHeader().setDefaultSectionSize(self.verticalHeader().defaultSectionSize())

    def freeze(self) -> None:
        """Lay the second view over the first column, as wide and as high as it."""
        over, count = self._over, self.model().columnCount()
        over.setVisible(count > 0)
        if not count:
            return
        for at in range(1, count):
            over.setColumnHidden(at, True)
        width, header = self.columnWidth(0), self.horizontalHeader().height()
        over.setColumnWidth(0, width)
        over.horizontalHeader().setFixedHeight(max(header, 1))
        place = self.viewport().geometry()
        left = place.right() - width + 1 if is_mirrored() else place.left()
        over.setGeometry(left, self.frameWidth(), width, place.height() + header)
        over.verticalScrollBar().setValue(self.verticalScrollBar().value())
        over.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.freeze()
