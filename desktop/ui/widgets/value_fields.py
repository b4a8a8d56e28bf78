"""Fields for numbers, dates and choices; what cannot be read stays as typed and says why."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QCompleter, QLineEdit, QMenu, QWidgetAction

from desktop.i18n import _
from desktop.ui import formats
from desktop.ui.theme.icons import set_icon
from desktop.ui.theme.tokens import raw_tokens, theme
from desktop.ui.widgets.fields import Field

_SEARCHABLE_FROM = 13


class NumberField(Field):
    """A number in the person's own notation, kept exactly; empty is None, never 0."""

    def __init__(self, text: str, object_name: str, *, unit: str = "", **more: Any) -> None:
        self.line = QLineEdit()
        self.line.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.line.setMaximumWidth(theme().px(raw_tokens()["width"]["form_field_number"]))
        super().__init__(f"{text}, {unit}" if unit else text, object_name, self.line, **more)
        self.line.textEdited.connect(self._touched)
        self.line.returnPressed.connect(self.flush)

    def value(self) -> Decimal | None:
        """The number, or None where nothing readable stands."""
        return formats.read_number(self.line.text())[0]

    def is_readable(self) -> bool:
        return not formats.read_number(self.line.text())[1]

    def _put(self, value: Any) -> None:
        self.line.setText("" if value is None else formats.number(value))
        self.show_error()

    def _tell(self) -> None:
        value, problem = formats.read_number(self.line.text())
        self.show_error(problem)
        if not problem:
            self.edited.emit(value)


class DateField(Field):
    """A day, typed in the person's notation or as 2026-11-26, or chosen in a calendar (Alt+Down)."""

    def __init__(self, text: str, object_name: str, **more: Any) -> None:
        self.line = QLineEdit()
        # A bare date looks like one that was entered already.
        self.line.setPlaceholderText(_("e.g. {day}").format(day=formats.day_pattern()))
        self.line.setMaximumWidth(theme().px(160))
        super().__init__(text, object_name, self.line, **more)
        self.line.textEdited.connect(self._touched)
        self.line.returnPressed.connect(self.flush)
        pick = QAction(_("Choose in a calendar"), self.line)
        pick.setShortcut("Alt+Down")
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        set_icon(pick, "ph.calendar-blank", "secondary")
        self.line.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        pick.triggered.connect(self._open_calendar)

    def value(self) -> date | None:
        return formats.read_day(self.line.text())[0]

    def is_readable(self) -> bool:
        return not formats.read_day(self.line.text())[1]

    def _put(self, value: Any) -> None:
        self.line.setText("" if value is None else formats.short_day(value))
        self.show_error()

    def _tell(self) -> None:
        value, problem = formats.read_day(self.line.text())
        self.show_error(problem)
        if not problem:
            self.edited.emit(value)

    def _open_calendar(self) -> None:
        if self.line.isReadOnly():
            return
        calendar = QCalendarWidget()
        calendar.setObjectName(f"{self.line.objectName()}_calendar")
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if (chosen := self.value()) is not None:
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
        self._put(date(day.year(), day.month(), day.day()))
        self._tell()


class ChoiceField(Field):
    """One of a list; long lists can be searched by typing. `edited` tells the value at once."""

    def __init__(
        self,
        text: str,
        object_name: str,
        options: Sequence[tuple[Any, str]] = (),
        *,
        empty: str = "",
        **more: Any,
    ) -> None:
        self.combo = QComboBox()
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(14)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # no focus, and so no change, by wheel
        self._empty = empty
        super().__init__(text, object_name, self.combo, **more)
        self.set_options(options)
        self.combo.activated.connect(lambda _at: self._tell())

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these values with their words; the present one stays chosen if it is among them."""
        kept = self.value()
        self.combo.clear()
        if self._empty:
            self.combo.addItem(self._empty, None)
        for value, word in options:
            self.combo.addItem(word, value)
        if len(options) >= _SEARCHABLE_FROM and not self.combo.isEditable():
            self._make_searchable()
        self._put(kept)

    def _make_searchable(self) -> None:
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.combo.setCompleter(completer)
        line = self.combo.lineEdit()
        if line is not None:
            line.setObjectName(f"{self.combo.objectName()}_search")
            line.setAccessibleName(self.combo.accessibleName())
            line.editingFinished.connect(self._settle_text)

    def _settle_text(self) -> None:
        """Half a word becomes the option it stands for, or the one that was chosen."""
        typed = self.combo.currentText()
        at = self.combo.findText(typed, Qt.MatchFlag.MatchFixedString)
        self.combo.setCurrentIndex(at if at >= 0 else self.combo.currentIndex())
        self.combo.setEditText(self.combo.itemText(self.combo.currentIndex()))
        self._show_beginning()

    def _show_beginning(self) -> None:
        """A long option shows its first words: a code stands there."""
        line = self.combo.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def value(self) -> Any:
        return self.combo.currentData()

    def _put(self, value: Any) -> None:
        for at in range(self.combo.count()):
            if self.combo.itemData(at) == value:
                self.combo.setCurrentIndex(at)
                break
        else:
            self.combo.setCurrentIndex(0 if self._empty else -1)
        self._show_beginning()
