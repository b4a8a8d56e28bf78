"""Editors of a range: a slider with its number, stars, or a list of the steps."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSlider, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import QuestionView
from desktop.ui.screens.form.editors import Editor, Written
from desktop.ui.screens.form.reading import read_as, show_as
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.theme.tokens import raw_tokens
from desktop.ui.widgets import Segment, SegmentedChoice, column, label, name_widget, row

MOST_STEPS = 10_000
MOST_STARS = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def steps_of(view: QuestionView) -> list[Decimal]:
    """Every number of a range, from its start to its end; none where it is badly given."""
    try:
        start, end, step = (
            Decimal(view.parameters.get(name, "").strip()) for name in ("start", "end", "step")
        )
    except InvalidOperation:
        return []
    step = -abs(step) if end < start else abs(step)
    count = int((end - start) / step) + 1 if step else 0
    return [start + step * at for at in range(count)] if 1 < count <= MOST_STEPS else []


def make_range(view: QuestionView, zone: str) -> Editor | None:
    """The editor that the appearance asks for; None where there is nothing to slide along."""
    steps = steps_of(view)
    if not steps:
        return None
    if "rating" in view.appearance and len(steps) <= MOST_STARS:
        return StarsEditor(view, zone)
    makers: list[tuple[str, Callable[[QuestionView, str], Editor]]] = [("picker", StepListEditor)]
    return next(
        (make(view, zone) for word, make in makers if word in view.appearance), SliderEditor(view, zone)
    )


class SliderEditor(Written):
    """A slider and the number it stands at; either is moved by keys. Nothing is answered until one is touched."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__()
        self._zone, self._steps = zone, steps_of(view)
        is_upright = "vertical" in view.appearance
        self.slider = QSlider(Qt.Orientation.Vertical if is_upright else Qt.Orientation.Horizontal)
        name_widget(self.slider, f"{view.path}#slider", plain(view.label))
        self.slider.setRange(0, len(self._steps) - 1)
        self.slider.setPageStep(max(1, len(self._steps) // 10))
        if "no-ticks" not in view.appearance and len(self._steps) <= 60:
            self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
            self.slider.setTickInterval(1)
        self.line = QLineEdit()
        name_widget(self.line, view.path, plain(view.label))
        self.line.setFixedWidth(theme().px(raw_tokens()["width"]["form_field_number"]))
        self.line.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        first, last = (
            label(show_as("range", format(one, "f")), "small") for one in (self._steps[0], self._steps[-1])
        )
        if is_upright:
            self.slider.setFixedHeight(theme().px(180))
            row(self.line, column(last, self.slider, first, gap=2), None, gap=16, on=self)
        else:
            self.slider.setMinimumWidth(theme().px(120))
            self.slider.setMaximumWidth(theme().px(420))
            layout = row(self.line, first, self.slider, last, None, gap=8, on=self)
            layout.setStretch(2, 1000)
        self.setFocusProxy(self.line)
        self._watch(self.line)
        self._watch(self.slider)
        self.line.textEdited.connect(lambda _text: self._touched())
        self.slider.valueChanged.connect(self._slid)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.slider and event.type() is QEvent.Type.Wheel:
            event.ignore()  # the wheel never changes a value
            return True
        if watched is self.slider and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self.flush()
                self.onward.emit()
                return True
            if event.key() == Qt.Key.Key_Space and not self.line.text():
                self._slid(self.slider.value())  # the first step is an answer too, once it is asked for
                return True
        return super().eventFilter(watched, event)

    def _slid(self, at: int) -> None:
        self.line.setText(show_as("range", format(self._steps[at], "f")))
        self._saving.call()

    def read(self) -> tuple[str, str]:
        return read_as("range", self.line.text(), self._zone)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        may = may_edit and not view.readonly
        self.line.setReadOnly(not may)
        self.slider.setEnabled(may)
        if self._saving.is_waiting:
            return
        if self.read()[0] != view.value:
            self.line.setText(show_as("range", view.value))
        self._place(view.value)

    def _place(self, value: str) -> None:
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = self._steps[0]
        nearest = min(range(len(self._steps)), key=lambda at: abs(self._steps[at] - number))
        self.slider.blockSignals(True)
        self.slider.setValue(nearest)
        self.slider.blockSignals(False)

    def inputs(self) -> list[QWidget]:
        return [self.line, self.slider]


class StarsEditor(Editor):
    """A rating: as many stars as there are steps; digits and arrows choose."""

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self._path = view.path
        stars = [
            Segment(format(one, "f"), f"{show_as('range', format(one, 'f'))} ★") for one in steps_of(view)
        ]
        self.stars = SegmentedChoice(stars, view.path, plain(view.label))
        self.stars.chosen.connect(lambda value: self.answered.emit(str(value)))
        row(self.stars, None, on=self)
        self.setFocusProxy(self.stars)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.onward.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.answered.emit("")
        else:
            super().keyPressEvent(event)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self.stars.setEnabled(may_edit and not view.readonly)
        self.stars.set_value(view.value or None)

    def inputs(self) -> list[QWidget]:
        return [self.stars]


class StepListEditor(Editor):
    """A range as a drop-down of its steps."""

    is_short = True

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self.combo = QComboBox()
        name_widget(self.combo, view.path, plain(view.label))
        self.combo.addItem(_("Choose"), "")
        for one in steps_of(view):
            self.combo.addItem(show_as("range", format(one, "f")), format(one, "f"))
        self.combo.setFixedWidth(theme().px(150))
        self.combo.activated.connect(lambda at: self.answered.emit(str(self.combo.itemData(at))))
        self.combo.installEventFilter(self)
        row(self.combo, None, on=self)
        self.setFocusProxy(self.combo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENTER:
            self.onward.emit()
            return True
        return False

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self.combo.setEnabled(may_edit and not view.readonly)
        self.combo.setCurrentIndex(max(self.combo.findData(view.value), 0))

    def inputs(self) -> list[QWidget]:
        return [self.combo]
