"""A list too long for buttons: searched in, and ticked."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import Choice, QuestionView
from desktop.ui.screens.form.editors import Editor, is_enter
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.theme.fonts import line_height
from desktop.ui.widgets import SearchField, column, name_widget, row

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
        self.list.setProperty("choosesOne", not self._several)
        self.list.setUniformItemSizes(True)
        self.list.setMaximumWidth(theme().px(480))
        self.list.setFixedHeight(7 * _row_height())
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.search.searched.connect(self._found.setFilterFixedString)
        self.search.left_downwards.connect(self._go_into_the_list)
        self.search.installEventFilter(self)
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
        if not is_enter(event):
            return False
        if watched is self.list:
            if not self._several:
                self._take(self.list.currentIndex())
            self.onward.emit()
            return True
        self._enter_in_search()
        return True

    def _enter_in_search(self) -> None:
        """The one that was found is meant; of several one is chosen in the list."""
        self.search.returnPressed.emit()  # what is typed is looked for at once
        if not self.search.text().strip():
            self.onward.emit()
        elif self._found.rowCount() == 1:
            self._take(self._found.index(0, 0))
            self.search.clear()
            self.onward.emit()
        elif self._found.rowCount():
            self._go_into_the_list()

    def _go_into_the_list(self) -> None:
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._found.index(0, 0))
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, index: QModelIndex) -> None:
        if self._may_edit and index.isValid():
            self._found.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)

    def inputs(self) -> list[QWidget]:
        return [self.search, self.list]


def _row_height() -> int:
    return line_height("body") + theme().px(8)
