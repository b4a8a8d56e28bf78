"""The editor of a day of which only month and year, or only the year, are asked."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import QuestionView
from desktop.ui import formats
from desktop.ui.screens.form.editors import Written, is_enter
from desktop.ui.screens.form.moments import read_month, show_month
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import name_widget, row


class MonthEditor(Written):
    """A month and a year; kept as the first day of it, as ODK Collect does."""

    is_short = True

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        spoken = plain(view.label)
        self.year = QLineEdit()
        name_widget(self.year, view.path, _("{label}, year").format(label=spoken))
        self.year.setPlaceholderText(_("Year"))
        self.year.setFixedWidth(theme().px(84))
        self.year.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.month = None if "year" in view.appearance else self._month_box(view.path, spoken)
        row(*self.inputs(), None, gap=8, on=self)
        self.setFocusProxy(self.inputs()[0])
        for one in self.inputs():
            self._watch(one)
        self.year.textEdited.connect(lambda _text: self._touched())

    def _month_box(self, path: str, spoken: str) -> QComboBox:
        made = QComboBox()
        name_widget(made, f"{path}#month", _("{label}, month").format(label=spoken))
        made.addItem(_("Month"), 0)
        for number in range(1, 13):
            made.addItem(formats.month_name(number), number)
        made.setMinimumSize(QSize(theme().px(150), 0))
        made.activated.connect(lambda _at: self._saving.call())
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.year:
            if is_enter(event) or event.type() is QEvent.Type.FocusOut:
                self._settle()
        elif event.type() is QEvent.Type.Wheel:
            event.ignore()  # the wheel never changes a value
            return True
        elif is_enter(event):
            self.year.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        """A month that was written beside the year goes into its own box."""
        value, problem = self.read()
        if value and not problem:
            self._place(value)

    def read(self) -> tuple[str, str]:
        month = int(self.month.currentData() or 0) if self.month is not None else 0
        return read_month(month, self.year.text(), asks_month=self.month is not None)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        may = may_edit and not view.readonly
        self.year.setReadOnly(not may)
        if self.month is not None:
            self.month.setEnabled(may)
        if not self._saving.is_waiting and self.read()[0] != view.value:
            self._place(view.value)

    def _place(self, value: str) -> None:
        month, year = show_month(value, asks_month=self.month is not None)
        self.year.setText(year)
        if self.month is not None:
            self.month.setCurrentIndex(self.month.findData(month))

    def inputs(self) -> list[QWidget]:
        return [self.month, self.year] if self.month is not None else [self.year]
