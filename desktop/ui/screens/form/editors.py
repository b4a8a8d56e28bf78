"""Editors that are written into: text, numbers, days, times, positions. Each tells its answer as it is typed."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QLineEdit,
    QMenu,
    QWidget,
    QWidgetAction,
)

from desktop.i18n import _
from desktop.services.form_library.records import QuestionView
from desktop.ui import formats
from desktop.ui.background import SAVE_AT_LATEST_MS, Debounce
from desktop.ui.frame.undo_keys import mark_saved
from desktop.ui.screens.form.reading import NUMBERS, read_as, show_as
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import restyle, theme
from desktop.ui.theme.fonts import line_height
from desktop.ui.theme.icons import set_icon
from desktop.ui.theme.tokens import raw_tokens
from desktop.ui.widgets import name_widget, row
from desktop.ui.widgets.long_text import LongText

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_enter(event: QEvent) -> bool:
    """Whether a key that goes on was pressed."""
    return isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENTER


class Editor(QWidget):
    """The input of one question. `answered` tells what the form is to keep, `onward` asks for the next question."""

    answered = Signal(str)
    onward = Signal()
    said = Signal(str)
    """A sentence on what stands in the editor that only this screen can tell, or nothing once all is well."""
    asks = Signal(object)
    """An `Ask`: a file, a drawing, points, a code."""

    is_short = False
    """A short editor has its message beside it."""

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        raise NotImplementedError

    def flush(self) -> None:
        """Tell what is typed now."""

    def problem(self) -> str | None:
        """What is wrong with what stands there now; None where that was told by `said`."""
        return None

    def inputs(self) -> list[QWidget]:
        """What takes the keyboard, the first first."""
        raise NotImplementedError

    def show_state(self, state: str, message: str) -> None:
        """`error` puts the red border on."""
        for widget in self.inputs():
            widget.setAccessibleDescription(message)
            if widget.property("state") != state:  # each look at the sheet takes a while
                widget.setProperty("state", state)
                restyle(widget)


class Written(Editor):
    """What editors of text share: told after a pause, on leaving and on Enter."""

    def __init__(self) -> None:
        super().__init__()
        self._saving = Debounce(
            theme().motion("save_debounce_ms"), self._tell, self, at_latest_ms=SAVE_AT_LATEST_MS
        )

    def flush(self) -> None:
        self._saving.flush()

    def _touched(self) -> None:
        self._mark_saved(False)
        self._saving.call()

    def _mark_saved(self, is_saved: bool) -> None:
        for widget in self.inputs():
            mark_saved(widget, is_saved)

    def _tell(self) -> None:
        self._mark_saved(True)
        value, problem = self.read()
        self.said.emit(problem)
        self.answered.emit(value)

    def goes_on(self) -> bool:
        """Whether the keyboard is here; then the answer is told again."""
        is_here = any(widget.hasFocus() for widget in self.inputs())
        if is_here:
            self._saving.call()
        return is_here

    def problem(self) -> str | None:
        return None if self._saving.is_waiting else self.read()[1]

    def read(self) -> tuple[str, str]:
        """The answer as it stands - what cannot be read too, as it was typed - and what is wrong with it."""
        raise NotImplementedError

    def _watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() is not Qt.FocusReason.PopupFocusReason:
                self.flush()
        elif isinstance(event, QKeyEvent) and self._ends_here(watched, event):
            self.flush()
            self.onward.emit()
            return True
        return False

    @staticmethod
    def _ends_here(watched: QObject, event: QKeyEvent) -> bool:
        """Enter in a line, Ctrl+Enter in a text of several."""
        by_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return is_enter(event) and (isinstance(watched, QLineEdit) or by_control)


class LineEditor(Written):
    """One line: text, a number, a time or a position."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__()
        self.kind, self._zone = view.type, zone
        self.line = QLineEdit()
        name_widget(self.line, view.path, plain(view.label))
        self.is_short = self.kind in NUMBERS or self.kind in ("time", "date", "geopoint")
        if self.kind in NUMBERS:
            self.line.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self.line.setFixedWidth(theme().px(raw_tokens()["width"]["form_field_number"]))
        elif self.is_short:
            self.line.setFixedWidth(theme().px(220 if self.kind == "geopoint" else 150))
        else:
            self.line.setMaximumWidth(theme().px(640))
        self.line.setPlaceholderText(
            {"time": "14:30", "geopoint": "40.5140, 72.8161", "date": formats.day_pattern()}.get(
                self.kind, ""
            )
        )
        if self.kind not in ("text", "barcode"):
            # Figures and codes keep their order in a form that is read from the right.
            self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        # A greatest width alone would centre the field in its column.
        layout = row(self.line, None, gap=0, on=self)
        layout.setStretch(0, 0 if self.is_short else 1000)
        self.setFocusProxy(self.line)
        self._watch(self.line)
        self.line.textEdited.connect(lambda _text: self._touched())

    def read(self) -> tuple[str, str]:
        return read_as(self.kind, self.line.text(), self._zone)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self.line.setReadOnly(view.readonly or not may_edit)
        if self._saving.is_waiting:
            return
        if self.read()[0] != view.value:
            self.line.setText(show_as(self.kind, view.value))

    def inputs(self) -> list[QWidget]:
        return [self.line]


