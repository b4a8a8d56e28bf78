"""The editor of a day of which only month and year, or only the year, are asked."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import QuestionView
from desktop.ui import formats
from desktop.ui.screens.form.editors import Written
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import name_widget, row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MonthEditor(Written):
    """A month and a year; kept as the first day of it, as ODK Collect does."""

    is_short = True

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        spoken = plain(view.label)
        self._asks_month = "year" not in view.appearance
        self.year = QLineEdit()
        name_widget(self.year, view.path, _("{label}, year").format(label=spoken))
        self.year.setPlaceholderText(_("Year"))
        self.year.setFixedWidth(theme().px(84))
        self.year.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.month = QComboBox()
        name_widget(self.month, f"{view.path}#month", _("{label}, month").format(label=spoken))
        self.month.addItem(_("Month"), 0)
        for number in range(1, 13):
            self.month.addItem(formats.month_name(number), number)
        self.month.setVisible(self._asks_month)
        self.month.setMinimumSize(QSize(theme().px(150), 0))
        row(self.month, self.year, None, gap=8, on=self)
        self.setFocusProxy(self.month if self._asks_month else self.year)
        self._watch(self.year)
        self._watch(self.month)
        self.year.textEdited.connect(lambda _text: self._saving.call())
        self.month.activated.connect(lambda _at: self._saving.call())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.month and event.type() is QEvent.Type.Wheel:
            event.ignore()  # the wheel never changes a value
            return True
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if watched is self.month and is_key and event.key() in _ENTER:  # type: ignore[attr-defined]
            self.year.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def read(self) -> tuple[str, str]:
        year, month = self.year.text().strip(), int(self.month.currentData() or 0) if self._asks_month else 1
        if not year and (not month or not self._asks_month):
            return "", ""
        if not (year.isdecimal() and len(year) == 4):
            return "", _("Write the year with four figures.")
        return (f"{int(year):04d}-{month:02d}-01", "") if month else ("", _("Choose the month."))

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        may = may_edit and not view.readonly
        self.year.setReadOnly(not may)
        self.month.setEnabled(may)
        value, problem = self.read()
        if self._saving.is_waiting or value == view.value or (problem and not view.value):
            return
        year, _dash, rest = view.value.partition("-")
        self.year.setText(year)
        self.month.setCurrentIndex(max(self.month.findData(int(rest[:2])), 0) if rest[:2].isdecimal() else 0)

    def inputs(self) -> list[QWidget]:
        return [self.month, self.year] if self._asks_month else [self.year]
