"""Every result of the project with a box: ticked are those the visit looks at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.i18n import _
from desktop.services.visits.planning import PlanChoices
from desktop.services.visits.records import VisitRecord
from desktop.ui.screens.visits.words import level_word
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import column, label, name_widget


class ScopeList(QWidget):
    changed = Signal(object)
    """Ids of the ticked results, in the order of the matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        name_widget(self.list, "plan_scope", _("Results in scope"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda _item: self._tell())
        self._empty = label(
            _("This project has no results yet. Write them under Projects."), "secondary", wrap=True
        )
        self._empty.setContentsMargins(16, 12, 16, 12)
        self.list.setSpacing(theme().px(3))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        column(self.list, self._empty, gap=0, margins=(8, 4, 8, 4), on=self)
        self._shown: list[tuple[object, bool]] = []

    def show_results(self, visit: VisitRecord, choices: PlanChoices) -> None:
        ticked = {one.result_id for one in visit.results}
        wanted: list[tuple[object, bool]] = [(one.id, one.id in ticked) for one in choices.results]
        if wanted == self._shown and self.list.count():
            return
        self._shown = wanted
        self.list.blockSignals(True)
        self.list.clear()
        for one in choices.results:
            item = QListWidgetItem(f"{one.code}  {level_word(one.level)}: {one.text}")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setFlags(_flags(visit.may_edit))
            item.setCheckState(Qt.CheckState.Checked if one.id in ticked else Qt.CheckState.Unchecked)
            item.setToolTip(one.text)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(choices.results))
        self._empty.setVisible(not choices.results)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As tall as its rows, up to a dozen lines or so; how they wrap is known once they are laid out."""
        last = self.list.item(self.list.count() - 1)
        if last is None:
            return
        self.list.doItemsLayout()
        foot = self.list.visualItemRect(last).bottom() + self.list.verticalScrollBar().value()
        self.list.setFixedHeight(min(foot + theme().px(8), theme().px(420)))

    def _tell(self) -> None:
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]
        self._shown = [
            (item.data(Qt.ItemDataRole.UserRole), item.checkState() is Qt.CheckState.Checked)
            for item in items
        ]
        self.changed.emit(ticked)


def _flags(may_edit: bool) -> Qt.ItemFlag:
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    return flags | Qt.ItemFlag.ItemIsUserCheckable if may_edit else flags