class DayEditor(LineEditor):
    """A day, typed or chosen in a calendar (F4)."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__(view, zone)
        pick = QAction(_("Choose in a calendar"), self.line)
        pick.setShortcut("F4")
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        set_icon(pick, "ph.calendar-blank", "secondary")
        self.line.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        pick.triggered.connect(self._open_calendar)

    def _open_calendar(self) -> None:
        if self.line.isReadOnly():
            return
        calendar = QCalendarWidget()
        name_widget(calendar, f"{self.line.objectName()}_calendar", self.line.accessibleName())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        chosen, _problem = formats.read_day(self.line.text())
        if chosen is not None:
            calendar.setSelectedDate(QDate(chosen.year, chosen.month, chosen.day))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.activated.connect(lambda day: self._take(day, menu))
        calendar.clicked.connect(lambda day: self._take(day, menu))
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))
        calendar.setFocus()

    def _take(self, day: QDate, menu: QMenu) -> None:
        menu.close()
        self.line.setText(formats.short_day(date(day.year(), day.month(), day.day())))
        self._tell()


class AreaEditor(Written):
    """Several lines, as tall as what is written; Tab leaves it, Ctrl+Enter goes on."""

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self.area = LongText()
        name_widget(self.area, view.path, plain(view.label))
        self.area.setTabChangesFocus(True)
        self.area.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.area.setMaximumWidth(theme().px(640))
        self._setting = False
        row(self.area, None, gap=0, on=self).setStretch(0, 1000)
        self.setFocusProxy(self.area)
        self._watch(self.area)
        self.area.textChanged.connect(self._changed)
        # Resizing in the middle of the layout ends the process.
        self.area.document().documentLayout().documentSizeChanged.connect(
            lambda _size: QTimer.singleShot(0, self, self._fit)
        )
        self._fit()

    def _changed(self) -> None:
        if not self._setting:
            self._touched()

    def _fit(self) -> None:
        lines = max(3, min(int(self.area.document().size().height()), 16))
        self.area.setFixedHeight(lines * line_height("body") + theme().px(8) + 10)

    def read(self) -> tuple[str, str]:
        return self.area.text(), ""

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self.area.setReadOnly(view.readonly or not may_edit)
        if not self._saving.is_waiting and self.area.text() != view.value:
            self._setting = True
            self.area.put(view.value)
            self._setting = False

    def inputs(self) -> list[QWidget]:
        return [self.area]


class AcknowledgeEditor(Editor):
    """A box to tick; Enter goes on."""

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self.box = QCheckBox(_("Read and understood"))
        name_widget(self.box, view.path, plain(view.label))
        self.box.setProperty("focusRing", True)
        row(self.box, None, on=self)
        self.setFocusProxy(self.box)
        self.box.clicked.connect(lambda is_on: self.answered.emit("OK" if is_on else ""))
        self.box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_enter(event):
            self.onward.emit()
            return True
        return False

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self.box.setEnabled(may_edit and not view.readonly)
        self.box.setChecked(bool(view.value))

    def inputs(self) -> list[QWidget]:
        return [self.box]
