"""The editor of a ranking: a list put into order by dragging or by keys."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListWidget, QListWidgetItem, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import Choice, QuestionView
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.theme.fonts import line_height
from desktop.ui.widgets import Button, IconButton, column, label, name_widget, row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_VALUE = int(Qt.ItemDataRole.UserRole)
_LABEL = _VALUE + 1


class RankEditor(Editor):
    """Drag, or Ctrl+Up and Ctrl+Down, or the two buttons; an order that is right as it stands is taken by a button."""

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        self._value = ""
        self.list = QListWidget()
        name_widget(self.list, view.path, plain(view.label))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setMaximumWidth(theme().px(480))
        self.list.installEventFilter(self)
        self.list.model().rowsMoved.connect(lambda *_of: self._told())
        self.up = IconButton("ph.arrow-up", _("Move up"), f"{view.path}#up")
        self.down = IconButton("ph.arrow-down", _("Move down"), f"{view.path}#down")
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.accept = Button(
            _("Keep this order"), f"{view.path}#accept", icon="ph.check", compact=True, press=self._told
        )
        self._hint = label(_("Drag, or press Ctrl+Up and Ctrl+Down. Nothing is answered yet."), "small")
        beside = column(self.up, self.down, None, gap=4)
        layout = row(self.list, beside, None, gap=8)
        layout.setStretch(0, 1000)
        column(layout, row(self.accept, self._hint, None, gap=8), gap=4, on=self)
        self.setFocusProxy(self.list)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        may = may_edit and not view.readonly
        self.list.setDragEnabled(may)
        for button in (self.up, self.down):
            button.setEnabled(may)
        self._value = view.value
        self.accept.setVisible(may and not view.value and bool(view.choices))
        self._hint.setVisible(may and not view.value and bool(view.choices))
        order = view.value.split()
        places = {value: at for at, value in enumerate(order)}
        wanted = sorted(view.choices, key=lambda one: places.get(one.value, len(order)))
        if tuple(wanted) != self._choices:
            self._fill(wanted)

    def _fill(self, wanted: list[Choice]) -> None:
        at = self.list.currentRow()
        self._choices = tuple(wanted)
        self.list.clear()
        for choice in wanted:
            item = QListWidgetItem()
            item.setData(_VALUE, choice.value)
            item.setData(_LABEL, plain(choice.label))
            self.list.addItem(item)
        self._number()
        if at >= 0:
            self.list.setCurrentRow(min(at, self.list.count() - 1))
        height = line_height("body") + theme().px(10)
        for place in range(self.list.count()):
            self.list.item(place).setSizeHint(QSize(0, height))
        self.list.setFixedHeight(max(2, min(len(wanted), 12)) * height + 4)

    def _number(self) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setText(_("{number}. {label}").format(number=at + 1, label=item.data(_LABEL)))

    def _move(self, by: int) -> None:
        at = self.list.currentRow()
        to = at + by
        if at < 0:
            self.list.setCurrentRow(0)  # a row is chosen first; pressed again, it moves
            return
        if not 0 <= to < self.list.count():
            return
        self.list.insertItem(to, self.list.takeItem(at))
        self.list.setCurrentRow(to)
        self._told()

    def _told(self) -> None:
        values = [str(self.list.item(at).data(_VALUE)) for at in range(self.list.count())]
        by_value = {one.value: one for one in self._choices}
        self._choices = tuple(by_value[value] for value in values)
        self._number()
        self._value = " ".join(values)
        self.answered.emit(self._value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        elif event.type() is QEvent.Type.FocusOut and not self._has_keyboard():
            self.list.setCurrentRow(-1)  # a marked row would look like an answer
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER:
            self.onward.emit()
            return True
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if held and event.key() in moves and self.up.isEnabled():
            self._move(moves[Qt.Key(event.key())])
            return True
        return False

    def _has_keyboard(self) -> bool:
        """Also while a menu or another window has it for a moment."""
        at = QApplication.focusWidget()
        return at is None or self.isAncestorOf(at)

    def inputs(self) -> list[QWidget]:
        return [self.list]
