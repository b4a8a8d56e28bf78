"""The editor of a day and a time, which are one answer."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import QuestionView
from desktop.ui import formats
from desktop.ui.screens.form.editors import Written, is_enter
from desktop.ui.screens.form.moments import read_moment, show_moment
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import name_widget, row


class MomentEditor(Written):
    """A day and a time."""

    is_short = True

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self.day, self.time = QLineEdit(), QLineEdit()
        name_widget(self.day, view.path, plain(view.label))
        name_widget(self.time, f"{view.path}#time", _("{label}, time").format(label=plain(view.label)))
        self.day.setPlaceholderText(formats.day_pattern())
        self.time.setPlaceholderText("14:30")
        self.day.setFixedWidth(theme().px(150))
        self.time.setFixedWidth(theme().px(84))
        row(self.day, self.time, None, gap=8, on=self)
        self.setFocusProxy(self.day)
        for line in (self.day, self.time):
            line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            self._watch(line)
            line.textEdited.connect(lambda _text: self._touched())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_enter(event) or event.type() is QEvent.Type.FocusOut:
            self._part()
        if watched is self.day and is_enter(event) and not self.time.text().strip():
            self.time.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _part(self) -> None:
        """A time that was written behind the day goes into its own box."""
        value, problem = self.read()
        if value and not problem and not self.time.text().strip():
            for line, text in zip((self.day, self.time), show_moment(value), strict=True):
                line.setText(text)

    def read(self) -> tuple[str, str]:
        return read_moment(self.day.text(), self.time.text(), self._zone)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        for line in (self.day, self.time):
            line.setReadOnly(view.readonly or not may_edit)
        if not self._saving.is_waiting and self.read()[0] != view.value:
            day, moment = show_moment(view.value) if view.value else ("", "")
            self.day.setText(day)
            self.time.setText(moment)

    def inputs(self) -> list[QWidget]:
        return [self.day, self.time]
