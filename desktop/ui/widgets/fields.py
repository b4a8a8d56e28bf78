"""Fields with a label, help and the error beside them, that save as they are typed."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from desktop.ui.background import SAVE_AT_LATEST_MS, Debounce
from desktop.ui.theme.appearance import restyle
from desktop.ui.theme.fonts import line_height
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets.long_text import LongText
from desktop.ui.widgets.naming import label, name_widget


class Field(QWidget):
    """Label, editor, help and message. `edited(value)` comes 400 ms after the last key, on leaving, on flush.

    `set_value` never overwrites what is typed and not yet told; `show_error` puts words beside the editor.
    """

    edited = Signal(object)

    def __init__(
        self,
        text: str,
        object_name: str,
        editor: QWidget,
        *,
        help_text: str = "",
        required: bool = False,
        beside: bool = False,
    ) -> None:
        super().__init__()
        self.editor = editor
        self.setObjectName(f"{object_name}_field")
        self._name = text
        name_widget(editor, object_name, text)
        self._label = label(f"{text} *" if required else text, "secondary", wrap=beside)
        self._label.setBuddy(editor)
        self._help = label(help_text, "small", wrap=True)
        self._error = label("", "error", wrap=True)
        self._error.setObjectName(f"{object_name}_error")
        self._error.hide()
        if not help_text:
            self._help.hide()  # shown before it has a parent it would be a window of its own
        self._saving = Debounce(
            theme().motion("save_debounce_ms"), self._tell, self, at_latest_ms=SAVE_AT_LATEST_MS
        )
        self._lay_out(beside=beside)
        editor.installEventFilter(self)
        self.setFocusProxy(editor)

    def _lay_out(self, *, beside: bool) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme().px(4))
        grid.setHorizontalSpacing(theme().px(12))
        first = 1 if beside else 0
        if beside:
            self._label.setFixedWidth(theme().px(104))
            grid.addWidget(self._label, 1, 0, Qt.AlignmentFlag.AlignTop)
            self._label.setMinimumHeight(theme().height("control"))
        else:
            grid.addWidget(self._label, 0, 0)
        is_short = self.editor.maximumWidth() < theme().px(400)
        if is_short:
            # A fixed width at the start: a greatest width alone would centre the field in its column.
            self.editor.setFixedWidth(self.editor.maximumWidth())
            grid.addWidget(self.editor, 1, first, Qt.AlignmentFlag.AlignLeading)
        else:
            grid.addWidget(self.editor, 1, first)
        self._beside_from = self.editor.maximumWidth() + theme().px(240) if is_short else 0
        self._first = first
        grid.addWidget(self._help, 2, first, 1, 2 if is_short else 1)
        grid.addWidget(self._error, 3, first)
        grid.setColumnStretch(first, 0 if is_short else 1)
        grid.setColumnStretch(first + 1, 1 if is_short else 0)
        grid.setRowStretch(4, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The message of a short editor stands beside it where there is room."""
        super().resizeEvent(event)
        if self._beside_from and self.width() >= self._beside_from:
            self._grid.addWidget(self._error, 1, self._first + 1)
        elif self._beside_from:
            self._grid.addWidget(self._error, 3, self._first, 1, 2)

    def value(self) -> Any:
        """What the editor holds now."""
        raise NotImplementedError

    def _put(self, value: Any) -> None:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a stored value; what is being typed stays."""
        if not self.has_unsaved():
            self._put(value)

    def set_label(self, text: str) -> None:
        self._label.setText(text)
        self.editor.setAccessibleName(text.rstrip(" *:"))

    def set_help(self, text: str) -> None:
        self._help.setText(text)
        self._help.setVisible(bool(text))

    def show_error(self, text: str = "") -> None:
        """Put a message under the editor and a red border around it; no text takes both away."""
        self._show_message(text, "error")

    def show_warning(self, text: str = "") -> None:
        self._show_message(text, "warning")

    def _show_message(self, text: str, kind: str) -> None:
        self._error.setText(text)
        self._error.setProperty("role", kind)
        self._error.setVisible(bool(text))
        self.editor.setProperty("state", kind if text else "")
        self.editor.setAccessibleDescription(text)
        restyle(self._error)
        restyle(self.editor)

    @property
    def error(self) -> str:
        return self._error.text()

    def set_read_only(self, is_locked: bool) -> None:
        if isinstance(self.editor, (QLineEdit, QPlainTextEdit)):
            self.editor.setReadOnly(is_locked)
        else:
            self.editor.setDisabled(is_locked)
        restyle(self.editor)

    def has_unsaved(self) -> bool:
        return self._saving.is_waiting

    def flush(self) -> None:
        """Tell what is typed now: before closing, before the next step."""
        self._saving.flush()

    def _touched(self) -> None:
        self._saving.call()

    def _tell(self) -> None:
        self.edited.emit(self.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() is not Qt.FocusReason.PopupFocusReason:
                self.flush()
        elif event.type() is QEvent.Type.Wheel and not self.editor.hasFocus():
            event.ignore()  # the wheel never changes a value
            return True
        return False


class TextField(Field):
    """One line of text."""

    def __init__(self, text: str, object_name: str, *, placeholder: str = "", **more: Any) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        super().__init__(text, object_name, self.line, **more)
        self.line.textEdited.connect(self._touched)
        self.line.returnPressed.connect(self.flush)

    def value(self) -> str:
        return self.line.text()

    def _put(self, value: Any) -> None:
        if self.line.text() != (value or ""):
            self.line.setText(value or "")


class SecretField(TextField):
    """A passphrase: dots, never saved as it is typed."""

    def __init__(self, text: str, object_name: str, **more: Any) -> None:
        super().__init__(text, object_name, **more)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)


class TextArea(Field):
    """Several lines, as tall as what is written; Tab leaves it."""

    def __init__(self, text: str, object_name: str, *, placeholder: str = "", lines: int = 2, **more: Any):
        self.area = LongText()
        self.area.setPlaceholderText(placeholder)
        self.area.setTabChangesFocus(True)
        self.area.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._lines, self._most_lines = lines, 24
        super().__init__(text, object_name, self.area, **more)
        self.area.textChanged.connect(self._changed)
        self.area.document().documentLayout().documentSizeChanged.connect(self._fit_soon)
        # A narrower area breaks its lines anew without telling; it is seen by what no longer fits.
        self.area.verticalScrollBar().rangeChanged.connect(self._fit_soon)
        self._setting = False
        self._fit()

    def set_most_lines(self, lines: int) -> None:
        """It grows no taller; the rest is scrolled to."""
        self._most_lines = lines
        self._fit()

    def value(self) -> str:
        return self.area.text()

    def _put(self, value: Any) -> None:
        if self.area.text() != (value or ""):
            self._setting = True
            self.area.put(value or "")
            self._setting = False

    def _changed(self) -> None:
        if not self._setting:
            self._touched()

    def _fit_soon(self, *_told: object) -> None:
        QTimer.singleShot(0, self, self._fit)  # resizing in the middle of the layout ends the process

    def _fit(self) -> None:
        # A plain text document measures its height in lines, not in pixels.
        rows = max(self._lines, min(int(self.area.document().size().height()), self._most_lines))
        # One more than lines, padding and border take: where they fit exactly Qt shows a scroll bar.
        self.area.setFixedHeight(rows * line_height("body") + theme().px(8) + 11)


class CheckField(Field):
    """A yes or no with its words beside the box."""

    def __init__(self, text: str, object_name: str, **more: Any) -> None:
        self.box = QCheckBox(text.replace("&", "&&"))
        super().__init__(text, object_name, self.box, **more)
        self._label.hide()
        self.box.setProperty("focusRing", True)
        self.box.clicked.connect(lambda _on: self._tell())

    def value(self) -> bool:
        return self.box.isChecked()

    def _put(self, value: Any) -> None:
        self.box.setChecked(bool(value))
