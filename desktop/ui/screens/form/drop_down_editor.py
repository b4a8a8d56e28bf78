"""One of a list in a drop-down that is searched by typing."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.records import Choice, QuestionView
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import name_widget, row


class DropDownEditor(Editor):
    """One of a list in a drop-down that is searched by typing."""

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        self._value = ""
        self.combo = QComboBox()
        name_widget(self.combo, view.path, plain(view.label))
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setMaximumWidth(theme().px(480))
        self.combo.setMinimumContentsLength(24)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.combo.setCompleter(completer)
        line = self.combo.lineEdit()
        assert line is not None
        name_widget(line, f"{view.path}#search", plain(view.label))
        line.setPlaceholderText(_("Type to search"))
        line.editingFinished.connect(self._settle)
        line.returnPressed.connect(self._enter)
        self.combo.activated.connect(lambda at: self._tell(self.combo.itemData(at)))
        self.combo.installEventFilter(self)
        row(self.combo, None, gap=0, on=self).setStretch(0, 1000)
        self.setFocusProxy(self.combo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel:
            event.ignore()  # the wheel never changes a value
            return True
        return False

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self.combo.setEnabled(may_edit and not view.readonly)
        if view.choices != self._choices:
            self._choices = view.choices
            self.combo.clear()
            self.combo.addItem("", "")
            for choice in view.choices:
                self.combo.addItem(plain(choice.label), choice.value)
        if not self._is_typed_in() or view.value != self._value:
            self._show_value(view.value)
        self._value = view.value

    def _show_value(self, value: str) -> None:
        """What the list does not offer stands there as it was typed."""
        at = self.combo.findData(value)
        self.combo.setCurrentIndex(at)
        if at < 0:
            self.combo.setEditText(value)

    def _is_typed_in(self) -> bool:
        line = self.combo.lineEdit()
        return line is not None and line.isModified()

    def _enter(self) -> None:
        """Goes on once it is sure which option is meant."""
        self._settle()
        if not self.problem():
            self.onward.emit()

    def _settle(self) -> None:
        """Half a word becomes the option it stands for; what stands for none or for several is kept, as a wrong answer."""
        typed = self.combo.currentText().strip()
        found = self._found(typed)
        value = str(self.combo.itemData(found[0])) if len(found) == 1 else typed
        self._show_value(value)
        self.said.emit(self.problem())
        self._tell(value)

    def _found(self, typed: str) -> list[int]:
        """The options that these words stand for."""
        at = self.combo.findText(typed, Qt.MatchFlag.MatchFixedString)
        if at >= 0:
            return [at]
        words = typed.casefold()
        return [n for n in range(1, self.combo.count()) if words in self.combo.itemText(n).casefold()]

    def problem(self) -> str:
        typed = self.combo.currentText().strip()
        found = self._found(typed)
        if self._is_typed_in() or len(found) == 1:
            return ""
        if not found:
            return _("Nothing in the list bears these words. Choose one of the list.")
        return ngettext(
            "{count} options bear these words. Choose one of them.",
            "{count} options bear these words. Choose one of them.",
            len(found),
        ).format(count=len(found))

    def _tell(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.answered.emit(value)

    def flush(self) -> None:
        if self._is_typed_in():
            self._settle()

    def inputs(self) -> list[QWidget]:
        return [self.combo]
