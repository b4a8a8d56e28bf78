"""A list too long for buttons: searched in, and ticked."""

from PySide6.QtCore import QEvent, QObject, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import Choice, QuestionView
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.theme.fonts import line_height
from desktop.ui.widgets import SearchField, column, name_widget, row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_VALUE = int(Qt.ItemDataRole.UserRole)


class LongListEditor(Editor):
    """A long list to search in; Space or a click chooses."""

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self._several = view.type == "select_multiple"
        self._choices: tuple[Choice, ...] = ()
        self._value = ""
        self._may_edit = True
        self.search = SearchField(_("Search in the list"), f"{view.path}#search")
        self.search.setMaximumWidth(theme().px(480))
        self._model = QStandardItemModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list = QListView()
        name_widget(self.list, view.path, plain(view.label))
        self.list.setModel(self._found)
        self.list.setUniformItemSizes(True)
        self.list.setMaximumWidth(theme().px(480))
        self.list.setFixedHeight(7 * _row_height())
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.search.searched.connect(self._found.setFilterFixedString)
        self.search.left_downwards.connect(self.list.setFocus)
        self._model.itemChanged.connect(self._toggled)
        self.list.installEventFilter(self)
        lists = column(self.search, self.list, gap=4)
        holder = row(gap=0, on=self)
        holder.addLayout(lists, 1000)
        holder.addStretch(1)
        self.setFocusProxy(self.search)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self._may_edit = may_edit and not view.readonly
        self.list.setEnabled(self._may_edit)
        is_same = view.choices is self._choices or view.choices == self._choices
        if is_same and view.value == self._value:
            return  # a list of ten thousand is gone through only when something changed
        self._value = view.value
        if not is_same:
            self._choices = view.choices
            self._fill()
        chosen = set(view.value.split()) if self._several else {view.value}
        self._model.blockSignals(True)
        for at in range(self._model.rowCount()):
            item = self._model.item(at)
            state = Qt.CheckState.Checked if item.data(_VALUE) in chosen else Qt.CheckState.Unchecked
            if item.checkState() is not state:
                item.setCheckState(state)
        self._model.blockSignals(False)
        self.list.viewport().update()

    def _fill(self) -> None:
        self._model.clear()
        for choice in self._choices:
            item = QStandardItem(plain(choice.label))
            item.setData(choice.value, _VALUE)
            item.setCheckable(True)
            item.setSizeHint(QSize(0, _row_height()))
            self._model.appendRow(item)
        shown = max(1, min(len(self._choices), 7))
        self.list.setFixedHeight(shown * _row_height() + 2)

    def _toggled(self, item: QStandardItem) -> None:
        value, is_on = str(item.data(_VALUE)), item.checkState() is Qt.CheckState.Checked
        if not self._several:
            self.answered.emit(value if is_on else "")
            return
        chosen = set(self._value.split()) - {value} | ({value} if is_on else set())
        self._value = " ".join(one.value for one in self._choices if one.value in chosen)
        self.answered.emit(self._value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            self.onward.emit()
            return True
        return False

    def inputs(self) -> list[QWidget]:
        return [self.search, self.list]


def _row_height() -> int:
    return line_height("body") + theme().px(8)
