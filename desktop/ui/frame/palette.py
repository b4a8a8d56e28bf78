"""Ctrl+K: commands by their words, and records by what the search finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from desktop.i18n import _
from desktop.ui.frame.screens import Found
from desktop.ui.item_models import RecordList, RecordTableModel, Row
from desktop.ui.item_models.columns import Column
from desktop.ui.theme.painting import Mark
from desktop.ui.theme.tokens import Tone, theme
from desktop.ui.widgets.filters import SearchField
from desktop.ui.widgets.layouts import column
from desktop.ui.widgets.naming import label, name_widget

Search = Callable[[str], Sequence[Found]]
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Line:
    """A command or a found record."""

    title: str
    key: str = ""
    code: str = ""
    note: str = ""
    icon: str = "ph.command"
    action: QAction | None = None
    found: Found | None = None


class Palette(QFrame):
    """Opens over the window; typing narrows, Up and Down choose, Enter runs, Esc leaves."""

    chosen = Signal(object)
    """A `Found` record to go to."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        name_widget(self, "palette", _("Search and commands"))
        self.setProperty("surface", "field")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions: Sequence[QAction] = ()
        self._search: Search | None = None
        self.field = SearchField(_("Search or run a command"), "palette_field", compact=False)
        self.field.installEventFilter(self)
        self.field.searched.connect(self._find)
        one = Column[_Line](key="title", title="", cell=lambda line: line.title)
        self._model: RecordTableModel[_Line] = RecordTableModel([one])
        self.list = RecordList(self._model, _row_of, "palette_list", _("Results"), uniform=False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self._nothing = label(_("Nothing found. Try another word or a code."), "muted", wrap=True)
        self._nothing.setObjectName("palette_nothing")
        column(self.field, self.list, self._nothing, gap=4, margins=(6, 6, 6, 6), on=self)
        self._came_from: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    def open(self, actions: Sequence[QAction], search: Search | None) -> None:
        """Show over the window with these commands and this search."""
        self._actions, self._search = actions, search
        self._came_from = self._over.focusWidget()
        self.field.clear()
        self._find("")
        self.show()
        self.raise_()
        self._place()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_and_return(self) -> None:
        self.hide()
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    def _find(self, text: str) -> None:
        lines = [_line_of(action) for action in self._actions if _matches(action, text)][:_SHOWN]
        if text and self._search is not None:
            lines = [_line_found(found) for found in self._search(text)][:_SHOWN] + lines
        self._model.set_rows(lines)
        self.list.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        if lines:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._place()

    def _place(self) -> None:
        width = min(theme().px(560), self._over.width() - theme().px(32))
        rows = sum(self.list.sizeHintForRow(at) for at in range(self._model.rowCount()))
        height = self.field.sizeHint().height() + theme().px(24) + max(rows, theme().px(28))
        height = min(height, self._over.height() - theme().px(24))
        self.setGeometry((self._over.width() - width) // 2, theme().px(8), width, height)

    def _run(self, row: int) -> None:
        line = self._model.record(row)
        if line is None:
            return
        self.close_and_return()
        if line.action is not None:
            line.action.trigger()
        elif line.found is not None:
            self.chosen.emit(line.found)

    def _step(self, by: int) -> None:
        rows = self._model.rowCount()
        if rows:
            row = (self.list.currentIndex().row() + by) % rows
            self.list.setCurrentIndex(self._model.index(row, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(Qt.Key(event.key()))
        if event.type() is QEvent.Type.FocusOut and self.isVisible() and self.isActiveWindow():
            self.hide()
        return False

    def _take_key(self, key: Qt.Key) -> bool:
        if key is Qt.Key.Key_Escape:
            self.close_and_return()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key is Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._find(self.field.text().strip())
            self._run(self.list.currentIndex().row())
        else:
            return False
        return True


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _matches(action: QAction, text: str) -> bool:
    words = _plain(action.text()).casefold()
    return action.isEnabled() and all(part in words for part in text.casefold().split())


def _line_of(action: QAction) -> _Line:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    named = action.property("iconName")
    icon = named[0] if named else "ph.command"
    return _Line(_plain(action.text()).rstrip("…"), key=key, icon=icon, action=action)


def _line_found(found: Found) -> _Line:
    return _Line(found.title, code=found.code, note=found.note, icon=found.icon, found=found)


def _row_of(line: _Line) -> Row:
    icon = Mark(Tone.PLAIN, "", line.icon)
    if line.found is not None:
        return Row(title=line.title, code=line.code, code_note=line.note, icon=icon)
    return Row(title=line.title, icon=icon, chip=Mark(Tone.NEUTRAL, line.key) if line.key else None)
