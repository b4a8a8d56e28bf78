"""Lines with something beside them: a counter, a position from a file, a hidden text, a grouped number."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import QuestionView
from desktop.ui import formats
from desktop.ui.screens.form.asking import Ask
from desktop.ui.screens.form.editors import Editor, LineEditor
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.widgets import Button, IconButton, label


class CounterEditor(LineEditor):
    """A whole number counted up and down, by the two buttons or by the arrow keys."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__(view, zone)
        spoken = plain(view.label)
        self.less = IconButton("ph.minus", _("{label}: one less").format(label=spoken), f"{view.path}#less")
        self.more = IconButton("ph.plus", _("{label}: one more").format(label=spoken), f"{view.path}#more")
        self.less.clicked.connect(lambda: self._count(-1))
        self.more.clicked.connect(lambda: self._count(1))
        layout = _layout_of(self)
        layout.insertWidget(0, self.less)
        layout.insertWidget(2, self.more)

    def _count(self, by: int) -> None:
        if self.line.isReadOnly():
            return
        try:
            present = int(Decimal(self.read()[0] or "0"))
        except (InvalidOperation, ValueError, OverflowError):
            return
        self.line.setText(str(present + by))
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if by is not None and not event.modifiers():
                self._count(by)
                return True
        return super().eventFilter(watched, event)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        super().show_question(view, may_edit=may_edit)
        for button in (self.less, self.more):
            button.setEnabled(may_edit and not view.readonly)


class PositionEditor(LineEditor):
    """A position: typed, pasted, or that of a photo or a track."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__(view, zone)
        self.file = Button(
            _("From a photo or track"),
            f"{view.path}#file",
            icon="ph.map-pin",
            compact=True,
            press=lambda: self.asks.emit(Ask.POINTS),
        )
        self.file.setAccessibleName(f"{self.file.text()}: {plain(view.label)}")
        self.map = map_button(self, view)
        layout = _layout_of(self)
        layout.setSpacing(8)
        layout.insertWidget(1, self.map)
        layout.insertWidget(2, self.file)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        super().show_question(view, may_edit=may_edit)
        self.file.setVisible(may_edit and not view.readonly)
        self.map.setVisible(may_edit and not view.readonly)


class CodeEditor(LineEditor):
    """A bar code: typed, as most hand-held readers do too, or read from a picture."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__(view, zone)
        self.picture = Button(
            _("From a picture"),
            f"{view.path}#picture",
            icon="ph.barcode",
            compact=True,
            press=lambda: self.asks.emit(Ask.CODE),
        )
        self.picture.setAccessibleName(f"{self.picture.text()}: {plain(view.label)}")
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        layout = _layout_of(self)
        layout.setSpacing(8)
        layout.insertWidget(1, self.picture)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        super().show_question(view, may_edit=may_edit)
        self.picture.setVisible(may_edit and not view.readonly)

    def inputs(self) -> list[QWidget]:
        return [self.line, self.picture]


class HiddenTextEditor(LineEditor):
    """A text that nobody beside should read."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__(view, zone)
        self.line.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)


class FiguresEditor(LineEditor):
    """A text of figures, such as a telephone number: it keeps its order in a form read from the right."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__(view, zone)
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)


class GroupedNumberEditor(LineEditor):
    """A number that is shown again beside the line with marks between its thousands."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__(view, zone)
        self.grouped = label("", "secondary")
        layout = _layout_of(self)
        layout.setSpacing(8)
        layout.insertWidget(1, self.grouped)
        self.line.textChanged.connect(lambda _text: self._group())

    def _group(self) -> None:
        try:
            number = Decimal(self.read()[0])
        except InvalidOperation:
            number = Decimal(0)
        self.grouped.setText(formats.number(number) if number.is_finite() and abs(number) >= 1000 else "")


def map_button(editor: Editor, view: QuestionView) -> Button:
    """Asks for the map on which the points are set."""
    made = Button(
        _("On the map"),
        f"{view.path}#map",
        icon="ph.map-trifold",
        compact=True,
        press=lambda: editor.asks.emit(Ask.MAP),
    )
    made.setAccessibleName(f"{made.text()}: {plain(view.label)}")
    return made


def _layout_of(editor: LineEditor) -> QBoxLayout:
    layout = editor.layout()
    assert isinstance(layout, QBoxLayout)
    return layout
